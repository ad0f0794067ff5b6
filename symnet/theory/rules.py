"""Discretisation rules: how L is averaged over one step of the path. Adding a rule is adding one record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp

from symnet.notation import symbols
from symnet.notation.functions import spelled_out
from symnet.theory.averages import line_average

Average: TypeAlias = Callable[[sp.Expr, sp.Expr, sp.Expr], sp.Expr]
"""(f in ``symbols.position``, start, end) -> the mean of f over the segment, as the rule takes it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """L on the step from x_{n-1} to x_n is the ``average`` of L(x, v_n) over x, with v_n = (x_n - x_{n-1})/dt.

    >>> theta = sp.Rational(1, 3)
    >>> Rule("theta", nodes((theta, 1))).step(symbols.position**2)
    (x_next/3 + 2*x_prev/3)**2
    """

    name: str
    average: Average

    def step(
        self,
        lagrangian: sp.Expr,
        x_prev: sp.Expr = symbols.x_prev,
        x_next: sp.Expr = symbols.x_next,
        dt: sp.Expr = symbols.dt,
    ) -> sp.Expr:
        """What stands for L on the step, in SymPy's own functions."""
        mean = self.average(lagrangian, x_prev, x_next).xreplace({symbols.velocity: (x_next - x_prev) / dt})
        return spelled_out(mean)


def nodes(*places: tuple[sp.Expr, sp.Expr | int]) -> Average:
    """Read f at start + place*(end - start), for each (place, weight)."""

    def average(f: sp.Expr, start: sp.Expr, end: sp.Expr) -> sp.Expr:
        points = [((1 - sp.S(place)) * start + sp.S(place) * end, weight) for place, weight in places]
        return sp.Add(*[weight * f.xreplace({symbols.position: point}) for point, weight in points])

    return average


_HALF = sp.Rational(1, 2)

MIDPOINT = Rule("midpoint", nodes((_HALF, 1)))
"""Source: eq. (3.3)."""
ENDPOINT = Rule("endpoint", nodes((sp.S.One, 1)))
TRAPEZOID = Rule("trapezoid", nodes((sp.S.Zero, _HALF), (sp.S.One, _HALF)))
ZIGZAG = Rule("zigzag", line_average)
"""L integrated along the straight pieces of the path itself."""
RULES = (MIDPOINT, ENDPOINT, TRAPEZOID, ZIGZAG)
