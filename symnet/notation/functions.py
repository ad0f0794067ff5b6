"""Two even functions that SymPy lacks: the hyperbolic partners of ``sinc``, finite at 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import sympy as sp


class _Even(sp.Function):
    """top(y)/y for an odd ``top`` of slope 1: even, and 1 at 0; ``rewrite(sp.Piecewise)`` spells it out."""

    top: ClassVar[Callable[[sp.Expr], sp.Expr]]

    @classmethod
    def eval(cls, y: sp.Expr) -> sp.Expr | None:
        """SymPy's hook: the value at 0, and the argument's sign made canonical."""
        if y.is_zero:
            return sp.S.One
        return cls(-y) if y.could_extract_minus_sign() else None

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """SymPy's hook: the derivative away from 0."""
        y = self.args[0]
        return (type(self).top(y).fdiff(argindex) - self) / y

    def _eval_rewrite_as_Piecewise(self, y: sp.Expr, **_: Any) -> sp.Expr:
        return sp.Piecewise((type(self).top(y) / y, sp.Ne(y, 0)), (1, True))

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return self.rewrite(sp.Piecewise)._eval_evalf(precision)


class sinhc(_Even):
    """sinh(y)/y."""

    top = sp.sinh


class atanhc(_Even):
    """atanh(y)/y."""

    top = sp.atanh


def spelled_out(expr: sp.Expr) -> sp.Expr:
    """The expression in SymPy's own functions."""
    return expr.replace(lambda part: isinstance(part, _Even), lambda part: part.rewrite(sp.Piecewise))
