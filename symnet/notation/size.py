"""How large an expression becomes when its brackets are multiplied out, without doing it."""

from __future__ import annotations

import math

import sympy as sp


def terms_multiplied_out(expr: sp.Expr) -> int:
    """An upper bound on the number of terms."""
    if expr.is_Add:
        return sum(map(terms_multiplied_out, expr.args))
    if expr.is_Mul:
        return math.prod(map(terms_multiplied_out, expr.args))
    if expr.is_Pow and expr.exp.is_Integer and expr.exp > 0:
        return math.comb(terms_multiplied_out(expr.base) + int(expr.exp) - 1, int(expr.exp))
    return 1
