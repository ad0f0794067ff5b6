"""The summed magnitude: an expression's terms in absolute values, the yardstick of a rounding error.

A sum's magnitude is the sum of its terms' magnitudes, a product's their product; a function passes on the magnitude of
its argument by its slope. Positions and velocities bring their own, carried through the prefix sums.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp


def majorant(e: sp.Expr, magnitudes: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """The magnitude of ``e``, where ``magnitudes`` says that of each symbol which is itself computed."""
    if isinstance(e, sp.Symbol):
        return magnitudes.get(e, sp.Abs(e))
    if e.is_number:
        return abs(e)
    if isinstance(e, sp.Piecewise):
        return sp.Piecewise(*((majorant(value, magnitudes), where) for value, where in e.args))
    if isinstance(e, (sp.Max, sp.Min)):
        return sp.Max(*(majorant(a, magnitudes) for a in e.args))
    parts = [majorant(a, magnitudes) for a in e.args]
    if isinstance(e, sp.Add):
        return sp.Add(*parts)
    if isinstance(e, sp.Mul):
        return sp.Mul(*parts)
    if isinstance(e, sp.Pow) and e.exp.is_Integer and e.exp > 0:
        return parts[0] ** e.exp
    slopes = (sp.Abs(_slope(e, i)) * part for i, part in enumerate(parts) if not e.args[i].is_number)
    return sp.Abs(e) + sp.Add(*slopes)


def _slope(e: sp.Expr, i: int) -> sp.Expr:
    if isinstance(e, sp.Pow):
        return e.exp * e.base ** (e.exp - 1) if i == 0 else e * sp.log(e.base)
    if isinstance(e, (sp.sign, sp.Heaviside)):
        return sp.S.Zero
    return sp.sign(e.args[0]) if isinstance(e, sp.Abs) else e.fdiff(i + 1)
