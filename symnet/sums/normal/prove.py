"""The second proof: both sides into the normal form, their difference tested for zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import lcm

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant

from symnet.sums.decision import Finding
from symnet.sums.normal.affine import Affine, Constraint, Guard, at_least
from symnet.sums.normal.budget import Budget, Undecidable
from symnet.sums.normal.collapse import collapse
from symnet.sums.normal.conditions import Roundings, condition, conjunction, disjoint
from symnet.sums.normal.factors import vanishes_on
from symnet.sums.normal.families import resolve
from symnet.sums.normal.language import LANGUAGE
from symnet.sums.normal.products import log_form, merged
from symnet.sums.normal.reading import Reader
from symnet.sums.normal.regions import available
from symnet.sums.normal.terms import Head, Problem, Table, scaled
from symnet.sums.normal.vanish import survivors
from symnet.sums.normal.witness import Sides, find
from symnet.sums.normal.writing import Writer

FEW = 12
"""Up to so many pieces a difference is written out with the finding; `difference` writes any."""


@dataclass(frozen=True, slots=True)
class Difference:
    """lhs - rhs as coefficient functions on one conjunction of the assumptions."""

    problem: Problem
    reader: Reader
    table: Table


def prove(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool = True, budget: Budget | None = None) -> Finding:
    """Decide lhs = rhs for all integer parameters inside the assumptions and all values of everything else."""
    if not available():
        return Finding("normal form", "undecided", "islpy is not installed (it has no wheel for this platform)")
    lhs, rhs = sp.sympify(lhs, strict=True), sp.sympify(rhs, strict=True)
    budget = budget or Budget()
    try:
        if _same_product(lhs, rhs, assumptions, budget):
            return Finding("normal form", "equal", "both sides are products of the same factors")
        return _by_coefficients(lhs, rhs, assumptions, budget)
    except Undecidable as stop:
        return Finding("normal form", "undecided", str(stop))
    except (ZeroDivisionError, RecursionError) as stop:
        return Finding("normal form", "undecided", f"{type(stop).__name__}: {stop}")


def _by_coefficients(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool, budget: Budget) -> Finding:
    reason, pieces = "", 0
    for difference in differences(lhs, rhs, assumptions, budget):
        pieces += sum(map(len, difference.table.values()))
        found = _judge(difference, lhs, rhs)
        if found is not None:
            if found.answer == "different":
                return found
            reason = found.evidence
    if reason:
        return Finding("normal form", "undecided", reason)
    return Finding("normal form", "equal", f"every coefficient vanishes ({pieces} pieces tested)")


def _same_product(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool, budget: Budget) -> bool:
    """Whether both sides are products whose formal logarithms agree; a sufficient criterion."""
    if not (lhs.has(sp.Product, Determinant) or rhs.has(sp.Product, Determinant)):
        return False
    if any(isinstance(side, sp.Add) or side == 0 for side in (lhs, rhs)):
        return False
    try:
        for problem, reader in regions_of(lhs, rhs, assumptions, budget):
            left, right = (log_form(reader, side, reader.parameters) for side in (lhs, rhs))
            if not vanishes_on(reader, (*left, *scaled(right, problem.ring.constant(-1))), ()):
                return False
    except Undecidable:
        return False
    return True


def _judge(difference: Difference, lhs: sp.Expr, rhs: sp.Expr) -> Finding | None:
    """None when the difference vanishes on this conjunction."""
    problem = difference.problem
    for signature, pieces in sorted(difference.table.items(), key=lambda item: (len(item[0]), item[0])):
        left = list(survivors(problem, pieces))
        if left:
            sides = Sides(lhs, rhs, difference.reader.parameters)
            example = find(problem, sides, left)
            name = " ".join(_head_name(difference.reader, head) for head in signature) or "1"
            if example is None:
                return Finding(
                    "normal form", "undecided", f"the coefficient of {name} survives, but no instance shows it"
                )
            gap = _written(difference)
            return Finding("normal form", "different", f"the coefficient of {name} survives", example, gap)
    return None


def _written(difference: Difference) -> sp.Expr | None:
    """What survives, where it can be written back in a few terms."""
    if sum(map(len, difference.table.values())) > FEW:
        return None
    try:
        return Writer(difference.problem, difference.reader).table(difference.table)
    except Undecidable:
        return None


def _head_name(reader: Reader, head: Head) -> str:
    return str(reader.entries.get(head.name, head.name or head.kind))


def differences(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool, budget: Budget) -> Iterable[Difference]:
    """lhs - rhs, once for each conjunction of the assumptions that has integer points."""
    for problem, reader in regions_of(lhs, rhs, assumptions, budget):
        scope = reader.parameters
        left, right = reader.read(lhs, scope), reader.read(rhs, scope)
        form = merged(reader, (*left, *scaled(right, problem.ring.constant(-1))))
        yield Difference(problem, reader, collapse(problem, resolve(problem, form)))


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
    for guard in disjoint(conjunction((own,), wanted)):
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
    if symbol.is_positive:
        return [at_least(form, Affine((), 1))]
    if symbol.is_nonnegative:
        return [at_least(form, Affine())]
    if symbol.is_negative:
        return [at_least(Affine((), -1), form)]
    if symbol.is_nonpositive:
        return [at_least(Affine(), form)]
    return []
