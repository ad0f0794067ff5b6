"""Mutation: how good is the judge? The true form of a claim is edited, and every edit that matters must be refuted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.derived import derived_by
from symnet.claims.statement import Amplitude, Conjunction, Density, Equation, MeasureEquation, Statement
from symnet.claims.verdict import Status
from symnet.errors import SymnetError
from symnet.judge.edits import Edit, edits
from symnet.judge.instances import NoValueError, Values, integer_choices, value
from symnet.judge.judging import decide_all
from symnet.judge.obligations import Obligation, obligations
from symnet.theory.measure import Measure, PathIntegral

OUTCOMES = ("refuted", "equivalent", "survived", "proved", "undecided", "timeout", "error")
"""`equivalent`: proved equal to the original, and instances agree. `proved`: accepted although instances differ."""

AUDIT_WIDTHS, AUDIT_SEEDS = range(1, 13), range(3)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A statement with one edit."""

    edit: Edit
    statement: Statement


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: where it was edited, how, and how it was judged."""

    claim: str
    operator: str
    before: str
    after: str
    outcome: str


def score(outcomes: Iterable[Outcome]) -> float:
    """Refuted mutants over all that are not equivalent."""
    counts = Counter(each.outcome for each in outcomes)
    return counts["refuted"] / max(1, counts.total() - counts["equivalent"])


@singledispatch
def true_form(statement: Statement, derived: Any) -> Statement:
    """The statement with the derived side in place of a claimed one that was refuted."""
    raise SymnetError(f"{type(statement).__name__} cannot be edited")


@true_form.register
def _(statement: Equation, derived: Any) -> Statement:
    return replace(statement, relation=sp.Eq(statement.subject, derived, evaluate=False))


@true_form.register
def _(statement: Conjunction, derived: Any) -> Statement:
    parts = zip(statement.equations, derived, strict=True)
    return Conjunction(tuple(true_form(part, value) for part, value in parts))  # type: ignore[misc]


@true_form.register
def _(statement: MeasureEquation, derived: Measure) -> Statement:
    return replace(statement, claimed=_as_printed(derived))


@true_form.register
def _(statement: Amplitude, derived: PathIntegral) -> Statement:
    return replace(statement, density=_as_printed(derived.measure), exponent=derived.exponent)


def _as_printed(measure: Measure) -> Density:
    return Density(measure.variables, measure.lower, measure.upper, measure.factor, measure.constraint)


@singledispatch
def mutants(statement: Statement) -> Iterator[Mutant]:
    """Every mutant of the statement, each with one edit."""
    raise SymnetError(f"{type(statement).__name__} cannot be edited")


@mutants.register
def _(statement: Equation) -> Iterator[Mutant]:
    for edit in edits(statement.claimed):
        yield Mutant(edit, replace(statement, relation=sp.Eq(statement.subject, edit.result, evaluate=False)))


@mutants.register
def _(statement: Conjunction) -> Iterator[Mutant]:
    for place, part in enumerate(statement.equations):
        for mutant in mutants(part):
            parts = (*statement.equations[:place], mutant.statement, *statement.equations[place + 1 :])
            yield Mutant(mutant.edit, Conjunction(parts))  # type: ignore[arg-type]


@mutants.register
def _(statement: MeasureEquation) -> Iterator[Mutant]:
    for edit, density in _densities(statement.claimed):
        yield Mutant(edit, replace(statement, claimed=density))


@mutants.register
def _(statement: Amplitude) -> Iterator[Mutant]:
    for edit, density in _densities(statement.density):
        yield Mutant(edit, replace(statement, density=density))
    for edit in edits(statement.exponent):
        yield Mutant(edit, replace(statement, exponent=edit.result))


def _densities(density: Density) -> Iterator[tuple[Edit, Density]]:
    for field in ("factor", "constraint", "lower", "upper"):
        part = getattr(density, field)
        if part is not None:
            for edit in edits(part):
                yield edit, replace(density, **{field: edit.result})


def original(claim: Claim) -> tuple[Statement, Any]:
    """The true form of a claim, printed or corrected, and its derived side."""
    derived = derived_by(claim.derive).value
    judged = decide_all(obligations(claim.statement, derived), claim.assumptions, claim.statement)
    return (true_form(claim.statement, derived) if judged.status is Status.REFUTED else claim.statement), derived


def outcome_of(claim: Claim, mutant: Mutant, derived: Any) -> str:
    """Judge one mutant against the derived side."""
    todo = obligations(mutant.statement, derived)
    status = decide_all(todo, claim.assumptions, mutant.statement).status
    if status in (Status.PROVED, Status.DEFINITION):
        return "equivalent" if all(_agrees(each, claim.assumptions) for each in todo) else "proved"
    return status.value if status.value in OUTCOMES else "survived"


def _agrees(obligation: Obligation, assumptions: sp.Basic) -> bool:
    """Do both sides have the same exact value wherever they have one, at widths beyond any that a slip hides in?"""
    sides = (obligation.claimed, obligation.derived)
    choices = integer_choices(sides, assumptions, AUDIT_WIDTHS)
    return all(_same_value(obligation, chosen, seed) for chosen in choices for seed in AUDIT_SEEDS)


def _same_value(obligation: Obligation, chosen: Values, seed: int) -> bool:
    try:
        return value(obligation.claimed, chosen, seed) == value(obligation.derived, chosen, seed)
    except NoValueError:
        return True
