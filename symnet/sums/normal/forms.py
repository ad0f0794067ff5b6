"""What the normal form constructs: closed forms, entries of quadratic forms, canonical sums, differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.calls import differentiate
from symnet.sums.normal.collapse import collapse
from symnet.sums.normal.families import resolve
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.problems import single_region
from symnet.sums.normal.reading import Reader
from symnet.sums.normal.sets import limited
from symnet.sums.normal.terms import Form, Table
from symnet.sums.normal.vanish import survivors
from symnet.sums.normal.writing import Writer


@dataclass(frozen=True, slots=True)
class NormalForm:
    """An expression as coefficient functions: one for each product of entries and functions that occurs in it."""

    problem: Problem
    reader: Reader
    table: Table

    @property
    @limited()
    def is_zero(self) -> bool:
        """Whether the expression vanishes inside the assumptions."""
        return not any(next(survivors(self.problem, pieces), None) for pieces in self.table.values())

    @limited()
    def expression(self, avoid: frozenset[str] = frozenset()) -> sp.Expr:
        """The expression as sums over ascending indices with closed coefficients; indices avoid the given names."""
        return Writer(self.problem, self.reader, avoid).table(self.table)


@limited()
def normal_form(expr: sp.Expr, assumptions: sp.Basic | bool = True) -> NormalForm:
    """The coefficient functions of an expression.

    Raises:
        Undecidable: when the expression lies outside the language, or the budget ends.
    """
    problem, reader = single_region(assumptions, expr)
    form = reader.read(sp.sympify(expr, strict=True), reader.parameters)
    return NormalForm(problem, reader, collapse(problem, resolve(problem, form)))


@limited()
def difference(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool = True) -> sp.Expr:
    """lhs - rhs with everything that cancels gone.

    Raises:
        Undecidable: as `normal_form`.
    """
    return normal_form(sp.sympify(lhs, strict=True) - sp.sympify(rhs, strict=True), assumptions).expression()


@limited()
def entry(expr: sp.Expr, base: sp.IndexedBase, *indices: sp.Expr, assumptions: sp.Basic | bool = True) -> sp.Expr:
    """The partial derivative by base[i], base[j], … where all entries of ``base`` are 0, as a closed form.

    Two indices give A(i, j) of the quadratic form u.A.u/2, one gives the linear part, none the constant. The closed
    form holds for all indices inside the assumptions; two indices without an order come out as Min(i, j) and Max(i, j).

    Raises:
        Undecidable: as `normal_form`, or when a function's argument holds ``base``.
    """
    if len(indices) == 2 and all(isinstance(i, sp.Symbol) for i in indices) and indices[0] != indices[1]:
        return _symmetric(expr, base, indices, assumptions)
    return _derivative_at_zero(expr, base, indices, assumptions)


def _symmetric(
    expr: sp.Expr, base: sp.IndexedBase, indices: Sequence[sp.Expr], assumptions: sp.Basic | bool
) -> sp.Expr:
    low, high = indices
    ordered = sp.And(sp.sympify(assumptions, strict=True), low <= high)
    value = _derivative_at_zero(expr, base, indices, ordered)
    swap = {low: sp.Min(low, high), high: sp.Max(low, high)}
    given = sp.sympify(assumptions, strict=True)
    if given.xreplace({low: high, high: low}) != given:
        return sp.Piecewise(
            (value, low <= high), (_derivative_at_zero(expr, base, indices, sp.And(given, low > high)), True)
        )
    return value.xreplace(swap)


def _derivative_at_zero(
    expr: sp.Expr, base: sp.IndexedBase, indices: Sequence[sp.Expr], assumptions: sp.Basic | bool
) -> sp.Expr:
    problem, reader = single_region(assumptions, expr, *indices)
    form = reader.read(sp.sympify(expr, strict=True), reader.parameters)
    for index in indices:
        form = differentiate(reader, form, base[index], reader.parameters)
    left = _without(problem, form, sp.srepr(base.label))
    return Writer(problem, reader).table(collapse(problem, resolve(problem, left)))


def _without(problem: Problem, form: Form, name: str) -> Form:
    """The terms free of a base's entries."""
    kept = []
    for term in form:
        if any(a.head.kind == "call" and _holds(problem, a.head.family, name) for a in term.atoms):
            raise Undecidable("a function's argument depends on the entries that were to be taken out")
        if not any(a.head.kind == "entry" and a.head.name == name for a in term.atoms):
            kept.append(term)
    return tuple(kept)


def _holds(problem: Problem, family: int, name: str) -> bool:
    atoms = [a for argument in problem.families[family].arguments for t in argument for a in t.atoms]
    return any(
        a.head.name == name
        if a.head.kind == "entry"
        else a.head.kind == "call" and _holds(problem, a.head.family, name)
        for a in atoms
    )
