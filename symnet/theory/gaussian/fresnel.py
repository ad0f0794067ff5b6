"""The oscillatory Gaussian integral: modulus from the determinant, phase from the number of negative eigenvalues.

    integral d^n u exp(i u^T A u/(2 hbar)) = prod_j sqrt(2 pi hbar/|l_j|) exp(i pi sgn(l_j)/4),

so nothing is continued and no branch is chosen: relative to the free particle each eigenvalue of the other sign gives
a factor exp(-i pi/2), the phase that Maslov counts at each caustic.

Source:
    L. S. Schulman, Techniques and Applications of Path Integration, ch. 17.
"""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.gaussian.step import QuadraticStep


def caustics_passed(step: QuadraticStep) -> sp.Expr:
    """How many eigenvalues d - 2q cos(j pi/N), 0 < j < N, have the sign opposite to the mass.

    Off the caustics, where one of them vanishes and no amplitude exists, this is the number of caustics that lie
    between dt -> 0 and the step in use.
    """
    turned = step.ratio if step.scale.is_positive else step.ratio * sp.sign(step.scale)
    if turned == 1 or (turned - 1).is_nonnegative:
        return sp.S.Zero
    angle = sp.acos(sp.Max(-1, sp.Min(1, turned)))
    return sp.Min(s.N - 1, sp.floor(s.N * angle / sp.pi))


def fresnel_factor(step: QuadraticStep, reduced: sp.Expr) -> sp.Expr:
    """1/sqrt(det(A dt/mass)) with its phase; ``reduced`` is that determinant, a real number."""
    passed = caustics_passed(step)
    modulus = sp.sqrt(sp.Abs(reduced))
    return sp.exp(-sp.I * sp.pi * sp.sign(step.mass) * passed / 2) / modulus
