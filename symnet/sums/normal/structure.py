"""Readable sums: the structure of an expression kept, every linear part of it in normal form.

A sum of squares of sums stays one; inside, the path x_ini + dt*Sum((k - 1/2)*w[n - k + 1], …) becomes a sum of w[k]
with a closed coefficient, kinks and deltas resolved, ranges explicit.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symnet.sums.normal.forms import normal_form
from symnet.sums.normal.sets import limited

CASES = (sp.KroneckerDelta, sp.Heaviside, sp.Max, sp.Min, sp.Piecewise, sp.Derivative)
"""What is never left standing outside a linear part."""


@limited()
def write(expr: sp.Expr, assumptions: sp.Basic | bool = True) -> sp.Expr:
    """The expression in canonical, readable form, for all integers inside the assumptions.

    Raises:
        Undecidable: when a part lies outside the language, or the budget ends.
    """
    expr, condition = sp.sympify(expr, strict=True), sp.sympify(assumptions, strict=True)
    return _written(expr, condition, frozenset(s.name for e in (expr, condition) for s in e.free_symbols))


def _written(expr: sp.Expr, condition: sp.Basic, taken: frozenset[str]) -> sp.Expr:
    if _linear(expr) or isinstance(expr, CASES):
        return normal_form(expr, condition).expression(taken)
    if isinstance(expr, sp.Add):
        linear = [a for a in expr.args if _linear(a)]
        rest = [_written(a, condition, taken) for a in expr.args if not _linear(a)]
        return sp.Add(_written(sp.Add(*linear), condition, taken), *rest) if linear else sp.Add(*rest)
    if isinstance(expr, sp.Sum):
        return _sum(expr, condition, taken)
    if isinstance(expr, sp.Mul | sp.Pow | sp.Function):
        return expr.func(*(_written(a, condition, taken) for a in expr.args))
    return expr


def _sum(expr: sp.Sum, condition: sp.Basic, taken: frozenset[str]) -> sp.Expr:
    """The outermost sum kept around the inner form, its index an integer with a name of its own."""
    symbol, low, high = expr.limits[-1]
    inner = expr.function if len(expr.limits) == 1 else sp.Sum(expr.function, *expr.limits[:-1])
    index = sp.Symbol(next(name for name in _names(symbol.name) if name not in taken), integer=True)
    inside = [c for c in (_at_least(index, low), _at_least(high, index)) if c is not sp.true]
    body = _written(inner.xreplace({symbol: index}), sp.And(condition, *inside), taken | {index.name})
    factors = sp.Mul.make_args(body)
    outer = sp.Mul(*(f for f in factors if index not in f.free_symbols))
    return outer * sp.Sum(sp.Mul(*(f for f in factors if index in f.free_symbols)), (index, low, high))


def _at_least(left: sp.Expr, right: sp.Expr) -> sp.Basic:
    return sp.true if sp.oo in (left, -right) else sp.Ge(left, right)


def _names(stem: str) -> Iterator[str]:
    yield stem
    yield from "nkjilpqrs"
    number = 1
    while True:
        yield f"{stem}_{number}"
        number += 1


def _linear(expr: sp.Expr) -> bool:
    """Whether entries occur at most once in each product, and no function of them does."""
    return _degree(expr) is not None and (_degree(expr) or 0) <= 1


def _degree(expr: sp.Basic) -> int | None:
    """Degree in entries as it is written; None when an entry stands inside a function."""
    if isinstance(expr, sp.Indexed):
        return 1
    if not expr.has(sp.Indexed):
        return 0 if not expr.has(sp.core.function.AppliedUndef) else None
    if isinstance(expr, sp.Sum):
        return _degree(expr.function)
    if isinstance(expr, sp.Pow) and expr.exp.is_Integer and expr.exp >= 0:
        inner = _degree(expr.base)
        return None if inner is None else inner * int(expr.exp)
    if isinstance(expr, sp.Add | sp.Mul | sp.Max | sp.Min | sp.Piecewise):
        degrees = [_degree(a) for a in _branches(expr)]
        known = [d for d in degrees if d is not None]
        if len(known) < len(degrees) or (isinstance(expr, sp.Max | sp.Min) and any(known)):
            return None
        return sum(known) if isinstance(expr, sp.Mul) else max(known)
    return None


def _branches(expr: sp.Basic) -> list[sp.Basic]:
    return [value for value, _ in expr.args] if isinstance(expr, sp.Piecewise) else list(expr.args)
