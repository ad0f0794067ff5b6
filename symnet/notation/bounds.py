"""How large a typed expression is: refused from the tree alone, before anything is computed with it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import add, mul, truediv
from typing import Any

from symnet.errors import InputError
from symnet.notation.grammar import Addition, Call, Multiplication, Name, Number, Power, Tree
from symnet.notation.names import ELEMENTARY

MAX_EXPONENT, MAX_DEGREE, MAX_TERMS, MAX_BITS, MAX_CONSTANT, MAX_REACH = 64, 64, 20_000, 4096, 1e300, 4096

_NUMERIC: dict[str, Callable[[float], float]] = {
    **{name: getattr(math, name) for name in ELEMENTARY},
    "ln": math.log,
    "abs": abs,
    "sec": lambda y: 1 / math.cos(y),
    "csc": lambda y: 1 / math.sin(y),
    "cot": lambda y: 1 / math.tan(y),
    "sech": lambda y: 1 / math.cosh(y),
    "csch": lambda y: 1 / math.sinh(y),
    "coth": lambda y: 1 / math.tanh(y),
}


@dataclass(frozen=True, slots=True)
class Extent:
    """The size of a subtree.

    ``number`` is its value when it holds no letter (exact when rational); ``degree`` and ``terms`` bound the polynomial
    that multiplying it out would give, ``height`` its numbers, and ``reach`` the numbers in its exponents: SymPy splits
    2^(n + x) into 2^n*2^x and computes 2^n. ``logs``: a logarithm, which makes a power of an exponential.
    """

    number: Fraction | float | None
    degree: int
    terms: int
    height: float = 1.0
    reach: float = 1.0
    logs: bool = False


def measure(text: str, tree: Tree) -> Extent:
    """The extent of the tree.

    Raises:
        InputError: when a constant, a power or the multiplied-out expression is too large or a constant is not real.
    """
    return _Gauge(text).extent(tree)


class _Gauge:
    def __init__(self, text: str) -> None:
        self.text = text

    def extent(self, tree: Tree) -> Extent:
        match tree:
            case Number(value):
                return Extent(value, 0, 1, _height(value))
            case Name("pi"):
                return Extent(math.pi, 0, 1, _height(math.pi))
            case Name():
                return Extent(None, 1, 1)
            case Call(name, arguments):
                extent = self.call(name, [self.extent(argument) for argument in arguments], tree.column)
            case Addition(terms):
                extent = self.addition([(sign, self.extent(term)) for sign, term in terms])
            case Multiplication(factors):
                extent = self.multiplication([(power, self.extent(factor)) for power, factor in factors])
            case Power(base, exponent):
                extent = self.power(self.extent(base), self.extent(exponent), exponent.column)
        return self.checked(extent, tree.column)

    def checked(self, extent: Extent, column: int) -> Extent:
        if isinstance(extent.number, float) and math.isnan(extent.number):
            raise self.error("not a real number: a division by zero, or a function outside its domain", column)
        if extent.number is not None and _size(extent.number) > MAX_CONSTANT:
            raise self.error("a constant beyond 10^300", column)
        if isinstance(extent.number, Fraction) and _bits(extent.number) > MAX_BITS:
            raise self.error(f"a constant of more than {MAX_BITS} bits", column)
        if extent.degree > MAX_DEGREE:
            raise self.error(f"of degree {extent.degree} in its letters; at most {MAX_DEGREE}", column)
        if extent.terms > MAX_TERMS:
            raise self.error(f"multiplied out it has up to {extent.terms} terms; at most {MAX_TERMS}", column)
        return extent if extent.number is None else replace(extent, height=_height(extent.number))

    def error(self, message: str, column: int) -> InputError:
        return InputError(message, self.text, column)

    def call(self, name: str, arguments: list[Extent], column: int) -> Extent:
        reach = max(argument.reach for argument in arguments)
        logs = name in ("log", "ln") or any(argument.logs for argument in arguments)
        value = arguments[0].number
        if value is not None and name in _NUMERIC:
            return Extent(_attempt(_NUMERIC[name], float(value)), 0, 1, reach=reach, logs=logs)
        if name == "exp":
            reach = self.reach(1.0, arguments[0], column) if logs else reach * arguments[0].height
        return Extent(None, 1, 1, reach=reach, logs=logs)

    def addition(self, terms: list[tuple[int, Extent]]) -> Extent:
        number: Fraction | float | None = Fraction(0)
        for sign, term in terms:
            number = _combined(add, number, None if term.number is None else sign * term.number)
        extents = [term for _, term in terms]
        height = sum(term.height for term in extents)
        return _joined(
            extents, number, max(term.degree for term in extents), sum(term.terms for term in extents), height
        )

    def multiplication(self, factors: list[tuple[int, Extent]]) -> Extent:
        number: Fraction | float | None = Fraction(1)
        for power, factor in factors:
            number = _combined(mul if power > 0 else truediv, number, factor.number)
        extents = [factor for _, factor in factors]
        terms = math.prod(factor.terms for power, factor in factors if power > 0)
        height = math.prod(factor.height for factor in extents)
        return _joined(extents, number, sum(factor.degree for factor in extents), terms, height)

    def power(self, base: Extent, exponent: Extent, column: int) -> Extent:
        number, reach, logs = exponent.number, self.reach(base.reach, exponent, column), base.logs or exponent.logs
        if number is None:
            return Extent(None, base.degree + exponent.degree, 1, 1.0, reach, logs)
        if _size(number) > MAX_EXPONENT or (isinstance(number, Fraction) and number.denominator > MAX_EXPONENT):
            raise self.error(f"an exponent beyond {MAX_EXPONENT}", column)
        size = math.ceil(_size(number))
        whole = number >= 0 and number == size
        terms = math.comb(base.terms + size - 1, size) if whole else 1
        value = None if base.number is None else _raised(base.number, number)
        height = _attempt(lambda height: math.pow(height, size), base.height)
        return Extent(value, base.degree * size, terms, height, reach, logs)

    def reach(self, base: float, exponent: Extent, column: int) -> float:
        """Of base^exponent; an exponent with letters may not hold large numbers."""
        reach = base * exponent.height * exponent.reach
        if exponent.number is None and not (exponent.height <= MAX_EXPONENT and reach <= MAX_REACH):
            raise self.error(f"the numbers in an exponent with letters multiply beyond {MAX_EXPONENT}", column)
        return reach


def _joined(parts: list[Extent], number: Fraction | float | None, degree: int, terms: int, height: float) -> Extent:
    reach, logs = max(part.reach for part in parts), any(part.logs for part in parts)
    return Extent(number, degree, terms, height, reach, logs)


def _height(number: Fraction | float) -> float:
    """The larger of numerator and denominator."""
    if isinstance(number, Fraction):
        return _attempt(float, max(abs(number.numerator), number.denominator))
    return max(abs(number), 1 / abs(number)) if number else 1.0


def _combined(
    operation: Callable[[Any, Any], Any], left: Fraction | float | None, right: Fraction | float | None
) -> Fraction | float | None:
    if operation is truediv and right == 0:
        return math.nan
    if left is None or right is None:
        return None
    try:
        return operation(left, right)
    except OverflowError:
        return math.inf


def _raised(base: Fraction | float, exponent: Fraction | float) -> Fraction | float:
    if isinstance(base, Fraction) and exponent == int(exponent) and base != 0:
        size = int(exponent)
        return base**size if _bits(base) * abs(size) <= MAX_BITS else math.inf
    return _attempt(lambda value: math.pow(value, exponent), float(base))


def _attempt(function: Callable[[float], float], value: float) -> float:
    """The value, or nan where the real function has none; an overflow is infinite."""
    try:
        return function(value)
    except OverflowError:
        return math.inf
    except (ValueError, ZeroDivisionError):
        return math.nan


def _size(value: Fraction | float) -> Fraction | float:
    return value if value >= 0 else -value


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())
