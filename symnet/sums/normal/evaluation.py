"""Exact values of expressions at an instance.

Nothing here knows the normal form; a witness found by it counts only after this evaluator has seen both sides differ.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.funcmatrix import FunctionMatrix

from symnet.sums.normal import slopes
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.instances import Instance
from symnet.sums.normal.numbers import Dual, Number, determinant, exact, power

LONGEST = 100_000
"""Terms of a range that are added up one by one."""

_DIGITS = 4_000
"""Binary digits of a number that cost one step more."""


def value_at(instance: Instance, expr: sp.Basic) -> Number:
    """The exact value of an expression.

    Raises:
        Undecidable: for a node that has no exact value here, or too long a computation.
        ZeroDivisionError: where the expression has a pole.
    """
    return Evaluation(instance).value(expr, dict(instance.integers))


class Evaluation:
    """One evaluation; ``seeds`` are the entries or scalars being differentiated by, innermost last."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.seeds: list[Any] = []

    def value(self, expr: sp.Basic, scope: dict[sp.Symbol, int]) -> Number:
        """The value of a node, bound indices in ``scope``."""
        self.spend(1)
        for kind in type(expr).__mro__:
            if kind in _VALUES:
                return _VALUES[kind](self, expr, scope)
        raise Undecidable(f"{type(expr).__name__} has no exact value at an instance")

    def spend(self, steps: int) -> None:
        """Use up some of the instance's steps.

        Raises:
            Undecidable: when none are left.
        """
        self.instance.steps -= steps
        if self.instance.steps < 0:
            raise Undecidable("evaluating an instance takes too long")

    def integer(self, expr: sp.Basic, scope: dict[sp.Symbol, int]) -> int:
        """The value of an index or an end of a range."""
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
        if last - first > LONGEST:
            raise Undecidable(f"a range of {last - first + 1} terms is not added up at an instance")
        return range(first, last + 1)

    def entry(self, key: Any, like: sp.Expr | None = None) -> Number:
        """The number of a free value, with a slope where it is differentiated by."""
        number: Number = self.instance.number(key, like)
        for level, seed in enumerate(self.seeds):
            if seed == key:
                number = Dual(number, Fraction(1), level)
        return number

    def truth(self, expr: Boolean, scope: dict[sp.Symbol, int]) -> bool:
        """The truth of a condition."""
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


def _rational(at: Evaluation, expr: sp.Rational, scope: dict[sp.Symbol, int]) -> Number:
    return Fraction(int(expr.p), int(expr.q))


def _symbol(at: Evaluation, expr: sp.Symbol, scope: dict[sp.Symbol, int]) -> Number:
    if expr in scope:
        return Fraction(scope[expr])
    return at.entry(expr, expr)


def _itself(at: Evaluation, expr: sp.Expr, scope: dict[sp.Symbol, int]) -> Number:
    return expr


def _add(at: Evaluation, expr: sp.Add, scope: dict[sp.Symbol, int]) -> Number:
    total: Number = Fraction(0)
    for a in expr.args:
        total = total + at.value(a, scope)
    return total


def _mul(at: Evaluation, expr: sp.Mul, scope: dict[sp.Symbol, int]) -> Number:
    total: Number = Fraction(1)
    for a in expr.args:
        total = total * at.value(a, scope)
    return total


def _pow(at: Evaluation, expr: sp.Pow, scope: dict[sp.Symbol, int]) -> Number:
    return power(at.value(expr.base, scope), at.value(expr.exp, scope))


def _indexed(at: Evaluation, expr: sp.Indexed, scope: dict[sp.Symbol, int]) -> Number:
    index = tuple(at.integer(i, scope) for i in expr.indices)
    return at.entry((expr.base.label, index), expr)


def _over_range(start: Fraction, join: Callable[[Number, Number], Number]) -> Callable[..., Number]:
    def evaluate(at: Evaluation, expr: sp.Expr, scope: dict[sp.Symbol, int]) -> Number:
        def level(limits: tuple[Any, ...], inner: dict[sp.Symbol, int]) -> Number:
            if not limits:
                return at.value(expr.function, inner)
            symbol, low, high = limits[-1]
            total: Number = start
            for i in at.range_of(low, high, inner):
                total = join(total, level(limits[:-1], {**inner, symbol: i}))
                at.spend(_size(total))
            return total

        if any(len(limit) != 3 for limit in expr.limits):
            raise Undecidable(f"{expr} has no range")
        return level(tuple(expr.limits), scope)

    return evaluate


def _size(value: Number) -> int:
    """The steps that joining one more number to this one costs."""
    if isinstance(value, Fraction):
        return (value.numerator.bit_length() + value.denominator.bit_length()) // _DIGITS
    return len(value.args) if isinstance(value, sp.Expr) else 0


def _determinant(at: Evaluation, expr: Determinant, scope: dict[sp.Symbol, int]) -> Number:
    matrix = expr.args[0]
    if not isinstance(matrix, FunctionMatrix):
        raise Undecidable(f"{expr} is not given by its entries")
    size = at.integer(matrix.shape[0], scope)
    (row, column), entry = matrix.lamda.variables, matrix.lamda.expr
    places = range(size)
    return determinant([[at.value(entry, {**scope, row: i, column: j}) for j in places] for i in places])


def _extremum(at: Evaluation, expr: sp.Expr, scope: dict[sp.Symbol, int]) -> Number:
    values = [at.value(a, scope) for a in expr.args]
    return max(values) if isinstance(expr, sp.Max) else min(values)


def _heaviside(at: Evaluation, expr: sp.Heaviside, scope: dict[sp.Symbol, int]) -> Number:
    value = at.value(expr.args[0], scope)
    if value == 0:
        return at.value(expr.args[1], scope) if len(expr.args) > 1 else Fraction(1, 2)
    return Fraction(int(value > 0))


def _delta(at: Evaluation, expr: sp.KroneckerDelta, scope: dict[sp.Symbol, int]) -> Number:
    return Fraction(int(at.value(expr.args[0], scope) == at.value(expr.args[1], scope)))


def _piecewise(at: Evaluation, expr: sp.Piecewise, scope: dict[sp.Symbol, int]) -> Number:
    for value, when in expr.args:
        if at.truth(when, scope):
            return at.value(value, scope)
    raise Undecidable(f"{expr} has no value at an instance")


def _elementary(at: Evaluation, expr: sp.Function, scope: dict[sp.Symbol, int]) -> Number:
    values = [at.value(a, scope) for a in expr.args]
    if any(isinstance(v, Dual) for v in values):
        raise Undecidable(f"{expr.func} is not differentiated at an instance")
    found = expr.func(*map(exact, values))
    if not found.is_number:
        raise Undecidable(f"{expr.func} has no value at an instance")
    return Fraction(int(found.p), int(found.q)) if isinstance(found, sp.Rational) else found


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
    sp.Function: _elementary,
    sp.exp: _elementary,
    **slopes.VALUES,
}
