"""The continuum limit of a Gaussian system's closed forms at fixed duration T, with the first correction in 1/N."""

from __future__ import annotations

import sympy as sp

from symnet.errors import UnsupportedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.gaussian.classical import stationary_action
from symnet.theory.gaussian.ends import Ends, ends_of
from symnet.theory.gaussian.limits import SMALL, Expansion
from symnet.theory.gaussian.powers import Series
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step
from symnet.theory.series import Approach

_ORDERS = (1, 2, 4)


def continuum(lattice: StepAction) -> Approach:
    """What the boundary's own quantity tends to: the amplitude, the ground state or the partition function.

    N goes to infinity at fixed T = N dt; the correction is the coefficient of the first power of 1/N that occurs.

    Raises:
        UnsupportedError: on free ends, or where the boundary's quantity needs Euclidean time.
        ZeroModeError: on a ring that nothing binds.
    """
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    euclidean = lattice.time.name == "euclidean"
    if ends.name == "free" or (ends.name != "fixed" and not euclidean):
        raise UnsupportedError(
            f"no quantity is defined on {ends.name!r} in {lattice.time.name} time to take a limit of"
        )
    if ends.is_ring and not step.is_bound:
        raise ZeroModeError("nothing binds the ring: its partition function is proportional to the volume of space")
    for order in _ORDERS:
        found = _approach(lattice, step, ends, order)
        if found.correction != 0:
            break
    return found


def _approach(lattice: StepAction, step: QuadraticStep, ends: Ends, order: int) -> Approach:
    exponent = lattice.time.phase * stationary_action(step, ends) / s.hbar
    reduced = ends.matrix(step).reduced_determinant
    if ends.name == "fixed":
        reduced = reduced / s.N
    expansion = Expansion(step, order, (exponent, reduced))
    root, weight = expansion.series(reduced), expansion.series(exponent)
    scale = expansion.log_power(step.scale, ends.size)
    logarithm = (root.log_ratio() + scale).scaled(-sp.Rational(1, 2)) + weight
    start = expansion.readable(expansion.reduced(scale[0] / -2 + weight[0]))
    value = _leading(lattice, step, ends, expansion, expansion.readable(root[0])) * sp.exp(start)
    power, correction = first_correction(expansion, logarithm)
    return Approach(value, SMALL, power, value * correction, conditions(ends, lattice.time.name == "euclidean"))


def continuum_correlator(lattice: StepAction, early: sp.Expr, late: sp.Expr) -> Approach:
    """What the connected <x x> at two times, measured from the start and early <= late <= T, tends to.

    Raises:
        ZeroModeError: when the path can be moved for free.
    """
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    rows = (ends.row(s.N * place / s.T) for place in (early, late))
    closed = -s.hbar / lattice.time.phase * ends.matrix(step).ordered_inverse(*rows)
    for order in _ORDERS:
        expansion = Expansion(step, order, (closed,))
        series = expansion.series(closed)
        value = expansion.readable(expansion.reduced(series[0]))
        for power in range(1, order + 1):
            correction = expansion.reduced(series[power])
            if correction != 0:
                break
        if correction != 0:
            break
    readable = expansion.readable(correction)
    return Approach(value, SMALL, sp.Integer(power), readable, conditions(ends, lattice.time.name == "euclidean"))


def first_correction(expansion: Expansion, logarithm: Series) -> tuple[sp.Expr, sp.Expr]:
    """The first power of 1/N that occurs in the logarithm of a ratio that tends to 1, and its coefficient."""
    for power in range(1, expansion.order + 1):
        coefficient = expansion.reduced(logarithm[power])
        if coefficient != 0:
            return sp.Integer(power), expansion.readable(coefficient)
    return sp.Integer(expansion.order), sp.S.Zero


def conditions(ends: Ends, euclidean: bool) -> tuple[str, ...]:
    """What a limit presupposes, in words."""
    shared = "T = N*dt fixed, mass positive"
    if not euclidean:
        return (shared, "T off the caustics, where sin(omega*T) = 0")
    return (shared, "the Euclidean form positive" if ends.name == "fixed" else "something binds, or no force acts")


def _leading(lattice: StepAction, step: QuadraticStep, ends: Ends, expansion: Expansion, root: sp.Expr) -> sp.Expr:
    """The limit of the measure over the square root of the determinant."""
    if ends.name != "fixed":
        half = 2 * sp.sinh(expansion.angle / 2)  # a ring's determinant tends to its square, 2 cosh(angle) - 2
        return 1 / half if sp.expand((half**2 - root).rewrite(sp.exp)) == 0 else 1 / sp.sqrt(root)
    spread = -lattice.time.phase * step.mass / (2 * sp.pi * s.hbar * s.T)
    if lattice.time.phase != sp.I or expansion.squared == 0:
        return sp.sqrt(spread / root)
    if expansion.is_hyperbolic:
        return sp.sqrt(spread) / sp.sqrt(root)
    passed = sp.floor(sp.sqrt(sp.Max(0, expansion.squared)) / sp.pi)
    return sp.sqrt(spread) / sp.sqrt(sp.Abs(root)) * sp.exp(-sp.I * sp.pi * sp.sign(step.mass) * passed / 2)
