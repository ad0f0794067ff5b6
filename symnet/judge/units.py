"""The dimensions of definitions: what is introduced must be a quantity that its other uses can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symnet.claims.claim import Claim
from symnet.claims.statement import Conjunction, Equation, Statement
from symnet.claims.verdict import Status, Verdict
from symnet.notation.dimensions import DimensionError, dimension, same_dimension


def with_dimensions(claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict on a definition, refuted if its two sides have different dimensions; other verdicts as they are."""
    if verdict.status is not Status.DEFINITION:
        return verdict
    evidence = list(verdict.evidence)
    for equation in _equations(claim.statement):
        try:
            same_dimension(equation.subject, equation.claimed, claim.units)
        except DimensionError as error:
            line = f"dimensions: {error}"
            return replace(verdict, status=Status.REFUTED, corrected=verdict.derived, evidence=(*evidence, line))
        evidence.append(
            f"dimensions: {equation.subject} and its value are [{dimension(equation.subject, claim.units)}]"
        )
    return replace(verdict, evidence=tuple(evidence))


def _equations(statement: Statement) -> Iterator[Equation]:
    if isinstance(statement, Conjunction):
        yield from statement.equations
    elif isinstance(statement, Equation):
        yield statement
