"""Delta functions as algebra: delta(a*(u - s)) = delta(u - s)/|a|, and those at different places are independent."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symnet.judge.obligation import Obligation

_AT = sp.Function("delta", real=True)
"""delta_u(s): the delta function of u at the place s."""


def smeared(obligation: Obligation) -> Obligation:
    """The obligation with each delta function as a free value at its place; what is not affine stays as it is."""
    both = sp.Tuple(obligation.claimed, obligation.derived)
    deltas = both.atoms(sp.DiracDelta)
    letters = sorted({letter for delta in deltas for letter in delta.free_symbols}, key=str)
    for letter in letters:
        placed = {delta: _at_its_place(delta.args[0], letter) for delta in deltas}
        if all(value is not None for value in placed.values()):
            claimed, derived = (side.xreplace(placed) for side in both)
            return replace(obligation, claimed=claimed, derived=derived)
    return obligation


def _at_its_place(argument: sp.Expr, letter: sp.Symbol) -> sp.Expr | None:
    slope = argument.diff(letter)
    if slope.has(letter) or slope.is_zero is not False:
        return None
    return _AT(sp.expand(letter - argument / slope)) / sp.Abs(slope)
