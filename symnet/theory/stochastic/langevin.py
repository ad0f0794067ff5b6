"""The Langevin equation, its noise on a lattice of times, and the change of variables from noise to path."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols

HALF = sp.Rational(1, 2)
ITO, STRATONOVICH, ANTI_ITO = sp.S.Zero, HALF, sp.S.One
"""Prescriptions: the drift of a step is read at x_n + alpha*(x_{n+1} - x_n)."""

_ROW, _COLUMN = symbols.i, symbols.j


@dataclass(frozen=True, slots=True)
class Langevin:
    """dx/dtau = drift(x) + sqrt(2 D) eta(tau), with <eta(tau) eta(tau')> = delta(tau - tau').

    Units:
        drift [L/T], strength [L^2/T].
    Source:
        eqs. (5.10), (5.11), (B.1), (B.2)
    """

    drift: sp.Expr
    strength: sp.Expr = symbols.D

    def drift_at(self, place: sp.Expr) -> sp.Expr:
        """The drift read at another place."""
        return self.drift.subs(symbols.position, place)

    def slope_at(self, place: sp.Expr) -> sp.Expr:
        """The derivative of the drift, read at another place."""
        return self.drift.diff(symbols.position).subs(symbols.position, place)

    def noise(self, before: sp.Expr, after: sp.Expr, alpha: sp.Expr) -> sp.Expr:
        """eta_n, solved from the step: x_{n+1} = x_n + dt*(drift + sqrt(2 D) eta_n)."""
        drift = self.drift_at(before + alpha * (after - before))
        return ((after - before) / symbols.dt - drift) / sp.sqrt(2 * self.strength)

    def step(self, before: sp.Expr, kick: sp.Expr) -> sp.Expr:
        """x_{n+1} with the drift read at the start of the step: eq. (5.12)."""
        return before + symbols.dt * self.kick(before, kick)

    def kick(self, before: sp.Expr, noise: sp.Expr) -> sp.Expr:
        """The whole right side as one random velocity, noise with its mean shifted by the drift."""
        return self.drift_at(before) + sp.sqrt(2 * self.strength) * noise


def discretized_noise(first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """<eta_first eta_second>, eta_n the mean of eta over the step n: the overlap of the two steps over dt**2.

    The delta function leaves the length of the overlap, max(0, dt - |first - second|*dt).
    """
    distance = sp.Max(first - second, second - first)
    return sp.Max(0, 1 - distance) / symbols.dt


@dataclass(frozen=True, slots=True)
class NoiseVariables:
    """d eta_0 ... d eta_{N-1} = |``determinant``| dx_1 ... dx_N.

    Shapes:
        jacobian: Determinant of the matrix d eta_i / d x_{j+1}, lower triangular, of symbolic size.
        determinant: the product of its diagonal.
    """

    jacobian: sp.Expr
    determinant: sp.Expr


def change_of_variables(slopes: sp.IndexedBase, alpha: sp.Expr, strength: sp.Expr = symbols.D) -> NoiseVariables:
    """From noise to path for N steps; ``slopes``[n] is the derivative of the drift where step n reads it."""
    scale = 1 / (sp.sqrt(2 * strength) * symbols.dt)
    here = scale * (1 - alpha * symbols.dt * slopes[_ROW])
    before = -scale * (1 + (1 - alpha) * symbols.dt * slopes[_ROW])
    entry = sp.Piecewise((here, sp.Eq(_ROW, _COLUMN)), (before, sp.Eq(_ROW, _COLUMN + 1)), (0, True))
    jacobian = sp.Determinant(sp.FunctionMatrix(symbols.N, symbols.N, sp.Lambda((_ROW, _COLUMN), entry)))
    return NoiseVariables(jacobian, sp.Product(here, (_ROW, 0, symbols.N - 1)))
