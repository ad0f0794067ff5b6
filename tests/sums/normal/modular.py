"""Values modulo a large prime at explicit sizes: a fast oracle for random statements, sharing nothing with the engine.

Entries, scalars and function values are drawn by hashing their names and arguments, so that different polynomials
have different values but for odds of 2^-60.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import prod
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

PRIME = 2**61 - 1
Sizes = dict[sp.Symbol, int]
Seed = tuple[Any, ...] | None


def drawn(*key: Any) -> int:
    return int.from_bytes(hashlib.blake2b(repr(key).encode(), digest_size=7).digest(), "big") + 2


def number(expr: sp.Basic, sizes: Sizes) -> Fraction:
    """A form in the sizes; positive scalars count as 1, which keeps the order of their multiples."""
    if isinstance(expr, sp.Rational):
        return Fraction(int(expr.p), int(expr.q))
    if isinstance(expr, sp.Symbol):
        return Fraction(sizes.get(expr, 1))
    parts = [number(a, sizes) for a in expr.args]
    if isinstance(expr, sp.Pow):
        return Fraction(parts[0] ** int(parts[1]))
    if isinstance(expr, sp.floor):
        return Fraction(parts[0].numerator // parts[0].denominator)
    return Fraction({sp.Add: sum, sp.Mul: prod, sp.Max: max, sp.Min: min}[expr.func](parts))


def holds(expr: sp.Basic, sizes: Sizes) -> bool:
    if isinstance(expr, sp.And | sp.Or):
        return (all if isinstance(expr, sp.And) else any)(holds(a, sizes) for a in expr.args)
    left, right = (number(a, sizes) for a in expr.args)
    compare = {sp.Eq: "__eq__", sp.Ne: "__ne__", sp.Le: "__le__", sp.Lt: "__lt__", sp.Ge: "__ge__", sp.Gt: "__gt__"}
    return bool(getattr(left, compare[expr.func])(right))


@dataclass(frozen=True)
class Residue:
    """A value modulo the prime, and its slope along the entry a derivative is taken by."""

    value: int
    slope: int = 0

    def __add__(self, other: Residue) -> Residue:
        return Residue((self.value + other.value) % PRIME, (self.slope + other.slope) % PRIME)

    def __mul__(self, other: Residue) -> Residue:
        slope = self.value * other.slope + self.slope * other.value
        return Residue(self.value * other.value % PRIME, slope % PRIME)

    def __pow__(self, exponent: int) -> Residue:
        slope = exponent * pow(self.value, exponent - 1, PRIME) * self.slope if self.slope else 0
        return Residue(pow(self.value, exponent, PRIME), slope % PRIME)


ONE, ZERO = Residue(1), Residue(0)


def value(expr: sp.Basic, sizes: Sizes) -> int:
    return residue(expr, sizes, None).value


def residue(expr: sp.Basic, at: Sizes, seed: Seed) -> Residue:
    for kind in type(expr).__mro__:
        if kind in RULES:
            return RULES[kind](expr, at, seed)
    raise TypeError(f"no value for {type(expr)}")


def _rational(expr: sp.Rational, at: Sizes, seed: Seed) -> Residue:
    return Residue(int(expr.p) * pow(int(expr.q), -1, PRIME) % PRIME)


def _symbol(expr: sp.Symbol, at: Sizes, seed: Seed) -> Residue:
    return Residue((at[expr] if expr in at else drawn(expr.name)) % PRIME)


def _indexed(expr: sp.Indexed, at: Sizes, seed: Seed) -> Residue:
    key = (str(expr.base), *(int(number(i, at)) for i in expr.indices))
    return Residue(drawn(*key), int(key == seed))


def _over(start: Residue, join: Callable[[Residue, Residue], Residue]) -> Callable[..., Residue]:
    def evaluate(expr: sp.Expr, at: Sizes, seed: Seed) -> Residue:
        symbol, low, high = expr.limits[-1]
        inner = expr.function if len(expr.limits) == 1 else expr.func(expr.function, *expr.limits[:-1])
        total = start
        for i in range(int(number(low, at)), int(number(high, at)) + 1):
            total = join(total, residue(inner, {**at, symbol: i}, seed))
        return total

    return evaluate


def _joined(start: Residue, join: Callable[[Residue, Residue], Residue]) -> Callable[..., Residue]:
    return lambda expr, at, seed: reduce(join, (residue(a, at, seed) for a in expr.args), start)


def _pow(expr: sp.Pow, at: Sizes, seed: Seed) -> Residue:
    exponent = number(expr.exp, at)
    if exponent.denominator != 1:
        raise TypeError(f"no root of {expr}")
    return residue(expr.base, at, seed) ** int(exponent)


def _piecewise(expr: sp.Piecewise, at: Sizes, seed: Seed) -> Residue:
    return next(residue(e, at, seed) for e, when in expr.args if when is sp.true or holds(when, at))


def _heaviside(expr: sp.Heaviside, at: Sizes, seed: Seed) -> Residue:
    place = number(expr.args[0], at)
    return residue(expr.args[1], at, seed) if place == 0 else Residue(int(place > 0))


def _extreme(choose: Callable[..., sp.Expr]) -> Callable[..., Residue]:
    return lambda expr, at, seed: residue(choose(expr.args, key=lambda a: number(a, at)), at, seed)


def _applied(expr: AppliedUndef, at: Sizes, seed: Seed) -> Residue:
    arguments = [residue(a, at, seed) for a in expr.args]
    values = [a.value for a in arguments]
    slopes = (drawn(expr.func.__name__, "by", i, *values) * a.slope for i, a in enumerate(arguments))
    return Residue(drawn(expr.func.__name__, *values), sum(slopes) % PRIME)


def _derivative(expr: sp.Derivative, at: Sizes, seed: Seed) -> Residue:
    ((variable, count),) = expr.variable_count
    if seed is not None or count != 1:
        raise TypeError(f"only first derivatives: {expr}")
    key = (str(variable.base), *(int(number(i, at)) for i in variable.indices))
    return Residue(residue(expr.expr, at, key).slope)


RULES: dict[type, Callable[[Any, Sizes, Seed], Residue]] = {
    sp.Rational: _rational,
    sp.Symbol: _symbol,
    sp.Indexed: _indexed,
    sp.Add: _joined(ZERO, Residue.__add__),
    sp.Mul: _joined(ONE, Residue.__mul__),
    sp.Pow: _pow,
    sp.Sum: _over(ZERO, Residue.__add__),
    sp.Product: _over(ONE, Residue.__mul__),
    sp.Piecewise: _piecewise,
    sp.Heaviside: _heaviside,
    sp.Max: _extreme(max),
    sp.Min: _extreme(min),
    sp.floor: lambda e, at, seed: Residue(int(number(e, at)) % PRIME),
    sp.KroneckerDelta: lambda e, at, seed: Residue(int(number(e.args[0], at) == number(e.args[1], at))),
    sp.Derivative: _derivative,
    AppliedUndef: _applied,
}
