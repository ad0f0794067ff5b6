"""Which assumptions a proof needs: each is dropped in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import sympy as sp

from symnet.sums.decide import decide
from symnet.sums.decision import Counterexample

Need = Literal["needed", "not needed", "unknown"]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption of a true identity, and whether the identity holds without it (all others kept)."""

    relation: sp.Basic
    need: Need
    counterexample: Counterexample | None = None


def minimal_assumptions(lhs: Any, rhs: Any, assumptions: Any = True) -> tuple[Assumption, ...]:
    """Each given relation and each sign of a symbol: needed (with a counterexample), not needed, or unknown."""
    return tuple(_judged(relation, *weaker) for relation, weaker in _weakened(lhs, rhs, assumptions))


def _judged(relation: sp.Basic, lhs: Any, rhs: Any, assumptions: Any) -> Assumption:
    decision = decide(lhs, rhs, assumptions)
    if decision.answer == "different":
        return Assumption(relation, "needed", decision.counterexample)
    return Assumption(relation, "not needed" if decision.answer == "equal" else "unknown")


def _weakened(lhs: Any, rhs: Any, assumptions: Any) -> Iterator[tuple[sp.Basic, tuple[Any, Any, Any]]]:
    """Every assumption with the statement that is left without it."""
    sides = [sp.sympify(side, strict=True) for side in (lhs, rhs)]
    condition = sp.sympify(assumptions, strict=True)
    parts = [] if condition is sp.true else sorted(sp.And.make_args(condition), key=sp.default_sort_key)
    for dropped in parts:
        yield dropped, (sides[0], sides[1], sp.And(*(part for part in parts if part is not dropped)))
    symbols = sides[0].free_symbols | sides[1].free_symbols | condition.free_symbols
    for symbol in sorted((s for s in symbols if isinstance(s, sp.Symbol)), key=str):
        sign = sign_of(symbol)
        if sign is not None:
            freed = {symbol: unsigned(symbol)}
            yield sign, (sides[0].xreplace(freed), sides[1].xreplace(freed), condition.xreplace(freed))


def sign_of(symbol: sp.Symbol) -> sp.Basic | None:
    """The sign that the symbol itself carries, as a relation."""
    if symbol.is_positive:
        return sp.Ge(symbol, 1, evaluate=False) if symbol.is_integer else sp.Gt(symbol, 0, evaluate=False)
    if symbol.is_negative:
        return sp.Lt(symbol, 0, evaluate=False)
    if symbol.is_nonnegative:
        return sp.Ge(symbol, 0, evaluate=False)
    return sp.Ne(symbol, 0, evaluate=False) if symbol.is_nonzero else None


def unsigned(symbol: sp.Symbol) -> sp.Symbol:
    """The symbol of the same name, real or an integer like this one, but of any sign."""
    return sp.Symbol(symbol.name, integer=symbol.is_integer, real=symbol.is_real)
