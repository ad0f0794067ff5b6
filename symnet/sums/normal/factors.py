"""Factors of products and entries of matrices: worked out inside their ranges, or known to vanish there."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant

from symnet.sums.normal.affine import Guard
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.collapse import collapse
from symnet.sums.normal.conditions import Scope
from symnet.sums.normal.families import resolve
from symnet.sums.normal.reading import Reader
from symnet.sums.normal.tables import tidied
from symnet.sums.normal.terms import Form
from symnet.sums.normal.vanish import survivors
from symnet.sums.normal.writing import Writer

CASES = (sp.Sum, sp.Derivative, sp.Piecewise, sp.KroneckerDelta, sp.Heaviside, sp.Max, sp.Min)
"""What a factor may be defined by; worked out before its logarithm is formed."""


def closed(reader: Reader, expr: sp.Expr, scope: Scope) -> sp.Expr:
    """A factor with its sums and cases worked out, as far as the ranges around it decide them."""
    if not expr.has(*CASES) or expr.has(sp.Product, Determinant):
        return expr
    around = (*reader.problem.domain, *(c for guard in reader.ranges for c in guard))
    form = tuple(replace(t, guard=(*t.guard, *around)) for t in reader.read(expr, scope))
    table = collapse(reader.problem, resolve(reader.problem, form))
    writer = Writer(reader.problem, reader)
    return writer.table(table, {**writer.names, **{name: symbol for symbol, name in scope.items()}}, around)


def shared_value(reader: Reader, form: Form, guard: Guard) -> Coefficient | None:
    """The one coefficient that a form is wherever the guard holds; None when it is not one."""
    problem = reader.problem
    around = (*guard, *problem.domain)
    table = collapse(problem, resolve(problem, tuple(replace(t, guard=(*t.guard, *around)) for t in form)))
    cells = tidied(problem, table.pop((), []), around)
    if table or len(cells) > 1 or any(set(value) != {()} for _, value in cells):
        return None
    if not cells:
        return problem.ring.constant(0)
    return cells[0][1][()] if problem.regions.covered(around, [cells[0][0]]) else None


def vanishes_on(reader: Reader, form: Form, guard: Guard) -> bool:
    """Whether a form in free variables is zero wherever the guard holds."""
    held = tuple(replace(t, guard=(*t.guard, *guard)) for t in form)
    table = collapse(reader.problem, resolve(reader.problem, held))
    return not any(next(survivors(reader.problem, pieces), None) for pieces in table.values())
