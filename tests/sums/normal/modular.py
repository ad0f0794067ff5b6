"""Values modulo a large prime at explicit sizes: a fast oracle for random statements, sharing nothing with the engine.

Entries, scalars and function values are drawn by hashing their names and arguments, so that different polynomials
have different values but for odds of 2^-60.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

PRIME = 2**61 - 1
Sizes = dict[sp.Symbol, int]


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


def value(expr: sp.Basic, sizes: Sizes) -> int:
    for kind in type(expr).__mro__:
        if kind in RULES:
            return RULES[kind](expr, sizes) % PRIME
    raise TypeError(f"no value for {type(expr)}")


def _rational(expr: sp.Rational, sizes: Sizes) -> int:
    return int(expr.p) * pow(int(expr.q), -1, PRIME)


def _sum(expr: sp.Sum, sizes: Sizes) -> int:
    symbol, low, high = expr.limits[-1]
    inner = expr.function if len(expr.limits) == 1 else sp.Sum(expr.function, *expr.limits[:-1])
    ends = number(low, sizes), number(high, sizes)
    return sum(value(inner, {**sizes, symbol: i}) for i in range(int(ends[0]), int(ends[1]) + 1))


def _product(expr: sp.Product, sizes: Sizes) -> int:
    symbol, low, high = expr.limits[-1]
    inner = expr.function if len(expr.limits) == 1 else sp.Product(expr.function, *expr.limits[:-1])
    total = 1
    for i in range(int(number(low, sizes)), int(number(high, sizes)) + 1):
        total = total * value(inner, {**sizes, symbol: i}) % PRIME
    return total


def _mul(expr: sp.Mul, sizes: Sizes) -> int:
    total = 1
    for a in expr.args:
        total = total * value(a, sizes) % PRIME
    return total


def _pow(expr: sp.Pow, sizes: Sizes) -> int:
    exponent = number(expr.exp, sizes)
    if exponent.denominator != 1:
        raise TypeError(f"no root of {expr}")
    return pow(value(expr.base, sizes), int(exponent), PRIME)


def _piecewise(expr: sp.Piecewise, sizes: Sizes) -> int:
    return next(value(e, sizes) for e, when in expr.args if when is sp.true or holds(when, sizes))


def _heaviside(expr: sp.Heaviside, sizes: Sizes) -> int:
    at = number(expr.args[0], sizes)
    return value(expr.args[1], sizes) if at == 0 else int(bool(at > 0))


RULES: dict[type, Callable[[Any, Sizes], int]] = {
    sp.Rational: _rational,
    sp.Symbol: lambda e, at: at[e] if e in at else drawn(e.name),
    sp.Indexed: lambda e, at: drawn(str(e.base), *(int(number(i, at)) for i in e.indices)),
    sp.Add: lambda e, at: sum(value(a, at) for a in e.args),
    sp.Mul: _mul,
    sp.Pow: _pow,
    sp.Sum: _sum,
    sp.Product: _product,
    sp.Piecewise: _piecewise,
    sp.Heaviside: _heaviside,
    sp.Max: lambda e, at: value(max(e.args, key=lambda a: number(a, at)), at),
    sp.Min: lambda e, at: value(min(e.args, key=lambda a: number(a, at)), at),
    sp.floor: lambda e, at: int(number(e, at)),
    sp.KroneckerDelta: lambda e, at: int(bool(number(e.args[0], at) == number(e.args[1], at))),
    AppliedUndef: lambda e, at: drawn(e.func.__name__, *(value(a, at) for a in e.args)),
}
