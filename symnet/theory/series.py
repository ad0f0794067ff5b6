"""Expansions in one small symbol, with derivatives of undefined functions as independent quantities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product as cartesian

import sympy as sp

from symnet.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class Approach:
    """value + correction * small**order + ..., as ``small`` goes to 0: a limit with its rate.

    Shapes:
        correction: the first coefficient that does not vanish, of the order looked at; 0 if none was met up to there.
        conditions: what was assumed on the way, in words.
    """

    value: sp.Expr
    small: sp.Expr
    order: sp.Expr
    correction: sp.Expr
    conditions: tuple[str, ...] = ()


def expanded(expr: sp.Expr, small: sp.Symbol, order: int) -> dict[int, sp.Expr]:
    """The coefficients of ``small**p`` for p <= order: Taylor for functions, Laurent for powers.

    Raises:
        UnsupportedError: a function whose argument grows as ``small`` goes to 0, or an odd kind of node.
    """
    found = _collected(_taylor(expr, small, order + _depth(expr, small)), small)
    return {power: coefficient for power, coefficient in sorted(found.items()) if power <= order}


def product(left: Mapping[int, sp.Expr], right: Mapping[int, sp.Expr], order: int) -> dict[int, sp.Expr]:
    """The coefficients of a product, up to ``order``."""
    found: dict[int, list[sp.Expr]] = {}
    for (p, a), (q, b) in cartesian(left.items(), right.items()):
        if p + q <= order:
            found.setdefault(p + q, []).append(a * b)
    return {power: sp.expand(sp.Add(*terms)) for power, terms in sorted(found.items())}


def exponential(exponent: Mapping[int, sp.Expr], order: int) -> dict[int, sp.Expr]:
    """The coefficients of exp(series), of a series that starts at a positive power."""
    total: dict[int, sp.Expr] = {0: sp.S.One}
    power: dict[int, sp.Expr] = {0: sp.S.One}
    for count in range(1, order + 1):
        power = {p: a / count for p, a in product(power, exponent, order).items()}
        total = {p: total.get(p, sp.S.Zero) + power.get(p, sp.S.Zero) for p in {*total, *power}}
    return dict(sorted(total.items()))


def approach(expr: sp.Expr, small: sp.Symbol, order: int, conditions: tuple[str, ...] = ()) -> Approach:
    """The limit of ``expr`` and its first correction up to ``small**order``.

    Raises:
        UnsupportedError: the expression does not stay finite.
    """
    found = expanded(expr, small, order)
    growing = [power for power, coefficient in found.items() if power < 0 and coefficient != 0]
    if growing:
        raise UnsupportedError(f"{expr} grows as {small}**({growing[0]}) when {small} goes to 0")
    later = [power for power, coefficient in found.items() if power > 0 and coefficient != 0]
    first = later[0] if later else order
    return Approach(found.get(0, sp.S.Zero), small, sp.Integer(first), found.get(first, sp.S.Zero), conditions)


def _depth(expr: sp.Expr, small: sp.Symbol) -> int:
    """How many orders the negative powers in ``expr`` can take away."""
    opaque = expr.replace(lambda part: isinstance(part, _FUNCTIONS) or _is_root(part, small), lambda part: sp.Dummy())
    return -min(0, *_collected(opaque, small))


def _collected(expr: sp.Expr, small: sp.Symbol) -> dict[int, sp.Expr]:
    found: dict[int, list[sp.Expr]] = {}
    for term in sp.Add.make_args(sp.expand(expr)):
        rest, power = term.as_independent(small, as_Add=False)
        base, exponent = power.as_base_exp()
        if power != 1 and (base != small or not exponent.is_Integer):
            raise UnsupportedError(f"{power} is no power of {small}")
        found.setdefault(0 if power == 1 else int(exponent), []).append(rest)
    return {power: sp.Add(*terms) for power, terms in found.items()}


def _taylor(expr: sp.Expr, small: sp.Symbol, order: int) -> sp.Expr:
    """Every function with ``small`` in its argument replaced by its Taylor polynomial."""
    if not expr.has(small) or not expr.args:
        return expr
    if not isinstance(expr, _FUNCTIONS) and not _is_root(expr, small):
        return expr.func(*[_taylor(argument, small, order) for argument in expr.args])
    function, count, outer = _parts(expr)
    argument = _taylor(outer, small, order)
    start = argument.subs(small, 0)
    if start.has(sp.nan, sp.zoo, sp.oo):
        raise UnsupportedError(f"the argument of {expr} grows as {small} goes to 0")
    shift, power, total = sp.expand(argument - start), sp.S.One, _derivative(function, start, count)
    for more in range(1, order + 1):
        power = _truncated(power * shift / more, small, order)
        if power == 0:
            break
        total += _derivative(function, start, count + more) * power
    return total


def _parts(expr: sp.Expr) -> tuple[Callable[[sp.Expr], sp.Expr], int, sp.Expr]:
    """The function, how often it is differentiated, and its argument: f(u), or f'(u) as SymPy writes it with Subs."""
    if isinstance(expr, sp.Function) and len(expr.args) == 1:
        return expr.func, 0, expr.args[0]
    if isinstance(expr, sp.Pow):
        return lambda base: base**expr.exp, 0, expr.base
    if isinstance(expr, sp.Subs) and isinstance(expr.expr, sp.Derivative) and len(expr.variables) == 1:
        ((variable, count),) = expr.expr.variable_count
        if variable == expr.variables[0] and expr.expr.expr.args == (variable,):
            return expr.expr.expr.func, int(count), expr.point[0]
    raise UnsupportedError(f"{expr} is not a function of one argument")


def _is_root(expr: sp.Expr, small: sp.Symbol) -> bool:
    """A power of something that neither vanishes nor grows, other than a plain positive one."""
    if not isinstance(expr, sp.Pow) or expr.exp.has(small) or (expr.exp.is_Integer and expr.exp.is_positive):
        return False
    start = expr.base.subs(small, 0)
    return start != 0 and not start.has(sp.nan, sp.zoo, sp.oo)


def _truncated(expr: sp.Expr, small: sp.Symbol, order: int) -> sp.Expr:
    found = _collected(expr, small)
    return sp.Add(*[coefficient * small**power for power, coefficient in found.items() if power <= order])


def _derivative(function: Callable[[sp.Expr], sp.Expr], at: sp.Expr, count: int) -> sp.Expr:
    if count == 0:
        return function(at)
    if isinstance(at, sp.Symbol):
        return function(at).diff(at, count)
    place = sp.Dummy(real=True)
    slope = function(place).diff(place, count)
    if slope.has(sp.Derivative):
        raise UnsupportedError(f"a derivative of the undefined {function} away from a plain variable, at {at}")
    return slope.subs(place, at)


_FUNCTIONS = (sp.Function, sp.Subs)
