"""What earlier equations and the text introduced: entries, values of functions, whole expressions, and their meaning.

The letters in the place of an index or argument are slots: with ``t[n]: t_ini + n*dt`` also t[n - 1] is spelled out,
with ``phi(i, t): phi[i]`` also phi(i + 1, t).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import sympy as sp
from sympy.core.function import AppliedUndef

Abbreviations = Mapping[sp.Expr, sp.Expr]
"""In order: what is spelled out first may bring in what comes later."""


def spelled_out(expression: sp.Basic, abbreviations: Abbreviations) -> sp.Basic:
    """The expression with every abbreviation replaced by what it stands for."""
    return reduce(_without, abbreviations.items(), expression)


def _without(expression: sp.Basic, abbreviation: tuple[sp.Expr, sp.Expr]) -> sp.Basic:
    pattern, value = abbreviation
    if not isinstance(pattern, sp.Indexed | AppliedUndef | sp.Derivative):
        return expression.xreplace({pattern: value})

    def stands_for(found: sp.Expr) -> sp.Expr:
        slots = _slots(pattern, found)
        return found if slots is None else value.xreplace(slots)

    return expression.replace(lambda each: isinstance(each, type(pattern)), stands_for)


def _slots(pattern: sp.Expr, found: sp.Expr) -> dict[sp.Symbol, sp.Expr] | None:
    """What stands in the slots of the pattern, None where it does not fit."""
    if isinstance(pattern, sp.Derivative):
        if not isinstance(found, sp.Derivative) or pattern.variable_count != found.variable_count:
            return None
        return _slots(pattern.expr, found.expr)
    if isinstance(pattern, sp.Indexed):
        same = isinstance(found, sp.Indexed) and pattern.base == found.base
        return _filled(pattern.indices, found.indices) if same else None
    same = isinstance(found, AppliedUndef) and pattern.func == found.func
    return _filled(pattern.args, found.args) if same else None


def _filled(slots: tuple[sp.Expr, ...], values: tuple[sp.Expr, ...]) -> dict[sp.Symbol, sp.Expr] | None:
    if len(slots) != len(values) or any(a != b for a, b in zip(slots, values, strict=True) if not a.is_Symbol):
        return None
    return dict(zip(slots, values, strict=True))
