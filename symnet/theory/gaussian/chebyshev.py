"""Chebyshev polynomials of symbolic order: the powers of a tridiagonal recurrence.

U_n and T_n are polynomials in the ratio, so every formula written with them holds for ratios below, at and above 1 and
for complex ones. The trigonometric and hyperbolic forms read better and have a removable 0/0 at 1.
"""

from __future__ import annotations

from typing import Any

import mpmath
import sympy as sp

_EXPLICIT = 4
"""Orders up to which a polynomial is written out; SymPy writes out all, which costs every digit at order 100."""


class chebyshevu(sp.chebyshevu):
    """U_n(ratio) = sin((n + 1) theta)/sin(theta), ratio = cos(theta); U_{-1} = 0 and U_{-2} = -1."""

    @classmethod
    def eval(cls, n: sp.Expr, ratio: sp.Expr) -> sp.Expr | None:
        """The value where it is a number or a short polynomial."""
        if ratio is sp.S.One:
            return sp.expand(n + 1)
        if ratio is sp.S.NegativeOne:
            return (-1) ** n * sp.expand(n + 1)
        if not n.is_Integer:
            return None
        if n < -1:
            return -cls(-n - 2, ratio)
        if n == -1:
            return sp.S.Zero
        return _explicit(int(n), ratio, sp.S.One, 2 * ratio)

    def fdiff(self, argindex: int = 2) -> sp.Expr:
        """The derivative by the ratio."""
        n, ratio = self.args
        if argindex != 2:
            raise sp.core.function.ArgumentIndexError(self, argindex)
        return ((n + 1) * chebyshevt(n + 1, ratio) - ratio * self) / (ratio**2 - 1)

    def _eval_is_extended_real(self) -> bool | None:
        return True if self.args[1].is_extended_real else None

    def _eval_expand_func(self, **hints: Any) -> sp.Expr:
        return sp.chebyshevu(*self.args)

    def _eval_rewrite_as_sin(self, n: sp.Expr, ratio: sp.Expr, **kwargs: Any) -> sp.Expr:
        angle = sp.acos(ratio)
        return sp.sin((n + 1) * angle) / sp.sin(angle)

    def _eval_rewrite_as_sinh(self, n: sp.Expr, ratio: sp.Expr, **kwargs: Any) -> sp.Expr:
        angle = sp.acosh(ratio)
        return sp.sinh((n + 1) * angle) / sp.sinh(angle)


class chebyshevt(sp.chebyshevt):
    """T_n(ratio) = cos(n theta), ratio = cos(theta)."""

    @classmethod
    def eval(cls, n: sp.Expr, ratio: sp.Expr) -> sp.Expr | None:
        """The value where it is a number or a short polynomial."""
        if ratio is sp.S.One:
            return sp.S.One
        if ratio is sp.S.NegativeOne:
            return (-1) ** n
        return _explicit(abs(int(n)), ratio, sp.S.One, ratio) if n.is_Integer else None

    def fdiff(self, argindex: int = 2) -> sp.Expr:
        """The derivative by the ratio."""
        n, ratio = self.args
        if argindex != 2:
            raise sp.core.function.ArgumentIndexError(self, argindex)
        return n * chebyshevu(n - 1, ratio)

    def _eval_is_extended_real(self) -> bool | None:
        return True if self.args[1].is_extended_real else None

    def _eval_expand_func(self, **hints: Any) -> sp.Expr:
        return sp.chebyshevt(*self.args)

    def _eval_rewrite_as_sin(self, n: sp.Expr, ratio: sp.Expr, **kwargs: Any) -> sp.Expr:
        return sp.cos(n * sp.acos(ratio))

    def _eval_rewrite_as_sinh(self, n: sp.Expr, ratio: sp.Expr, **kwargs: Any) -> sp.Expr:
        return sp.cosh(n * sp.acosh(ratio))


def trigonometric(expression: sp.Expr) -> sp.Expr:
    """The same with sines and cosines of the angle per step: the natural form where the motion is bounded."""
    return expression.rewrite(sp.sin)


def hyperbolic(expression: sp.Expr) -> sp.Expr:
    """The same with hyperbolic functions: the natural form in Euclidean time."""
    return expression.rewrite(sp.sinh)


def _explicit(n: int, ratio: sp.Expr, zeroth: sp.Expr, first: sp.Expr) -> sp.Expr | None:
    """The n-th term of p_{n+1} = 2 ratio p_n - p_{n-1}, or None where it is better left as it is."""
    if ratio.is_Float:
        with mpmath.workprec(ratio._prec + 20):
            value = (mpmath.chebyt if first == ratio else mpmath.chebyu)(n, mpmath.mpf(ratio))
        return sp.Float(value, precision=ratio._prec)
    if n > _EXPLICIT and not ratio.is_Rational:
        return None
    for _ in range(n):
        zeroth, first = first, sp.expand(2 * ratio * first - zeroth)
    return zeroth
