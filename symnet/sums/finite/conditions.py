"""Conditions on indices -> nodes that are 1 where they hold and 0 elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symnet.sums.finite import affine, language
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.rational import RationalForm, whole
from symnet.sums.finite.scope import Reading, Scope


def condition_node(reader: Reading, condition: Any, scope: Scope) -> Node:
    """1 where an index condition holds, else 0.

    Raises:
        OutOfReachError: it is not a combination of affine relations.
    """
    if condition is sp.true or condition is sp.false:
        return language.number(int(condition is sp.true))
    if isinstance(condition, sp.And):
        return language.mul(*(condition_node(reader, part, scope) for part in condition.args))
    if isinstance(condition, sp.Not):
        return _opposite(condition_node(reader, condition.args[0], scope))
    if isinstance(condition, sp.Or):
        return _opposite(language.mul(*(_opposite(condition_node(reader, part, scope)) for part in condition.args)))
    if isinstance(condition, sp.core.relational.Relational):
        return _relation(reader, condition, scope)
    raise OutOfReachError(f"the finite check cannot read the condition {condition}")


def _opposite(node: Node) -> Node:
    return language.add(language.ONE, language.negative(node))


def _relation(reader: Reading, relation: Any, scope: Scope) -> Node:
    kinks = sorted(relation.atoms(sp.Abs, sp.Max, sp.Min), key=lambda part: len(part.args) + len(part.atoms()))
    if kinks:
        return _unfolded(reader, relation, kinks[0], scope)
    difference = sign_form(reader, relation.lhs - relation.rhs, scope)
    opposite = {v: -c for v, c in difference.items()}
    equal = language.mul(at_least(difference), at_least(opposite))
    rows: dict[type, Callable[[], Node]] = {
        sp.Eq: lambda: equal,
        sp.Ne: lambda: _opposite(equal),
        sp.Ge: lambda: at_least(difference),
        sp.Gt: lambda: at_least(difference, above=True),
        sp.Le: lambda: at_least(opposite),
        sp.Lt: lambda: at_least(opposite, above=True),
    }
    return rows[type(relation)]()


def _unfolded(reader: Reading, relation: Any, kink: Any, scope: Scope) -> Node:
    """A relation that contains |x|, max or min, on either side of the kink."""
    first, *others = kink.args if not isinstance(kink, sp.Abs) else (kink.args[0], -kink.args[0])
    rest = others[0] if len(others) == 1 else kink.func(*others)
    above = condition_node(reader, sp.Ge(first, rest, evaluate=False), scope)
    larger, smaller = (relation.func(*(side.xreplace({kink: x}) for side in relation.args)) for x in (first, rest))
    if isinstance(kink, sp.Min):
        larger, smaller = smaller, larger
    there, elsewhere = (condition_node(reader, part, scope) for part in (larger, smaller))
    return language.add(language.mul(above, there), language.mul(_opposite(above), elsewhere))


def sign_form(reader: Reading, expr: sp.Expr, scope: Scope, *, ties: bool = False) -> RationalForm:
    """A form with the sign of the expression: a positive scalar factor, as in dt*(n - k), is dropped.

    With ``ties`` the sign does not matter where the expression is 0, and the factor may vanish.

    Raises:
        OutOfReachError: there is none.
    """
    found = reader.rational(expr, scope)
    if found is None:
        integers = [symbol for symbol in expr.free_symbols if reader.integer(symbol, scope)]
        content, rest = sp.factor_terms(sp.factor(expr)).as_independent(*integers, as_Add=False)
        up, down = (
            (content.is_nonnegative, content.is_nonpositive) if ties else (content.is_positive, content.is_negative)
        )
        if up or down:
            found = reader.rational(rest if up else -rest, scope)
    if found is None:
        raise OutOfReachError(f"the sign of {expr} is not that of an affine form of the indices")
    return found


def at_least(form: RationalForm, *, above: bool = False) -> Node:
    """[form >= 0], or [form > 0]."""
    return language.indicator(affine.shifted(whole(form), -1) if above else whole(form))
