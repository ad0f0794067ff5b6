"""From a statement and its derived side to the identities that are equivalent to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from typing import Any

import sympy as sp

from symnet.claims.statement import Amplitude, Conjunction, Density, Equation, MeasureEquation, Statement
from symnet.errors import SymnetError
from symnet.judge.distributions import smeared
from symnet.judge.integrals import integrated
from symnet.judge.jets import localized
from symnet.judge.obligation import Obligation
from symnet.judge.products import without_unit_factors
from symnet.judge.signs import by_signs
from symnet.theory.measure import Measure, PathIntegral

__all__ = ["Obligation", "last_coefficient", "obligations", "reduced", "same_measure"]


@singledispatch
def obligations(statement: Statement, derived: Any) -> tuple[Obligation, ...]:
    """The identities equivalent to ``statement``, given the derived side."""
    raise SymnetError(f"{type(statement).__name__} cannot be compared with a derived {type(derived).__name__}")


@obligations.register
def _(statement: Equation, derived: sp.Expr) -> tuple[Obligation, ...]:
    return reduced(Obligation(_called(statement.subject), statement.claimed, derived))


def _called(subject: sp.Expr) -> str:
    """The subject in a line of evidence; a name that is TeX between dollars."""
    name = str(subject)
    return f"${name}$" if "\\" in name else name


def reduced(whole: Obligation) -> tuple[Obligation, ...]:
    """The identity as ones between sums and numbers: without integrals, deltas, derivatives, or signs left open."""
    whole = without_unit_factors(whole)
    return tuple(each for case in by_signs(whole) for each in localized(smeared(integrated(case))))


@obligations.register
def _(statement: Conjunction, derived: tuple[sp.Expr, ...]) -> tuple[Obligation, ...]:
    pairs = zip(statement.equations, derived, strict=True)
    return tuple(each for part, value in pairs for each in obligations(part, value))


@obligations.register
def _(statement: MeasureEquation, derived: Measure) -> tuple[Obligation, ...]:
    return same_measure(statement.claimed, derived)


@obligations.register
def _(statement: Amplitude, derived: PathIntegral) -> tuple[Obligation, ...]:
    exponent = Obligation("exponent", statement.exponent, derived.exponent)
    return (*same_measure(statement.density, derived.measure), exponent)


def same_measure(claimed: Density, derived: Measure) -> tuple[Obligation, ...]:
    """Two measures over the same variables are equal iff their ranges, constraints and densities are.

    A delta's argument counts up to a factor r that is divided out again: delta(r f) = delta(f)/|r|.
    """
    if claimed.variables != derived.variables:
        raise SymnetError(f"measures over {claimed.variables} and {derived.variables} cannot be compared")
    always = (
        Obligation("first index", claimed.lower, derived.lower),
        Obligation("last index", claimed.upper, derived.upper),
        Obligation("Jacobian", derived.determinant, derived.jacobian),
    )
    if claimed.constraint is None or derived.constraint is None:
        counts = (sp.Integer(each.constraint is not None) for each in (claimed, derived))
        density = Obligation("density", claimed.factor, derived.factor)
        return (*always, Obligation("number of constraints", *counts), density)
    mine, theirs = last_coefficient(claimed), last_coefficient(derived)
    return (
        *always,
        Obligation("constraint", claimed.constraint * theirs, derived.constraint * mine),
        Obligation("density, squared", (claimed.factor * theirs) ** 2, (derived.factor * mine) ** 2),
        Obligation("sign of the density", _sign(claimed.factor), _sign(derived.factor)),
    )


def _sign(factor: sp.Expr) -> sp.Expr:
    """The sign of a product of signed numbers and positive quantities; other factors stand for themselves."""
    return sp.Mul(*[sp.sign(each) for each in sp.Mul.make_args(factor)])


def last_coefficient(density: Density | Measure) -> sp.Expr:
    """The coefficient of the last variable in the constraint, which is affine in the variables."""
    last, constraint = density.upper, sp.S.Zero if density.constraint is None else density.constraint

    def with_entries(entry: Callable[[sp.Expr], sp.Expr]) -> sp.Expr:
        return constraint.replace(
            lambda e: isinstance(e, sp.Indexed) and e.base == density.variables, lambda e: entry(e.indices[0])
        )

    return with_entries(lambda index: sp.KroneckerDelta(index, last)) - with_entries(lambda index: sp.Integer(0))
