"""Values of undefined functions and of derivatives at an instance, by dual numbers and the chain rule."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Protocol

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.sums.normal.instances import Instance
from symnet.sums.normal.numbers import Dual, Number, slope_at


class Evaluator(Protocol):
    """What evaluates nodes; ``seeds`` are the entries or scalars being differentiated by, innermost last."""

    instance: Instance
    seeds: list[Any]

    def value(self, expr: sp.Basic, scope: dict[sp.Symbol, int]) -> Number:
        """The value of a node, bound indices in ``scope``."""

    def integer(self, expr: sp.Basic, scope: dict[sp.Symbol, int]) -> int:
        """The value of an index."""


def _undefined(at: Evaluator, expr: AppliedUndef, scope: dict[sp.Symbol, int]) -> Number:
    return apply(at, expr.func.__name__, (0,) * len(expr.args), [at.value(a, scope) for a in expr.args])


def apply(at: Evaluator, name: str, orders: tuple[int, ...], values: list[Number]) -> Number:
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


def _derivative(at: Evaluator, expr: sp.Derivative, scope: dict[sp.Symbol, int]) -> Number:
    keys: list[Any] = []
    for variable, count in expr.variable_count:
        if isinstance(variable, sp.Indexed):
            key: Any = (variable.base.label, tuple(at.integer(i, scope) for i in variable.indices))
        else:
            key = variable
        keys += [key] * int(count)
    return _differentiated(at, expr.expr, scope, keys)


def _differentiated(at: Evaluator, expr: sp.Expr, scope: dict[sp.Symbol, int], keys: list[Any]) -> Number:
    at.seeds += keys
    levels = range(len(at.seeds) - len(keys), len(at.seeds))
    value = at.value(expr, scope)
    for level in reversed(levels):
        value = slope_at(value, level)
    del at.seeds[len(at.seeds) - len(keys) :]
    return value


def _subs(at: Evaluator, expr: sp.Subs, scope: dict[sp.Symbol, int]) -> Number:
    inner, old, new = expr.args
    if isinstance(inner, sp.Derivative) and isinstance(inner.expr, AppliedUndef):
        orders = [0] * len(inner.expr.args)
        for variable, count in inner.variable_count:
            orders[inner.expr.args.index(variable)] += int(count)
        arguments = [a.xreplace(dict(zip(old, new, strict=True))) for a in inner.expr.args]
        return apply(at, inner.expr.func.__name__, tuple(orders), [at.value(a, scope) for a in arguments])
    return at.value(inner.xreplace(dict(zip(old, new, strict=True))), scope)


VALUES: dict[type, Callable[..., Number]] = {
    AppliedUndef: _undefined,
    sp.Derivative: _derivative,
    sp.Subs: _subs,
}
