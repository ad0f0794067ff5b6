"""The transition amplitude of a Gaussian system: exact at every width N, with the measure of each step."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.logic.boolalg import Boolean

from symnet.errors import UnboundedError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.gaussian.classical import stationary_action
from symnet.theory.gaussian.convergence import convergence, root_of_determinant
from symnet.theory.gaussian.ends import Ends, ends_of
from symnet.theory.gaussian.fresnel import fresnel_factor
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step


@dataclass(frozen=True)
class Kernel:
    """prefactor * exp(phase * action / hbar) where the condition holds, and infinite elsewhere."""

    prefactor: sp.Expr
    action: sp.Expr
    phase: sp.Expr
    condition: Boolean

    @property
    def expression(self) -> sp.Expr:
        """All of it as one expression."""
        value = self.prefactor * sp.exp(self.phase * self.action / s.hbar)
        return value if self.condition == sp.true else sp.Piecewise((value, self.condition), (sp.oo, True))


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
    return propagator(lattice).expression


def propagator(lattice: StepAction) -> Kernel:
    """The amplitude in its parts.

    Raises:
        UnsupportedError, UnboundedError: as for the amplitude.
    """
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    if ends.name != "fixed":
        raise UnsupportedError(f"an amplitude needs both ends held; the boundary is {ends.name!r}")
    action, phase = stationary_action(step, ends), lattice.time.phase
    spread = sp.sqrt(-phase * step.mass / (2 * sp.pi * s.hbar * s.dt))
    if phase == sp.I:
        reduced = ends.matrix(step).reduced_determinant * step.scale ** (s.N - 1)
        return Kernel(spread * fresnel_factor(step, reduced), action, phase, sp.true)
    return Kernel(spread / root_of_determinant(step, ends), action, phase, where_it_converges(step, ends))


def where_it_converges(step: QuadraticStep, ends: Ends) -> Boolean:
    """The condition under which a Euclidean integral converges.

    Raises:
        UnboundedError: where it converges for no value of the parameters.
    """
    if step.mass.is_nonpositive:
        raise UnboundedError(f"the kinetic term has the coefficient {step.mass}: e^(-S_E) grows with the velocity")
    condition = convergence(step, ends)
    if condition == sp.false:
        raise UnboundedError(f"e^(-S_E) on the boundary {ends.name!r} cannot be integrated: its form is not positive")
    return condition
