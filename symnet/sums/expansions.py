"""Truncated expansions in powers of a small positive parameter, with the order of what is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib import import_module

import sympy as sp

from symnet.errors import InputError


class TooShort(InputError):
    """Everything known of an expansion vanishes where its leading term is needed; a longer one may help."""


@lru_cache(maxsize=4096)
def vanishes(value: sp.Expr) -> bool:
    """Whether a coefficient is zero: by its expanded form, else by the normal form, which knows waves and roots.

    Raises:
        InputError: when that cannot be told.
    """
    if not value.args or value.is_Rational:
        return bool(value == 0)
    expanded = sp.expand(value)
    if expanded == 0:
        return True
    if import_module("symnet.sums.normal").prove(expanded, sp.Integer(0), explain=False).answer == "equal":
        return True
    numbers = {s: sp.Rational(3 * i + 5, 2 * i + 7) for i, s in enumerate(sorted(expanded.free_symbols, key=str))}
    size = abs(sp.N(expanded.xreplace(numbers), 60))
    if not (size.is_number and size > sp.Float("1e-40")):
        raise InputError(f"it cannot be told whether {value} is zero")
    return False


@dataclass(frozen=True, slots=True)
class Expansion:
    """sum of coefficient * small^exponent over ``terms``, and something of the order small^error."""

    terms: dict[Fraction, sp.Expr]
    error: Fraction

    @staticmethod
    def constant(value: sp.Expr, error: Fraction) -> Expansion:
        """What does not depend on the small parameter."""
        return Expansion({Fraction(0): value} if value != 0 else {}, error)

    def coefficient(self, exponent: Fraction) -> sp.Expr:
        """One coefficient, 0 where there is none."""
        return self.terms.get(exponent, sp.Integer(0))

    def cut(self, error: Fraction) -> Expansion:
        """What is known below an order."""
        return Expansion({e: c for e, c in self.terms.items() if e < error}, min(error, self.error))

    def known_to(self, error: Fraction) -> Expansion:
        """The same with no more claimed than below an order."""
        return self.cut(min(error, self.error))

    def nonzero(self) -> dict[Fraction, sp.Expr]:
        """The terms that do not vanish."""
        return {e: c for e, c in self.terms.items() if not vanishes(c)}

    def __add__(self, other: Expansion) -> Expansion:
        total = dict(self.terms)
        for exponent, value in other.terms.items():
            total[exponent] = total.get(exponent, sp.Integer(0)) + value
        return Expansion(total, min(self.error, other.error)).cut(min(self.error, other.error))

    def __mul__(self, other: Expansion) -> Expansion:
        lowest = [min(side.terms, default=side.error) for side in (self, other)]
        error = min(lowest[0] + other.error, lowest[1] + self.error)
        total: dict[Fraction, sp.Expr] = {}
        for e, c in self.terms.items():
            for f, d in other.terms.items():
                if e + f < error:
                    total[e + f] = total.get(e + f, sp.Integer(0)) + c * d
        return Expansion({e: sp.expand(c) for e, c in total.items()}, error)

    def _leading(self) -> tuple[Fraction, sp.Expr, Expansion]:
        """(v, c, u) with self = c small^v (1 + u)."""
        terms = self.nonzero()
        if not terms:
            raise TooShort("a leading term is needed, and everything known of it vanishes")
        lowest = min(terms)
        rest = {e - lowest: c / terms[lowest] for e, c in terms.items() if e > lowest}
        return lowest, terms[lowest], Expansion(rest, self.error - lowest)

    def power(self, exponent: Fraction) -> Expansion:
        """A rational power, by the binomial series."""
        if exponent == 0:
            return Expansion.constant(sp.Integer(1), self.error)
        lowest, leading, rest = self._leading()
        ratio = sp.Rational(exponent.numerator, exponent.denominator)
        series = rest.series(lambda k: sp.binomial(ratio, k))
        shifted = {e + lowest * exponent: c * leading**ratio for e, c in series.terms.items()}
        return Expansion(shifted, series.error + lowest * exponent)

    def logarithm(self) -> Expansion:
        """log of what tends to a number other than 0.

        Raises:
            InputError: when it tends to 0 or infinity.
        """
        lowest, leading, rest = self._leading()
        if lowest != 0:
            raise InputError(f"the logarithm of something like N^{-lowest} is no power of N")
        series = rest.series(lambda k: sp.Integer(0) if k == 0 else sp.Rational((-1) ** (k + 1), k))
        return series + Expansion.constant(sp.log(leading), series.error)

    def through(self, function: Callable[[sp.Expr], sp.Expr]) -> Expansion:
        """function(self) by its Taylor series about the limit.

        Raises:
            InputError: when there is no finite limit, or the function is not analytic there.
        """
        terms = self.nonzero()
        if any(e < 0 for e in terms):
            raise InputError(f"{getattr(function, '__name__', function)} of something unbounded has no such expansion")
        place = sp.Dummy("place")
        centre = terms.pop(Fraction(0), sp.Integer(0))

        def derivative(order: int) -> sp.Expr:
            value = sp.diff(function(place), place, order).subs(place, centre) / sp.factorial(order)
            if value.has(sp.oo, sp.zoo, sp.nan):
                raise InputError(f"{function(place)} is not analytic at {centre}")
            return value

        return Expansion(terms, self.error).series(derivative)

    def series(self, coefficient: Callable[[int], sp.Expr]) -> Expansion:
        """sum over k of coefficient(k) * self^k, for self that tends to 0."""
        total = Expansion.constant(coefficient(0), self.error)
        power, k = self, 1
        while power.terms and min(power.terms) < self.error:
            total = total + power * Expansion.constant(coefficient(k), self.error)
            power, k = (power * self).known_to(self.error), k + 1
        return total.known_to(self.error)
