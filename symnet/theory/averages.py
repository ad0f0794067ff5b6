"""The mean of f over a straight segment, in forms that stay exact as the segment shrinks to a point.

A primitive's difference F(end) - F(start) over end - start loses every digit on a short segment; the forms here do not
divide a difference of nearly equal numbers. What has no such form is left as an ``Integral``.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from sympy.simplify.fu import TR8

from symnet.notation import symbols
from symnet.notation.functions import atanhc, sinhc
from symnet.notation.size import terms_multiplied_out

_X = symbols.position
_MANY, _HIGHEST = 500, 10


def line_average(f: sp.Expr, start: sp.Expr, end: sp.Expr) -> sp.Expr:
    """Integral of f(start + s*(end - start)) over 0 <= s <= 1, f in ``symbols.position``."""
    taken = {letter.name for letter in (f + start + end).free_symbols}
    place = sp.Symbol(next(symbols.fresh_names(("s", "u", "r"), taken)), real=True)
    return _average(f, start, end, place)


def _average(f: sp.Expr, start: sp.Expr, end: sp.Expr, place: sp.Symbol) -> sp.Expr:
    return sp.Add(*[_term_average(term, start, end, place) for term in sp.Add.make_args(f)])


def _term_average(term: sp.Expr, start: sp.Expr, end: sp.Expr, place: sp.Symbol) -> sp.Expr:
    factor, core = term.as_independent(_X, as_Add=False)
    if core == 1:
        return factor
    rows = (_power, _squared_reciprocal, _function)
    found = next((mean for row in rows if (mean := row(core, start, end)) is not None), None)
    if found is not None:
        return factor * found
    split = _as_terms(core)
    if split.is_Add:
        return factor * _average(split, start, end, place)
    degree = _degree(core)
    if degree is not None and degree <= _HIGHEST:
        return factor * _at_places(core, start, end, degree)
    return factor * sp.Integral(core.xreplace({_X: start + place * (end - start)}), (place, 0, 1))


def _as_terms(core: sp.Expr) -> sp.Expr:
    """Products of sines and cosines as sums, products of sums multiplied out; a very long one as it is."""
    if terms_multiplied_out(core) > _MANY:
        return core
    linear = TR8(core) if core.has(sp.sin, sp.cos) else core
    return linear if linear.is_Add else core.expand(power_exp=False, power_base=False, log=False, basic=False)


def _degree(e: sp.Expr) -> int | None:
    """A degree in the position that ``e``, not multiplied out, does not exceed; None for what is no polynomial."""
    if not e.has(_X):
        return 0
    parts = [_degree(part) for part in e.args]
    if e == _X:
        return 1
    if e.is_Pow:
        whole = e.exp.is_Integer and e.exp.is_positive and parts[0] is not None
        return int(e.exp) * (parts[0] or 0) if whole else None
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or not (e.is_Add or e.is_Mul):
        return None
    return max(known) if e.is_Add else sum(known)


def _at_places(core: sp.Expr, start: sp.Expr, end: sp.Expr, degree: int) -> sp.Expr:
    """The mean of a polynomial from its values at degree + 1 places, exactly (Newton and Cotes)."""
    places = [sp.Rational(place, degree) for place in range(degree + 1)]
    weights = [_weight(place, places) for place in places]
    ways = [core.xreplace({_X: start + place * (end - start)}) for place in places]
    return sp.Add(*[weight * value for weight, value in zip(weights, ways, strict=True)])


def _weight(place: sp.Rational, places: list[sp.Rational]) -> sp.Rational:
    """The integral over 0 <= s <= 1 of the polynomial that is 1 at ``place`` and 0 at the others."""
    lagrange = sp.Mul(*[(_X - other) / (place - other) for other in places if other != place])
    return sp.integrate(sp.expand(lagrange), (_X, 0, 1))


def _affine_ends(argument: sp.Expr, start: sp.Expr, end: sp.Expr) -> tuple[sp.Expr, sp.Expr] | None:
    """The argument at both ends, if it is affine in the position."""
    slope = argument.diff(_X)
    if slope.has(_X) or slope == 0:
        return None
    return argument.xreplace({_X: start}), argument.xreplace({_X: end})


def _power(core: sp.Expr, start: sp.Expr, end: sp.Expr) -> sp.Expr | None:
    """Mean of u**exponent for affine u and rational exponent, or None for anything else.

    With r = u**(1/q) and b = q*(exponent + 1): (r1**b - r0**b)/(r1**q - r0**q)/(exponent + 1), the quotient cancelled.
    """
    base, exponent = core.args if core.is_Pow else (core, sp.S.One)
    ends = _affine_ends(base, start, end) if exponent.is_Rational else None
    if ends is None:
        return None
    if exponent == -1:
        return 2 * atanhc((ends[1] - ends[0]) / (ends[1] + ends[0])) / (ends[1] + ends[0])
    q = exponent.q
    left, right = (value ** sp.Rational(1, q) for value in ends)
    b = int(q * (exponent + 1))
    quotient = _geometric(left, right, abs(b)) / _geometric(left, right, q) / (exponent + 1)
    return quotient if b > 0 else -quotient * (left * right) ** b


def _geometric(left: sp.Expr, right: sp.Expr, count: int) -> sp.Expr:
    """(right**count - left**count)/(right - left)."""
    return sp.Add(*[left ** (count - 1 - power) * right**power for power in range(count)])


def _function(core: sp.Expr, start: sp.Expr, end: sp.Expr) -> sp.Expr | None:
    row = _FUNCTIONS.get(core.func)
    ends = _affine_ends(core.args[0], start, end) if row else None
    return row(*ends) if row and ends else None


def _squared_reciprocal(core: sp.Expr, start: sp.Expr, end: sp.Expr) -> sp.Expr | None:
    base, exponent = core.args if core.is_Pow else (core, sp.S.One)
    row = _SQUARED_RECIPROCALS.get(base.func) if exponent == -2 else None
    ends = _affine_ends(base.args[0], start, end) if row else None
    return row(ends[1] - ends[0]) / (base.func(ends[0]) * base.func(ends[1])) if row and ends else None


def _about_the_middle(function: Callable[[sp.Expr], sp.Expr], spread: Callable[[sp.Expr], sp.Expr]) -> _Row:
    return lambda start, end: function((start + end) / 2) * spread((end - start) / 2)


def _log(start: sp.Expr, end: sp.Expr) -> sp.Expr:
    return (sp.log(start) + sp.log(end)) / 2 + atanhc((end - start) / (end + start)) - 1


_Row = Callable[[sp.Expr, sp.Expr], sp.Expr]

_FUNCTIONS: dict[type, _Row] = {
    sp.exp: _about_the_middle(sp.exp, sinhc),
    sp.sin: _about_the_middle(sp.sin, sp.sinc),
    sp.cos: _about_the_middle(sp.cos, sp.sinc),
    sp.sinh: _about_the_middle(sp.sinh, sinhc),
    sp.cosh: _about_the_middle(sp.cosh, sinhc),
    sp.log: _log,
}
"""Function of an affine argument -> its mean between the argument's two ends."""

_SQUARED_RECIPROCALS: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    sp.cosh: sinhc,
    sp.sinh: sinhc,
    sp.cos: sp.sinc,
    sp.sin: sp.sinc,
}
"""1/f(u)**2 for these f has the mean spread(u1 - u0)/(f(u0)*f(u1)): the addition theorem of its primitive."""
