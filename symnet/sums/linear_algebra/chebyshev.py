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
        return _value(2, int(n), ratio)

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

    def _eval_evalf(self, prec: int) -> sp.Expr | None:
        return _at_precision(2, prec, *self.args)

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
        return _value(1, abs(int(n)), ratio) if n.is_Integer else None

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

    def _eval_evalf(self, prec: int) -> sp.Expr | None:
        return _at_precision(1, prec, *self.args)

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


def doubled(n: int, ratio: Any) -> tuple[Any, Any]:
    """(T_n, U_{n-1}) of any kind of number, n >= 0, by repeated doubling."""
    cosine, sine = ratio * 0 + 1, ratio * 0
    for bit in bin(n)[2:]:
        cosine, sine = 2 * cosine * cosine - 1, 2 * cosine * sine
        if bit == "1":
            cosine, sine = ratio * cosine + (ratio * ratio - 1) * sine, ratio * sine + cosine
    return cosine, sine


def _value(kind: int, n: int, ratio: sp.Expr) -> sp.Expr | None:
    """T_n (kind 1) or U_n (kind 2) of a number, or written out where it is short; None where it is better left."""
    place = n + kind - 1
    if ratio.is_Float:
        with mpmath.workprec(ratio._prec + 2 * n.bit_length() + 20):
            return sp.Float(doubled(place, mpmath.mpf(ratio))[kind - 1], precision=ratio._prec)
    if ratio.is_Rational:
        return doubled(place, ratio)[kind - 1]
    return sp.expand(doubled(place, ratio)[kind - 1]) if n <= _EXPLICIT else None


def _at_precision(kind: int, precision: int, n: sp.Expr, ratio: sp.Expr) -> sp.Expr | None:
    """The value of T_n or U_n for an explicit order and a number that needs evaluating, complex perhaps."""
    if not n.is_Integer or not ratio.is_number:
        return None
    place = abs(int(n)) + kind - 1
    working = precision + 2 * place.bit_length() + 20
    with mpmath.workprec(working):
        number = ratio._to_mpmath(working)
        found = doubled(place, number)[kind - 1]
    return sp.Expr._from_mpmath(found, precision)
