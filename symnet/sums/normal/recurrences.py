"""Reading what obeys a linear recurrence of order two in its index: trigonometric, hyperbolic, Chebyshev.

All of it becomes powers: sin(n theta) of the base exp(i theta), U_n(x) of a root of t^2 - 2 x t + 1. Powers of
different bases are independent, so the zero test is complete for them wherever the roots are simple.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import sympy as sp

from symnet.sums.normal.affine import Affine
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.conditions import Roundings, Scope, rational_affine
from symnet.sums.normal.reading import Reader, with_roundings
from symnet.sums.normal.terms import Form, Term, scaled
from symnet.sums.normal.writing import Writer


def angle_powers(reader: Reader, argument: sp.Expr, scope: Scope, turns: int) -> Term | None:
    """exp(i^turns * argument) as a product of powers; None where it is none.

    The argument is a sum of (affine integer form) * (scalar), each scalar giving a base of its own.
    """
    result = Term(reader.problem.ring.constant(1))
    for part in sp.Add.make_args(sp.expand(argument)):
        split = _integer_and_scalar(reader, part, scope)
        if split is None:
            return None
        form, scale, scalar = split
        size = Fraction(reader.fineness, scale)
        around = (turns + sum(f == sp.I for f in sp.Mul.make_args(scalar))) % 4
        base = _base(reader, sp.Mul(*(f for f in sp.Mul.make_args(scalar) if f != sp.I)), around % 2)
        if base is None or size.denominator != 1:
            return None
        power = reader.problem.power_of(base, form * (size.numerator if around < 2 else -size.numerator))
        (result,) = reader.problem.multiply((result,), (power,))
    return result


def _integer_and_scalar(reader: Reader, part: sp.Expr, scope: Scope) -> tuple[Affine, int, sp.Expr] | None:
    """part = form / scale * scalar, the scalar free of integers and of rational factors."""
    inside = [f for f in sp.Mul.make_args(part) if f.is_Rational or f.free_symbols & set(scope)]
    outside = sp.Mul(*(f for f in sp.Mul.make_args(part) if f not in inside))
    if outside.has(sp.Indexed, sp.core.function.AppliedUndef):
        return None
    found = rational_affine(sp.Mul(*inside), scope, Roundings(reader.problem))
    return None if found is None else (*found, outside)


def _base(reader: Reader, scalar: sp.Expr, turning: int) -> Coefficient | None:
    """exp of the finest part of a scalar that occurs (of i times it when ``turning``); known for pi and arc cosines."""
    if turning and scalar == sp.pi:
        return reader.problem.ring.constant(-1) if reader.fineness == 1 else None
    if turning and isinstance(scalar, sp.acos):
        ratio = reader.coefficient(reader.read(scalar.args[0], {}))
        return None if ratio is None or reader.fineness > 1 else unit_root(reader, ratio)
    return reader.scalar(sp.exp((sp.I if turning else 1) * scalar / reader.fineness, evaluate=False))


def unit_root(reader: Reader, ratio: Coefficient) -> Coefficient:
    """exp(i acos(ratio)), a root of t^2 - 2 ratio t + 1: rational where it can be, else a generator so defined."""
    ring = reader.problem.ring
    if ratio.leading_sign() < 0:
        return -unit_root(reader, -ratio).inverse()
    name = f"scalar:unit root at {ratio}"
    unknown = ring.variable("scalar:unknown")
    quadratic = unknown * unknown - ratio * unknown * 2 + ring.constant(1)
    for factor, _ in quadratic.factors()[1]:
        powers = factor.powers_of("scalar:unknown")
        if max(powers) == 1:
            return -powers.get(0, ring.constant(0)) / powers[1]
    root = ring.variable(name)
    writer = Writer(reader.problem, reader)
    written = writer.spelling.coefficient(ratio, writer.names)
    reader.scalars.setdefault(written + sp.I * sp.sqrt(1 - written**2), name)
    reader.problem.bases.roots[name] = (2, ratio * root * 2 - ring.constant(1))
    return root


def second_kind(reader: Reader, ratio: Coefficient, order: Affine) -> Form:
    """U_order(ratio) = (t^(order + 1) - t^(-order - 1)) / (t - 1/t); its limit where the two roots coincide."""
    ring = reader.problem.ring
    if (ratio * ratio - ring.constant(1)).is_zero:
        sign = reader.problem.power_of(ratio, order)
        return (replace(sign, coefficient=sign.coefficient * ring.affine(order + 1)),)
    root = unit_root(reader, ratio)
    share = (root - root.inverse()).inverse()
    rising, falling = reader.problem.power_of(root, order + 1), reader.problem.power_of(root, -order - 1)
    return (*scaled((rising,), share), *scaled((falling,), -share))


def _chebyshev(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    """U_n and T_n at a scalar, for an affine order."""
    roundings = Roundings(reader.problem)
    order = reader.integer(expr.args[0], scope, roundings)
    ratio = reader.coefficient(reader.read(expr.args[1], scope))
    if ratio is None or ratio.variables() & set(scope.values()):
        raise Undecidable(f"the argument of {expr} is no scalar")
    if isinstance(expr, sp.chebyshevu):
        return with_roundings(second_kind(reader, ratio, order), roundings)
    below = scaled(second_kind(reader, ratio, order - 1), -ratio)
    return with_roundings((*second_kind(reader, ratio, order), *below), roundings)


def _wave(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    """sin, cos, sinh, cosh of (affine form) * scalar, as two powers."""
    turns = int(isinstance(expr, sp.sin | sp.cos))
    rising = angle_powers(reader, expr.args[0], scope, turns)
    falling = angle_powers(reader, -expr.args[0], scope, turns)
    if rising is None or falling is None:
        return reader.rows[sp.Function](reader, expr, scope)
    ring = reader.problem.ring
    share = ring.constant(Fraction(1, 2))
    if isinstance(expr, sp.sin):
        share = share / imaginary(reader)
    odd = isinstance(expr, sp.sin | sp.sinh)
    return (*scaled((rising,), share), *scaled((falling,), -share if odd else share))


def _exponential(reader: Reader, expr: sp.exp, scope: Scope) -> Form:
    """exp of what is affine in the indices is a power; of anything else a function like any other."""
    found = angle_powers(reader, expr.args[0], scope, 0)
    return reader.rows[sp.Function](reader, expr, scope) if found is None else (found,)


def imaginary(reader: Reader) -> Coefficient:
    """The imaginary unit, with its relation."""
    unit = reader.scalar(sp.I)
    reader.problem.bases.roots[reader.scalars[sp.I]] = (2, reader.problem.ring.constant(-1))
    return unit


def _imaginary_unit(reader: Reader, expr: sp.Expr, scope: Scope) -> Form:
    return (Term(imaginary(reader)),)


ROWS = {
    type(sp.I): _imaginary_unit,
    sp.exp: _exponential,
    sp.chebyshevu: _chebyshev,
    sp.chebyshevt: _chebyshev,
    **dict.fromkeys((sp.sin, sp.cos, sp.sinh, sp.cosh), _wave),
}
