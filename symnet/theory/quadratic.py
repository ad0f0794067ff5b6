"""Whether an action is Gaussian, and the terms that prevent it."""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols

_MOTION = (symbols.position, symbols.velocity)


def obstacles(lagrangian: sp.Expr) -> tuple[sp.Expr, ...]:
    """The terms of L that are not polynomials of degree at most 2 in x and v; none means a Gaussian action.

    Positions and velocities are affine in the weights and back, so the action is quadratic exactly when L is.
    """
    multiplied_out = lagrangian.expand(power_exp=False, power_base=False, log=False, basic=False)
    terms = sp.Add.make_args(multiplied_out)
    polynomial = [term for term in terms if term.is_polynomial(*_MOTION)]
    other = [term for term in terms if not term.is_polynomial(*_MOTION)]
    high = [
        coefficient * sp.Mul(*[letter**power for letter, power in zip(_MOTION, powers, strict=True)])
        for powers, coefficient in sp.Poly(sp.Add(*polynomial), *_MOTION).terms()
        if sum(powers) > 2
    ]
    return (*high, *other)
