"""Continuous calculus as algebra: at one place, the derivatives of an arbitrary smooth function are free numbers.

Two expressions in F(x), F'(x), F''(x), ... agree for every smooth F at every x iff they agree as functions of x and of
independent numbers in place of the derivatives, because some polynomial F has any given derivatives at x.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.judge.obligation import Obligation


def localized(obligation: Obligation) -> tuple[Obligation, ...]:
    """The obligation with derivatives as free numbers; where |F'| stands, one for each sign of F'."""
    both = sp.Tuple(obligation.claimed, obligation.derived)
    places = {jet.expr for jet in both.atoms(sp.Derivative) if _is_jet(jet)}
    if not places:
        return (obligation,)
    free = {jet: _number(jet.expr, int(jet.variable_count[0][1])) for jet in both.atoms(sp.Derivative) if _is_jet(jet)}
    free |= {place: _number(place, 0) for place in places}
    claimed, derived = (sp.expand(side.xreplace(free)) for side in both)
    return tuple(_with_sides(obligation, *case) for case in _cases("", claimed, derived))


def _is_jet(derivative: sp.Derivative) -> bool:
    """A derivative of any order of F(x) by the plain variable x."""
    function = derivative.expr
    plain = isinstance(function, AppliedUndef) and len(function.args) == 1 and function.args[0].is_Symbol
    return plain and len(derivative.variable_count) == 1 and derivative.variable_count[0][0] == function.args[0]


def _number(function: AppliedUndef, order: int) -> sp.Symbol:
    return sp.Symbol(function.func.__name__ + "'" * order, real=True)


def _cases(where: str, claimed: sp.Expr, derived: sp.Expr) -> Iterator[tuple[str, sp.Expr, sp.Expr]]:
    both = sp.Tuple(claimed, derived)
    turning = sorted((each.args[0] for each in both.atoms(sp.Abs, sp.sign) if each.args[0].is_Symbol), key=str)
    if not turning:
        yield where, claimed, derived
        return
    size = sp.Symbol(f"|{turning[0].name}|", positive=True)
    for sign, relation in ((1, ">"), (-1, "<")):
        sides = (sp.expand(side.xreplace({turning[0]: sign * size})) for side in both)
        yield from _cases(f"{where} where {turning[0]} {relation} 0", *sides)


def _with_sides(obligation: Obligation, where: str, claimed: sp.Expr, derived: sp.Expr) -> Obligation:
    about = obligation.about + where
    return replace(obligation, about=about, claimed=claimed, derived=derived, everywhere=not where)
