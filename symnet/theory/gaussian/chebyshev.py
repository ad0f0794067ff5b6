"""Chebyshev polynomials of symbolic order: the powers of a tridiagonal recurrence, in the three forms people read.

U_n and T_n are polynomials in the ratio, so every formula written with them holds on both sides of ratio = 1, at it,
and for complex ratios; the trigonometric and hyperbolic forms have a removable 0/0 there.
"""

from __future__ import annotations

from typing import Literal

import sympy as sp

Style = Literal["chebyshev", "trigonometric", "hyperbolic"]


def first_kind(n: sp.Expr, ratio: sp.Expr, style: Style = "chebyshev") -> sp.Expr:
    """T_n(ratio) = cos(n theta), ratio = cos(theta)."""
    if ratio == 1:
        return sp.S.One
    if style == "trigonometric":
        return sp.cos(n * sp.acos(ratio))
    if style == "hyperbolic":
        return sp.cosh(n * sp.acosh(ratio))
    return sp.chebyshevt(n, ratio)


def second_kind(n: sp.Expr, ratio: sp.Expr, style: Style = "chebyshev") -> sp.Expr:
    """U_n(ratio) = sin((n + 1) theta)/sin(theta), ratio = cos(theta); U_{-1} = 0 and U_{-2} = -1."""
    if ratio == 1:
        return sp.expand(n + 1)
    if style == "trigonometric":
        angle = sp.acos(ratio)
        return sp.sin((n + 1) * angle) / sp.sin(angle)
    if style == "hyperbolic":
        angle = sp.acosh(ratio)
        return sp.sinh((n + 1) * angle) / sp.sinh(angle)
    return sp.chebyshevu(n, ratio)
