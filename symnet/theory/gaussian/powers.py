"""Truncated power series over an exact field: what expanding a closed form in 1/N needs, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count as count_from
from typing import Any

import sympy as sp
from sympy.polys.constructor import construct_domain

_IMAGINARY = sp.Symbol("i")
"""Stands for the imaginary unit inside the field, where i**2 = -1 is used only to tell 0 from the rest: fast."""


@dataclass(frozen=True)
class Field:
    """The field of the coefficients, and the order up to which series are kept."""

    domain: Any
    small: sp.Symbol
    order: int

    @classmethod
    def of(cls, expressions: Iterable[sp.Expr], small: sp.Symbol, order: int) -> Field:
        """The smallest field that holds the coefficients of rational functions of ``small`` and of dummies."""
        coefficients: set[sp.Expr] = {sp.Rational(1, 2)}
        for expression in map(_hidden, expressions):
            dummies = expression.atoms(sp.Dummy) - {small}
            for part in sp.fraction(sp.together(expression)):
                coefficients |= set(sp.Poly(part, small, *dummies).coeffs())
        return cls(construct_domain(list(coefficients), field=True)[0], small, order)

    def series(self, expression: sp.Expr) -> Series:
        """A rational function."""
        numerator, denominator = (
            Series(self, self._padded(sp.Poly(part, self.small))).normal
            for part in sp.fraction(sp.together(_hidden(expression)))
        )
        return numerator / denominator

    def _padded(self, polynomial: sp.Poly) -> tuple[Any, ...]:
        kept = [self.domain.from_sympy(c) for c in reversed(polynomial.all_coeffs())]
        return tuple(kept) + (self.domain.zero,) * (self.order + 1 - len(kept))

    def is_zero(self, element: Any) -> bool:
        """Whether an element of the field is 0, with i**2 = -1."""
        return not element or self.readable(element) == 0

    def readable(self, element: Any) -> sp.Expr:
        """An element as an expression."""
        expression = self.domain.to_sympy(element)
        if not expression.has(_IMAGINARY):
            return expression
        numerator, denominator = sp.fraction(expression)
        numerator, denominator = (sp.rem(part, _IMAGINARY**2 + 1, _IMAGINARY) for part in (numerator, denominator))
        return factored(numerator / denominator).xreplace({_IMAGINARY: sp.I})


@dataclass(frozen=True)
class Series:
    """small**lowest * (c_0 + c_1 small + ...) as far as it is known: operations keep only the orders that are exact."""

    field: Field
    coefficients: tuple[Any, ...]
    lowest: int = 0

    def __add__(self, other: Series) -> Series:
        lowest = min(self.lowest, other.lowest)
        pairs = zip(self._from(lowest), other._from(lowest), strict=False)
        return Series(self.field, tuple(a + b for a, b in pairs), lowest)

    def __mul__(self, other: Series) -> Series:
        a, b, zero = self.coefficients, other.coefficients, self.field.domain.zero
        known = range(min(len(a), len(b)))
        product = tuple(sum((a[p] * b[n - p] for p in range(n + 1)), zero) for n in known)
        return Series(self.field, product, self.lowest + other.lowest)

    def __truediv__(self, other: Series) -> Series:
        other = other.normal
        quotient: list[Any] = []
        for n, (value, _) in enumerate(zip(self.coefficients, other.coefficients, strict=False)):
            taken = sum((quotient[p] * other.coefficients[n - p] for p in range(n)), self.field.domain.zero)
            quotient.append((value - taken) / other.coefficients[0])
        return Series(self.field, tuple(quotient), self.lowest - other.lowest)

    def __pow__(self, exponent: int) -> Series:
        one = self.field.series(sp.S.One)
        power = one
        for _ in range(abs(exponent)):
            power *= self
        return power if exponent >= 0 else one / power

    def __getitem__(self, power: int) -> sp.Expr:
        if power < self.lowest:
            return sp.S.Zero
        return self.field.readable(self.coefficients[power - self.lowest])

    def _from(self, lowest: int) -> tuple[Any, ...]:
        return (self.field.domain.zero,) * (self.lowest - lowest) + self.coefficients

    @property
    def normal(self) -> Series:
        """The same with c_0 not 0 (as it is where every known coefficient is 0)."""
        places = next((n for n, c in enumerate(self.coefficients) if not self.field.is_zero(c)), 0)
        return Series(self.field, self.coefficients[places:], self.lowest + places)

    @property
    def regular(self) -> Series:
        """The same from the power 0 on.

        Raises:
            ZeroDivisionError: it has a pole.
        """
        shortened = self.normal if self.lowest < 0 else self
        if shortened.lowest < 0:
            raise ZeroDivisionError(f"a pole of order {-shortened.lowest} where {self.field.small} is 0")
        return Series(self.field, shortened._from(0))

    def scaled(self, factor: sp.Expr) -> Series:
        """The series times a number of the field."""
        exact = self.field.domain.from_sympy(_hidden(sp.sympify(factor, strict=True)))
        return Series(self.field, tuple(exact * coefficient for coefficient in self.coefficients), self.lowest)

    def raised(self, places: int) -> Series:
        """The series times small**places."""
        return Series(self.field, self.coefficients, self.lowest + places)

    def compose(self, derivatives: Iterable[sp.Expr]) -> Series:
        """f(series), from f, f', f'', ... at c_0; takes as many of them as it needs."""
        regular, zero, one = self.regular, self.field.domain.zero, self.field.domain.one
        rise = Series(self.field, (zero, *regular.coefficients[1:]))
        total = Series(self.field, (zero,) * len(rise.coefficients))
        power = Series(self.field, (one, *total.coefficients[1:]))
        for count, derivative in enumerate(derivatives):
            total += power.scaled(derivative / sp.factorial(count))
            power *= rise
            if not any(power.coefficients):
                break
        return total

    def log_ratio(self) -> Series:
        """log(series/c_0)."""
        regular = self.regular
        first = regular.coefficients[0]
        ratio = Series(self.field, tuple(coefficient / first for coefficient in regular.coefficients))
        return ratio.compose((-1) ** (n - 1) * sp.factorial(n - 1) if n else sp.S.Zero for n in count_from(0))


def factored(expression: sp.Expr) -> sp.Expr:
    """The expression in factors; over the integers also where it is complex, for Gaussian integers take minutes."""
    return sp.factor(_hidden(expression)).xreplace({_IMAGINARY: sp.I})


def _hidden(expression: sp.Expr) -> sp.Expr:
    return expression.xreplace({sp.I: _IMAGINARY})
