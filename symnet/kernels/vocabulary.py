"""The functions and relations that every target can compute, by SymPy's classes."""

from __future__ import annotations

import sympy as sp

TRIGONOMETRIC = ("sin", "cos", "tan", "asin", "acos", "atan")
HYPERBOLIC = ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh")
FUNCTIONS = (*TRIGONOMETRIC, *HYPERBOLIC, "exp", "log", "sqrt", "Abs", "pow", "erf")
"""The calls every target knows."""
CALLS: dict[type, str] = {getattr(sp, name): name for name in FUNCTIONS if name not in ("sqrt", "pow")}
RECIPROCALS: dict[type, str] = {
    sp.sec: "cos",
    sp.csc: "sin",
    sp.cot: "tan",
    sp.sech: "cosh",
    sp.csch: "sinh",
    sp.coth: "tanh",
}
RELATIONS: dict[type, str] = {
    sp.StrictLessThan: "lt",
    sp.LessThan: "le",
    sp.StrictGreaterThan: "gt",
    sp.GreaterThan: "ge",
    sp.Equality: "eq",
    sp.Unequality: "ne",
}
