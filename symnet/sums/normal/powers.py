"""Reading powers: integer exponents, denominators, roots of scalars, and z^(affine index)."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from symnet.sums.normal.affine import Affine, Constraint
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.conditions import Roundings, Scope, rational_affine
from symnet.sums.normal.reading import Reader, with_roundings
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
    form = reader.coefficient(reader.read(base, scope))
    if found is None or found[1] != 1 or form is None or form.is_zero or form.variables() & _bound(reader, scope):
        return reader.call(("Pow", (0, 0)), [base, exponent], scope)
    return with_roundings((exponential(reader, form, found[0]),), roundings)


def _bound(reader: Reader, scope: Scope) -> set[str]:
    return set(scope.values()) - set(reader.parameters.values())


def exponential(reader: Reader, base: Coefficient, exponent: Affine) -> Term:
    """base^exponent, the base split into -1, primes and irreducible polynomials."""
    ring, bases, powers = reader.problem.ring, reader.problem.bases, dict[str, Affine]()
    number, factors = base.factors()
    parts = [(ring.constant(p), e) for p, e in _prime_factors(number)] + factors
    for factor, multiplicity in parts:
        rational = factor.rational()
        name = str(rational) if rational is not None else str(factor)
        bases.setdefault(name, factor)
        powers[name] = powers.get(name, Affine()) + exponent * multiplicity
    coefficient, kept = reader.problem.normal_powers(ring.constant(1), powers)
    return Term(coefficient, powers=kept)


def _prime_factors(number: Fraction) -> list[tuple[int, int]]:
    found = [(-1, 1)] if number < 0 else []
    for part, sign in ((abs(number.numerator), 1), (number.denominator, -1)):
        if part > 10**12:
            raise Undecidable(f"the base {number} is too large to factor")
        found += [(int(p), sign * int(e)) for p, e in sp.factorint(part).items()]
    return found


def _root(reader: Reader, base: sp.Expr, exponent: sp.Rational, scope: Scope) -> Form:
    value = reader.coefficient(reader.read(base, scope))
    if value is None or value.variables() & set(scope.values()):
        return reader.call(("Pow", (0, 0)), [base, exponent], scope)
    root = reader.scalar(sp.Pow(base, sp.Rational(1, exponent.q), evaluate=False))
    reader.problem.roots[next(iter(root.variables()))] = (int(exponent.q), value)
    return (Term(root ** int(exponent.p)),)


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


def _exponential_function(reader: Reader, expr: sp.exp, scope: Scope) -> Form:
    """exp of what is affine in the indices is a power; of anything else a function like any other."""
    value = reader.coefficient(reader.read(expr.args[0], scope))
    integers = {v: s for s, v in scope.items()}
    if value is None:
        return reader.call(("exp", (0,)), [expr.args[0]], scope)
    used = sorted(value.variables() & integers.keys())
    if not used:
        return (Term(reader.scalar(expr)),)
    polynomial = sp.Poly(expr.args[0], *(integers[v] for v in used))
    if polynomial.total_degree() > 1:
        return reader.call(("exp", (0,)), [expr.args[0]], scope)
    result = reader.read(sp.exp(polynomial.eval(dict.fromkeys(polynomial.gens, 0))), scope)
    for v in used:
        rate = reader.read(sp.exp(polynomial.coeff_monomial(integers[v])), {})
        base = reader.coefficient(rate)
        if base is None:
            return reader.call(("exp", (0,)), [expr.args[0]], scope)
        result = reader.problem.multiply(result, (exponential(reader, base, Affine.variable(v)),))
    return result


ROWS = {sp.Pow: _power, sp.exp: _exponential_function}
