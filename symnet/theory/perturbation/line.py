"""The infinite Euclidean line at finite dt: the ground state's energy, <x> and <x**2> in first and second order."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.polys.rings import PolyElement, ring

from symnet.notation import symbols as s
from symnet.theory.perturbation.vertex import ENDS, Anharmonic, shifted
from symnet.theory.perturbation.wick import Wick, terms

_THERE = sp.symbols("y_prev y_next", cls=sp.Dummy)
_FAR = sp.Dummy("z**(r - 1)")


@dataclass(frozen=True)
class LineSeries:
    """The first two orders in the couplings of ``system``, closed forms in ``symbols.spread`` and ``symbols.decay``.

    energy: of the ground state, beyond the oscillator's. squared: of <x**2> in it, likewise.

    Units:
        energy [energy], squared [L^2].
    """

    system: Anharmonic
    energy: tuple[sp.Expr, sp.Expr]
    squared: tuple[sp.Expr, sp.Expr]


def line_series(system: Anharmonic) -> LineSeries:
    """Log Z per step is -energy*dt/hbar: its first order is the vertex's mean, its second the connected pair's sum."""
    near, far = _tables()
    alone, pair = Wick(near), Wick(far)
    mean = alone.mean(terms(system.vertex, ENDS))
    itself = alone.mean(terms(system.vertex**2, ENDS)) - mean**2
    other = shifted(system.vertex, _THERE)
    connected = pair.mean(terms(sp.expand(system.vertex * other), (*ENDS, *_THERE))) - mean**2
    second = -s.dt / (2 * s.hbar) * (itself + 2 * _over_distances(sp.expand(connected)))
    energy = (sp.factor(mean), sp.factor(second))
    return LineSeries(system, energy, (_by_source(energy[0]), _by_source(energy[1])))


def by_diagonal(expression: sp.Expr) -> sp.Expr:
    """The derivative by the second derivative d of the action at every time, with the coupling q held.

    z + 1/z = d/q and G = hbar/sqrt(d**2 - 4 q**2) give dG/dd and dz/dd.
    """
    spread = -(s.spread**2) / s.hbar * (1 + s.decay**2) / (1 - s.decay**2)
    return spread * expression.diff(s.spread) - s.decay * s.spread / s.hbar * expression.diff(s.decay)


def _by_source(energy: sp.Expr) -> sp.Expr:
    """<x**2> from the energy: a source for x_n**2 at every time is a change of d."""
    return sp.factor(2 * s.dt * by_diagonal(energy))


def _tables() -> tuple[list[list[PolyElement]], list[list[PolyElement]]]:
    """The covariance of one step's ends, and of those of two steps r >= 1 apart, in G, z and z**(r - 1)."""
    _, spread, decay, far = ring([s.spread, s.decay, _FAR], sp.QQ)
    near = [[spread * decay ** abs(a - b) for b in range(2)] for a in range(2)]
    across = [[spread * far * decay ** (b - a + 1) for b in range(2)] for a in range(2)]
    back = [list(column) for column in zip(*across, strict=True)]
    upper = [here + there for here, there in zip(near, across, strict=True)]
    lower = [here + there for here, there in zip(back, near, strict=True)]
    return near, upper + lower


def _over_distances(polynomial: sp.Expr) -> sp.Expr:
    """The sum over r >= 1 of a polynomial in z**(r - 1) without constant term."""
    coefficients = sp.Poly(polynomial, _FAR).terms()
    return sp.Add(*[factor / (1 - s.decay**power) for (power,), factor in coefficients])
