"""TeX of statements and of derived sides: what the report prints as "understood", "derived" and "corrected"."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from symnet.claims.statement import (
    Amplitude,
    Conjunction,
    Density,
    Equation,
    MeasureEquation,
    Replacement,
    Statement,
    TendsTo,
)
from symnet.notation.tex import tex
from symnet.theory.measure import Measure

AMPLITUDE = r"\langle x^{\text{fin}} | x^{\text{ini}} \rangle"


VELOCITY = {"v": r"\dot{x}"}


def subject_tex(subject: sp.Expr) -> str:
    """The subject as printed: a Lagrangian is a calligraphic L, a Hamiltonian a calligraphic H."""
    return tex(subject, names={**VELOCITY, "L": r"\mathcal{L}", "H": r"\mathcal{H}"})


@singledispatch
def show(statement: Statement, derived: Any = None) -> str:
    """TeX of the statement as it was understood; with ``derived``, the same equation with the derived side instead."""
    raise TypeError(f"no TeX for {type(statement).__name__}")


@show.register
def _(statement: Equation, derived: Any = None) -> str:
    return (
        f"{subject_tex(statement.subject)} = {tex(statement.claimed if derived is None else derived, names=VELOCITY)}"
    )


@show.register
def _(statement: Replacement, derived: Any = None) -> str:
    return rf"{tex(statement.subject)} \to {tex(statement.claimed if derived is None else derived)}"


@show.register
def _(statement: Conjunction, derived: Any = None) -> str:
    values = derived or (None,) * len(statement.equations)
    return r",\quad ".join(show(part, value) for part, value in zip(statement.equations, values, strict=True))


@show.register
def _(statement: MeasureEquation, derived: Any = None) -> str:
    density = statement.claimed if derived is None else derived
    left = rf"\prod_{{n={tex(statement.first)}}}^{{{tex(statement.last)}}} dx_{{n}}"
    return f"{left} = {density_tex(density)}"


@show.register
def _(statement: Amplitude, derived: Any = None) -> str:
    density = statement.density if derived is None else derived.measure
    exponent = tex(statement.exponent if derived is None else derived.exponent)
    return rf"{AMPLITUDE} = \int {density_tex(density)} \, \exp\left[{exponent}\right]"


@show.register
def _(statement: TendsTo, derived: Any = None) -> str:
    continuum = r"\int \mathcal{L}\left[x, \dot{x}\right] dt"
    if derived is None:
        return rf"{tex(statement.discrete)} \to {continuum}"
    density = tex(derived.density, names=VELOCITY)
    correction = rf"\Delta t^{{{derived.order}}} \int \left({density}\right) dt"
    return rf"{tex(derived.discrete)} = {continuum} + {correction} + O\left(\Delta t^{{{derived.order + 1}}}\right)"


def density_tex(density: Density | Measure) -> str:
    """TeX of a measure: factor, delta of the constraint, product of the differentials."""
    factor = "" if density.factor == 1 else tex(density.factor) + r" \, "
    delta = "" if density.constraint is None else rf"\delta\left({tex(density.constraint)}\right) "
    bounds = rf"_{{n={tex(density.lower)}}}^{{{tex(density.upper)}}}"
    return rf"{factor}{delta}\prod{bounds} d{tex(density.variables)}_{{n}}"


def assumption_tex(assumptions: sp.Basic) -> tuple[str, ...]:
    """One piece of TeX for each conjunct."""
    if assumptions == sp.true:
        return ()
    if not isinstance(assumptions, Boolean):
        raise TypeError(f"assumptions must be a SymPy Boolean, not {assumptions!r}")
    return tuple(sorted(tex(part) for part in sp.And.make_args(assumptions)))
