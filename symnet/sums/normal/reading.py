"""SymPy to terms: arithmetic, entries and sums. What no row of the language names is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.sums.normal.affine import Affine, Constraint, Guard, at_least
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.conditions import Roundings, Scope, integer_affine, rational_affine
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.terms import Atom, Family, Form, Head, Term, summed

Row = Callable[["Reader", sp.Expr, Scope], Form]
Wall = Callable[[Affine], Constraint]


@dataclass(slots=True)
class Reader:
    """Reads expressions of one problem; knows which symbol is which generator.

    ``rows`` says how each kind of node is read (see `language`); ``ranges`` are the guards of the sums around it;
    ``fineness`` is the common denominator of the rational numbers in arguments of sines and exponentials.
    """

    problem: Problem
    parameters: dict[sp.Symbol, str]
    rows: Mapping[type, Row]
    fineness: int = 1
    ranges: list[Guard] = field(default_factory=list)
    scalars: dict[sp.Expr, str] = field(default_factory=dict)
    entries: dict[str, sp.Basic] = field(default_factory=dict)
    functions: dict[str, type[sp.Function]] = field(default_factory=dict)

    def read(self, expr: sp.Expr, scope: Scope) -> Form:
        """The expression as terms; ``scope`` holds the integer symbols in sight.

        Raises:
            Undecidable: for what the normal form cannot say.
        """
        self.problem.budget.spend()
        for kind in type(expr).__mro__:
            if kind in self.rows:
                found = self.rows[kind](self, expr, scope)
                self.problem.budget.spend(len(found) // 8)
                return found
        raise Undecidable(f"{type(expr).__name__} is not read: {expr}")

    def scalar(self, expr: sp.Expr) -> Coefficient:
        """The generator that stands for a scalar."""
        name = self.scalars.setdefault(expr, f"scalar:{sp.srepr(expr)}")
        return self.problem.ring.variable(name)

    def coefficient(self, form: Form) -> Coefficient | None:
        """The form as one coefficient, when it holds no sum, no guard and no atom."""
        total = self.problem.ring.constant(0)
        for t in form:
            if t.guard or t.bound or t.powers or t.atoms:
                return None
            total = total + t.coefficient
        return total

    def function(self, kind: type[sp.Function]) -> str:
        """The name that a function has in heads; undefined ones end in ()."""
        name = kind.__name__ + ("()" if issubclass(kind, AppliedUndef) else "")
        while self.functions.setdefault(name, kind) != kind:
            name += "()"
        return name

    def call(self, head: tuple[str, tuple[int, ...]], arguments: list[sp.Expr], scope: Scope) -> Form:
        """A function at arguments that are forms of their own."""
        return self.member(head, tuple(self.read(a, scope) for a in arguments), scope)

    def member(self, head: tuple[str, tuple[int, ...]], forms: tuple[Form, ...], scope: Scope) -> Form:
        """A function at the member, in sight of ``scope``, of a new family of arguments."""
        used = {v for form in forms for t in form for v in t.variables() - t.bound}
        formals = tuple(sorted(used & set(scope.values()) - set(self.parameters.values())))
        depth = 1 + max((self.depth(t) for form in forms for t in form), default=0)
        self.problem.families.append(Family(forms, formals, depth))
        atom = Atom(Head("call", *head, len(self.problem.families) - 1), tuple(map(Affine.variable, formals)))
        return (Term(self.problem.ring.constant(1), atoms=(atom,)),)

    def depth(self, term: Term) -> int:
        """How deep function calls are nested in a term."""
        calls = [a.head.family for a in term.atoms if a.head.kind == "call"]
        return max((self.problem.families[f].depth for f in calls), default=0)

    def integer(self, expr: sp.Expr, scope: Scope, roundings: Roundings) -> Affine:
        """An index or a bound."""
        return integer_affine(expr, scope, roundings)


def with_roundings(form: Form, roundings: Roundings) -> Form:
    """Bind the variables that floors introduced."""
    for name in roundings.variables:
        form = summed(form, name, ())
    if not roundings.cases:
        return form
    return tuple(replace(t, guard=t.guard + guard) for guard in roundings.guards() for t in form)


def _number(reader: Reader, expr: sp.Rational, scope: Scope) -> Form:
    return (Term(reader.problem.ring.constant(Fraction(int(expr.p), int(expr.q)))),) if expr.p else ()


def _symbol(reader: Reader, expr: sp.Symbol, scope: Scope) -> Form:
    if expr in scope:
        return (Term(reader.problem.ring.variable(scope[expr])),)
    return (Term(reader.scalar(expr)),)


def _constant(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    return (Term(reader.scalar(expr)),)


def _add(reader: Reader, expr: sp.Add, scope: Scope) -> Form:
    return collected(tuple(t for a in expr.args for t in reader.read(a, scope)))


def _mul(reader: Reader, expr: sp.Mul, scope: Scope) -> Form:
    result = reader.problem.constant(1)
    for a in expr.args:
        result = reader.problem.multiply(result, reader.read(a, scope))
    return result


def _rounded(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    roundings = Roundings(reader.problem)
    found = rational_affine(expr, scope, roundings)
    if found is None:
        return reader.call((reader.function(expr.func), (0,) * len(expr.args)), list(expr.args), scope)
    value = reader.problem.ring.affine(found[0]) / reader.problem.ring.constant(found[1])
    return with_roundings((Term(value),), roundings)


def _indexed(reader: Reader, expr: sp.Indexed, scope: Scope) -> Form:
    roundings = Roundings(reader.problem)
    index = tuple(reader.integer(i, scope, roundings) for i in expr.indices)
    name = sp.srepr(expr.base.label)
    if reader.problem.dimensions.setdefault(name, len(index)) != len(index):
        raise Undecidable(f"{expr.base} has {len(index)} and {reader.problem.dimensions[name]} indices")
    reader.entries[name] = expr.base
    return with_roundings(
        (Term(reader.problem.ring.constant(1), atoms=(Atom(Head("entry", name), index),)),), roundings
    )


def _sum(reader: Reader, expr: sp.Sum, scope: Scope) -> Form:
    inner, ranges = dict(scope), []
    roundings = Roundings(reader.problem)
    for limit in reversed(expr.limits):
        if len(limit) != 3:
            raise Undecidable(f"the sum over {limit[0]} has no range")
        symbol, low, high = limit
        walls = bounds(reader, inner, (low, high), roundings)
        inner[symbol] = name = reader.problem.fresh()
        ranges.append((name, tuple(wall(Affine.variable(name)) for wall in walls)))
    inside = tuple(c for _, guard in ranges for c in guard)
    reader.ranges.append(inside)
    form = reader.read(expr.function, inner)
    reader.ranges.pop()
    for name, guard in reversed(ranges):
        form = summed(form, name, guard)
    return with_roundings(form, roundings)


def bounds(reader: Reader, scope: Scope, ends: tuple[sp.Expr, sp.Expr], roundings: Roundings) -> list[Wall]:
    """What each finite end of a range demands of the variable that runs over it."""
    low, high = ends
    walls: list[Wall] = []
    if low == sp.oo or high == -sp.oo:
        raise Undecidable("a range starts at infinity")
    for end in () if low == -sp.oo else low.args if isinstance(low, sp.Max) else (low,):
        bottom = reader.integer(end, scope, roundings)
        walls.append(lambda k, bottom=bottom: at_least(k, bottom))  # type: ignore[misc]
    for end in () if high == sp.oo else high.args if isinstance(high, sp.Min) else (high,):
        top = reader.integer(end, scope, roundings)
        walls.append(lambda k, top=top: at_least(top, k))  # type: ignore[misc]
    return walls


def collected(form: Form) -> Form:
    """Terms that differ only by their coefficient added up."""
    table: dict[tuple[Guard, frozenset[str], object, object], Term] = {}
    for t in form:
        key = (t.guard, t.bound, t.powers, t.atoms)
        table[key] = replace(t, coefficient=table[key].coefficient + t.coefficient) if key in table else t
    return tuple(t for t in table.values() if not t.coefficient.is_zero)


ROWS: dict[type, Row] = {
    sp.Rational: _number,
    sp.Symbol: _symbol,
    sp.NumberSymbol: _constant,
    type(sp.I): _constant,
    sp.Add: _add,
    sp.Mul: _mul,
    sp.Indexed: _indexed,
    sp.Sum: _sum,
    sp.floor: _rounded,
    sp.ceiling: _rounded,
    sp.Mod: _rounded,
}
