"""From expressions and assumptions to problems: the parameters, their domain, one problem for each conjunction."""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm

import sympy as sp

from symnet.errors import InputError
from symnet.sums.normal.affine import Affine, Constraint, Guard, at_least
from symnet.sums.normal.budget import Budget, Undecidable
from symnet.sums.normal.conditions import Roundings, condition, conjunction
from symnet.sums.normal.language import LANGUAGE
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.reading import Reader


def regions_of(
    lhs: sp.Basic, rhs: sp.Basic, assumptions: sp.Basic | bool, budget: Budget
) -> Iterable[tuple[Problem, Reader]]:
    """A problem for each conjunction of the assumptions together with the integer symbols' own."""
    found = (_free_integers(sp.sympify(e, strict=True), frozenset()) for e in (lhs, rhs, assumptions))
    symbols = sorted(frozenset().union(*found), key=sp.default_sort_key)
    names = {s: f"parameter:{i}:{s.name}" for i, s in enumerate(symbols)}
    probe = Problem(tuple(names.values()), budget=budget)
    roundings = Roundings(probe)
    wanted = condition(sp.sympify(assumptions, strict=True), names, roundings)
    if roundings.variables:
        raise Undecidable("assumptions with floors are not read")
    own: Guard = tuple(c for s, n in names.items() for c in _own_assumptions(s, Affine.variable(n)))
    for guard in probe.regions.merged(conjunction((own,), wanted)):
        domain = probe.regions.simplify(guard)
        if domain is not None:
            problem = Problem(tuple(names.values()), domain, budget)
            yield problem, Reader(problem, dict(names), LANGUAGE, _fineness(lhs, rhs))


def _fineness(*sides: sp.Basic) -> int:
    """The common denominator of the rational numbers in arguments of sines and exponentials."""
    waves = {wave for side in sides for wave in side.atoms(sp.sin, sp.cos, sp.sinh, sp.cosh, sp.exp)}
    return lcm(*(int(q.q) for wave in waves for q in sp.expand(wave.args[0]).atoms(sp.Rational)))


def _free_integers(expr: sp.Basic, bound: frozenset[sp.Basic]) -> frozenset[sp.Basic]:
    """Integer symbols outside every sum over them (`free_symbols` forgets those in the variable of a derivative)."""
    if isinstance(expr, sp.Symbol):
        return frozenset({expr} if expr.is_integer and expr not in bound else ())
    if isinstance(expr, sp.Sum | sp.Product):
        found: frozenset[sp.Basic] = frozenset()
        for symbol, *ends in reversed(expr.limits):
            found = found.union(*(_free_integers(e, bound) for e in ends))
            bound |= {symbol}
        return found | _free_integers(expr.function, bound)
    if isinstance(expr, sp.Lambda):
        return _free_integers(expr.expr, bound | set(expr.variables))
    parts = expr.indices if isinstance(expr, sp.Indexed) else expr.args
    return frozenset().union(*(_free_integers(a, bound) for a in parts))


def _own_assumptions(symbol: sp.Symbol, form: Affine) -> list[Constraint]:
    if symbol.is_zero:
        return [at_least(form, Affine()), at_least(Affine(), form)]
    if symbol.is_positive:
        return [at_least(form, Affine((), 1))]
    if symbol.is_nonnegative:
        return [at_least(form, Affine())]
    if symbol.is_negative:
        return [at_least(Affine((), -1), form)]
    if symbol.is_nonpositive:
        return [at_least(Affine(), form)]
    return []


def single_region(assumptions: sp.Basic | bool, *expressions: sp.Basic) -> tuple[Problem, Reader]:
    """The problem that a conjunction of assumptions poses.

    Raises:
        InputError: when the assumptions are a disjunction, or contradict each other.
    """
    found = list(regions_of(sp.Tuple(*expressions), sp.Integer(0), assumptions, Budget()))
    if len(found) != 1:
        raise InputError(f"closed forms need assumptions that are one conjunction, and not empty: {assumptions}")
    return found[0]
