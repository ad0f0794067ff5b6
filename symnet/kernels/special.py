"""Quotients such as sin(y)/y and their derivatives, computed without cancellation where y is small.

The zigzag rule brings them; the derivative of sin(y)/y as it is usually written, cos(y)/y - sin(y)/y**2, loses every
digit on a short step. Each quotient here is a function with its own derivative, a series near zero and a closed form.
"""

from __future__ import annotations

from typing import Any, ClassVar

import sympy as sp

_TERMS = 14


class Quotient(sp.Function):
    """The ``order``-th derivative of f(y)/y for an odd f; a subclass names f and the |y| where its series ends."""

    nargs = 2
    of: ClassVar[Any]
    near: ClassVar[sp.Rational]

    @classmethod
    def coefficient(cls, power: int) -> sp.Rational:
        """Of y**(2*power) in f(y)/y."""
        return cls.of.taylor_term(2 * power + 1, sp.S.One)

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """The next derivative."""
        y, order = self.args
        return self.func(y, order + 1)

    def _eval_is_real(self) -> bool:
        return True

    def written_out(self) -> sp.Expr:
        """The series where |y| is small, the closed form elsewhere."""
        y, order = self.args
        letter = sp.Symbol("y", real=True)
        closed = sp.diff(self.of(letter) / letter, letter, int(order)).xreplace({letter: y})
        return sp.Piecewise((self._series(y, int(order)), sp.Abs(y) < self.near), (closed, True))

    def _series(self, y: sp.Expr, order: int) -> sp.Expr:
        total: sp.Expr = sp.S.Zero
        for power in range(_TERMS, -1, -1):
            degree = 2 * power
            if degree >= order:
                total = total * y**2 + self.coefficient(power) * sp.ff(degree, order)
        return total * y if order % 2 else total


class SinOver(Quotient):
    """sin(y)/y."""

    of = sp.sin
    near = sp.S.One


class SinhOver(Quotient):
    """sinh(y)/y."""

    of = sp.sinh
    near = sp.S.One


class AtanhOver(Quotient):
    """atanh(y)/y."""

    of = sp.atanh
    near = sp.Rational(1, 4)


def with_quotients(e: sp.Expr) -> sp.Expr:
    """The same expression with every f(y)/y as a `Quotient`."""
    found: dict[sp.Basic, sp.Expr] = {s: SinOver(s.args[0], sp.S.Zero) for s in e.atoms(sp.sinc)}
    found |= {p: quotient for p in e.atoms(sp.Piecewise) if (quotient := _quotient(p)) is not None}
    return e.xreplace(found)


def _quotient(p: sp.Piecewise) -> sp.Expr | None:
    """The quotient that Piecewise((f(y)/y, y != 0), (1, True)) is."""
    if len(p.args) != 2 or p.args[1] != (1, True) or not isinstance(p.args[0][1], sp.Ne):
        return None
    value: Any = p.args[0][0]
    for quotient in (SinhOver, AtanhOver, SinOver):
        for applied in sorted(value.atoms(quotient.of), key=sp.default_sort_key):
            y = applied.args[0]
            if value == applied / y and p.args[0][1] == sp.Ne(y, 0):
                return quotient(y, sp.S.Zero)
    return None


def with_sizes(e: sp.Expr) -> sp.Expr:
    """The same expression with |y| as a choice of two where SymPy does not know that y is real, such as y = log(x).

    It would differentiate by real and imaginary parts, of which a step has none.
    """
    return e.replace(
        lambda a: isinstance(a, sp.Abs) and a.args[0].is_extended_real is None,
        lambda a: sp.Piecewise((a.args[0], a.args[0] > 0), (-a.args[0], True)),
    )
