"""Assumptions -> the parameters' domain, as a list of polyhedra, and what is asked of the scalars."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

import sympy as sp

from symnet.sums.finite import affine, polyhedra
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.rational import whole
from symnet.sums.finite.reading import Reader

Domain = tuple[Affine, ...]


def domains(
    reader: Reader, assumptions: Any, symbols: Iterable[sp.Symbol]
) -> tuple[tuple[Domain, ...], tuple[Any, ...]]:
    """The polyhedra that the assumptions and the symbols' own signs describe, and the relations between scalars.

    Raises:
        OutOfReachError: an assumption is not a linear relation.
    """
    own = [form for symbol in symbols for form in _own_sign(reader, symbol)]
    conditions: list[Any] = []
    branches = _branches(reader, sp.sympify(assumptions, strict=True), conditions)
    found = tuple((*own, *branch) for branch in branches)
    return tuple(domain for domain in found if not polyhedra.is_empty(domain)), tuple(conditions)


def _own_sign(reader: Reader, symbol: sp.Symbol) -> Domain:
    v = reader.names.parameter(symbol)
    rows = {
        "is_positive": affine.shifted(v, -1),
        "is_nonnegative": v,
        "is_negative": affine.negated(v),
        "is_nonpositive": affine.scaled(v, -1),
    }
    return tuple(form for fact, form in rows.items() if getattr(symbol, fact))


def _branches(reader: Reader, condition: Any, conditions: list[Any]) -> list[Domain]:
    """The disjunctive normal form, each branch a list of forms >= 0."""
    if condition is sp.true or condition is sp.false:
        return [()] if condition is sp.true else []
    if isinstance(condition, sp.And):
        parts = [_branches(reader, part, conditions) for part in condition.args]
        return [tuple(form for part in chosen for form in part) for chosen in product(*parts)]
    if isinstance(condition, sp.Or):
        inside: list[Any] = []
        found = [branch for part in condition.args for branch in _branches(reader, part, inside)]
        if inside:
            raise OutOfReachError(f"an alternative between relations of scalars: {condition}")
        return found
    if isinstance(condition, sp.core.relational.Relational):
        return _relation(reader, condition, conditions)
    pushed = sp.to_nnf(condition) if isinstance(condition, sp.logic.boolalg.Boolean) else condition
    if pushed == condition or not isinstance(pushed, sp.logic.boolalg.Boolean):
        raise OutOfReachError(f"the assumption {condition} is not a linear relation")
    return _branches(reader, pushed, conditions)


def _relation(reader: Reader, relation: Any, conditions: list[Any]) -> list[Domain]:
    difference = relation.lhs - relation.rhs
    if not any(symbol.is_integer for symbol in difference.free_symbols):
        conditions.append(relation)
        return [()]
    found = reader.rational(difference, {})
    if found is None:
        raise OutOfReachError(f"the assumption {relation} is not linear in integer symbols")
    form = whole(found)
    back, above = affine.scaled(form, -1), affine.shifted(form, -1)
    below = affine.negated(form)
    rows: dict[type, list[Domain]] = {
        sp.Eq: [(form, back)],
        sp.Ne: [(above,), (below,)],
        sp.Ge: [(form,)],
        sp.Gt: [(above,)],
        sp.Le: [(back,)],
        sp.Lt: [(below,)],
    }
    return rows[type(relation)]
