"""Elementary functions whose argument is affine in the indices: powers, and solutions of linear recurrences.

cos(n*theta) is T_n(cos theta), sin(n*theta) is sin(theta)*U_(n-1)(cos theta), exp(n*theta) is exp(theta)**n, and
hyperbolic functions are written in exponentials. Anything else becomes a function of a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from math import lcm
from typing import Any

import sympy as sp

from symnet.sums.finite import affine, language
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.language import Node, add, mul
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.scope import Reading, Scope

CIRCULAR = (sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh, sp.exp)

Angles = list[tuple[sp.Expr, Affine]]
"""An argument as a sum of form * unit, no unit containing an index."""


def finest(expressions: Iterable[sp.Basic]) -> dict[sp.Expr, int]:
    """Unit -> common denominator of its multiples in all arguments, so that theta and theta/2 share one atom."""
    found: dict[sp.Expr, int] = {}
    for expression in expressions:
        integers = {s for s in expression.atoms(sp.Symbol) if s.is_integer}
        integers |= {limit[0] for loop in expression.atoms(sp.Sum, sp.Product) for limit in loop.limits}
        for call in expression.atoms(*CIRCULAR):
            for unit, form in (_units(call.args[0], integers) if call.args else None) or ():
                found[unit] = lcm(found.get(unit, 1), *(c.denominator for c in form.values()))
    return found


def _units(argument: sp.Expr, integers: Collection[sp.Symbol]) -> list[tuple[sp.Expr, dict[sp.Expr, Fraction]]] | None:
    """The argument as a sum of unit * (rational form of integers), or None."""
    units: dict[sp.Expr, dict[sp.Expr, Fraction]] = {}
    for term in sp.Add.make_args(sp.expand(argument)):
        scalar, rest = term.as_independent(*(term.free_symbols & set(integers)), as_Add=False)
        if scalar.has(sp.Indexed, sp.Sum, sp.Function) or not (rest is sp.S.One or rest in integers):
            return None
        factor, unit = scalar.as_coeff_Mul()
        if not factor.is_Rational:
            return None
        form = units.setdefault(unit, {})
        form[rest] = form.get(rest, Fraction(0)) + Fraction(int(factor.p), int(factor.q))
    return list(units.items())


def angles(reader: Reading, argument: sp.Expr, scope: Scope) -> Angles | None:
    """The argument taken apart, or None where it is not affine in the indices with scalar coefficients."""
    found = _units(argument, {s for s in argument.free_symbols if reader.integer(s, scope)})
    if found is None:
        return None
    result = []
    for unit, form in found:
        common = lcm(reader.finest.get(unit, 1), *(c.denominator for c in form.values()))
        names = {symbol: "" if symbol is sp.S.One else reader.integer(symbol, scope) or "" for symbol in form}
        result.append((unit / common, affine.of({names[symbol]: int(c * common) for symbol, c in form.items()})))
    return [(unit, form) for unit, form in result if form]


def sine(reader: Reading, expr: sp.Expr, scope: Scope) -> Node:
    """sin of an argument."""
    found = angles(reader, expr.args[0], scope)
    return _plain(reader, expr, scope) if found is None else _circle(reader, found)[1]


def cosine(reader: Reading, expr: sp.Expr, scope: Scope) -> Node:
    """cos of an argument."""
    found = angles(reader, expr.args[0], scope)
    return _plain(reader, expr, scope) if found is None else _circle(reader, found)[0]


def tangent(reader: Reading, expr: sp.Expr, scope: Scope) -> Node:
    """tan = sin/cos."""
    return mul(reader.read(sp.sin(expr.args[0]), scope), language.inverse(reader.read(sp.cos(expr.args[0]), scope)))


def hyperbolic(reader: Reading, expr: sp.Expr, scope: Scope) -> Node:
    """sinh, cosh, tanh in exponentials."""
    return reader.read(expr.rewrite(sp.exp), scope)


def exponential(reader: Reading, expr: sp.Expr, scope: Scope) -> Node:
    """exp: one power for each unit; an imaginary unit goes round the circle."""
    argument = expr.args[0] if expr.args else sp.S.One
    found = angles(reader, argument, scope)
    if found is None:
        return ("fun", "exp", (reader.read(argument, scope),)) if reader.names.function(sp.exp, 1) else language.ONE
    factors = []
    for unit, form in found:
        angle = unit / sp.I
        if unit.has(sp.I) and not angle.has(sp.I):
            c, s = _circle(reader, [(angle, form)])
            factors.append(add(c, mul(("root", language.number(-1), 2), s)))
            continue
        reader.names.function(sp.exp, 1)
        base = ("fun", "exp", (reader.read(unit, scope),))
        constant = affine.is_constant(form)
        factors.append(language.power(base, affine.coefficient(form, "")) if constant else ("exp", base, form))
    return mul(*factors)


def chebyshev(reader: Reading, expr: Any, scope: Scope) -> Node:
    """T_n(x) and U_n(x) with a symbolic degree.

    Raises:
        OutOfReachError: the argument contains an index or a sequence.
    """
    degree, x = reader.form(expr.args[0], scope), reader.read(expr.args[1], scope)
    if not language.is_scalar(x):
        raise OutOfReachError(f"the argument of {expr} depends on indices or sequences")
    first = x if isinstance(expr, sp.chebyshevt) else mul(language.number(2), x)
    return ("lin", mul(language.number(2), x), language.ONE, language.ONE, first, degree)


def _plain(reader: Reading, expr: sp.Expr, scope: Scope) -> Node:
    return ("fun", reader.names.function(expr.func, 1), (reader.read(expr.args[0], scope),))


def _circle(reader: Reading, found: Angles) -> tuple[Node, Node]:
    """(cos, sin) of a sum of angles, by the addition theorems."""
    c, s = language.ONE, language.ZERO
    for unit, form in found:
        c1, s1 = _around(reader, unit, form)
        c, s = (
            add(mul(c, c1), language.negative(mul(s, s1))),
            add(mul(s, c1), mul(c, s1)),
        )
    return c, s


def _around(reader: Reading, unit: sp.Expr, form: Affine) -> tuple[Node, Node]:
    """(cos, sin) of form*unit."""
    if (unit / sp.pi).is_Integer:
        sign = language.number((-1) ** int(unit / sp.pi))
        return ("exp", sign, form) if sign != language.ONE else sign, language.ZERO
    c, s = (_known(reader, function(unit)) for function in (sp.cos, sp.sin))
    if affine.is_constant(form) and affine.coefficient(form, "") == 1:
        return c, s
    twice = mul(language.number(2), c)
    return ("lin", twice, language.ONE, language.ONE, c, form), ("lin", twice, language.ONE, language.ZERO, s, form)


def _known(reader: Reading, value: sp.Expr) -> Node:
    """cos or sin of a unit: the number where SymPy knows it (cos(pi/3) = 1/2), else an atom."""
    sign, core = value.as_coeff_Mul()
    if isinstance(core, sp.sin | sp.cos):
        name = reader.names.function(core.func, 1)
        atom: Node = ("fun", name, (reader.read(core.args[0], {}),))
        return mul(language.number(Fraction(int(sign.p), int(sign.q))), atom)
    return reader.read(value, {})
