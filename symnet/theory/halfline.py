"""The half line of Euclidean time: what its path integral over the far end leaves, up to a constant."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.boundary import HALFLINE
from symnet.theory.represent import Representation
from symnet.theory.series import Approach, approach
from symnet.theory.stochastic.generator import lattice_generator

_GAP = "the potential has a lowest state, apart from the others in energy: then it is what a long time leaves"


@dataclass(frozen=True, slots=True)
class StateIntegral:
    """psi(start) = constant * integral over the variables from ``first`` to ``last`` of exp(exponent).

    Shapes:
        parameters: how many of the Lagrangian's letters are in the constant.
        rate: one more step applies 1 - H dt/hbar, up to the correction.
    Source:
        eqs. (5.2), (5.7)
    """

    start: sp.Expr
    first: sp.Expr
    last: sp.Expr
    exponent: sp.Expr
    parameters: sp.Expr
    rate: Approach


def state_integral(system: Representation, variables: str) -> StateIntegral:
    """The state that a half line of Euclidean steps makes, in x, w or W.

    Raises:
        UnsupportedError: the boundary is another, or a step is not that of the Schroedinger equation.
    """
    lattice = system.lattice
    if lattice.boundary != HALFLINE:
        raise UnsupportedError(f"a state needs the boundary 'halfline', not {lattice.boundary.name!r}")
    measure = system.measure_in(variables)
    return StateIntegral(
        start=lattice.boundary.start,
        first=measure.lower,
        last=measure.upper,
        exponent=lattice.time.phase * symbols.euclidean_action / symbols.hbar,
        parameters=sp.Integer(len(measure.factor.free_symbols & set(system.parameters))),
        rate=schroedinger_step(system),
    )


def schroedinger_step(system: Representation) -> Approach:
    """What one step does to psi, over dt: -H/hbar with H = p**2/(2 m) + V, for a Lagrangian m*v**2/2 - V(x).

    Raises:
        UnsupportedError: it is not that.
    """
    psi, x, v = sp.Function("psi")(symbols.position), symbols.position, symbols.velocity
    lagrangian = sp.expand(system.lagrangian.expr)
    mass = 2 * lagrangian.coeff(v, 2)
    potential = -lagrangian.coeff(v, 0)
    rate = lattice_generator(system.lattice, symbols.hbar / mass, psi)
    energy = -(symbols.hbar**2) / (2 * mass) * psi.diff(x, 2) + potential * psi
    if sp.expand(rate.value + energy / symbols.hbar) != 0:
        raise UnsupportedError(f"one step of {lagrangian} is {rate.value}, not the Schroedinger equation's")
    return Approach(rate.value, rate.small, rate.order, rate.correction, (*rate.conditions, _GAP))


def memory_of_the_far_end(oscillator: Representation, omega: sp.Symbol) -> Approach:
    """d^2 log K/(dx_ini dx_fin) of the Euclidean amplitude K between fixed ends, a long time T apart.

    It is all that couples the two ends, and is expanded in powers of exp(-omega T).
    """
    return _after_a_long_time(oscillator, omega, symbols.x_fin)


def bend_after_a_long_time(oscillator: Representation, omega: sp.Symbol) -> Approach:
    """d^2 log psi/dx_ini^2 of what a half line of a long time T leaves, in powers of exp(-omega T)."""
    return _after_a_long_time(oscillator, omega, symbols.x_ini)


def _after_a_long_time(oscillator: Representation, omega: sp.Symbol, other: sp.Symbol) -> Approach:
    """The second derivative of the Gaussian's logarithm by x_ini and ``other``.

    Raises:
        UnsupportedError: it is no single Gaussian of its ends, or ``omega`` is not its frequency.
    """
    decay = sp.Symbol("q", positive=True)
    positive = {symbols.m: sp.Symbol("m", positive=True), sp.Symbol(omega.name, real=True): omega}
    value = oscillator.continuum().value.xreplace(positive)
    gaussians = [each for each in value.atoms(sp.exp) if each.has(symbols.x_ini)]
    if len(gaussians) != 1:
        raise UnsupportedError(f"what {oscillator.lagrangian.expr} leaves is no single Gaussian of its ends")
    waves = {sp.sinh(omega * symbols.T): (1 / decay - decay) / 2, sp.cosh(omega * symbols.T): (1 / decay + decay) / 2}
    bend = sp.cancel(gaussians[0].args[0].diff(symbols.x_ini, other).subs(waves))
    if bend.has(symbols.T):
        raise UnsupportedError(f"{bend} is not given by exp(-{omega} T) alone")
    return approach(bend, decay, 2, (f"{decay} = exp(-{omega} T)",))


def integral_over_the_past(density: sp.Expr) -> sp.Expr:
    """The integral over Euclidean times of all steps as their number grows: eq. (5.3)."""
    ends = (sp.limit(HALFLINE.time(steps), symbols.N, sp.oo) for steps in (symbols.N, sp.S.Zero))
    return sp.Integral(density, (symbols.tau, *ends))
