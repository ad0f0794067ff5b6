"""Integer affine forms and conditions on them: SymPy to `Affine`, and relations to disjunctions of guards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import lcm, prod

import sympy as sp
from sympy.logic.boolalg import Boolean, BooleanFalse, BooleanTrue

from symnet.sums.normal.affine import Affine, Constraint, Guard, tidy
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.problem import Problem

Scope = Mapping[sp.Symbol, str]
"""The integer symbols in sight and the variables they are."""

Union = tuple[Guard, ...]
"""A disjunction of guards."""


MANY = 4096
"""The largest number of cases that a condition is multiplied out into."""


@dataclass(slots=True)
class Roundings:
    """Variables introduced for floor, Min and Max of forms, and for each the disjoint guards that define it."""

    problem: Problem
    variables: list[str] = field(default_factory=list)
    cases: list[Union] = field(default_factory=list)

    def guards(self) -> Union:
        """All definitions at once, as disjoint guards."""
        return conjunction(*self.cases)

    def floor(self, form: Affine, size: int) -> Affine:
        """floor(form / size) as a variable."""
        if size == 1:
            return form
        name = self.problem.fresh()
        self.variables.append(name)
        remainder = form - Affine.variable(name) * size
        self.cases.append(((Constraint(remainder), Constraint(-remainder + (size - 1))),))
        return Affine.variable(name)

    def extreme(self, forms: Sequence[Affine], sign: int) -> Affine:
        """The largest form (sign 1) or the smallest (sign -1) as a variable."""
        name = self.problem.fresh()
        self.variables.append(name)
        cases = []
        for i, form in enumerate(forms):
            beats = [Constraint((form - other) * sign - int(j < i)) for j, other in enumerate(forms) if j != i]
            cases.append((Constraint(Affine.variable(name) - form, True), *beats))
        self.cases.append(tuple(cases))
        return Affine.variable(name)


def rational_affine(expr: sp.Expr, scope: Scope, roundings: Roundings) -> tuple[Affine, int] | None:
    """(form, scale) with expr = form / scale, or None when it is not affine in integer variables."""
    if isinstance(expr, sp.Rational):
        return Affine((), int(expr.p)), int(expr.q)
    if isinstance(expr, sp.Symbol):
        return (Affine.variable(scope[expr]), 1) if expr in scope else None
    if isinstance(expr, sp.Add):
        return _sum([rational_affine(a, scope, roundings) for a in expr.args])
    if isinstance(expr, sp.Mul):
        return _multiple(expr, scope, roundings)
    if isinstance(expr, sp.floor | sp.ceiling | sp.Mod):
        return _rounded(expr, scope, roundings)
    if isinstance(expr, sp.Max | sp.Min):
        return _extreme(expr, scope, roundings)
    return None


def _sum(parts: list[tuple[Affine, int] | None]) -> tuple[Affine, int] | None:
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    scale = lcm(*(s for _, s in known))
    total = Affine()
    for form, size in known:
        total = total + form * (scale // size)
    return total, scale


def _multiple(expr: sp.Mul, scope: Scope, roundings: Roundings) -> tuple[Affine, int] | None:
    number, form, scale = Fraction(1), Affine((), 1), 1
    for part in (rational_affine(a, scope, roundings) for a in expr.args):
        if part is None:
            return None
        if not part[0].terms:
            number *= Fraction(part[0].constant, part[1])
        elif form.terms:
            return None
        else:
            form, scale = part
    whole = number / scale
    return form * whole.numerator, whole.denominator


def _rounded(expr: sp.Expr, scope: Scope, roundings: Roundings) -> tuple[Affine, int] | None:
    inner = rational_affine(expr.args[0], scope, roundings)
    if inner is None:
        return None
    form, scale = inner
    if isinstance(expr, sp.floor):
        return roundings.floor(form, scale), 1
    if isinstance(expr, sp.ceiling):
        return -roundings.floor(-form, scale), 1
    modulus = expr.args[1]
    if not (isinstance(modulus, sp.Integer) and modulus > 0 and scale == 1):
        return None
    return form - roundings.floor(form, int(modulus)) * int(modulus), 1


def _extreme(expr: sp.Expr, scope: Scope, roundings: Roundings) -> tuple[Affine, int] | None:
    parts = [rational_affine(a, scope, roundings) for a in expr.args]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts) or not any(form.terms for form, _ in known):
        return None
    scale = lcm(*(size for _, size in known))
    forms = [form * (scale // size) for form, size in known]
    return roundings.extreme(forms, 1 if isinstance(expr, sp.Max) else -1), scale


def integer_affine(expr: sp.Expr, scope: Scope, roundings: Roundings) -> Affine:
    """An expression that must be an integer affine form.

    Raises:
        Undecidable: when it is not.
    """
    found = rational_affine(expr, scope, roundings)
    if found is None:
        raise Undecidable(f"{expr} is not an affine form in integer symbols")
    if found[1] != 1:
        raise Undecidable(f"{expr} is not an integer for all values of its symbols")
    return found[0]


def condition(expr: Boolean, scope: Scope, roundings: Roundings) -> Union:
    """A Boolean over integer symbols as a disjunction of guards.

    Raises:
        Undecidable: when an affine relation does not say it.
    """
    if isinstance(expr, BooleanTrue) or expr is True:
        return ((),)
    if isinstance(expr, BooleanFalse) or expr is False:
        return ()
    if isinstance(expr, sp.And):
        return conjunction(*(condition(a, scope, roundings) for a in expr.args))
    if isinstance(expr, sp.Or):
        return tuple(g for a in expr.args for g in condition(a, scope, roundings))
    if isinstance(expr, sp.Not):
        return negation(condition(expr.args[0], scope, roundings))
    if isinstance(expr, sp.core.relational.Relational):
        return _relation(expr, scope, roundings)
    raise Undecidable(f"the condition {expr} is not made of affine relations")


def _relation(expr: sp.core.relational.Relational, scope: Scope, roundings: Roundings) -> Union:
    found = rational_affine(expr.lhs - expr.rhs, scope, roundings)
    if found is None:
        raise Undecidable(f"{expr} does not compare affine forms in integer symbols")
    form = found[0]
    match expr:
        case sp.Eq():
            return ((Constraint(form, True),),)
        case sp.Ne():
            return ((Constraint(form - 1),), (Constraint(-form - 1),))
        case sp.Ge():
            return ((Constraint(form),),)
        case sp.Gt():
            return ((Constraint(form - 1),),)
        case sp.Le():
            return ((Constraint(-form),),)
        case sp.Lt():
            return ((Constraint(-form - 1),),)
    raise Undecidable(f"{expr} is not a relation that is understood")


def conjunction(*unions: Union) -> Union:
    """All of them at once.

    Raises:
        Undecidable: when that has too many cases.
    """
    if prod(map(len, unions)) > MANY:
        raise Undecidable("a condition has too many cases")
    joined = (tidy(c for guard in choice for c in guard) for choice in product(*unions))
    return tuple(g for g in joined if g is not None)


def negation(union: Union) -> Union:
    """Disjoint guards that together say that none of the given ones holds."""
    rest: Union = ((),)
    for guard in union:
        pieces: list[Guard] = []
        held: Guard = ()
        for member in guard:
            pieces += [(*held, opposite) for opposite in member.negations()]
            held = (*held, member)
        rest = conjunction(rest, tuple(pieces))
    return rest
