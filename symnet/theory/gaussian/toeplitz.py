"""The one matrix behind every quadratic action: tridiagonal, constant along its diagonals, its two ends modified.

    A = [[first, -q], [-q, d, -q], ..., [-q, d, -q], [-q, last]]      Chain
    A = the same with first = last = d and its ends joined               Cycle

Its minors obey D_n = d D_{n-1} - q^2 D_{n-2}, hence D_n = q^n U_n(d/2q); determinant and inverse follow from the minors
counted from either end.

Source:
    G. Meurant, SIAM J. Matrix Anal. Appl. 13, 707 (1992), for the inverse by minors from both ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import ZeroModeError
from symnet.theory.gaussian.chebyshev import Style, first_kind, second_kind
from symnet.theory.gaussian.tidy import tidy


@dataclass(frozen=True)
class Chain:
    """The open matrix of ``size`` rows. ``None`` for an end means that it is not modified.

    With one modified end the size may be 1, with two it is at least 2; with none it may be 0 (determinant 1).
    """

    size: sp.Expr
    diagonal: sp.Expr
    coupling: sp.Expr
    first: sp.Expr | None = None
    last: sp.Expr | None = None

    @property
    def ratio(self) -> sp.Expr:
        """d/(2q), the cosine of the angle per site."""
        return tidy(self.diagonal / (2 * self.coupling))

    def entry(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The element in row i, column j, counted from 1."""
        delta = sp.KroneckerDelta
        entry = self.diagonal * delta(i, j) - self.coupling * (delta(i, j + 1) + delta(i + 1, j))
        for end, place in ((self.first, sp.S.One), (self.last, self.size)):
            if end is not None:
                entry += tidy(end - self.diagonal) * delta(i, place) * delta(j, place)
        return entry

    def determinant(self, style: Style = "chebyshev") -> sp.Expr:
        """The determinant for every size."""
        return self.coupling**self.size * self.reduced_determinant(style)

    def reduced_determinant(self, style: Style = "chebyshev") -> sp.Expr:
        """The determinant without its factor coupling**size."""
        if self.first is None or self.last is None:
            end = self.last if self.first is None else self.first
            return self.minor(self.size, end, style)
        rho, n = self.ratio, self.size
        first, last = (tidy(end / self.coupling) for end in (self.first, self.last))
        u2, u3, u4 = (second_kind(n - shift, rho, style) for shift in (2, 3, 4))
        if first == rho == last:
            return (rho**2 - 1) * u2
        full = first * last * u2 - (first + last) * u3 + u4
        return sp.expand(full) if rho == 1 else full

    def inverse(self, i: sp.Expr, j: sp.Expr, style: Style = "chebyshev") -> sp.Expr:
        """The element (i, j) of the inverse; 0 one place beyond an end that is not modified.

        Raises:
            ZeroModeError: when the determinant vanishes for every size.
        """
        low, high = sp.Min(i, j), sp.Max(i, j)
        determinant = self.reduced_determinant(style)
        if determinant == 0:
            raise ZeroModeError("the form has a zero mode, the constant path: it has no inverse")
        before = self.minor(low - 1, self.first, style)
        after = self.minor(self.size - high, self.last, style)
        return before * after / (self.coupling * determinant)

    def minor(self, n: sp.Expr, end: sp.Expr | None, style: Style) -> sp.Expr:
        """Determinant of n rows that hold one end, without its factor coupling**n."""
        rho = self.ratio
        if end is None:
            return second_kind(n, rho, style)
        end = tidy(end / self.coupling)
        if end == rho:
            return first_kind(n, rho, style)
        minor = end * second_kind(n - 1, rho, style) - second_kind(n - 2, rho, style)
        return sp.expand(minor) if rho == 1 else minor


@dataclass(frozen=True)
class Cycle:
    """The closed matrix of ``size`` rows; sizes 1 and 2 are what the sum over the steps gives there."""

    size: sp.Expr
    diagonal: sp.Expr
    coupling: sp.Expr

    @property
    def ratio(self) -> sp.Expr:
        """d/(2q), the cosine of the angle per site."""
        return tidy(self.diagonal / (2 * self.coupling))

    def entry(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The element in row i, column j, counted from 1."""
        delta, n = sp.KroneckerDelta, self.size
        joined = delta(i, 1) * delta(j, n) + delta(i, n) * delta(j, 1)
        return self.diagonal * delta(i, j) - self.coupling * (delta(i, j + 1) + delta(i + 1, j) + joined)

    def determinant(self, style: Style = "chebyshev") -> sp.Expr:
        """The determinant for every size."""
        return self.coupling**self.size * self.reduced_determinant(style)

    def reduced_determinant(self, style: Style = "chebyshev") -> sp.Expr:
        """The determinant without its factor coupling**size."""
        return 2 * (first_kind(self.size, self.ratio, style) - 1)

    def inverse(self, i: sp.Expr, j: sp.Expr, style: Style = "chebyshev") -> sp.Expr:
        """The element (i, j) of the inverse.

        Raises:
            ZeroModeError: when nothing binds, so that the whole ring can be moved for free.
        """
        if self.ratio == 1:
            raise ZeroModeError("the form has a zero mode, the constant path on the ring: it has no inverse")
        apart = sp.Max(i, j) - sp.Min(i, j)
        there = second_kind(self.size - 1 - apart, self.ratio, style)
        back = second_kind(apart - 1, self.ratio, style)
        return (there + back) / (self.coupling * self.reduced_determinant(style))
