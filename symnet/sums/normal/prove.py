"""The second proof: both sides into the normal form, their difference tested for zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant

from symnet.errors import InputError
from symnet.sums.decision import Finding, Step
from symnet.sums.normal.budget import Budget, Undecidable
from symnet.sums.normal.collapse import collapse
from symnet.sums.normal.factors import vanishes_on
from symnet.sums.normal.families import resolve
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.problems import regions_of
from symnet.sums.normal.products import log_form, merged
from symnet.sums.normal.reading import Reader
from symnet.sums.normal.sets import available, limited
from symnet.sums.normal.steps import derivation
from symnet.sums.normal.terms import Head, Table, scaled
from symnet.sums.normal.vanish import survivors
from symnet.sums.normal.witness import Sides, find
from symnet.sums.normal.writing import Writer

FEW = 12
"""Up to so many pieces a difference is written out with the finding; `difference` writes any."""


SHORT = 8
"""Up to so many terms a side has whose derivation is written out with the finding; `steps` writes any."""


@dataclass(frozen=True, slots=True)
class Difference:
    """lhs - rhs as coefficient functions on one conjunction of the assumptions."""

    problem: Problem
    reader: Reader
    table: Table


def prove(
    lhs: sp.Expr,
    rhs: sp.Expr,
    assumptions: sp.Basic | bool = True,
    budget: Budget | None = None,
    *,
    explain: bool = True,
) -> Finding:
    """Decide lhs = rhs for all integer parameters inside the assumptions and all values of everything else.

    A short derivation comes with the answer 'equal' in ``data["steps"]``, unless ``explain`` is off.
    """
    if not available():
        return Finding("normal form", "undecided", "islpy is not installed (it has no wheel for this platform)")
    lhs, rhs = sp.sympify(lhs, strict=True), sp.sympify(rhs, strict=True)
    budget = budget or Budget()
    try:
        with limited():
            found = _found(lhs, rhs, assumptions, budget)
    except Undecidable as stop:
        return Finding("normal form", "undecided", str(stop))
    except (ZeroDivisionError, RecursionError) as stop:
        return Finding("normal form", "undecided", f"{type(stop).__name__}: {stop}")
    if found.answer == "equal" and explain:
        return replace(found, data={"steps": _steps(lhs, rhs, assumptions)})
    return found


def _found(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool, budget: Budget) -> Finding:
    if _same_product(lhs, rhs, assumptions, budget):
        return Finding("normal form", "equal", "both sides are products of the same factors")
    return _by_coefficients(lhs, rhs, assumptions, budget)


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


def _steps(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool) -> tuple[Step, ...]:
    """The derivation, when it is short enough to be read."""
    try:
        return derivation(lhs, rhs, assumptions, SHORT)
    except (Undecidable, InputError):
        return ()


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
