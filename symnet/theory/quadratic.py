"""Whether an action is Gaussian, and the terms that prevent it."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.notation.size import terms_multiplied_out

_MOTION = (symbols.position, symbols.velocity)
_MANY = 200


def obstacles(lagrangian: sp.Expr) -> tuple[sp.Expr, ...]:
    """The terms of L that are not polynomials of degree at most 2 in x and v; none means a Gaussian action.

    Positions and velocities are affine in the weights and back, so the action is quadratic exactly when L is. Long
    products are named as they stand, others multiplied out.
    """
    short = terms_multiplied_out(lagrangian) <= _MANY
    terms = sp.Add.make_args(_multiplied_out(lagrangian) if short else lagrangian)
    polynomial = [term for term in terms if term.is_polynomial(*_MOTION)]
    other = [term for term in terms if not term.is_polynomial(*_MOTION)]
    if short or not _grows(sp.Add(*polynomial)):
        high = _high_monomials(_multiplied_out(sp.Add(*polynomial)))
    else:
        high = [term for term in polynomial if _grows(term)]
    return (*high, *other)


def _multiplied_out(expr: sp.Expr) -> sp.Expr:
    return expr.expand(power_exp=False, power_base=False, log=False, basic=False)


def _high_monomials(polynomial: sp.Expr) -> list[sp.Expr]:
    return [
        coefficient * sp.Mul(*[letter**power for letter, power in zip(_MOTION, powers, strict=True)])
        for powers, coefficient in sp.Poly(polynomial, *_MOTION).terms()
        if sum(powers) > 2
    ]


def _grows(polynomial: sp.Expr) -> bool:
    """Whether it is of degree above 2 along one line through the origin, at one choice of the parameters.

    True is exact, since the degree is exact there; False leaves the question open.
    """
    scale = sp.Dummy("s")
    letters = sorted(polynomial.free_symbols, key=lambda letter: letter.name)
    values = {letter: sp.Rational(Fraction(2 * i + 3, i + 2)) for i, letter in enumerate(letters)}
    along = {letter: scale * values[letter] if letter in _MOTION else values[letter] for letter in letters}
    return bool(sp.Poly(polynomial.xreplace(along), scale).degree() > 2)


def quadratic_parts(lagrangian: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """(kinetic, potential) of kinetic*v**2 + potential*x**2.

    Raises:
        UnsupportedError: the Lagrangian is something else.
    """
    expr = sp.expand(lagrangian)
    kinetic, potential = expr.coeff(symbols.velocity, 2), expr.coeff(symbols.position, 2)
    if sp.expand(expr - kinetic * symbols.velocity**2 - potential * symbols.position**2) != 0:
        raise UnsupportedError(
            f"{lagrangian} is not of the form a*v**2 + b*x**2, so its modes are not plain waves on their own"
        )
    return kinetic, potential
