"""The cosine activation: paths as Fourier sums, the action in modes, and the Jacobian from positions to modes."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols
from symnet.theory.quadratic import quadratic_parts

_UNIT, _GRID, _GRID_TIME = symbols.n, symbols.i, symbols.k_


@dataclass(frozen=True, slots=True)
class CosineModes:
    """x(t) = sum_{n=0}^{N} a_n cos(n pi t/T) on 0 <= t <= T = N dt: both ends free, N + 1 times and N + 1 modes.

    Source:
        eq. (4.6)
    """

    period: sp.Expr = symbols.T

    def frequency(self, n: sp.Expr = _UNIT) -> sp.Expr:
        """n pi/T."""
        return n * sp.pi / self.period

    def output(self, t: sp.Expr = symbols.t) -> sp.Expr:
        """The network's answer to the time t."""
        wave = sp.cos(self.frequency() * t)
        return sp.Sum(symbols.a[_UNIT] * wave, (_UNIT, 0, symbols.N))

    @property
    def row(self) -> ModeRow:
        """Table 1's row: a_n is the path's overlap with its own mode, but for that mode's overlap with itself."""
        other = symbols.j
        projected = sp.Sum(symbols.a[other] * self.overlap(other, _UNIT, 1), (other, 0, symbols.N))
        return ModeRow(projected, self.frequency(), sp.S.Zero)

    def overlap(self, n: sp.Expr, other: sp.Expr, sign: int) -> sp.Expr:
        """The integral over 0 <= t <= T of cos*cos (``sign`` 1) or sin*sin (-1) of two modes, n and other >= 0.

        cos a cos b = (cos(a - b) + cos(a + b))/2, and cos(p pi t/T) integrates to sin(p pi) T/(p pi) = 0 for integers
        p != 0.
        """
        same, opposite = sp.KroneckerDelta(n, other), sp.KroneckerDelta(n, -other)
        return self.period / 2 * (same + sign * opposite)

    def action(self, lagrangian: sp.Expr) -> sp.Expr:
        """The action of L = kinetic*v**2 + potential*x**2 along the whole sum, mode by mode."""
        return sp.Sum(symbols.a[_UNIT] ** 2 * self.stiffness(lagrangian), (_UNIT, 0, symbols.N))

    def double_action(self, lagrangian: sp.Expr) -> sp.Expr:
        """The same as a double sum over modes, with the overlaps as they come from the integral over time."""
        kinetic, potential = quadratic_parts(lagrangian)
        n, other = _UNIT, symbols.j
        moving = kinetic * self.frequency(n) * self.frequency(other) * self.overlap(n, other, -1)
        resting = potential * self.overlap(n, other, 1)
        pair = symbols.a[n] * symbols.a[other] * (moving + resting)
        return sp.Sum(sp.Sum(pair, (other, 0, symbols.N)), (n, 0, symbols.N))

    def stiffness(self, lagrangian: sp.Expr) -> sp.Expr:
        """What multiplies a_n**2 in the action: only equal modes overlap, and the constant mode twice as much."""
        kinetic, potential = quadratic_parts(lagrangian)
        twice = 1 + sp.KroneckerDelta(_UNIT, 0)
        return self.period / 2 * twice * (kinetic * self.frequency() ** 2 + potential)

    def variance(self, euclidean: sp.Expr) -> sp.Expr:
        """<a_n**2> under the weight exp(-S_E/hbar)."""
        return symbols.hbar / (2 * self.stiffness(euclidean))

    def grid_sum(self, angle: sp.Expr) -> sp.Expr:
        """cos(l*angle) summed over the N + 1 times l, the two ends counted half."""
        wave = sp.Sum(sp.cos(angle * _GRID), (_GRID, 0, symbols.N))
        return wave - sp.Rational(1, 2) - sp.cos(symbols.N * angle) / 2

    def grid_overlap(self, n: sp.Expr, other: sp.Expr) -> sp.Expr:
        """The product of two modes summed over the N + 1 times, the two ends counted half.

        That is half of the sum along the grid and back, which comes to each end once and to the other times twice.
        """
        first, second = (sp.cos(sp.pi * mode * _GRID_TIME / symbols.N) for mode in (n, other))
        return sp.Sum(first * second, (_GRID_TIME, 0, 2 * symbols.N - 1)) / 2

    @property
    def jacobian(self) -> ModeMeasure:
        """The product of all dx = J * product of all da.

        With C the matrix of cosines on the grid and D counting its ends half, ``grid_sum`` at angle q pi/N, which is N
        for q = 0 or 2N and else 0, says C D C = (N/2) D^-1: so |det C| = (N/2)**((N + 1)/2)/det D, det D = 1/4.
        """
        width = symbols.N
        return ModeMeasure(4 * (width / 2) ** ((width + 1) / 2))


@dataclass(frozen=True, slots=True)
class ModeRow:
    """``a`` is the integral of x(t) cos(b_n t + c_n) over 0 <= t <= T."""

    a: sp.Expr
    b: sp.Expr
    c: sp.Expr


@dataclass(frozen=True, slots=True)
class ModeMeasure:
    """dx_0 ... dx_N = ``factor`` da_0 ... da_N."""

    factor: sp.Expr

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """What the factor depends on beside the width."""
        return tuple(sorted(self.factor.free_symbols - {symbols.N}, key=str))


@dataclass(frozen=True, slots=True)
class ModeAverage:
    """<x(t_1) x(t_2)> = factor * integral over all a_n of x(t_1) x(t_2) exp(exponent)."""

    factor: sp.Expr
    exponent: sp.Expr


def mode_average(modes: CosineModes, lagrangian: sp.Expr) -> ModeAverage:
    """An average over the modes in real time; ``symbols.total`` is the integral of J exp(i S/hbar) alone.

    Source:
        eq. (4.9), which is not divided by the total
    """
    exponent = sp.I * modes.action(lagrangian) / symbols.hbar
    return ModeAverage(symbols.J / symbols.total, exponent)
