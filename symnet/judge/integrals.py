"""Two integrals over one range: their factors where the integrands are alike, else their first different power.

``c1 * J = c2 * J`` says c1 = c2, because J does not vanish identically: its integrand is positive at some values. There
a longer range also gives a larger integral.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symnet.errors import SymnetError
from symnet.judge.obligation import Obligation
from symnet.notation.tex import tex

_ORDERS = 6
"""How many powers of the upper end are looked at."""


def integrated(obligation: Obligation) -> Obligation:
    """The obligation without its integrals, if each side is one integral with a factor.

    Raises:
        SymnetError: the two integrals cannot be compared.
    """
    sides = [_factor_and_integral(side) for side in (obligation.claimed, obligation.derived)]
    if any(side is None for side in sides):
        return obligation
    (first, left), (second, right) = (side for side in sides if side is not None)
    left = _renamed(left, right.limits[0][0])
    ratio = sp.cancel(left.function / right.function)
    if left.limits != right.limits:
        return _by_ends(obligation, sp.expand(first * ratio - second), left.limits[0], right.limits[0])
    if not ratio.has(left.limits[0][0]) and _positive_somewhere(right):
        about = f"{obligation.about}: what stands before ${tex(right)}$"
        return replace(obligation, about=about, claimed=first * ratio, derived=second)
    return _by_powers(obligation, first * left, second * right, left.limits[0])


def _renamed(integral: sp.Integral, variable: sp.Symbol) -> sp.Integral:
    """The same integral over a variable of this name; a bound variable's name says nothing."""
    ((old, *ends),) = integral.limits
    free = integral.function.free_symbols - {old} | {letter for end in ends for letter in end.free_symbols}
    if variable in free:
        raise SymnetError(f"{variable} is bound on one side and free on the other")
    return sp.Integral(integral.function.xreplace({old: variable}), (variable, *ends))


def _by_ends(obligation: Obligation, difference: sp.Expr, left: sp.Tuple, right: sp.Tuple) -> Obligation:
    """Equal positive integrands whose range differs at one end: equal iff that end is."""
    differing = [(which, a, b) for which, a, b in zip(("lower", "upper"), left[1:], right[1:], strict=True) if a != b]
    if difference != 0 or left[0] != right[0] or len(differing) != 1:
        raise SymnetError(f"integrals over {left} and {right} are not compared")
    ((which, claimed, derived),) = differing
    return replace(obligation, about=f"{obligation.about}: the {which} end", claimed=claimed, derived=derived)


def _factor_and_integral(side: sp.Expr) -> tuple[sp.Expr, sp.Integral] | None:
    factor, rest = side.as_independent(sp.Integral, as_Add=False)
    return (factor, rest) if isinstance(rest, sp.Integral) and len(rest.limits) == 1 else None


def _positive_somewhere(integral: sp.Integral) -> bool:
    """With angles 0 and the other parameters 1, is the integrand positive?"""
    (variable, *_) = integral.limits[0]
    angles = {letter for wave in integral.atoms(sp.cos, sp.sin) for letter in wave.free_symbols - {variable}}
    others = integral.function.free_symbols - angles - {variable}
    values = {**dict.fromkeys(angles, sp.S.Zero), **dict.fromkeys(others, sp.S.One)}
    return bool(integral.function.subs(values).is_positive)


def _by_powers(obligation: Obligation, claimed: sp.Expr, derived: sp.Expr, limit: sp.Tuple) -> Obligation:
    """Both sides in powers of the upper end of a range from -end to end: the first power at which they differ."""
    variable, lower, upper = limit
    if not upper.is_Symbol or lower != -upper:
        raise SymnetError(f"different integrands from {lower} to {upper} are not compared")
    left, right = (_powers(side, variable, upper) for side in (claimed, derived))
    for power in range(-2, _ORDERS - 2):
        coefficients = [side.coeff(upper, power) for side in (left, right)]
        if sp.expand(coefficients[0] - coefficients[1]) != 0:
            about = f"{obligation.about}: the coefficient of {upper}**{power}"
            return replace(obligation, about=about, claimed=coefficients[0], derived=coefficients[1])
    raise SymnetError(f"the integrals agree up to {upper}**{_ORDERS - 3}, which is no proof")


def _powers(side: sp.Expr, variable: sp.Symbol, upper: sp.Symbol) -> sp.Expr:
    factor, integral = side.as_independent(sp.Integral, as_Add=False)
    total = []
    for order in range(0, _ORDERS, 2):
        coefficient = integral.function.diff(variable, order).subs(variable, 0) / sp.factorial(order)
        total.append(2 * coefficient * upper ** (order + 1) / (order + 1))
    return sp.expand(factor * sp.Add(*total))
