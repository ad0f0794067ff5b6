"""The weight of a path of the Langevin equation, and its forms with a boundary term and in units of hbar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.series import Approach, approach
from symnet.theory.stochastic.langevin import STRATONOVICH, Langevin

_X, _V = symbols.position, symbols.velocity
_PATHS = (
    "along paths with a velocity; the prescription fixes what the product of drift and velocity means on rough ones"
)


@dataclass(frozen=True, slots=True)
class PathWeight:
    """P(x(0)) = normalisation**N * exp(boundary(x(0))) * integral over paths of exp(-integral of lagrangian/unit).

    Shapes:
        boundary in ``symbols.position``; lagrangian in ``symbols.position`` and ``symbols.velocity`` = dx/dtau, read
        where ``alpha`` says; rate: the same Lagrangian as a limit, with what the lattice has beyond it.
    """

    normalisation: sp.Expr
    boundary: sp.Expr
    lagrangian: sp.Expr
    unit: sp.Expr
    alpha: sp.Expr
    rate: Approach

    @property
    def density(self) -> sp.Expr:
        """What is integrated over the time in the exponent, with the sign -."""
        return sp.expand(self.lagrangian / self.unit)

    @property
    def spread(self) -> sp.Expr:
        """The mean square displacement per time: 2 D, or hbar/m."""
        return spread(self.lagrangian, self.unit)


def spread(lagrangian: sp.Expr, unit: sp.Expr) -> sp.Expr:
    """The mean square displacement per time of paths with the weight exp(-integral of lagrangian/unit)."""
    return unit / (2 * sp.expand(lagrangian).coeff(_V, 2))


def step_density(langevin: Langevin, before: sp.Expr, after: sp.Expr, alpha: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """(normalisation, logarithm of the rest) of the density of ``after`` given ``before``.

    The noise of a step is Gaussian with variance 1/dt; d eta/d after is the diagonal of the Jacobian.
    """
    eta = langevin.noise(before, after, alpha)
    slope = langevin.slope_at(before + alpha * (after - before))
    normalisation = sp.sqrt(symbols.dt / (2 * sp.pi)) / (sp.sqrt(2 * langevin.strength) * symbols.dt)
    return sp.powsimp(normalisation), -symbols.dt * eta**2 / 2 + sp.log(1 - alpha * symbols.dt * slope)


def onsager_machlup(langevin: Langevin, alpha: sp.Expr = STRATONOVICH) -> PathWeight:
    """The Lagrangian of a path's weight: eqs. (B.3) and (B.4) for alpha = 1/2."""
    normalisation, log = step_density(langevin, _X, _X + symbols.dt * _V, alpha)
    rate = approach(-log / symbols.dt, symbols.dt, 1, (_PATHS,))
    return PathWeight(normalisation, sp.S.Zero, rate.value, sp.S.One, alpha, rate)


def total_derivative(weight: PathWeight) -> PathWeight:
    """The term linear in the velocity integrated by the chain rule: it becomes a function of the end point.

    The chain rule holds for alpha = 1/2; read elsewhere, a product c(x) dx is larger by (alpha - 1/2) c'(x) dx**2, and
    the mean of dx**2 is ``spread`` * dt. What the integral leaves at x(-infinity) joins the normalisation of P.

    Source:
        eqs. (B.5), (B.7), (B.8)
    """
    linear = sp.expand(weight.lagrangian).coeff(_V, 1)
    moved = (weight.alpha - STRATONOVICH) * linear.diff(_X) * weight.spread
    rest = sp.expand(weight.lagrangian - linear * _V + moved)
    boundary = weight.boundary - primitive(linear) / weight.unit
    return replace(weight, boundary=boundary, lagrangian=rest, alpha=STRATONOVICH)


def in_units_of_hbar(weight: PathWeight, identified: Mapping[sp.Symbol, sp.Expr]) -> PathWeight:
    """The Euclidean Lagrangian, with exponent -S_E/hbar, once the noise's strength is ``identified``.

    Source:
        eqs. (B.9), (B.10)
    """
    normalisation, boundary, lagrangian = (
        sp.expand(each.xreplace(dict(identified)))
        for each in (weight.normalisation, weight.boundary, weight.lagrangian * symbols.hbar / weight.unit)
    )
    return replace(weight, normalisation=normalisation, boundary=boundary, lagrangian=lagrangian, unit=symbols.hbar)


def primitive(slope: sp.Expr) -> sp.Expr:
    """A function of the position with this derivative; constants in front of derivatives of undefined functions too.

    Raises:
        UnsupportedError: no primitive was found.
    """
    found = sp.Add(*[_primitive_term(term) for term in sp.Add.make_args(sp.expand(slope))])
    if found.has(sp.Integral) or sp.expand(found.diff(_X) - slope) != 0:
        raise UnsupportedError(f"no primitive of {slope} was found")
    return found


def _primitive_term(term: sp.Expr) -> sp.Expr:
    factor, core = term.as_independent(_X, as_Add=False)
    if isinstance(core, sp.Derivative):
        ((variable, count),) = core.variable_count
        return factor * core.expr.diff(variable, count - 1)
    slope, below = sp.fraction(core)
    if below.has(_X) and slope == below.diff(_X):
        return factor * sp.log(below)
    return factor * sp.integrate(core, _X)
