"""Reading functions: undefined ones, known ones taken as they stand, and derivatives."""

from __future__ import annotations

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.sums.normal.affine import Constraint
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.conditions import Roundings, Scope
from symnet.sums.normal.reading import Reader, with_roundings
from symnet.sums.normal.terms import Atom, Form, Head, Term, scaled

KNOWN = {
    "sin": ("cos", 1),
    "cos": ("sin", -1),
    "exp": ("exp", 1),
    "sinh": ("cosh", 1),
    "cosh": ("sinh", 1),
}
"""Derivatives of known functions of one argument, as one function with a factor."""


def _undefined(reader: Reader, expr: AppliedUndef, scope: Scope) -> Form:
    if not expr.args:
        return (Term(reader.scalar(expr)),)
    return reader.call((reader.function(expr.func), (0,) * len(expr.args)), list(expr.args), scope)


def _known(reader: Reader, expr: sp.Function, scope: Scope) -> Form:
    forms = [reader.read(a, scope) for a in expr.args]
    integers = set(scope.values())
    values = [reader.coefficient(f) for f in forms]
    if all(v is not None and not v.variables() & integers for v in values):
        return (Term(reader.scalar(expr)),)
    return reader.member((reader.function(expr.func), (0,) * len(expr.args)), tuple(forms), scope)


def _derivative(reader: Reader, expr: sp.Derivative, scope: Scope) -> Form:
    form = reader.read(expr.expr, scope)
    for variable, count in expr.variable_count:
        if not isinstance(count, sp.Integer):
            raise Undecidable(f"{expr} has a symbolic order")
        for _ in range(int(count)):
            form = differentiate(reader, form, variable, scope)
    return form


def differentiate(reader: Reader, form: Form, variable: sp.Expr, scope: Scope) -> Form:
    """The derivative with respect to an entry (an index inside or outside every range) or a scalar."""
    if isinstance(variable, sp.Indexed):
        roundings = Roundings(reader.problem)
        index = tuple(reader.integer(i, scope, roundings) for i in variable.indices)
        target = Atom(Head("entry", sp.srepr(variable.base.label)), index)
        return with_roundings(_by_entry(reader, form, target, scope), roundings)
    if isinstance(variable, sp.Symbol) and variable not in scope:
        return _by_scalar(reader, form, variable, scope)
    raise Undecidable(f"a derivative with respect to {variable} is not read")


def _by_entry(reader: Reader, form: Form, target: Atom, scope: Scope) -> Form:
    found: list[Term] = []
    taken = frozenset(v for e in target.index for v in e.variables)
    for term in form:
        term = reader.problem.apart(term, taken)
        for i, atom in enumerate(term.atoms):
            rest = Term(term.coefficient, term.guard, term.bound, term.powers, term.atoms[:i] + term.atoms[i + 1 :])
            if atom.head == target.head:
                meet = tuple(Constraint(a - b, True) for a, b in zip(atom.index, target.index, strict=True))
                found.append(Term(rest.coefficient, rest.guard + meet, rest.bound, rest.powers, rest.atoms))
            elif atom.head.kind == "call":
                inner = _chain(reader, atom, lambda arguments: _by_entry(reader, arguments, target, scope), taken)
                found += reader.problem.multiply((rest,), inner)
    return tuple(found)


def _by_scalar(reader: Reader, form: Form, variable: sp.Symbol, scope: Scope) -> Form:
    reader.scalar(variable)
    name = reader.scalars[variable]
    found: list[Term] = []
    for term in form:
        if any(name in reader.problem.bases.table[b].variables() for b, _ in term.powers):
            raise Undecidable(f"a power of {variable} with a symbolic exponent is not differentiated")
        slope = term.coefficient.derivative(name)
        if not slope.is_zero:
            found.append(Term(slope, term.guard, term.bound, term.powers, term.atoms))
        for i, atom in enumerate(term.atoms):
            if atom.head.kind == "call":
                rest = Term(term.coefficient, term.guard, term.bound, term.powers, term.atoms[:i] + term.atoms[i + 1 :])
                inner = _chain(reader, atom, lambda a: _by_scalar(reader, a, variable, scope), frozenset())
                found += reader.problem.multiply((rest,), inner)
    return tuple(found)


def _chain(reader: Reader, atom: Atom, derive: object, taken: frozenset[str]) -> Form:
    """Sum over the arguments of (partial derivative of the function) * (derivative of the argument)."""
    family = reader.problem.families[atom.head.family]
    values = dict(zip(family.formals, atom.index, strict=True))
    found: list[Term] = []
    for place, argument in enumerate(family.arguments):
        inside = frozenset(v for e in atom.index for v in e.variables) | taken
        moved = tuple(reader.problem.apart(t, inside).substitute(values, reader.problem.bases) for t in argument)
        slope = derive(moved)  # type: ignore[operator]
        if slope:
            name, orders, factor = _partial(atom.head, place)
            outer_atom = Atom(atom.head._replace(name=name, orders=orders), atom.index)
            one = reader.problem.ring.constant(factor)
            found += scaled(
                reader.problem.multiply((Term(reader.problem.ring.constant(1), atoms=(outer_atom,)),), slope), one
            )
    return tuple(found)


def _partial(head: Head, place: int) -> tuple[str, tuple[int, ...], int]:
    if head.name in KNOWN:
        name, factor = KNOWN[head.name]
        return name, head.orders, factor
    if not head.name.endswith("()"):
        raise Undecidable(f"the derivative of {head.name} is not known here")
    return head.name, tuple(o + (i == place) for i, o in enumerate(head.orders)), 1


def _substituted(reader: Reader, expr: sp.Subs, scope: Scope) -> Form:
    """Subs(Derivative(F(.., xi, ..), xi), xi, e): a partial derivative of F at e."""
    inner, old, new = expr.args
    if not (isinstance(inner, sp.Derivative) and isinstance(inner.expr, AppliedUndef)):
        return reader.read(inner.xreplace(dict(zip(old, new, strict=True))), scope)
    orders = [0] * len(inner.expr.args)
    for variable, count in inner.variable_count:
        places = [i for i, a in enumerate(inner.expr.args) if a == variable]
        if len(places) != 1 or any(a.has(variable) for i, a in enumerate(inner.expr.args) if i not in places):
            raise Undecidable(f"{expr} is not a partial derivative at a point")
        orders[places[0]] += int(count)
    arguments = [a.xreplace(dict(zip(old, new, strict=True))) for a in inner.expr.args]
    return reader.call((reader.function(inner.expr.func), tuple(orders)), arguments, scope)


ROWS = {
    AppliedUndef: _undefined,
    sp.Function: _known,
    sp.Derivative: _derivative,
    sp.Subs: _substituted,
}
