"""Limits of closed forms for N -> oo at fixed duration, with their first correction in 1/N.

Every step is a Taylor or binomial series of a function analytic where it is used, with the order of what is left out
carried along; so the expansion is a proof, not a fit. What has no expansion in powers of 1/N is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from symnet.errors import InputError
from symnet.sums.expansions import Expansion, TooShort, vanishes

DEEPEST = 12
"""Corrections beyond 1/N^12 are not searched for."""


@dataclass(frozen=True, slots=True)
class Limit:
    """expression = value + correction / N^order + smaller; ``order`` is None when no correction was found."""

    value: sp.Expr
    correction: sp.Expr
    order: sp.Rational | None


def limit_with_rate(
    expr: sp.Expr, N: sp.Symbol, *, step: sp.Symbol | None = None, duration: sp.Expr | None = None
) -> Limit:
    """The limit of a closed form for N -> oo and the first correction; with ``step`` = ``duration`` / N if given.

    Raises:
        InputError: when the expression has no expansion in powers of 1/N, or diverges.
    """
    expr = sp.sympify(expr, strict=True)
    if (step is None) != (duration is None):
        raise InputError("a step and a duration are given together, or neither")
    if step is not None:
        expr = expr.xreplace({step: duration / N})
    depth = 2
    while True:
        terms = sorted(expand(expr, N, Fraction(depth)).nonzero().items())
        if terms and terms[0][0] < 0:
            raise InputError(f"the expression grows like {N}^{-terms[0][0]}")
        later = [(exponent, c) for exponent, c in terms if exponent > 0]
        if later or depth >= DEEPEST:
            break
        depth += 2
    value = dict(terms).get(Fraction(0), sp.Integer(0))
    if not later:
        return Limit(tidy(value), sp.Integer(0), None)
    order, correction = later[0]
    return Limit(tidy(value), tidy(correction), sp.Rational(order.numerator, order.denominator))


def expand(expr: sp.Expr, N: sp.Symbol, depth: Fraction) -> Expansion:
    """The expression in powers of 1/N, up to but without 1/N^depth.

    Raises:
        InputError: as `limit_with_rate`.
    """
    extra = Fraction(2)
    while True:
        try:
            found = _expanded(expr, N, depth + extra)
            if found.error >= depth:
                return found.cut(depth)
            extra += depth - found.error + 1
        except TooShort:
            extra += 4
        if extra > 40:
            raise InputError(f"the poles of {expr} at {N} -> oo cancel beyond reach")


def tidy(value: sp.Expr) -> sp.Expr:
    """A coefficient over one denominator, common factors in front."""
    return sp.factor_terms(sp.together(sp.expand(value)))


def _expanded(expr: sp.Expr, N: sp.Symbol, error: Fraction) -> Expansion:
    if not expr.has(N):
        return Expansion.constant(expr, error)
    if expr == N:
        return Expansion({Fraction(-1): sp.Integer(1)}, error)
    for kind in type(expr).__mro__:
        if kind in EXPANSIONS:
            return EXPANSIONS[kind](expr, N, error)
    raise InputError(f"{expr} has no expansion in powers of 1/{N} that is known here")


def _add(expr: sp.Add, N: sp.Symbol, error: Fraction) -> Expansion:
    total = Expansion({}, error)
    for part in expr.args:
        total = total + _expanded(part, N, error)
    return total


def _mul(expr: sp.Mul, N: sp.Symbol, error: Fraction) -> Expansion:
    total = Expansion.constant(sp.Integer(1), error)
    for part in expr.args:
        total = total * _expanded(part, N, error)
    return total


def _pow(expr: sp.Pow, N: sp.Symbol, error: Fraction) -> Expansion:
    base, exponent = _expanded(expr.base, N, error), expr.exp
    if exponent.is_Rational:
        return base.power(Fraction(int(exponent.p), int(exponent.q)))
    if not exponent.has(N) and not expr.base.has(N):
        return Expansion.constant(expr, error)
    return (_expanded(exponent, N, error) * base.logarithm()).through(sp.exp)


def _analytic(expr: sp.Function, N: sp.Symbol, error: Fraction) -> Expansion:
    return _expanded(expr.args[0], N, error).through(expr.func)


def _logarithm(expr: sp.log, N: sp.Symbol, error: Fraction) -> Expansion:
    return _expanded(expr.args[0], N, error).logarithm()


def _arc(expr: sp.Function, N: sp.Symbol, error: Fraction) -> Expansion:
    """acos and acosh also at 1, where they are sqrt(2 y) times a power series in the distance y."""
    argument = _expanded(expr.args[0], N, error)
    if not vanishes(argument.coefficient(Fraction(0)) - 1):
        return argument.through(expr.func)
    sign = 1 if isinstance(expr, sp.acosh) else -1
    distance = (argument + Expansion.constant(sp.Integer(-1), error)) * Expansion.constant(sp.Integer(sign), error)
    if not distance.nonzero():
        return Expansion({}, distance.error / 2)
    total, half, k = Expansion({}, error), distance * Expansion.constant(sp.Rational(1, 2), error), 0
    power, step = half.power(Fraction(1, 2)), half
    while power.nonzero():
        factor = 2 * sp.binomial(2 * k, k) * sp.Rational((-sign) ** k, 4**k * (2 * k + 1))
        total = total + power * Expansion.constant(factor, error)
        power, k = power * step, k + 1
    return total.known_to(power.error)


def _chebyshev(expr: sp.Expr, N: sp.Symbol, error: Fraction) -> Expansion:
    order, angle = expr.args[0], sp.acos(expr.args[1])
    if isinstance(expr, sp.chebyshevt):
        return _expanded(sp.cos(order * angle, evaluate=False), N, error)
    return _expanded(sp.sin((order + 1) * angle, evaluate=False) / sp.sin(angle, evaluate=False), N, error)


EXPANSIONS: Mapping[type, Callable[..., Expansion]] = {
    sp.Add: _add,
    sp.Mul: _mul,
    sp.Pow: _pow,
    sp.exp: _analytic,
    sp.log: _logarithm,
    sp.acos: _arc,
    sp.acosh: _arc,
    sp.chebyshevu: _chebyshev,
    sp.chebyshevt: _chebyshev,
    **dict.fromkeys((sp.sin, sp.cos, sp.tan, sp.asin, sp.atan), _analytic),
    **dict.fromkeys((sp.sinh, sp.cosh, sp.tanh, sp.asinh, sp.atanh), _analytic),
}
"""How each kind of node is expanded; adding a function is adding a row."""
