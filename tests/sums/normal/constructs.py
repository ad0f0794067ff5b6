"""What a statement is made of, read off its tree."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from sympy.core.function import AppliedUndef


def nesting(expr: sp.Basic) -> int:
    """How many sums stand inside each other."""
    inner = max(map(nesting, expr.args), default=0)
    return inner + len(expr.limits) if isinstance(expr, sp.Sum) else inner


def calls(expr: sp.Expr) -> set[sp.Expr]:
    return expr.atoms(AppliedUndef)


CONSTRUCTS: dict[str, Callable[[sp.Expr], bool]] = {
    "nested": lambda e: nesting(e) >= 2,
    "product": lambda e: e.has(sp.Product),
    "square": lambda e: any(isinstance(p.base, sp.Sum) and p.exp == 2 for p in e.atoms(sp.Pow)),
    "max": lambda e: e.has(sp.Max, sp.Min),
    "delta": lambda e: e.has(sp.KroneckerDelta),
    "step": lambda e: e.has(sp.Heaviside),
    "function": lambda e: bool(calls(e)),
    "function of a sum": lambda e: any(call.has(sp.Sum) for call in calls(e)),
    "function in a sum": lambda e: any(calls(total.function) for total in e.atoms(sp.Sum)),
    "cases": lambda e: e.has(sp.Piecewise),
    "derivative": lambda e: e.has(sp.Derivative),
}


def constructs(*sides: sp.Expr) -> set[str]:
    """The constructs that occur on either side."""
    return {name for name, occurs in CONSTRUCTS.items() if any(map(occurs, sides))}
