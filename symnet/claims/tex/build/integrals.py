"""Objects of integrals and measures: what kind of integral it is follows from its differentials and bounds."""

from __future__ import annotations

import sympy as sp

from symnet.claims.tex import objects
from symnet.claims.tex.build.arithmetic import divided, multiplied, plain_symbol
from symnet.claims.tex.build.calculus import range_limits
from symnet.claims.tex.build.environment import Build, Environment
from symnet.claims.tex.operators import Condition, Differential, Integral, Measured, PathMeasure
from symnet.claims.tex.tree import Addition, Bracket, Name, Node, Product, Quotient, walk


def measured(node: Measured, env: Environment) -> sp.Expr:
    """A product of differentials over its range."""
    limits = range_limits(node.range, env)
    with env.binding(tuple(index.head for index in node.range.indices)) as indices:
        body = with_measure(node.body, env)
    return objects.ProductMeasure(body, *(limits or indices))


def split(node: Node) -> tuple[list[Node], list[Node]]:
    """The measures among the factors of a term, and the other factors; brackets of one term are opened."""
    if isinstance(node, Differential | Measured | PathMeasure):
        increment = isinstance(node, Differential) and node.increment
        return ([], [node]) if increment else ([node], [])
    inside: list[Node] = []
    if isinstance(node, Product):
        inside = list(node.factors)
    elif isinstance(node, Bracket) and not isinstance(node.inside, Addition):
        inside = [node.inside]
    elif isinstance(node, Quotient) and (parts := split(node.numerator))[0]:
        rest: list[Node] = [Quotient(node.span, _product(node, parts[1]), node.denominator)]
        return parts[0], rest
    pairs = [split(factor) for factor in inside]
    measures = [measure for found, _ in pairs for measure in found]
    if not measures:
        return [], [node]
    return measures, [factor for _, others in pairs for factor in others]


def _product(node: Node, factors: list[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Product(node.span, tuple(factors))


def with_measure(node: Node, env: Environment) -> sp.Expr:
    """A term that may hold measures, as a side of an equation between measures does."""
    if isinstance(node, Product):
        return multiplied([with_measure(factor, env) for factor in node.factors])
    if isinstance(node, Bracket) and split(node)[0]:
        return with_measure(node.inside, env)
    if isinstance(node, Quotient) and split(node)[0]:
        return divided(node, with_measure(node.numerator, env), env.build(node.denominator), env)
    if isinstance(node, Differential):
        return differential(node, env)
    if isinstance(node, PathMeasure):
        env.used.add(node.sign)
        return objects.PathMeasure(path_symbol(node.path, env))
    return measured(node, env) if isinstance(node, Measured) else env.build(node)


def differential(node: Differential, env: Environment) -> sp.Expr:
    """dx, d^d x, or an increment."""
    if node.increment:
        return objects.Increment(env.build(node.variable))
    power = () if node.power is None else (env.build(node.power),)
    return objects.Differential(path_symbol(node.variable, env), *power)


def path_symbol(node: Name, env: Environment) -> sp.Expr:
    """The variable of a measure; a path declared only with brackets is meant as a whole."""
    if node.entry is None or node.entry.arguments is None:
        return env.build(node)
    env.used.add(node.entry.form)
    return plain_symbol(node.entry)


def stray(node: Node, env: Environment) -> sp.Expr:
    """A differential where no integral and no equation between measures takes it."""
    if not (isinstance(node, Differential) and node.increment):
        env.refuse(
            "a differential that belongs to no integral", node, "put a sum in brackets, or the differential first"
        )
    return differential(node, env)


def integral(node: Integral, env: Environment) -> sp.Expr:
    """What kind of integral it is follows from its measures and bounds."""
    measures, factors = split(node.body)
    integrand = multiplied([env.build(factor) for factor in factors]) if factors else sp.Integer(1)
    if not measures:
        return increment_integral(node, integrand, env)
    ends = [end for end in (node.lower, node.upper) if end is not None]
    if any(isinstance(measure, Measured | PathMeasure) for measure in measures):
        measure = multiplied([with_measure(measure, env) for measure in measures])
        return objects.PathIntegral(integrand, measure, *(boundary(end, env) for end in ends))
    differentials = [with_measure(measure, env) for measure in measures]
    if any(isinstance(end, Condition) for end in ends):
        env.refuse("a boundary condition needs a path integral", ends[0])
    if any(_is_path(measure) for measure in measures):
        return line_integral(node, integrand, differentials, [env.end(end) for end in ends], env)
    if not ends:
        return objects.IntegralOver(integrand, *differentials)
    if len(differentials) > 1 or len(differentials[0].args) > 1:
        env.refuse("bounds of several integrations at once", node)
    return sp.Integral(integrand, (differentials[0].variable, *(env.end(end) for end in ends)))


def _is_path(measure: Node) -> bool:
    entry = measure.variable.entry if isinstance(measure, Differential) else None
    return entry is not None and entry.kind == "path"


def line_integral(
    node: Node, integrand: sp.Expr, differentials: list[sp.Expr], ends: list[sp.Expr], env: Environment
) -> sp.Expr:
    """Along a path; its bounds are times."""
    if len(differentials) > 1 or len(differentials[0].args) > 1:
        env.refuse("a line integral has one differential", node)
    return objects.LineIntegral(integrand, differentials[0].variable, *ends)


def increment_integral(node: Integral, integrand: sp.Expr, env: Environment) -> sp.Expr:
    """An integral without a differential: its increments must be written out."""
    found = {env.build(part) for part in walk(node.body) if isinstance(part, Differential) and part.increment}
    if len(found) != 1 or node.lower is not None:
        env.refuse("an integral needs its differential", node)
    return objects.IncrementIntegral(integrand, found.pop())


def boundary(node: Node, env: Environment) -> sp.Expr:
    """The path's value at an end of a path integral."""
    if not isinstance(node, Condition):
        env.refuse("the bounds of a path integral are conditions on the path, such as x(0) = y", node)
    return objects.Boundary(env.build(node.path), env.end(node.value))


INTEGRALS: dict[type[Node], Build] = {
    Measured: stray,
    Differential: stray,
    PathMeasure: stray,
    Integral: integral,
}
