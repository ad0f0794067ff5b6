"""The dimensions of definitions: what is introduced must be a quantity that its other uses can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.formula import Formula
from symnet.claims.statement import Conjunction, Equation, Statement
from symnet.claims.tex import objects
from symnet.claims.verdict import Status, Verdict
from symnet.notation.dimensions import DimensionError, UndeclaredError, dimension, same_dimension


def with_dimensions(claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict on a definition, refuted if its two sides have different dimensions; other verdicts as they are.

    Of a statement that is refuted anyway it is said when its dimensions do not fit.
    """
    if verdict.status is Status.REFUTED:
        return replace(verdict, evidence=(*verdict.evidence, *_misfits(claim)))
    if verdict.status is not Status.DEFINITION:
        return verdict
    evidence = list(verdict.evidence)
    for subject, value in _quantities(claim.statement):
        try:
            same_dimension(subject, value, claim.units)
        except DimensionError as error:
            line = f"dimensions: {error}"
            return replace(verdict, status=Status.REFUTED, corrected=verdict.derived, evidence=(*evidence, line))
        evidence.append(f"dimensions: {subject} and its value are [{dimension(subject, claim.units)}]")
    return replace(verdict, evidence=tuple(evidence))


def _misfits(claim: Claim) -> Iterator[str]:
    for subject, value in _quantities(claim.statement):
        try:
            same_dimension(subject, value, claim.units)
        except UndeclaredError:
            continue
        except DimensionError as error:
            yield f"dimensions: {error}"


def _quantities(statement: Statement) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """The pairs that must have one dimension."""
    if isinstance(statement, Conjunction):
        yield from (_without_brackets(each) for each in statement.equations)
    elif isinstance(statement, Equation):
        yield _without_brackets(statement)
    elif isinstance(statement, Formula) and statement.balance is not None:
        yield statement.balance


def _without_brackets(equation: Equation) -> tuple[sp.Expr, sp.Expr]:
    """Both sides, an average as the quantity that is averaged."""
    subject, claimed = (_plain(side) for side in equation.relation.args)
    return subject, claimed


def _plain(side: sp.Expr) -> sp.Expr:
    """An average has the dimension of what is averaged, an integral along a path that of f dx."""
    averaged = side.replace(objects.Mean, lambda inner: inner)
    return averaged.replace(objects.LineIntegral, lambda function, path, *_: function * path)
