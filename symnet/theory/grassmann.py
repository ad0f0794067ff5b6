"""Anticommuting weights, theta_j theta_i = -theta_i theta_j: what the formulas of the map become for them."""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols
from symnet.theory.measure import Measure


def coefficient(action: sp.Expr, first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """Of theta_first theta_second in a quadratic form in the weights w, read with anticommuting ones.

    The form is a sum of K[i, j] w_i w_j; the pair appears in both orders, one of which changes its sign.
    """
    both = [(first, second), (second, first)]
    one, other = (sp.Derivative(action, symbols.w[i], symbols.w[j]) / 2 for i, j in both)
    return one - other


def measure_factor(measure: Measure) -> sp.Expr:
    """What stands before the product of all d theta_n: one over what stands before that of ordinary weights.

    Berezin's integral takes the coefficient of the product of all variables, and a linear change of variables
    multiplies that product by the determinant; so the integral over the old ones is 1/determinant times the new.

    Source:
        F. A. Berezin, The Method of Second Quantization, section I.3
    """
    return 1 / measure.determinant
