"""From a statement and its derived side to the identities that are equivalent to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import sympy as sp

from symnet.claims.statement import Amplitude, Conjunction, Equation, MeasureEquation, Statement
from symnet.errors import SymnetError
from symnet.sums import normal
from symnet.theory.measure import Measure, PathIntegral


@dataclass(frozen=True, slots=True)
class Obligation:
    """``claimed = derived``, one of the identities that together say the same as the statement."""

    about: str
    claimed: sp.Expr
    derived: sp.Expr


@singledispatch
def obligations(statement: Statement, derived: Any) -> tuple[Obligation, ...]:
    """The identities equivalent to ``statement``, given the derived side."""
    raise SymnetError(f"{type(statement).__name__} cannot be compared with a derived {type(derived).__name__}")


@obligations.register
def _(statement: Equation, derived: sp.Expr) -> tuple[Obligation, ...]:
    return (Obligation(str(statement.subject), statement.claimed, derived),)


@obligations.register
def _(statement: Conjunction, derived: tuple[sp.Expr, ...]) -> tuple[Obligation, ...]:
    pairs = zip(statement.equations, derived, strict=True)
    return tuple(each for part, value in pairs for each in obligations(part, value))


@obligations.register
def _(statement: MeasureEquation, derived: Measure) -> tuple[Obligation, ...]:
    return same_measure(statement.claimed, derived)


@obligations.register
def _(statement: Amplitude, derived: PathIntegral) -> tuple[Obligation, ...]:
    exponent = Obligation("exponent", statement.claimed.exponent, derived.exponent)
    return (*same_measure(statement.claimed.measure, derived.measure), exponent)


def same_measure(claimed: Measure, derived: Measure) -> tuple[Obligation, ...]:
    """Two measures over the same variables are equal iff their ranges, constraints and densities are.

    A delta's argument counts up to a factor r that is divided out again: delta(r f) = delta(f)/|r|.
    """
    if claimed.variables != derived.variables:
        raise SymnetError(f"measures over {claimed.variables} and {derived.variables} cannot be compared")
    ranges = (
        Obligation("first index", claimed.lower, derived.lower),
        Obligation("last index", claimed.upper, derived.upper),
    )
    if (claimed.constraint is None) != (derived.constraint is None):
        return (*ranges, Obligation("number of constraints", *map(_count, (claimed, derived))))
    if claimed.constraint is None:
        return (*ranges, Obligation("density", claimed.factor, derived.factor))
    mine, theirs = (_last_coefficient(measure) for measure in (claimed, derived))
    return (
        *ranges,
        Obligation("constraint", claimed.constraint * theirs, derived.constraint * mine),
        Obligation("density", claimed.factor * sp.Abs(theirs), derived.factor * sp.Abs(mine)),
    )


def _count(measure: Measure) -> sp.Expr:
    return sp.Integer(measure.constraint is not None)


def _last_coefficient(measure: Measure) -> sp.Expr:
    """The coefficient of the last variable in the constraint, in closed form."""
    last = measure.upper

    def entries(value: Any) -> sp.Expr:
        chosen = measure.constraint.replace(
            lambda e: isinstance(e, sp.Indexed) and e.base == measure.variables, lambda e: value(e.indices[0])
        )
        return normal.closed_form(chosen)

    return entries(lambda index: sp.KroneckerDelta(index, last)) - entries(lambda index: sp.Integer(0))
