"""From the reader's object to the statement that is judged: what kind of claim the printed TeX makes.

Nothing is evaluated beyond SymPy's own constructors, nothing is looked up by equation: the shape of the object decides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch

import sympy as sp

from symnet.claims.abbreviations import Abbreviations, spelled_out
from symnet.claims.continuum import (
    in_steps,
    is_operator_equation,
    is_path_average,
    is_up_to_a_constant,
    on_an_arbitrary_function,
    path_average,
    up_to_an_added_constant,
)
from symnet.claims.shapes import (
    distribution,
    integral_of_density,
    is_distribution,
    is_proportional_measure,
    mean_over_modes,
    proportional_measure,
    state_up_to_constant,
    with_ranges,
)
from symnet.claims.statement import (
    Amplitude,
    Conjunction,
    Definition,
    Density,
    Equation,
    MeasureEquation,
    Replacement,
    Statement,
)
from symnet.claims.tex import evaluated, objects
from symnet.errors import SymnetError
from symnet.notation import symbols


class UnderstandingError(SymnetError):
    """The printed object is well formed, but not of a kind that can be judged."""


def understood(statement: sp.Basic, abbreviations: Abbreviations, *, defines: bool) -> Statement:
    """The statement that the object makes; ``defines`` says that its equalities introduce their left sides."""
    ranges = {index: end for index, end in abbreviations.items() if isinstance(end, sp.Tuple)}
    plain = {key: value for key, value in abbreviations.items() if key not in ranges}

    def read(part: sp.Basic) -> sp.Basic:
        return with_ranges(spelled_out(in_steps(_rectified(part)), plain), ranges)

    return _statement(_in_sides(evaluated(statement), read), defines)


def _in_sides(found: sp.Basic, change: Callable[[sp.Basic], sp.Basic]) -> sp.Basic:
    """The change in the sides of each equality, which stays one: SymPy would settle some of them by itself."""
    if isinstance(found, sp.Equality):
        return sp.Eq(*map(change, found.args), evaluate=False)
    if isinstance(found, sp.Expr) or not found.has(sp.Equality):
        return change(found)
    return found.func(*(_in_sides(part, change) for part in found.args))


def _rectified(expression: sp.Basic) -> sp.Basic:
    return expression.replace(objects.ReLU, lambda z: sp.Max(0, z))


@singledispatch
def _statement(found: sp.Basic, defines: bool) -> Statement:
    raise UnderstandingError(f"a {type(found).__name__} is not a statement that can be judged: {found}")


@_statement.register
def _(found: sp.Equality, defines: bool) -> Statement:
    left, right = found.args
    if is_proportional_measure(left, right):
        return proportional_measure(left, right)
    if isinstance(left, objects.ProductMeasure):
        _, first, last = _range(left)
        return MeasureEquation(first, last, _density(right))
    if isinstance(left, objects.Amplitude):
        return _amplitude(right, defines)
    if isinstance(left, objects.Mean) and right.has(objects.PathIntegral):
        return mean_over_modes(left, right)
    if isinstance(right, objects.IntegralOver):
        return integral_of_density(left, right, defines)
    for fits, statement_of in _CONTINUUM:
        if fits(left, right):
            return statement_of(left, right)
    return Definition(found) if defines else Equation(found)


_CONTINUUM: tuple[tuple[Callable[[sp.Expr, sp.Expr], bool], Callable[[sp.Expr, sp.Expr], Statement]], ...] = (
    (lambda left, right: is_path_average(right), path_average),
    (lambda left, right: is_up_to_a_constant(right), up_to_an_added_constant),
    (is_operator_equation, on_an_arbitrary_function),
)


@_statement.register
def _(found: objects.Definition, defines: bool) -> Statement:
    return _statement(sp.Eq(*found.args, evaluate=False), defines)


@_statement.register
def _(found: objects.Replacement, defines: bool) -> Statement:
    return Replacement(sp.Eq(*found.args, evaluate=False))


@_statement.register
def _(found: objects.Transformation, defines: bool) -> Statement:
    return _statement(objects.Claims(*found.args), defines)


@_statement.register
def _(found: objects.Claims, defines: bool) -> Statement:
    parts = [_statement(part, defines) for part in found.args]
    equations = tuple(part for part in parts if isinstance(part, Equation))
    if len(equations) != len(parts):
        raise UnderstandingError(f"only equations can be claimed together: {found}")
    return Conjunction(equations)


@_statement.register
def _(found: objects.Proportional, defines: bool) -> Statement:
    left, right = found.args
    return path_average(left, right) if is_path_average(right) else state_up_to_constant(found)


@_statement.register
def _(found: objects.Distribution, defines: bool) -> Statement:
    return distribution(*found.args)


@_statement.register
def _(found: objects.ForIndex, defines: bool) -> Statement:
    return _statement(found.statement, defines)


@_statement.register
def _(found: objects.Chain, defines: bool) -> Statement:
    """a = b = c says what a is; what stands between is the subject of claims of its own."""
    if is_distribution(found):
        return distribution(found.members[0], found.members[-1])
    members = found.members
    return _statement(sp.Eq(members[0], members[-1], evaluate=False), defines)


def _range(measure: objects.ProductMeasure) -> tuple[sp.IndexedBase, sp.Expr, sp.Expr]:
    """The variables and the range of a product of differentials."""
    if len(measure.args) != 2 or not isinstance(measure.args[1], sp.Tuple):
        raise UnderstandingError(f"the range of the measure is not printed: {measure}")
    index, first, last = measure.args[1]
    variable = measure.body.variable
    if not isinstance(variable, sp.Indexed) or variable.indices != (index,):
        raise UnderstandingError(f"a measure over {variable} is not one over the entries of a sequence")
    return variable.base, first, last


def _density(product: sp.Expr) -> Density:
    """factor * delta(constraint) * product of differentials."""
    factors = sp.Mul.make_args(product)
    measures = [each for each in factors if isinstance(each, objects.ProductMeasure)]
    deltas = [each for each in factors if isinstance(each, sp.DiracDelta)]
    if len(measures) != 1 or len(deltas) > 1:
        raise UnderstandingError(f"one measure and at most one delta can be judged, not {product}")
    variables, first, last = _range(measures[0])
    factor = sp.Mul(*[each for each in factors if each not in (*measures, *deltas)])
    return Density(variables, first, last, factor, deltas[0].args[0] if deltas else None)


def _amplitude(right: sp.Expr, defines: bool) -> Amplitude:
    """A path integral of exp(exponent), with factors before it and a delta in it."""
    outside = sp.Mul.make_args(right)
    integrals = [each for each in outside if isinstance(each, objects.PathIntegral)]
    if len(integrals) != 1 or integrals[0].boundaries:
        raise UnderstandingError(f"one path integral without boundaries can be judged here, not {right}")
    inside = sp.Mul.make_args(integrals[0].integrand)
    exponents = [each.args[0] for each in inside if isinstance(each, sp.exp)]
    rest = [each for each in inside if not isinstance(each, sp.exp)]
    density = _density(sp.Mul(*[each for each in outside if each not in integrals], *rest, integrals[0].measure))
    return Amplitude(density, _of_path(sp.Add(*exponents)), introduces=defines)


def _of_path(exponent: sp.Expr) -> sp.Expr:
    """S[x], the action of the path, is the action."""
    return exponent.replace(objects.Functional, lambda functional, *arguments: symbols.parameter(functional.name))
