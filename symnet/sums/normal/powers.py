"""Reading powers: integer exponents, denominators, roots of scalars, and z^(affine index)."""

from __future__ import annotations

import sympy as sp

from symnet.sums.normal.affine import Affine, Constraint
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.conditions import Roundings, Scope, rational_affine
from symnet.sums.normal.reading import Reader, with_roundings
from symnet.sums.normal.recurrences import imaginary, unit_root
from symnet.sums.normal.terms import Atom, Form, Head, Term


def _power(reader: Reader, expr: sp.Pow, scope: Scope) -> Form:
    base, exponent = expr.args
    if isinstance(exponent, sp.Integer):
        if exponent >= 0:
            return reader.problem.power(reader.read(base, scope), int(exponent))
        return reader.problem.power(_inverse(reader, base, scope), -int(exponent))
    if isinstance(exponent, sp.Rational):
        return _root(reader, base, exponent, scope)
    roundings = Roundings(reader.problem)
    found = rational_affine(exponent, scope, roundings)
    value = reader.coefficient(reader.read(base, scope))
    if found is None or value is None or value.is_zero or value.variables() & _bound(reader, scope):
        return reader.call(("Pow", (0, 0)), [base, exponent], scope)
    if found[1] > 1:
        value = root_of(reader, value, found[1], sp.Pow(base, sp.Rational(1, found[1]), evaluate=False))
    return with_roundings((reader.problem.power_of(value, found[0]),), roundings)


def _bound(reader: Reader, scope: Scope) -> set[str]:
    return set(scope.values()) - set(reader.parameters.values())


def _root(reader: Reader, base: sp.Expr, exponent: sp.Rational, scope: Scope) -> Form:
    value = reader.coefficient(reader.read(base, scope))
    if value is None or value.variables() & set(scope.values()):
        return reader.call(("Pow", (0, 0)), [base, exponent], scope)
    root = root_of(reader, value, int(exponent.q), sp.Pow(base, sp.Rational(1, exponent.q), evaluate=False))
    return (Term(root ** int(exponent.p)),)


def root_of(reader: Reader, value: Coefficient, order: int, written: sp.Expr) -> Coefficient:
    """A generator whose power of the given order is the value, the same whenever the value recurs."""
    if order == 2 and (known := _sine(reader, value)) is not None:
        return known
    name = f"scalar:root {order} of {value}"
    reader.scalars.setdefault(written, name)
    reader.problem.bases.roots[name] = (order, value)
    return reader.problem.ring.variable(name)


def _sine(reader: Reader, value: Coefficient) -> Coefficient | None:
    """sqrt(1 - x^2) by the root that stands for exp(i acos(x)), so that sin(acos(x)) is no value of its own."""
    ring = reader.problem.ring
    ratio = None if value.rational() is not None else (ring.constant(1) - value).square_root()
    if ratio is None:
        return None
    root = unit_root(reader, ratio if ratio.leading_sign() > 0 else -ratio)
    return (root - root.inverse()) / (imaginary(reader) * 2)


def _inverse(reader: Reader, base: sp.Expr, scope: Scope) -> Form:
    value = reader.coefficient(reader.read(base, scope))
    if value is None:
        return reader.call(("Pow", (0, 0)), [base, sp.Integer(-1)], scope)
    if value.is_zero:
        raise Undecidable(f"1/({base}) has no value")
    number, factors = value.factors()
    result = Term(reader.problem.ring.constant(1 / number))
    for factor, exponent in factors:
        turned = _inverse_factor(reader, base, factor, scope)
        if turned is None:
            return reader.call(("Pow", (0, 0)), [base, sp.Integer(-1)], scope)
        for _ in range(abs(exponent)):
            other = turned if exponent > 0 else Term(factor)
            (result,) = reader.problem.multiply((result,), (other,))
    return (result,)


def _inverse_factor(reader: Reader, base: sp.Expr, factor: Coefficient, scope: Scope) -> Term | None:
    integers = frozenset(scope.values())
    used = factor.variables()
    if not used & integers:
        return Term(factor.inverse())
    found = factor.as_affine(integers)
    if used & _bound(reader, scope):
        if found is None:
            return None
        scale = reader.problem.ring.constant(1 / found[1])
        return Term(scale, atoms=(Atom(Head("reciprocal"), (found[0],)),))
    if found is not None and not never_zero(reader, found[0]):
        raise Undecidable(f"the denominator {base} can vanish inside the assumptions")
    if found is None and used <= integers and not _nonzero_product(reader, base):
        raise Undecidable(f"it is not known that {base} never vanishes")
    return Term(factor.inverse())


def never_zero(reader: Reader, form: Affine) -> bool:
    """Whether an affine form in the parameters has no zero inside the assumptions."""
    return reader.problem.regions.is_empty((*reader.problem.domain, Constraint(form, True)))


def _nonzero_product(reader: Reader, base: sp.Expr) -> bool:
    return bool(base.is_positive or base.is_negative)


ROWS = {sp.Pow: _power}
