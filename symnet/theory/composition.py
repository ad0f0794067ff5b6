"""One step after another of different lengths: the integral over the place between them."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.discretization import LatticeAction
from symnet.theory.normalisation import step_factor_squared

_MIDDLE = sp.Dummy("x", real=True)


@dataclass(frozen=True, slots=True)
class TwoSteps:
    """The amplitude from x_ini to x_fin in two steps: sqrt(``squared``) * exp(``exponent``)."""

    squared: sp.Expr
    exponent: sp.Expr


def composed(lattice: LatticeAction, first: sp.Expr, second: sp.Expr) -> TwoSteps:
    """Steps of the lengths ``first`` and ``second``, each normalised, and the integral over the place between them.

    The exponent is -a y**2/2 + b y + c in that place y, and the integral is sqrt(2 pi/a) exp(c + b**2/(2 a)).

    Raises:
        UnsupportedError: the exponent is of a higher degree.
    """
    exponent = sp.expand(_step(lattice, symbols.x_ini, _MIDDLE, first) + _step(lattice, _MIDDLE, symbols.x_fin, second))
    if not exponent.is_polynomial(_MIDDLE) or sp.degree(exponent, _MIDDLE) != 2:
        raise UnsupportedError(f"only a Gaussian integral is composed in closed form, not that of {lattice.step}")
    a, b, c = -2 * exponent.coeff(_MIDDLE, 2), exponent.coeff(_MIDDLE, 1), exponent.coeff(_MIDDLE, 0)
    factors = [step_factor_squared(lattice).subs(symbols.dt, length) for length in (first, second)]
    squared = sp.Mul(*factors) * 2 * sp.pi / a
    return TwoSteps(sp.cancel(squared), sp.cancel(c + b**2 / (2 * a)))


def _step(lattice: LatticeAction, start: sp.Expr, end: sp.Expr, length: sp.Expr) -> sp.Expr:
    ends = {symbols.x_prev: start, symbols.x_next: end, symbols.dt: length}
    return lattice.time.phase * length * lattice.step.subs(ends, simultaneous=True) / symbols.hbar
