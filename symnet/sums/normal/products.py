"""Reading products of symbolic length through their logarithm.

Product f(k) is E(sum of ln f(k)), where ln of a monomial is a sum of formal symbols (ln w[e], ln V(..), ln dt) and ln
of anything else is a formal function of it. Products of equal factors, in any order, then have equal arguments, and the
machinery for equal arguments applies. It is a sufficient criterion; an instance refutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant

from symnet.sums.normal.affine import Affine, at_least
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.conditions import Roundings, Scope, rational_affine
from symnet.sums.normal.determinants import diagonal_product
from symnet.sums.normal.factors import closed
from symnet.sums.normal.reading import Reader, bounds, with_roundings
from symnet.sums.normal.terms import EXP, LOG, Atom, Family, Form, Head, Term, scaled, summed


def _product(reader: Reader, expr: sp.Product, scope: Scope) -> Form:
    """Constant factors become powers; the rest a formal exponential of a sum of logarithms."""
    if len(expr.limits) > 1:
        return reader.member((EXP, (0,)), (log_form(reader, expr, scope),), scope)
    symbol, low, high = expr.limits[0]
    factors = sp.Mul.make_args(_worked_out(reader, expr, scope))
    fixed = [
        f for f in factors if symbol not in f.free_symbols and not f.has(sp.Indexed, sp.core.function.AppliedUndef)
    ]
    result = _constant_power(reader, sp.Mul(*fixed), (low, high), scope)
    rest = sp.Mul(*(f for f in factors if f not in fixed))
    if rest == 1:
        return result
    logarithm = log_form(reader, sp.Product(rest, expr.limits[0]), scope)
    return reader.problem.multiply(result, reader.member((EXP, (0,)), (logarithm,), scope))


def _worked_out(reader: Reader, expr: sp.Product, scope: Scope) -> sp.Expr:
    """The factor of a product with its sums and cases worked out inside the product's range."""
    symbol, low, high = expr.limits[0]
    name = reader.problem.fresh()
    walls = bounds(reader, scope, (low, high), Roundings(reader.problem))
    reader.ranges.append(tuple(wall(Affine.variable(name)) for wall in walls))
    found = closed(reader, expr.function, {**scope, symbol: name})
    reader.ranges.pop()
    return found


def _constant_power(reader: Reader, base: sp.Expr, ends: tuple[sp.Expr, sp.Expr], scope: Scope) -> Form:
    """base^(number of factors), 1 for an empty range."""
    one = reader.problem.constant(1)
    if base == 1:
        return one
    value = reader.coefficient(reader.read(base, scope))
    roundings = Roundings(reader.problem)
    low, high = (reader.integer(e, scope, roundings) for e in ends)
    if value is None or value.is_zero:
        raise Undecidable(f"a product of the factor {base} is not read")
    some = replace(reader.problem.power_of(value, high - low + 1), guard=(at_least(high, low - 1),))
    return with_roundings((some, replace(one[0], guard=(at_least(low - 2, high),))), roundings)


def log_form(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    """The formal logarithm of an expression, as a form.

    Raises:
        Undecidable: for exponents that are no affine integers.
    """
    if isinstance(expr, sp.Mul):
        return tuple(t for a in expr.args for t in log_form(reader, a, scope))
    if isinstance(expr, sp.Product):
        return _log_product(reader, expr, scope)
    if isinstance(expr, sp.Pow):
        roundings = Roundings(reader.problem)
        found = rational_affine(expr.exp, scope, roundings)
        if found is None or found[1] != 1 or roundings.cases:
            raise Undecidable(f"the logarithm of {expr} is not formed")
        if found[0].terms or found[0].constant < 0:
            _refuse_numbers(reader, expr.base, scope)
        exponent = (Term(reader.problem.ring.affine(found[0])),)
        return reader.problem.multiply(exponent, log_form(reader, expr.base, scope))
    if isinstance(expr, Determinant):
        diagonal = diagonal_product(reader, expr, scope)
        if diagonal is not None:
            return log_form(reader, diagonal, scope)
    return _log_factor(reader, expr, scope)


def _refuse_numbers(reader: Reader, base: sp.Expr, scope: Scope) -> None:
    """A factor that is a number for each index could be zero, and then must not be divided by."""
    integers = set(scope) | {s for p in base.atoms(sp.Product) for s, *_ in p.limits}
    for factor in (f for p in base.atoms(sp.Product) for f in sp.Mul.make_args(p.function)):
        if factor.free_symbols and factor.free_symbols <= integers:
            raise Undecidable(f"the factor {factor} may be zero below the line")


def _log_product(reader: Reader, expr: sp.Product, scope: Scope) -> Form:
    inner, ranges, roundings = dict(scope), [], Roundings(reader.problem)
    for symbol, low, high in reversed(expr.limits):
        walls = bounds(reader, inner, (low, high), roundings)
        inner[symbol] = name = reader.problem.fresh()
        ranges.append((name, tuple(wall(Affine.variable(name)) for wall in walls)))
    inside = tuple(c for _, guard in ranges for c in guard)
    reader.ranges.append(inside)
    form = log_form(reader, closed(reader, expr.function, inner), inner)
    reader.ranges.pop()
    for name, guard in reversed(ranges):
        form = summed(form, name, guard)
    return with_roundings(form, roundings)


def _log_factor(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    form = reader.read(expr, scope)
    if len(form) == 1 and not form[0].guard and not form[0].bound and not form[0].powers and form[0].atoms:
        found = list(log_atoms(reader, form[0].atoms))
        rest = form[0].coefficient
        if rest.rational() == 1:
            return tuple(found)
        return (*found, *_log_value(reader, (Term(rest),), scope))
    if len(form) == 1 and form == reader.problem.constant(1):
        return ()
    return _log_value(reader, form, scope)


def log_atoms(reader: Reader, atoms: Sequence[Atom]) -> Form:
    """The formal logarithms of atoms, added up."""
    found: list[Term] = []
    for atom in atoms:
        if atom.head.kind == "call" and atom.head.name == EXP:
            family = reader.problem.families[atom.head.family]
            values = dict(zip(family.formals, atom.index, strict=True))
            taken = frozenset(v for e in atom.index for v in e.variables)
            problem = reader.problem
            found += (problem.apart(t, taken).substitute(values, problem.bases) for t in family.arguments[0])
            continue
        head = atom.head._replace(name=LOG + atom.head.name)
        if head.kind == "entry":
            reader.problem.dimensions[head.name] = len(atom.index)
        found.append(Term(reader.problem.ring.constant(1), atoms=(Atom(head, atom.index),)))
    return tuple(found)


def merged(reader: Reader, form: Form, beside: Form = ()) -> Form:
    """Where there are products: every term's entries, functions and products under one formal exponential."""
    if not any(a.head.name == EXP for t in (*form, *beside) for a in t.atoms):
        return form
    result = []
    for term in form:
        kept = tuple(a for a in term.atoms if a.head.kind == "reciprocal")
        logarithm = log_atoms(reader, [a for a in term.atoms if a not in kept])
        if logarithm:
            used = {v for t in logarithm for v in t.variables() - t.bound}
            formals = tuple(sorted(v for v in used - set(reader.problem.parameters) if not v.startswith("scalar:")))
            depth = 1 + max(reader.depth(t) for t in logarithm)
            reader.problem.families.append(Family((logarithm,), formals, depth))
            head = Head("call", EXP, (0,), len(reader.problem.families) - 1)
            term = replace(term, atoms=(*kept, Atom(head, tuple(map(Affine.variable, formals)))))
        result.append(term)
    return tuple(result)


def _log_value(reader: Reader, form: Form, scope: Scope) -> Form:
    value = reader.coefficient(form)
    if value is not None and not value.variables() & set(scope.values()):
        number, factors = value.factors()
        parts = [(f, e) for f, e in factors]
        found = [scaled(_symbol(reader, str(f)), reader.problem.ring.constant(e)) for f, e in parts]
        if number != 1:
            found.append(_symbol(reader, str(number)))
        return tuple(t for part in found for t in part)
    return reader.member((LOG, (0,)), (form,), scope)


def _symbol(reader: Reader, name: str) -> Form:
    return (Term(reader.scalar(sp.Symbol(LOG + name))),)


ROWS = {sp.Product: _product}
