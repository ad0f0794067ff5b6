"""The transition amplitude of a Gaussian system: exact at every width N, with the measure of each step."""

from __future__ import annotations

import sympy as sp

from symnet.errors import UnboundedError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.gaussian.classical import stationary_action
from symnet.theory.gaussian.convergence import convergence, root_of_determinant
from symnet.theory.gaussian.ends import Ends, ends_of
from symnet.theory.gaussian.fresnel import fresnel_factor
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step


def amplitude(lattice: StepAction) -> sp.Expr:
    """K_N(x_ini, x_fin) = (measure per step)**N * integral over x_1 ... x_{N-1} of exp(phase*S/hbar).

    The measure per step is sqrt(m/(2 pi i hbar dt)), in Euclidean time sqrt(m/(2 pi hbar dt)), m the second derivative
    of L in v: the same for every rule. In Euclidean time the value is oo where the integral diverges.

    Units:
        [L^-1]
    Raises:
        UnsupportedError: on a boundary that is not fixed.
        UnboundedError: in Euclidean time with a mass that is not positive.
    Source:
        eq. (3.1); the measure: R. P. Feynman, A. R. Hibbs, Quantum Mechanics and Path Integrals, section 2-4.
    """
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    if ends.name != "fixed":
        raise UnsupportedError(f"an amplitude needs both ends held; the boundary is {ends.name!r}")
    action = stationary_action(step, ends)
    weight = sp.exp(lattice.time.phase * action / s.hbar)
    if lattice.time.phase == sp.I:
        reduced = ends.matrix(step).reduced_determinant * step.scale ** (s.N - 1)
        return sp.sqrt(step.mass / (2 * sp.pi * sp.I * s.hbar * s.dt)) * fresnel_factor(step, reduced) * weight
    spread = sp.sqrt(step.mass / (2 * sp.pi * s.hbar * s.dt))
    return where_it_converges(step, ends, spread / root_of_determinant(step, ends) * weight)


def where_it_converges(step: QuadraticStep, ends: Ends, value: sp.Expr) -> sp.Expr:
    """The value of a Euclidean integral where it converges, oo where it does not.

    Raises:
        UnboundedError: where it converges for no value of the parameters.
    """
    if step.mass.is_nonpositive:
        raise UnboundedError(f"the kinetic term has the coefficient {step.mass}: e^(-S_E) grows with the velocity")
    condition = convergence(step, ends)
    if condition == sp.false:
        raise UnboundedError(f"e^(-S_E) on the boundary {ends.name!r} cannot be integrated: its form is not positive")
    return value if condition == sp.true else sp.Piecewise((value, condition), (sp.oo, True))
