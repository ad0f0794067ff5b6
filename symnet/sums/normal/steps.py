"""The steps a reader follows: left side to normal form to right side, each printed as sums and checked on instances."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant

from symnet.errors import DisagreementError
from symnet.sums.decision import Step
from symnet.sums.normal.affine import Affine
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.collapse import collapse, opened
from symnet.sums.normal.evaluation import value_at
from symnet.sums.normal.families import resolve_both
from symnet.sums.normal.instances import Instance
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.problems import single_region
from symnet.sums.normal.products import merged
from symnet.sums.normal.reading import Reader
from symnet.sums.normal.sets import limited
from symnet.sums.normal.terms import Form, Table
from symnet.sums.normal.vanish import survivors
from symnet.sums.normal.witness import unequal
from symnet.sums.normal.writing import Writer

Stage = tuple[str, sp.Expr]
"""What was done, and the expression it led to."""

READINGS: tuple[tuple[tuple[type, ...], str], ...] = (
    ((sp.Derivative,), "differentiate term by term"),
    ((sp.Max, sp.Min, sp.Heaviside, sp.Piecewise, sp.Abs), "split at the kinks"),
    ((sp.KroneckerDelta,), "restrict to where the deltas are 1"),
    ((sp.Pow, sp.Mul), "multiply out"),
    ((sp.sin, sp.cos, sp.sinh, sp.cosh, sp.chebyshevu, sp.chebyshevt), "write as powers"),
    ((Determinant,), "expand the determinant"),
)
"""What reading an expression does to nodes of these kinds."""

CHECKED = 4
"""On how many instances each step is checked."""


def steps(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool = True) -> tuple[Step, ...]:
    """From the left side to the right side through the normal form of both.

    Raises:
        Undecidable: when a side lies outside the language, or the two sides differ.
        DisagreementError: when a step fails on an instance; a defect of symnet.
    """
    return derivation(lhs, rhs, assumptions, sys.maxsize)


@limited()
def derivation(lhs: sp.Expr, rhs: sp.Expr, assumptions: sp.Basic | bool, longest: int) -> tuple[Step, ...]:
    """The same, but nothing when a side has more than so many terms."""
    lhs, rhs = sp.sympify(lhs, strict=True), sp.sympify(rhs, strict=True)
    problem, reader = single_region(assumptions, lhs, rhs)
    read = [reader.read(side, reader.parameters) for side in (lhs, rhs)]
    if max(map(len, read)) > longest:
        return ()
    written = [Writer(problem, reader, raw=True).form(form) for form in read]
    sides = resolve_both(problem, *(merged(reader, form, (*read[0], *read[1])) for form in read))
    tables = [collapse(problem, form) for form in sides]
    if any(next(survivors(problem, pieces), None) for pieces in _difference(tables).values()):
        raise Undecidable("the two sides have different normal forms")
    later = [_later_stages(problem, reader, form, table) for form, table in zip(sides, tables, strict=True)]
    down, up = (
        [("", side), (_reading(side), text), *rest] for side, text, rest in zip((lhs, rhs), written, later, strict=True)
    )
    back = [(f"{rule}, backwards", before) for (_, before), (rule, _) in pairwise(up)][::-1]
    path = [*down, ("compare coefficients", up[-1][1]), *back]
    found = [Step(rule, before, after) for (_, before), (rule, after) in pairwise(path) if before != after]
    for step in found:
        check(problem, reader, step)
    return tuple(found)


def _difference(tables: Sequence[Table]) -> Table:
    total = {signature: list(pieces) for signature, pieces in tables[0].items()}
    for signature, pieces in tables[1].items():
        total.setdefault(signature, []).extend((g, {p: -c for p, c in v.items()}) for g, v in pieces)
    return total


def _later_stages(problem: Problem, reader: Reader, form: Form, table: Table) -> list[Stage]:
    writer = Writer(problem, reader)
    return [
        ("write every argument in normal form", writer.form(form)),
        ("name the indices by the entries", writer.form(opened(problem, form))),
        ("carry out the inner sums, collect", writer.table(table)),
    ]


def _reading(expr: sp.Expr) -> str:
    done = [words for kinds, words in READINGS if any(_compound(node) for node in expr.atoms(*kinds))]
    return ", ".join(done) or "rename the indices"


def _compound(node: sp.Basic) -> bool:
    """Whether a product or power has a factor to be multiplied out; other nodes always count."""
    if not isinstance(node, sp.Pow | sp.Mul):
        return True
    if isinstance(node, sp.Pow) and not (node.exp.is_Integer and node.exp > 1):
        return False
    factors = [node.base] if isinstance(node, sp.Pow) else node.args
    return any(isinstance(f, sp.Sum | sp.Add) and f.has(sp.Sum, sp.Indexed) for f in factors)


def check(problem: Problem, reader: Reader, step: Step) -> None:
    """Evaluate both sides of a step exactly at the smallest instances.

    Raises:
        DisagreementError: when they differ.
    """
    symbols = {name: symbol for symbol, name in reader.parameters.items()}
    weight = Affine.of(dict.fromkeys(_bounded(problem), 1))
    for point in problem.regions.points((problem.domain,), weight, CHECKED):
        sizes = {symbol: point.get(name, 0) for name, symbol in symbols.items()}
        instance = Instance(sizes, window=3 + max(map(abs, sizes.values()), default=0) if _infinite(step) else None)
        try:
            before, after = value_at(instance, step.before), value_at(instance, step.after)
        except (Undecidable, ZeroDivisionError):
            continue
        if unequal(before, after):
            raise DisagreementError(f"the step '{step.rule}' fails at {sizes}: {step.before} is not {step.after}")


def _infinite(step: Step) -> bool:
    return bool(step.before.has(sp.oo) or step.after.has(sp.oo))


def _bounded(problem: Problem) -> Sequence[str]:
    forms = {v: Affine.variable(v) for v in problem.parameters}
    return [v for v, form in forms.items() if problem.regions.ends(form, problem.domain)[0] is not None]
