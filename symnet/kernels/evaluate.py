"""Expressions evaluated as they stand, in any arithmetic: what the oracle does, without a graph and without code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath
import sympy as sp

from symnet.errors import KernelError
from symnet.kernels.special import Quotient
from symnet.kernels.vocabulary import HYPERBOLIC, TRIGONOMETRIC

Values = Mapping[sp.Symbol, Any]
Evaluator = Callable[[Values], Any]

_RECIPROCAL = ("sec", "csc", "cot", "sech", "csch", "coth")
_FUNCTIONS = {getattr(sp, name): name for name in (*TRIGONOMETRIC, *HYPERBOLIC, *_RECIPROCAL, "exp", "log", "erf")}
_RELATIONS: dict[type, Callable[[Any, Any], bool]] = {
    sp.StrictLessThan: lambda a, b: a < b,
    sp.LessThan: lambda a, b: a <= b,
    sp.StrictGreaterThan: lambda a, b: a > b,
    sp.GreaterThan: lambda a, b: a >= b,
    sp.Equality: lambda a, b: a == b,
    sp.Unequality: lambda a, b: a != b,
}


_FOLDS: dict[type, Callable[[Any], Any]] = {sp.And: all, sp.Or: any, sp.Max: max, sp.Min: min}


def evaluator(e: sp.Basic, mp: mpmath.MPContext) -> Evaluator:
    """A function of the symbols' values that computes ``e`` at the precision of ``mp``."""
    if isinstance(e, sp.Symbol):
        return lambda values: values[e]
    if e.is_Rational:
        number = mp.mpf(int(e.p)) / int(e.q)
        return lambda _: number
    if getattr(e, "is_number", False) and not e.args:
        if not e.is_extended_real:
            raise KernelError(f"a derivative of the step contains {e}: it is no real number")
        constant = mp.mpf(sp.N(e, mp.dps + 5))
        return lambda _: constant
    if e in (sp.true, sp.false):
        return lambda _: e is sp.true
    parts = [evaluator(a, mp) for a in e.args] if not isinstance(e, sp.Piecewise) else []
    if isinstance(e, sp.Add):
        return lambda values: mp.fsum(part(values) for part in parts)
    if isinstance(e, sp.Mul):
        return lambda values: mp.fprod(part(values) for part in parts)
    if isinstance(e, sp.Pow):
        return _power(e, parts, mp)
    if isinstance(e, Quotient):
        return _quotient(e, parts[0], mp)
    if type(e) in _FUNCTIONS:
        function, argument = getattr(mp, _FUNCTIONS[type(e)]), parts[0]
        return lambda values: _real(mp, lambda: function(argument(values)))
    return _branch(e, parts, mp)


def _power(e: sp.Pow, parts: list[Evaluator], mp: mpmath.MPContext) -> Evaluator:
    base, exponent = parts
    if e.exp.is_Integer:
        whole = int(e.exp)
        return lambda values: _real(mp, lambda: base(values) ** whole)
    return lambda values: _real(mp, lambda: base(values) ** exponent(values))


def _real(mp: mpmath.MPContext, compute: Callable[[], Any]) -> Any:
    """The value, or nan where it is no real number: a root or a logarithm of less than nothing, a division by zero."""
    try:
        value = compute()
    except ZeroDivisionError:
        return mp.nan
    return mp.nan if isinstance(value, mp.mpc) else value


def _quotient(e: Quotient, argument: Evaluator, mp: mpmath.MPContext) -> Evaluator:
    """Its closed form, with the digits that cancel near zero to spare."""
    order = int(e.args[1])
    letter = sp.Symbol("y", real=True)
    closed = evaluator(sp.diff(e.of(letter) / letter, letter, order), mp)
    first = sp.S.Zero if order % 2 else e.coefficient(order // 2) * sp.factorial(order)
    at_zero = mp.mpf(int(first.p)) / int(first.q)

    def value(values: Values) -> Any:
        y = argument(values)
        if y == 0:
            return at_zero
        with mp.workprec((order + 3) * mp.prec):
            result = closed({letter: y})
        return +result

    return value


def _branch(e: sp.Basic, parts: list[Evaluator], mp: mpmath.MPContext) -> Evaluator:
    kind = type(e)
    if kind in _RELATIONS:
        relation, (left, right) = _RELATIONS[kind], parts
        return lambda values: relation(left(values), right(values))
    if kind in (sp.And, sp.Or, sp.Max, sp.Min):
        of: Callable[[Any], Any] = _FOLDS[kind]
        return lambda values: of(part(values) for part in parts)
    if kind is sp.Not:
        return lambda values: not parts[0](values)
    if kind is sp.Abs:
        return lambda values: abs(parts[0](values))
    if kind is sp.sign:
        return lambda values: mp.sign(parts[0](values))
    if kind is sp.Heaviside:
        return lambda values: mp.mpf(1) if parts[0](values) > 0 else parts[1](values) * (parts[0](values) == 0)
    if kind is sp.Piecewise:
        cases = [(evaluator(value, mp), evaluator(where, mp)) for value, where in e.args]
        return lambda values: next(value(values) for value, where in cases if where(values))
    raise KernelError(f"the step contains {e}, which cannot be evaluated")
