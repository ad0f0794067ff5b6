"""What one short step does to a function: the generator of the evolution that a weight on steps stands for."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.discretization import LatticeAction
from symnet.theory.series import Approach, expanded, exponential, product
from symnet.theory.stochastic.langevin import Langevin
from symnet.theory.stochastic.path_weight import PathWeight, step_density

_X = symbols.position
_ROOT, _UNIT = sp.Symbol("s", positive=True), sp.Symbol("xi", real=True)
"""dt = s**2, and a displacement is s*xi with xi of order one."""

Log = Callable[[sp.Expr, sp.Expr], sp.Expr]
"""(place after the step, dt) -> log of the step's weight, seen from ``symbols.position``, without normalisation."""

_SMOOTH = "for functions with bounded derivatives"


def generator(log: Log, spread: sp.Expr, function: sp.Expr) -> Approach:
    """The mean of ``function`` after one step, minus ``function``, over dt, as dt goes to 0.

    ``spread`` is the variance of the step's Gaussian part over dt. The mean is taken term by term.

    Raises:
        UnsupportedError: the step does not become the identity.
    """
    gaussian = -(_UNIT**2) / (2 * spread)
    tilt = expanded(log(_X + _ROOT * _UNIT, _ROOT**2), _ROOT, 4)
    if sp.expand(tilt.pop(0, sp.S.Zero) - gaussian) != 0 or min(tilt, default=1) < 1:
        raise UnsupportedError(f"the step's weight is not {gaussian} at leading order")
    seen = expanded(function.subs(_X, _X + _ROOT * _UNIT), _ROOT, 4)
    after = product(exponential(tilt, 4), seen, 4)
    mean = {power: _average(each, spread) for power, each in after.items()}
    if sp.expand(mean.get(0, sp.S.Zero) - function) != 0 or any(mean.get(odd, 0) != 0 for odd in (1, 3)):
        raise UnsupportedError("the step does not become the identity as dt goes to 0")
    rate, beyond = mean.get(2, sp.S.Zero), mean.get(4, sp.S.Zero)
    return Approach(rate, symbols.dt, sp.S.One, beyond, (_SMOOTH,))


def _average(polynomial: sp.Expr, spread: sp.Expr) -> sp.Expr:
    """Mean over xi, Gaussian with variance ``spread``: <xi**(2p)> = (2p - 1)!! spread**p."""
    total = []
    for term in sp.Add.make_args(sp.expand(polynomial)):
        rest, power = term.as_independent(_UNIT, as_Add=False)
        degree = sp.degree(power, _UNIT) if power != 1 else 0
        if degree % 2 == 0:
            total.append(rest * sp.factorial2(degree - 1) * spread ** (degree // 2))
    return sp.expand(sp.Add(*total))


def backward_generator(langevin: Langevin, function: sp.Expr, alpha: sp.Expr) -> Approach:
    """The growth of <function(x)> per time along the Langevin equation, whatever the prescription."""

    def log(after: sp.Expr, dt: sp.Expr) -> sp.Expr:
        return step_density(langevin, _X, after, alpha)[1].subs(symbols.dt, dt)

    return generator(log, 2 * langevin.strength, function)


def lattice_generator(lattice: LatticeAction, spread: sp.Expr, function: sp.Expr) -> Approach:
    """The same for one step of a lattice action, weight exp(phase*dt*step/hbar): phase*H/hbar acting on ``function``.

    In Euclidean time the path may run backward from x_0 = y; then the step is seen from its later end. In real time
    ``spread`` is imaginary and the moments are those of a Fresnel integral.
    """

    def log(after: sp.Expr, dt: sp.Expr) -> sp.Expr:
        step = lattice.step.subs({symbols.x_prev: _X, symbols.x_next: after, symbols.dt: dt}, simultaneous=True)
        return lattice.time.phase * dt * step / symbols.hbar

    return generator(log, spread, function)


def missed_by_a_step(rate: Approach, function: sp.Expr) -> sp.Expr:
    """What the second order of one step lacks to that of exp(dt*A), where A is the ``rate`` at which it acts."""
    twice = rate.value.subs(function, rate.value).doit()
    return sp.expand(rate.correction - twice / 2)


def path_generator(weight: PathWeight, function: sp.Expr) -> Approach:
    """The same for the Lagrangian of a path weight without a term linear in the velocity.

    Raises:
        UnsupportedError: such a term is there, and what it means depends on the prescription.
    """
    if sp.expand(weight.lagrangian).coeff(symbols.velocity, 1) != 0:
        raise UnsupportedError(f"{weight.lagrangian} is linear in the velocity; integrate that term first")

    def log(after: sp.Expr, dt: sp.Expr) -> sp.Expr:
        velocity = {symbols.velocity: (after - _X) / dt}
        return -dt * weight.lagrangian.subs(velocity) / weight.unit

    return generator(log, weight.spread, function)
