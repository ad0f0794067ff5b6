"""The Green function between two times, and between two weights as its differences."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.step import QuadraticStep

OfTime = Callable[[sp.Expr], sp.Expr]


def between_times(step: QuadraticStep, ends: Ends, n: sp.Expr, k: sp.Expr) -> sp.Expr:
    """The inverse of the form in the positions, at 0 <= n, k <= N; 0 where the path is held."""
    return ends.matrix(step).inverse(ends.row(n), ends.row(k))


def weight_of(path: OfTime, k: sp.Expr, order: int) -> sp.Expr:
    """The k-th velocity (order 1) or velocity increment (order 2) of a path, 1 <= k <= N.

    Source:
        eqs. (4.4) and (4.5), with W_0 = 0.
    """
    if order == 1:
        return (path(k) - path(k - 1)) / s.dt
    return (path(k) - 2 * path(k - 1) + path(sp.Max(k - 2, 0))) / s.dt


def between_weights(step: QuadraticStep, ends: Ends, i: sp.Expr, j: sp.Expr, order: int) -> sp.Expr:
    """The inverse of the form in the weights, 1 <= i, j <= N (on a ring and with two held ends, the last one too)."""

    def with_time(n: sp.Expr) -> sp.Expr:
        return weight_of(lambda k: between_times(step, ends, n, k), j, order)

    return weight_of(with_time, i, order)
