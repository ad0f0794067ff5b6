"""What the judge does with formulas made of parts, and with equations that hold up to a constant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sympy as sp

from symnet.claims.formula import Formula, ProportionalMeasure, UpToConstant
from symnet.claims.statement import Statement
from symnet.errors import SymnetError
from symnet.judge.edits import edits
from symnet.judge.jets import localized
from symnet.judge.mutating import Mutant, mutants, true_form
from symnet.judge.obligations import Obligation, obligations
from symnet.notation import symbols


@obligations.register
def _(statement: Formula, derived: Any) -> tuple[Obligation, ...]:
    found = []
    for name, claimed in statement.parts:
        about, sides = name, (claimed, sp.sympify(getattr(derived, name), strict=True))
        if name in statement.up_to_factor:
            about = f"d/dx of the logarithm of {name}"
            sides = tuple(_slope(side, symbols.position, "factor") for side in sides)
        found.append(Obligation(about, *sides))
    return tuple(each for obligation in found for each in localized(obligation))


@obligations.register
def _(statement: UpToConstant, derived: sp.Expr) -> tuple[Obligation, ...]:
    found = []
    for variable in statement.variables:
        slopes = (_slope(side, variable, statement.constant) for side in (statement.claimed, derived))
        kind = "logarithm of " if statement.constant == "factor" else ""
        found.append(Obligation(f"d/d{variable} of the {kind}{statement.subject}", *slopes))
    return tuple(each for obligation in found for each in localized(obligation))


@obligations.register
def _(statement: ProportionalMeasure, derived: Any) -> tuple[Obligation, ...]:
    """The constant depends on nothing but its range, and does not vanish."""
    count = sp.Integer(len(derived.parameters))
    if derived.factor.is_zero is None:
        raise SymnetError(f"it is not known whether {statement.constant} = {derived.factor} vanishes")
    zero = sp.Integer(bool(derived.factor.is_zero))
    return (
        Obligation(f"number of parameters in {statement.constant}", sp.S.Zero, count),
        Obligation(f"zeros of {statement.constant}", sp.S.Zero, zero),
    )


def _slope(side: sp.Expr, variable: sp.Symbol, constant: str) -> sp.Expr:
    slope = side.diff(variable).doit()
    return sp.expand(slope / side) if constant == "factor" else sp.expand(slope)


@true_form.register
def _(statement: Formula, derived: Any) -> Statement:
    return replace(
        statement, parts=tuple((name, sp.sympify(getattr(derived, name), strict=True)) for name, _ in statement.parts)
    )


@mutants.register
def _(statement: Formula) -> Iterator[Mutant]:
    for place, (name, part) in enumerate(statement.parts):
        for edit in edits(part):
            parts = (*statement.parts[:place], (name, edit.result), *statement.parts[place + 1 :])
            yield Mutant(edit, replace(statement, parts=parts))


@true_form.register
def _(statement: ProportionalMeasure, derived: Any) -> Statement:
    return statement


@mutants.register
def _(statement: ProportionalMeasure) -> Iterator[Mutant]:
    """The letter of a constant has no slips in it."""
    return iter(())
