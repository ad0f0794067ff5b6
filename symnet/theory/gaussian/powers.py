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
        """A rational function, regular where ``small`` is 0."""
        numerator, denominator = (
            [self.domain.from_sympy(c) for c in reversed(sp.Poly(part, self.small).all_coeffs())]
            for part in sp.fraction(sp.together(_hidden(expression)))
        )
        while self.is_zero(denominator[0]):
            if not self.is_zero(numerator[0]):
                raise ZeroDivisionError(f"{expression} has a pole where {self.small} is 0")
            numerator, denominator = numerator[1:] or [self.domain.zero], denominator[1:]
        return self.polynomial(numerator) / self.polynomial(denominator)

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

    def polynomial(self, coefficients: Iterable[Any]) -> Series:
        """The polynomial with these coefficients, known to every order."""
        kept = list(coefficients)[: self.order + 1]
        return Series(self, tuple(kept + [self.domain.zero] * (self.order + 1 - len(kept))))


@dataclass(frozen=True)
class Series:
    """c_0 + c_1 small + ... as far as it is known: every operation keeps only the orders that are exact."""

    field: Field
    coefficients: tuple[Any, ...]

    def __add__(self, other: Series) -> Series:
        return Series(self.field, tuple(a + b for a, b in zip(self.coefficients, other.coefficients, strict=False)))

    def __sub__(self, other: Series) -> Series:
        return Series(self.field, tuple(a - b for a, b in zip(self.coefficients, other.coefficients, strict=False)))

    def __mul__(self, other: Series) -> Series:
        a, b, zero = self.coefficients, other.coefficients, self.field.domain.zero
        known = range(min(len(a), len(b)))
        return Series(self.field, tuple(sum((a[p] * b[n - p] for p in range(n + 1)), zero) for n in known))

    def __truediv__(self, other: Series) -> Series:
        quotient: list[Any] = []
        for n, (value, _) in enumerate(zip(self.coefficients, other.coefficients, strict=False)):
            taken = sum((quotient[p] * other.coefficients[n - p] for p in range(n)), self.field.domain.zero)
            quotient.append((value - taken) / other.coefficients[0])
        return Series(self.field, tuple(quotient))

    def __getitem__(self, power: int) -> sp.Expr:
        return self.field.readable(self.coefficients[power])

    @property
    def valuation(self) -> int:
        """The first power that occurs."""
        return next(n for n, element in enumerate(self.coefficients) if not self.field.is_zero(element))

    def scaled(self, factor: sp.Expr) -> Series:
        """The series times a number of the field."""
        exact = self.field.domain.from_sympy(_hidden(sp.sympify(factor)))
        return Series(self.field, tuple(exact * coefficient for coefficient in self.coefficients))

    def lowered(self, places: int) -> Series:
        """The series over small**places, whose first coefficients are 0."""
        if not all(map(self.field.is_zero, self.coefficients[:places])):
            raise ZeroDivisionError(f"the series starts below the power {places}")
        return Series(self.field, self.coefficients[places:])

    def compose(self, derivatives: Iterable[sp.Expr]) -> Series:
        """f(series), from f, f', f'', ... at c_0; takes as many of them as it needs."""
        zero, one = self.field.domain.zero, self.field.domain.one
        rise = Series(self.field, (zero, *self.coefficients[1:]))
        total = Series(self.field, (zero,) * len(self.coefficients))
        power = Series(self.field, (one, *total.coefficients[1:]))
        for count, derivative in enumerate(derivatives):
            total += power.scaled(derivative / sp.factorial(count))
            power *= rise
            if not any(power.coefficients):
                break
        return total

    def log_ratio(self) -> Series:
        """log(series/c_0)."""
        first = self.coefficients[0]
        ratio = Series(self.field, tuple(coefficient / first for coefficient in self.coefficients))
        return ratio.compose((-1) ** (n - 1) * sp.factorial(n - 1) if n else sp.S.Zero for n in count_from(0))

    def exp_rise(self) -> Series:
        """exp(series - c_0)."""
        return self.compose(sp.S.One for _ in count_from(0))


def factored(expression: sp.Expr) -> sp.Expr:
    """The expression in factors; over the integers also where it is complex, for Gaussian integers take minutes."""
    return sp.factor(_hidden(expression)).xreplace({_IMAGINARY: sp.I})


def _hidden(expression: sp.Expr) -> sp.Expr:
    return expression.xreplace({sp.I: _IMAGINARY})
