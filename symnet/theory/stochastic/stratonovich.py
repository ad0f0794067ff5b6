"""Products read in the middle of their step, and why the ordinary chain rule holds for them."""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols
from symnet.theory.series import Approach, expanded
from symnet.theory.stochastic.langevin import HALF

_X = symbols.position
_STEP = sp.Symbol("u", real=True)


def mean_of_ends(function: sp.Expr, before: sp.Expr, after: sp.Expr) -> sp.Expr:
    """(f(before) + f(after))/2 * (after - before): one term of eq. (B.5)."""
    ends = (function.subs(_X, place) for place in (before, after))
    return HALF * sp.Add(*ends) * (after - before)


def stratonovich_integral(function: sp.Expr) -> sp.Expr:
    """The integral of f(x) dx along a path of N steps, as eq. (B.5) means it."""
    n, x = symbols.n, symbols.x
    return sp.Sum(mean_of_ends(function, x[n], x[n + 1]), (n, 0, symbols.N - 1))


def read_at(function: sp.Expr, before: sp.Expr, after: sp.Expr, alpha: sp.Expr = HALF) -> sp.Expr:
    """f(before + alpha*(after - before)) * (after - before)."""
    return function.subs(_X, before + alpha * (after - before)) * (after - before)


def defect(product: sp.Expr, reference: sp.Expr, after: sp.Symbol, order: int = 4) -> Approach:
    """``product`` minus ``reference`` of one step from ``symbols.position``, in powers of its length u.

    With u of order sqrt(dt), a defect of order u**p adds up over 1/dt steps to dt**((p - 2)/2); it has mean zero to
    leading order where p is odd.
    """
    found = expanded((product - reference).subs(after, _X + _STEP), _STEP, order)
    first = next((power for power, coefficient in found.items() if coefficient != 0), order + 1)
    return Approach(sp.S.Zero, _STEP, sp.Integer(first), found.get(first, sp.S.Zero))
