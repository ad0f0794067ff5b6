"""The Lagrangian on a lattice of times: S = dt * sum over n = 1 ... N of l(x_{n-1}, x_n)."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.theory.boundary import BOUNDARIES, FIXED, Boundary
from symnet.theory.choices import choose
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import MIDPOINT, RULES, Rule
from symnet.theory.signature import REAL, TIMES, TimeSignature


@dataclass(frozen=True, slots=True)
class LatticeAction:
    """One step says everything: ``step`` is l in ``symbols.x_prev``, ``symbols.x_next``, ``symbols.dt``.

    In Euclidean time the rotation L_E(x, v) = -L(x, i v) is already in it.

    Units:
        step [energy].
    Source:
        eq. (3.3)
    """

    lagrangian: Lagrangian
    rule: Rule
    boundary: Boundary
    time: TimeSignature
    step: sp.Expr

    @property
    def local(self) -> sp.Expr:
        """The step with the velocity left as ``symbols.velocity``."""
        return self.rule.average(self.time.rotated(self.lagrangian.expr), symbols.x_prev, symbols.x_next)

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The Lagrangian's."""
        return self.lagrangian.parameters

    def _repr_latex_(self) -> str:
        names = {"x_prev": "x_{n-1}", "x_next": "x_{n}"}
        step = tex(self.step, names=names)
        return rf"$\displaystyle {tex_action(self.time)} = \Delta t \sum_{{n=1}}^{{N}} \left[ {step} \right]$"


def tex_action(time: TimeSignature) -> str:
    """S or S_E."""
    return {"S": "S", "S_E": r"S_{\text{E}}"}[time.action]


def discretize(
    lagrangian: Lagrangian,
    rule: str | Rule = MIDPOINT,
    boundary: str | Boundary = FIXED,
    time: str | TimeSignature = REAL,
) -> LatticeAction:
    """Replace L on every step as the rule says.

    Raises:
        InputError: a name that is not a rule, boundary or time.
        UnsupportedError: a Lagrangian that cannot be rotated to Euclidean time.
    """
    rule, boundary = choose("rule", rule, RULES), choose("boundary", boundary, BOUNDARIES)
    time = choose("time", time, TIMES)
    return LatticeAction(lagrangian, rule, boundary, time, rule.step(time.rotated(lagrangian.expr)))
