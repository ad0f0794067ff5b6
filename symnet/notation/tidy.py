"""The normal form of the rational functions of dt and the parameters that a rule produces."""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols as s


def tidy(expression: sp.Expr) -> sp.Expr:
    """One fraction of polynomials, its denominator with a leading + for small dt; other functions are only expanded."""
    expression = sp.expand(expression)
    if not expression.is_rational_function():
        return expression
    numerator, denominator = sp.fraction(sp.cancel(expression))
    if denominator.subs(s.dt, 0).could_extract_minus_sign():
        numerator, denominator = sp.expand(-numerator), sp.expand(-denominator)
    return numerator / denominator
