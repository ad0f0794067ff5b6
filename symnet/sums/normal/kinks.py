"""Reading what is defined case by case on indices: delta, step, ReLU, Piecewise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy as sp

from symnet.sums.normal.affine import Affine, Constraint, Guard
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.conditions import (
    Roundings,
    Scope,
    Union,
    condition,
    rational_affine,
)
from symnet.sums.normal.reading import Reader, with_roundings
from symnet.sums.normal.terms import Form, guarded, scaled


def sign_form(reader: Reader, form: Form) -> Affine | int | None:
    """An integer affine form (or a number) with the sign of ``form`` everywhere, None when there is no such form."""
    value = reader.coefficient(form)
    if value is None or value.is_zero:
        return value if value is None else 0
    number, factors = value.factors()
    sign, varying = (number > 0) - (number < 0), []
    integers = frozenset(v for v in value.variables() if not v.startswith("scalar:"))
    for factor, exponent in factors:
        found = factor.as_affine(integers)
        if found is not None and exponent % 2:
            varying.append(found[0] if found[1] > 0 else -found[0])
            continue
        definite = _definite_sign(reader, factor)
        if definite is None:
            return None
        sign *= definite if exponent % 2 else 1
    if len(varying) > 1:
        return None
    return varying[0] * sign if varying else sign


def _definite_sign(reader: Reader, factor: object) -> int | None:
    from_name = {name: expr for expr, name in reader.scalars.items()}
    total = sp.Integer(0)
    for monomial, number in factor.monomials():  # type: ignore[attr-defined]
        if any(name not in from_name for name, _ in monomial):
            return None
        total += sp.Rational(number.numerator, number.denominator) * sp.Mul(
            *(from_name[name] ** e for name, e in monomial)
        )
    return 1 if total.is_positive else -1 if total.is_negative else None


def _split(
    reader: Reader, expr: sp.Expr, scope: Scope, values: Callable[[Form, Union, Union, Union], Form]
) -> Form | None:
    """``values`` of the form and of where it is positive, zero and negative; None when that is not known."""
    form, roundings = reader.read(expr, scope), Roundings(reader.problem)
    sign = sign_form(reader, form)
    if sign is None:
        sign = _stripped_sign(expr, scope, roundings)
        if sign is None:
            return None
    if isinstance(sign, int):
        where: list[Union] = [((),) if s == sign else () for s in (1, 0, -1)]
    else:
        where = [((Constraint(sign - 1),),), ((Constraint(sign, True),),), ((Constraint(-sign - 1),),)]
    return with_roundings(values(form, *where), roundings)


def _stripped_sign(expr: sp.Expr, scope: Scope, roundings: Roundings) -> Affine | None:
    """The sign of an affine form (floors, Min and Max allowed) times scalars of known sign."""
    sign, rest = 1, []
    for factor in sp.Mul.make_args(sp.factor_terms(expr)):
        if factor.is_positive and not factor.is_integer:
            continue
        if factor.is_negative and not factor.is_integer:
            sign = -sign
        else:
            rest.append(factor)
    found = rational_affine(sp.Mul(*rest), scope, roundings)
    return None if found is None else found[0] * sign


def _on(form: Form, union: Sequence[Guard]) -> Form:
    return tuple(t for guard in union for t in guarded(form, guard))


def _minus(reader: Reader, form: Form) -> Form:
    return scaled(form, reader.problem.ring.constant(-1))


def _opaque(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    return reader.call((reader.function(expr.func), (0,) * len(expr.args)), list(expr.args), scope)


def _extremum(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    """The first argument, then for each further one what it adds where it wins."""
    if len(expr.args) > 2:
        first, *others = expr.args
        expr = expr.func(first, expr.func(*others), evaluate=False)
    one, two = expr.args
    sign = 1 if isinstance(expr, sp.Max) else -1
    step = _split(reader, sign * (two - one), scope, lambda rise, above, zero, below: _on(rise, above))
    if step is None:
        return _opaque(reader, expr, scope)
    return (*reader.read(one, scope), *scaled(step, reader.problem.ring.constant(sign)))


def _absolute(reader: Reader, expr: sp.Abs, scope: Scope) -> Form:
    found = _split(
        reader,
        expr.args[0],
        scope,
        lambda form, above, zero, below: (*_on(form, above), *_on(_minus(reader, form), below)),
    )
    return _opaque(reader, expr, scope) if found is None else found


def _signum(reader: Reader, expr: sp.sign, scope: Scope) -> Form:
    one = reader.problem.constant(1)
    found = _split(
        reader,
        expr.args[0],
        scope,
        lambda form, above, zero, below: (*_on(one, above), *_on(_minus(reader, one), below)),
    )
    return _opaque(reader, expr, scope) if found is None else found


def _step(reader: Reader, expr: sp.Heaviside, scope: Scope) -> Form:
    argument, at_zero = expr.args[0], expr.args[1] if len(expr.args) > 1 else sp.Rational(1, 2)
    one, middle = reader.problem.constant(1), reader.read(at_zero, scope)
    found = _split(reader, argument, scope, lambda form, above, zero, below: (*_on(one, above), *_on(middle, zero)))
    return _opaque(reader, expr, scope) if found is None else found


def _delta(reader: Reader, expr: sp.KroneckerDelta, scope: Scope) -> Form:
    if len(expr.args) > 2:
        raise Undecidable(f"{expr} carries a range of its own")
    roundings = Roundings(reader.problem)
    same = condition(sp.Eq(expr.args[0], expr.args[1], evaluate=False), scope, roundings)
    return with_roundings(_on(reader.problem.constant(1), same), roundings)


def _piecewise(reader: Reader, expr: sp.Piecewise, scope: Scope) -> Form:
    roundings = Roundings(reader.problem)
    rest: list[Guard] = [()]
    found: Form = ()
    for value, when in expr.args:
        here, rest = reader.problem.regions.split(rest, condition(when, scope, roundings))
        found = (*found, *_on(reader.read(value, scope), here))
    around = (*reader.problem.domain, *(c for guard in reader.ranges for c in guard))
    if any(not reader.problem.regions.is_empty((*g, *d, *around)) for g in rest for d in roundings.guards()):
        raise Undecidable(f"{expr} has no value in some case")
    return with_roundings(found, roundings)


ROWS = {
    sp.Max: _extremum,
    sp.Min: _extremum,
    sp.Abs: _absolute,
    sp.sign: _signum,
    sp.Heaviside: _step,
    sp.KroneckerDelta: _delta,
    sp.Piecewise: _piecewise,
}
