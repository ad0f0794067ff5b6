"""The Euclidean ring of N steps at finite dt: log Z and <x**2> in first and second order, closed for every N."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.polys.rings import PolyElement, ring

from symnet.notation import symbols as s
from symnet.theory.perturbation.line import by_diagonal
from symnet.theory.perturbation.vertex import ENDS, Anharmonic, shifted
from symnet.theory.perturbation.wick import Wick, terms

_THERE = sp.symbols("y_prev y_next", cls=sp.Dummy)
_UNIT, _ROUND, _THERE_WAY, _BACK_WAY = sp.symbols("G/(1-z**N) z**(N-1) z**(r-1) z**(N-r-1)", cls=sp.Dummy)


@dataclass(frozen=True)
class RingSeries:
    """The first two orders in the couplings of ``system``, in ``symbols.spread``, ``symbols.decay`` and N.

    log_partition: of log Z, beyond the oscillator's. squared: of <x**2>, likewise.
    """

    system: Anharmonic
    log_partition: tuple[sp.Expr, sp.Expr]
    squared: tuple[sp.Expr, sp.Expr]

    @property
    def energy(self) -> tuple[sp.Expr, sp.Expr]:
        """-d(log Z)/d(beta) at fixed N, beta hbar = N dt, in dt and the parameters of the Lagrangian."""
        first, second = (self.system.spelled_out(order) for order in self.log_partition)
        return -s.hbar / s.N * first.diff(s.dt), -s.hbar / s.N * second.diff(s.dt)


def ring_series(system: Anharmonic) -> RingSeries:
    """Log Z loses dt/hbar times N vertices' mean, and gains half the connected pair's sum over both places."""
    near, far = _tables()
    alone, pair = Wick(near), Wick(far)
    mean = alone.mean(terms(system.vertex, ENDS))
    itself = alone.mean(terms(system.vertex**2, ENDS))
    other = shifted(system.vertex, _THERE)
    apart = pair.mean(terms(sp.expand(system.vertex * other), (*ENDS, *_THERE)))
    total = itself + _over_distances(apart) - s.N * mean**2
    weight = s.dt / s.hbar
    orders = (_spelled_out(-weight * s.N * mean), _spelled_out(weight**2 * s.N / 2 * total))
    return RingSeries(system, orders, (_by_source(orders[0]), _by_source(orders[1])))


def _by_source(log_partition: sp.Expr) -> sp.Expr:
    return -2 * s.hbar / s.N * by_diagonal(log_partition)


def _tables() -> tuple[list[list[PolyElement]], list[list[PolyElement]]]:
    """The covariance of one step's ends, and of those of two steps 1 <= r <= N - 1 apart, both ways round."""
    _, unit, decay, around, there, back = ring([_UNIT, s.decay, _ROUND, _THERE_WAY, _BACK_WAY], sp.QQ)
    entries = (unit * (1 + decay * around), unit * (decay + around))
    near = [[entries[abs(a - b)] for b in range(2)] for a in range(2)]
    across = [[unit * (decay ** (1 + b - a) * there + decay ** (1 + a - b) * back) for b in range(2)] for a in range(2)]
    reverse = [list(column) for column in zip(*across, strict=True)]
    upper = [mine + others for mine, others in zip(near, across, strict=True)]
    lower = [mine + others for mine, others in zip(reverse, near, strict=True)]
    return near, upper + lower


def _over_distances(polynomial: sp.Expr) -> sp.Expr:
    """The sum over 1 <= r <= N - 1 of a polynomial in z**(r - 1) and z**(N - r - 1)."""
    coefficients = sp.Poly(polynomial, _THERE_WAY, _BACK_WAY).terms()
    return sp.Add(*[factor * _geometric(max(powers), min(powers)) for powers, factor in coefficients])


def _geometric(more: int, less: int) -> sp.Expr:
    """The sum over 1 <= r <= N - 1 of z**((r - 1)*more + (N - r - 1)*less), which is symmetric."""
    z, apart = s.decay, more - less
    shared = z ** ((s.N - 2) * less)
    if apart == 0:
        return (s.N - 1) * shared
    return shared * (1 - z ** ((s.N - 1) * apart)) / (1 - z**apart)


def _spelled_out(expression: sp.Expr) -> sp.Expr:
    return expression.subs({_UNIT: s.spread / (1 - s.decay**s.N), _ROUND: s.decay ** (s.N - 1)})
