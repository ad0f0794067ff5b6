"""Scalars whose sign is assumed are read as symbols of that sign: sqrt(a**2) is a, and Max(a, 0) is a, where a >= 0."""

from __future__ import annotations

from typing import Any

import sympy as sp

_SIGNS = {sp.Ge: ("nonnegative", "positive"), sp.Le: ("nonpositive", "negative")}
_SIGNS |= {sp.Gt: ("positive", "positive"), sp.Lt: ("negative", "negative")}


def signed(assumptions: Any, taken: set[sp.Symbol]) -> dict[sp.Symbol, sp.Symbol]:
    """Symbols that the assumptions compare with a number, each with a namesake of that sign, if that is not taken."""
    found: dict[sp.Symbol, sp.Symbol] = {}
    for part in sp.And.make_args(assumptions):
        if type(part) in _SIGNS:
            relation = part if isinstance(part.lhs, sp.Symbol) else part.reversed
            symbol, fact = relation.lhs, _fact(relation)
            if fact is not None:
                known = found.get(symbol, symbol).assumptions0
                found[symbol] = _namesake(symbol.name, {**known, fact: True}) or found.get(symbol, symbol)
    return {symbol: namesake for symbol, namesake in found.items() if namesake not in taken}


def _fact(relation: Any) -> str | None:
    """What x > c, x >= c, x < c or x <= c says of the sign of a scalar x."""
    symbol, number = relation.lhs, relation.rhs
    if not isinstance(symbol, sp.Symbol) or symbol.is_integer or not number.is_Rational:
        return None
    plain, strict = _SIGNS[type(relation)]
    if number == 0:
        return plain
    return strict if (number > 0) == (strict == "positive") else None


def _namesake(name: str, facts: dict[str, bool]) -> sp.Symbol | None:
    """None where the facts exclude each other, or leave nothing but 0, which SymPy counts as an integer."""
    try:
        namesake = sp.Symbol(name, **facts)
    except sp.core.facts.InconsistentAssumptions:
        return None
    return None if namesake.is_integer else namesake
