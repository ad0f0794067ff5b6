"""Objects of sums, limits, derivatives, conditions and cases."""

from __future__ import annotations

import sympy as sp

from symnet.claims.tex import objects
from symnet.claims.tex.build.environment import Build, Environment
from symnet.claims.tex.operators import Derivative, Limit, Nabla, Range, Repeated
from symnet.claims.tex.tree import Cases, Chain, Node

_NABLA = {
    "gradient": objects.Gradient,
    "laplacian": objects.Laplacian,
    "divergence": objects.Divergence,
    "curl": objects.Curl,
}
COMPARISONS: dict[str, type[sp.Basic]] = {
    "=": sp.Eq,
    r"\ne": sp.Ne,
    "<": sp.Lt,
    ">": sp.Gt,
    r"\le": sp.Le,
    r"\ge": sp.Ge,
}
_SUMS: dict[str, type[sp.Expr]] = {"sum": sp.Sum, "prod": sp.Product}
_OPEN: dict[str, type[objects.Operation]] = {"sum": objects.SumOver, "prod": objects.ProductOver}


def repeated(node: Repeated, env: Environment) -> sp.Expr:
    """A sum or product: SymPy's where both bounds are printed, else one without a range."""
    limits = range_limits(node.range, env)
    with env.binding(tuple(index.head for index in node.range.indices)) as indices:
        body = env.build(node.body)
        with env.scripting():
            found = [env.build(condition) for condition in node.range.conditions]
    if limits:
        return _SUMS[node.operator](body, *limits)
    return _OPEN[node.operator](body, *indices, *([together(found)] if found else []))


def range_limits(range_: Range, env: Environment) -> list[sp.Tuple]:
    """(index, first, last) of each index, the innermost first; none where no bounds are printed."""
    if range_.first is None or range_.last is None:
        return []
    first, last = env.script(range_.first), env.script(range_.last)
    return [sp.Tuple(env.index(index.head), first, last) for index in reversed(range_.indices)]


def derivative(node: Derivative, env: Environment) -> sp.Expr:
    """SymPy's, unevaluated."""
    of = env.build(node.of)
    variables = [(env.build(variable), order) for variable, order in node.variables]
    for variable, _ in variables:
        if not variable.is_symbol and not isinstance(variable, sp.core.function.AppliedUndef):
            env.refuse("this cannot be differentiated by", node.variables[0][0])
        if not of.has(variable):
            env.refuse(f"what is differentiated does not depend on {variable}", node)
    if node.total and any(_arguments(call) > 1 for call in of.atoms(sp.core.function.AppliedUndef)):
        env.refuse("a total derivative of a function of several variables", node, r"write \partial where that is meant")
    return sp.Derivative(of, *variables, evaluate=False)


def _arguments(call: sp.Expr) -> int:
    """How many arguments, indices not counted."""
    return sum(not argument.is_integer for argument in call.args)


def limit(node: Limit, env: Environment) -> sp.Expr:
    """SymPy's, unevaluated; from both sides where there are two."""
    variable = env.build(node.variable)
    if not variable.is_Symbol:
        env.refuse("the variable of a limit must be a plain letter", node.variable)
    target = env.end(node.target)
    return sp.Limit(env.build(node.of), variable, target, dir="+-" if target.is_finite else "-")


def condition(node: Chain, env: Environment) -> sp.Basic:
    """A condition under a sum, or of a case."""
    members = [env.end(member) for member in node.members]
    pairs = zip(node.signs, members, members[1:], strict=False)
    return together([compared(sign, left, right, node, env) for sign, left, right in pairs])


def together(conditions: list[sp.Basic]) -> sp.Basic:
    """All of the conditions."""
    return conditions[0] if len(conditions) == 1 else sp.And(*conditions, evaluate=False)


def compared(sign: str, left: sp.Expr, right: sp.Expr, node: Node, env: Environment) -> sp.Basic:
    """SymPy's relation between the two, unevaluated; an order only between numbers that can be real."""
    kind = COMPARISONS[sign]
    if kind not in (sp.Eq, sp.Ne) and any(side.is_extended_real is False for side in (left, right)):
        env.refuse("an order between numbers that are not real", node)
    return kind(left, right, evaluate=False)


def cases(node: Cases, env: Environment) -> sp.Expr:
    """SymPy's Piecewise, with the cases in the printed order."""
    rows = [(env.build(value), sp.true if when is None else env.build(when)) for value, when in node.rows]
    return sp.Piecewise(*rows, evaluate=False)


def nabla(node: Nabla, env: Environment) -> sp.Expr:
    """Gradient, Laplacian, divergence or curl."""
    if node.operation == "gradient" and isinstance(node.of, Nabla):
        env.refuse("a gradient of a derivative can mean several things", node)
    return _NABLA[node.operation](env.build(node.of))


CALCULUS: dict[type[Node], Build] = {
    Repeated: repeated,
    Derivative: derivative,
    Limit: limit,
    Chain: condition,
    Cases: cases,
    Nabla: nabla,
}
