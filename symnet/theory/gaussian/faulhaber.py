"""Sums of polynomials over a range with symbolic ends; a range that is empty by one step gives 0."""

from __future__ import annotations

import sympy as sp


def sum_polynomial(summand: sp.Expr, index: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr:
    """Sum of a polynomial in ``index`` over low <= index <= high, valid for high >= low - 1."""
    total = sp.S.Zero
    for (power,), coefficient in sp.Poly(summand, index).terms():
        total += coefficient * (_antidifference(power, high + 1) - _antidifference(power, low))
    return sp.expand(total)


def _antidifference(power: int, at: sp.Expr) -> sp.Expr:
    """B_{power+1}(at)/(power + 1), whose forward difference is at**power."""
    t = sp.Dummy("t")
    return sp.bernoulli(power + 1, t).subs(t, at) / (power + 1)
