"""What the network's parameters are on a smooth path: velocities and accelerations, with their first correction."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols
from symnet.theory.path import InversePath
from symnet.theory.series import Approach, approach

_PATH = sp.Function("x")
_CONDITION = "along a smooth path"


def along_smooth_path(expression: sp.Expr) -> Approach:
    """The expression in x[n], x[n - 1], ... read off a smooth x(t), seen from t = t_n, as dt goes to 0."""
    times = {
        entry: _PATH(symbols.t + (entry.indices[0] - symbols.n) * symbols.dt)
        for entry in expression.atoms(sp.Indexed)
        if entry.base == symbols.x
    }
    return approach(expression.xreplace(times), symbols.dt, 3, (_CONDITION,))


def weight_on_smooth_path(inverse: InversePath, scale: sp.Expr = sp.S.One) -> Approach:
    """``scale`` times a weight, on a smooth path."""
    return along_smooth_path(scale * inverse.expression)


@dataclass(frozen=True, slots=True)
class StepLimit:
    """What a family of activations tends to, before, at and after its threshold."""

    before: sp.Expr
    at: sp.Expr
    after: sp.Expr
    rate: Approach


def steep_sigmoid() -> StepLimit:
    """1/(1 + exp(-s t)) as s grows: in powers of q = exp(-s |t|).

    Source:
        above eq. (4.1)
    """
    q = sp.Symbol("q", positive=True)
    away = (f"at fixed t other than 0, with {q} = exp(-s |t|)",)
    before, after = (approach(sigmoid, q, 2, away) for sigmoid in (q / (1 + q), 1 / (1 + q)))
    return StepLimit(before.value, 1 / (1 + sp.exp(sp.S.Zero)), after.value, after)
