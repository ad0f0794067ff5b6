"""Exact values of both sides at an instance: sizes are integers, entries and functions are given numbers.

Nothing here knows the normal form; a witness found by it counts only after this evaluator has seen both sides differ.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.funcmatrix import FunctionMatrix

from symnet.sums.normal.budget import Undecidable

Number = Any
_LONGEST = 100_000
"""Terms of a range that are added up one by one."""
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


@dataclass(slots=True)
class Instance:
    """Numbers for everything that is free; what was not given is drawn from its name, and remembered in ``drawn``."""

    integers: Mapping[sp.Symbol, int]
    given: dict[Any, Fraction] = field(default_factory=dict)
    drawn: dict[Any, Fraction] = field(default_factory=dict)
    seed: int = 0
    steps: int = 400_000
    window: int | None = None
    """For sums over all integers: entries vanish whose indices lie further than this from 0."""

    def number(self, key: Any, like: sp.Expr | None = None) -> Fraction:
        """The number of a scalar, an entry or a function value here, of the sign that ``like`` is known to have."""
        if key not in self.drawn:
            if self._outside(key):
                return Fraction(0)
            if key in self.given and _possible(self.given[key], like):
                self.drawn[key] = self.given[key]
            else:
                noise = zlib.crc32(f"{self.seed}:{key}".encode())
                value = Fraction(noise % 23 + 2, noise // 23 % 7 + 1)
                either = (value, -value) if noise // 161 % 2 else (-value, value)
                self.drawn[key] = next(each for each in either if _possible(each, like))
        return self.drawn[key]

    def _outside(self, key: Any) -> bool:
        if self.window is None or isinstance(key, sp.Basic):
            return False
        if len(key) == 2:
            return any(abs(i) > self.window for i in key[1])
        return not any(key[2])

    def value(self, expr: sp.Basic) -> Number:
        """The exact value of an expression.

        Raises:
            Undecidable: for a node that has no exact value here, or too long a computation.
            ZeroDivisionError: where the expression has a pole.
        """
        return _Evaluation(self).value(expr, dict(self.integers))


def _possible(value: Fraction, like: sp.Expr | None) -> bool:
    """Whether a scalar or an entry with the assumptions of ``like`` may have this value."""
    if like is None:
        return True
    excluded = (
        (like.is_nonnegative, value < 0),
        (like.is_nonpositive, value > 0),
        (like.is_nonzero, value == 0),
    )
    return not any(known and broken for known, broken in excluded)


class _Evaluation:
    """One evaluation; ``seeds`` are the entries or scalars being differentiated by, innermost last."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.seeds: list[Any] = []

    def value(self, expr: sp.Basic, scope: dict[sp.Symbol, int]) -> Number:
        self.instance.steps -= 1
        if self.instance.steps < 0:
            raise Undecidable("evaluating an instance takes too long")
        for kind in type(expr).__mro__:
            if kind in _VALUES:
                return _VALUES[kind](self, expr, scope)
        raise Undecidable(f"{type(expr).__name__} has no exact value at an instance")

    def integer(self, expr: sp.Basic, scope: dict[sp.Symbol, int]) -> int:
        value = self.value(expr, scope)
        if not isinstance(value, Fraction) or value.denominator != 1:
            raise Undecidable(f"{expr} is no integer at an instance")
        return value.numerator

    def range_of(self, low: sp.Expr, high: sp.Expr, scope: dict[sp.Symbol, int]) -> range:
        """A summation range; all integers become a range that reaches beyond where entries vanish."""
        if (low, high) == (-sp.oo, sp.oo):
            reach = 2 * (self.instance.window or 0) + 8
            return range(-reach, reach + 1)
        first, last = self.integer(low, scope), self.integer(high, scope)
        if last - first > _LONGEST:
            raise Undecidable(f"a range of {last - first + 1} terms is not added up at an instance")
        return range(first, last + 1)

    def entry(self, key: Any, like: sp.Expr | None = None) -> Number:
        number: Number = self.instance.number(key, like)
        for level, seed in enumerate(self.seeds):
            if seed == key:
                number = Dual(number, Fraction(1), level)
        return number

    def truth(self, expr: Boolean, scope: dict[sp.Symbol, int]) -> bool:
        if expr in (sp.true, sp.false):
            return bool(expr)
        if isinstance(expr, sp.And | sp.Or):
            return (all if isinstance(expr, sp.And) else any)(self.truth(a, scope) for a in expr.args)
        if isinstance(expr, sp.Not):
            return not self.truth(expr.args[0], scope)
        if isinstance(expr, sp.core.relational.Relational):
            return _COMPARE[expr.rel_op](self.value(expr.lhs, scope), self.value(expr.rhs, scope))
        raise Undecidable(f"{expr} has no truth value at an instance")


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: bool(a == b),
    "!=": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}


def _rational(at: _Evaluation, expr: sp.Rational, scope: dict[sp.Symbol, int]) -> Number:
    return Fraction(int(expr.p), int(expr.q))


def _symbol(at: _Evaluation, expr: sp.Symbol, scope: dict[sp.Symbol, int]) -> Number:
    if expr in scope:
        return Fraction(scope[expr])
    return at.entry(expr, expr)


def _itself(at: _Evaluation, expr: sp.Expr, scope: dict[sp.Symbol, int]) -> Number:
    return expr


def _add(at: _Evaluation, expr: sp.Add, scope: dict[sp.Symbol, int]) -> Number:
    total: Number = Fraction(0)
    for a in expr.args:
        total = total + at.value(a, scope)
    return total


def _mul(at: _Evaluation, expr: sp.Mul, scope: dict[sp.Symbol, int]) -> Number:
    total: Number = Fraction(1)
    for a in expr.args:
        total = total * at.value(a, scope)
    return total


def power(base: Number, exponent: Number) -> Number:
    """base^exponent, exact; 0^0 = 1."""
    if isinstance(base, Dual):
        if not isinstance(exponent, Fraction):
            raise Undecidable("a power with a varying exponent is not differentiated at an instance")
        slope = power(base.value, exponent - 1) * exponent * base.slope if exponent else Fraction(0)
        return Dual(power(base.value, exponent), slope, base.level)
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        return Fraction(base**exponent.numerator)
    return sp.Pow(exact(base), exact(exponent))


def _pow(at: _Evaluation, expr: sp.Pow, scope: dict[sp.Symbol, int]) -> Number:
    return power(at.value(expr.base, scope), at.value(expr.exp, scope))


def _indexed(at: _Evaluation, expr: sp.Indexed, scope: dict[sp.Symbol, int]) -> Number:
    index = tuple(at.integer(i, scope) for i in expr.indices)
    return at.entry((expr.base.label, index), expr)


def _over_range(start: Fraction, join: Callable[[Number, Number], Number]) -> Callable[..., Number]:
    def evaluate(at: _Evaluation, expr: sp.Expr, scope: dict[sp.Symbol, int]) -> Number:
        def level(limits: tuple[Any, ...], inner: dict[sp.Symbol, int]) -> Number:
            if not limits:
                return at.value(expr.function, inner)
            symbol, low, high = limits[-1]
            total: Number = start
            for i in at.range_of(low, high, inner):
                total = join(total, level(limits[:-1], {**inner, symbol: i}))
            return total

        if any(len(limit) != 3 for limit in expr.limits):
            raise Undecidable(f"{expr} has no range")
        return level(tuple(expr.limits), scope)

    return evaluate


def _determinant(at: _Evaluation, expr: Determinant, scope: dict[sp.Symbol, int]) -> Number:
    matrix = expr.args[0]
    if not isinstance(matrix, FunctionMatrix):
        raise Undecidable(f"{expr} is not given by its entries")
    size = at.integer(matrix.shape[0], scope)
    (row, column), entry = matrix.lamda.variables, matrix.lamda.expr
    places = range(size)
    return determinant([[at.value(entry, {**scope, row: i, column: j}) for j in places] for i in places])


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


def _extremum(at: _Evaluation, expr: sp.Expr, scope: dict[sp.Symbol, int]) -> Number:
    values = [at.value(a, scope) for a in expr.args]
    return max(values) if isinstance(expr, sp.Max) else min(values)


def _heaviside(at: _Evaluation, expr: sp.Heaviside, scope: dict[sp.Symbol, int]) -> Number:
    value = at.value(expr.args[0], scope)
    if value == 0:
        return at.value(expr.args[1], scope) if len(expr.args) > 1 else Fraction(1, 2)
    return Fraction(int(value > 0))


def _delta(at: _Evaluation, expr: sp.KroneckerDelta, scope: dict[sp.Symbol, int]) -> Number:
    return Fraction(int(at.value(expr.args[0], scope) == at.value(expr.args[1], scope)))


def _piecewise(at: _Evaluation, expr: sp.Piecewise, scope: dict[sp.Symbol, int]) -> Number:
    for value, when in expr.args:
        if at.truth(when, scope):
            return at.value(value, scope)
    raise Undecidable(f"{expr} has no value at an instance")


def _undefined(at: _Evaluation, expr: AppliedUndef, scope: dict[sp.Symbol, int]) -> Number:
    return apply(at, expr.func.__name__, (0,) * len(expr.args), [at.value(a, scope) for a in expr.args])


def apply(at: _Evaluation, name: str, orders: tuple[int, ...], values: list[Number]) -> Number:
    """An undefined function (or a partial derivative of it) at values; duals by the chain rule."""
    level = max((v.level for v in values if isinstance(v, Dual)), default=-1)
    if level < 0:
        return at.instance.number((name, orders, tuple(values)))
    flat = [v.value if isinstance(v, Dual) and v.level == level else v for v in values]
    slope: Number = Fraction(0)
    for i, v in enumerate(values):
        if isinstance(v, Dual) and v.level == level:
            raised = tuple(o + (j == i) for j, o in enumerate(orders))
            slope = slope + apply(at, name, raised, flat) * v.slope
    return Dual(apply(at, name, orders, flat), slope, level)


def _elementary(at: _Evaluation, expr: sp.Function, scope: dict[sp.Symbol, int]) -> Number:
    values = [at.value(a, scope) for a in expr.args]
    if any(isinstance(v, Dual) for v in values):
        raise Undecidable(f"{expr.func} is not differentiated at an instance")
    found = expr.func(*map(exact, values))
    if not found.is_number:
        raise Undecidable(f"{expr.func} has no value at an instance")
    return Fraction(int(found.p), int(found.q)) if isinstance(found, sp.Rational) else found


def _derivative(at: _Evaluation, expr: sp.Derivative, scope: dict[sp.Symbol, int]) -> Number:
    keys: list[Any] = []
    for variable, count in expr.variable_count:
        if isinstance(variable, sp.Indexed):
            key: Any = (variable.base.label, tuple(at.integer(i, scope) for i in variable.indices))
        else:
            key = variable
        keys += [key] * int(count)
    return _differentiated(at, expr.expr, scope, keys)


def _differentiated(at: _Evaluation, expr: sp.Expr, scope: dict[sp.Symbol, int], keys: list[Any]) -> Number:
    at.seeds += keys
    levels = range(len(at.seeds) - len(keys), len(at.seeds))
    value = at.value(expr, scope)
    for level in reversed(levels):
        value = slope_at(value, level)
    del at.seeds[len(at.seeds) - len(keys) :]
    return value


def slope_at(value: Number, level: int) -> Number:
    """The epsilon part of one level, inside the duals of higher levels."""
    if not isinstance(value, Dual) or value.level < level:
        return Fraction(0)
    if value.level == level:
        return value.slope
    return Dual(slope_at(value.value, level), slope_at(value.slope, level), value.level)


def _subs(at: _Evaluation, expr: sp.Subs, scope: dict[sp.Symbol, int]) -> Number:
    inner, old, new = expr.args
    if isinstance(inner, sp.Derivative) and isinstance(inner.expr, AppliedUndef):
        orders = [0] * len(inner.expr.args)
        for variable, count in inner.variable_count:
            orders[inner.expr.args.index(variable)] += int(count)
        arguments = [a.xreplace(dict(zip(old, new, strict=True))) for a in inner.expr.args]
        return apply(at, inner.expr.func.__name__, tuple(orders), [at.value(a, scope) for a in arguments])
    return at.value(inner.xreplace(dict(zip(old, new, strict=True))), scope)


def exact(value: Number) -> sp.Expr:
    """A number as SymPy writes it."""
    return sp.Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else value


_VALUES: dict[type, Callable[..., Number]] = {
    sp.Rational: _rational,
    sp.Symbol: _symbol,
    sp.NumberSymbol: _itself,
    type(sp.I): _itself,
    sp.Add: _add,
    sp.Mul: _mul,
    sp.Pow: _pow,
    sp.Indexed: _indexed,
    sp.Sum: _over_range(Fraction(0), lambda a, b: a + b),
    sp.Product: _over_range(Fraction(1), lambda a, b: a * b),
    Determinant: _determinant,
    sp.Max: _extremum,
    sp.Min: _extremum,
    sp.Heaviside: _heaviside,
    sp.KroneckerDelta: _delta,
    sp.Piecewise: _piecewise,
    AppliedUndef: _undefined,
    sp.Function: _elementary,
    sp.exp: _elementary,
    sp.Derivative: _derivative,
    sp.Subs: _subs,
}
