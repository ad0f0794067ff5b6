"""What the judge does with formulas made of parts, and with equations that hold up to a constant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sympy as sp

from symnet.claims.formula import Formula, ProportionalMeasure, UpToConstant
from symnet.claims.statement import Density, MeasureEquation, Statement
from symnet.errors import InputError, SymnetError
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


def written_out(statement: ProportionalMeasure, derived: Any) -> Density:
    """The measure of the right-hand side with the derived value for its constant."""
    _, first, last = statement.range
    return Density(statement.new.base, first, last, derived.factor)


def with_constant_written_out(constant: sp.Symbol, statement: MeasureEquation, true: Density) -> tuple[Obligation, ...]:
    """The same measure with a value in the place of its constant: the ranges agree, and so does the value.

    Raises:
        InputError: the form is about other variables, or has a constraint.
    """
    claimed = statement.claimed
    if claimed.variables != true.variables or claimed.constraint is not None:
        raise InputError(f"the form is not about the product of d{true.variables}[n] alone")
    factor = claimed.factor.xreplace({constant: true.factor})
    return (
        Obligation("first index on the left", statement.first, true.lower),
        Obligation("last index on the left", statement.last, true.upper),
        Obligation("first index", claimed.lower, true.lower),
        Obligation("last index", claimed.upper, true.upper),
        Obligation(str(constant), _in_the_form_of(true.factor, factor), true.factor),
    )


def _in_the_form_of(known: sp.Expr, factor: sp.Expr) -> sp.Expr:
    """The known form of a positive factor, if the logarithms of the two are the same sum; else the factor as it is."""
    if not (known.is_positive and factor.is_positive):
        return factor
    return known if sp.expand_log(sp.log(factor) - sp.log(known)).expand() == 0 else factor


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
