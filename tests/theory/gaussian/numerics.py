"""Closed forms as functions of multiprecision numbers."""

from __future__ import annotations

import sympy as sp

from symnet.sums.linear_algebra.chebyshev import doubled


def numeric_function(symbols: list, expression: sp.Expr):
    """A closed form as an mpmath function: mpmath's own Chebyshev functions stumble at orders 0, -1 and -2."""

    def chebyshevt(n, ratio):
        return doubled(abs(int(n)), ratio)[0]

    def chebyshevu(n, ratio):
        return doubled(int(n) + 1, ratio)[1] if n >= -1 else -chebyshevu(-n - 2, ratio)

    return sp.lambdify(symbols, expression, [{"chebyshevt": chebyshevt, "chebyshevu": chebyshevu}, "mpmath"])
