"""Closed forms of a lattice oscillator in z, by which its correlator falls off in a step: ratio = (z + 1/z)/2."""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols as s


def decaying(expression: sp.Expr, z: sp.Expr = s.decay) -> sp.Expr:
    """T_n and U_n of the ratio (z + 1/z)/2 as powers of z, and the whole in factors.

    The caller has the ratio in the expression already; its letters are not looked at.
    """
    turns = sp.Dummy("z**N", positive=True)

    def power(n: sp.Expr) -> sp.Expr:
        count = sp.expand(n).coeff(s.N)
        return turns**count * z ** sp.expand(n - count * s.N)

    cosines = expression.replace(sp.chebyshevt, lambda n, ratio: (power(n) + 1 / power(n)) / 2)
    closed = cosines.replace(sp.chebyshevu, lambda n, ratio: (power(n + 1) - 1 / power(n + 1)) / (z - 1 / z))
    return sp.factor(sp.cancel(closed)).subs(turns, z**s.N)
