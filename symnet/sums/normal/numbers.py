"""The numbers that expressions have at an instance: fractions, duals over them, SymPy numbers where a root is one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from symnet.sums.normal.budget import Undecidable

Number = Any
"""A Fraction, a Dual over it, or a SymPy number where a root or an elementary function makes one."""


@dataclass(frozen=True, slots=True)
class Dual:
    """value + slope * epsilon, epsilon^2 = 0; nested for higher derivatives."""

    value: Number
    slope: Number
    level: int

    def _parts(self, other: Number) -> tuple[Number, Number]:
        if isinstance(other, Dual) and other.level == self.level:
            return other.value, other.slope
        return other, Fraction(0)

    def __add__(self, other: Number) -> Number:
        if isinstance(other, Dual) and other.level > self.level:
            return other + self
        value, slope = self._parts(other)
        return Dual(self.value + value, self.slope + slope, self.level)

    __radd__ = __add__

    def __mul__(self, other: Number) -> Number:
        if isinstance(other, Dual) and other.level > self.level:
            return other * self
        value, slope = self._parts(other)
        return Dual(self.value * value, self.value * slope + self.slope * value, self.level)

    __rmul__ = __mul__


_LONGEST = 1_000_000
"""Binary digits that a power may have."""


def power(base: Number, exponent: Number) -> Number:
    """base^exponent, exact; 0^0 = 1."""
    if isinstance(base, Dual):
        if not isinstance(exponent, Fraction):
            raise Undecidable("a power with a varying exponent is not differentiated at an instance")
        slope = power(base.value, exponent - 1) * exponent * base.slope if exponent else Fraction(0)
        return Dual(power(base.value, exponent), slope, base.level)
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        if abs(exponent) * (abs(base.numerator) * base.denominator).bit_length() > _LONGEST and base not in (-1, 0, 1):
            raise Undecidable("a power has too many digits to be written out")
        return Fraction(base**exponent.numerator)
    return sp.Pow(exact(base), exact(exponent))


def slope_at(value: Number, level: int) -> Number:
    """The epsilon part of one level, inside the duals of higher levels."""
    if not isinstance(value, Dual) or value.level < level:
        return Fraction(0)
    if value.level == level:
        return value.slope
    return Dual(slope_at(value.value, level), slope_at(value.slope, level), value.level)


def determinant(rows: list[list[Number]]) -> Number:
    """Without division (Bird 2011), so that duals are as good as fractions."""
    size = len(rows)
    if not size:
        return Fraction(1)
    current = rows
    for _ in range(size - 1):
        tails = [sum((current[i][i] for i in range(k + 1, size)), Fraction(0)) for k in range(size)]
        upper = [
            [current[i][j] if j > i else -tails[i] if i == j else Fraction(0) for j in range(size)] for i in range(size)
        ]
        current = [
            [sum((upper[i][k] * rows[k][j] for k in range(size)), Fraction(0)) for j in range(size)]
            for i in range(size)
        ]
    return current[0][0] if size % 2 else -current[0][0]


def exact(value: Number) -> sp.Expr:
    """A number as SymPy writes it."""
    return sp.Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else value
