"""Tridiagonal matrices of symbolic size, constant along their diagonals, the two ends modified or joined.

    A = [[first, -q], [-q, d, -q], ..., [-q, d, -q], [-q, last]]      Chain
    A = the same with first = last = d and its ends joined               Cycle

Its minors obey D_n = d D_{n-1} - q^2 D_{n-2}, hence D_n = q^n U_n(d/2q); determinant and inverse follow from the minors
counted from either end.

Source:
    G. Meurant, SIAM J. Matrix Anal. Appl. 13, 707 (1992), for the inverse by minors from both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symnet.errors import ZeroModeError
from symnet.notation.tidy import tidy
from symnet.sums.linear_algebra.chebyshev import chebyshevt, chebyshevu


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

    @cached_property
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

    def determinant(self) -> sp.Expr:
        """The determinant for every size."""
        return self.coupling**self.size * self.reduced_determinant

    @cached_property
    def reduced_determinant(self) -> sp.Expr:
        """The determinant without its factor coupling**size."""
        first, last = self._first_excess, self._last_excess
        if first is None or last is None:
            return self._minor(self.size, last if first is None else first)
        inner, outer = chebyshevu(self.size - 2, self.ratio), chebyshevt(self.size - 1, self.ratio)
        return _gather((tidy(self.ratio**2 - 1 + first * last)) * inner + tidy(first + last) * outer)

    def inverse(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The element (i, j) of the inverse; 0 one place beyond an end that is not modified.

        Raises:
            ZeroModeError: when the determinant vanishes for every size.
        """
        return self.ordered_inverse(sp.Min(i, j), sp.Max(i, j))

    def ordered_inverse(self, low: sp.Expr, high: sp.Expr) -> sp.Expr:
        """The element (low, high) of the inverse, low <= high."""
        if self.reduced_determinant == 0:
            raise ZeroModeError("the form has a zero mode, the constant path: it has no inverse")
        before, after = self._minor(low - 1, self._first_excess), self._minor(self.size - high, self._last_excess)
        return before * after / (self.coupling * self.reduced_determinant)

    def first_rows(self, n: sp.Expr) -> sp.Expr:
        """Determinant of the first n rows, n < size, without its factor coupling**n."""
        return self._minor(n, self._first_excess)

    def _minor(self, n: sp.Expr, excess: sp.Expr | None) -> sp.Expr:
        if excess is None:
            return chebyshevu(n, self.ratio)
        return _gather(chebyshevt(n, self.ratio) + excess * chebyshevu(n - 1, self.ratio))

    @cached_property
    def _first_excess(self) -> sp.Expr | None:
        return self._excess(self.first)

    @cached_property
    def _last_excess(self) -> sp.Expr | None:
        return self._excess(self.last)

    def _excess(self, end: sp.Expr | None) -> sp.Expr | None:
        """By how much an end is more than half an inner element, over the coupling."""
        return None if end is None else tidy(end / self.coupling - self.ratio)


@dataclass(frozen=True)
class Cycle:
    """The closed matrix of ``size`` rows; sizes 1 and 2 are what the sum over the steps gives there."""

    size: sp.Expr
    diagonal: sp.Expr
    coupling: sp.Expr

    @cached_property
    def ratio(self) -> sp.Expr:
        """d/(2q), the cosine of the angle per site."""
        return tidy(self.diagonal / (2 * self.coupling))

    def entry(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The element in row i, column j, counted from 1."""
        delta, n = sp.KroneckerDelta, self.size
        joined = delta(i, 1) * delta(j, n) + delta(i, n) * delta(j, 1)
        return self.diagonal * delta(i, j) - self.coupling * (delta(i, j + 1) + delta(i + 1, j) + joined)

    def determinant(self) -> sp.Expr:
        """The determinant for every size."""
        return self.coupling**self.size * self.reduced_determinant

    @cached_property
    def reduced_determinant(self) -> sp.Expr:
        """The determinant without its factor coupling**size."""
        return 2 * (chebyshevt(self.size, self.ratio) - 1)

    def inverse(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The element (i, j) of the inverse.

        Raises:
            ZeroModeError: when nothing binds, so that the whole ring can be moved for free.
        """
        return self.ordered_inverse(sp.Min(i, j), sp.Max(i, j))

    def ordered_inverse(self, low: sp.Expr, high: sp.Expr) -> sp.Expr:
        """The element (low, high) of the inverse, low <= high."""
        if self.ratio == 1:
            raise ZeroModeError("the form has a zero mode, the constant path on the ring: it has no inverse")
        apart = high - low
        there, back = chebyshevu(self.size - 1 - apart, self.ratio), chebyshevu(apart - 1, self.ratio)
        return (there + back) / (self.coupling * self.reduced_determinant)


def _gather(expression: sp.Expr) -> sp.Expr:
    """Where the ratio is 1 the polynomials are affine in the order: multiply them out."""
    return expression if expression.has(sp.chebyshevt, sp.chebyshevu) else sp.expand(expression)
