"""The Langevin equation with a linear drift, step by step: its moments are known exactly at every step size."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols
from symnet.theory.series import Approach
from symnet.theory.stochastic.langevin import Langevin


@dataclass(frozen=True, slots=True)
class LinearSteps:
    """x_{n+1} = kept * x_n + noise, the noise of each step with variance ``added``.

    Source:
        eq. (5.12) with drift -rate*x: kept = 1 - rate*dt, added = 2 D dt
    """

    kept: sp.Expr
    added: sp.Expr

    @property
    def mean(self) -> Approach:
        """<x_N> for a path that starts at x_ini: it forgets the start."""
        conditions = ("the step is small enough: |kept| < 1",)
        return Approach(sp.S.Zero, self.kept**symbols.N, sp.S.One, symbols.x_ini, conditions)

    @property
    def variance(self) -> sp.Expr:
        """<x_N**2> - <x_N>**2: what each earlier step added, multiplied by kept**2 in every step since."""
        since = symbols.j
        return sp.Sum(self.added * self.kept ** (2 * since), (since, 0, symbols.N - 1))


def linear_steps(langevin: Langevin, kept: sp.Symbol) -> LinearSteps:
    """The steps of a process whose drift is -rate*x, with ``kept`` for 1 - rate*dt."""
    return LinearSteps(kept, 2 * langevin.strength * symbols.dt)
