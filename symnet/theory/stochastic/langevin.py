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

    @property
    def mean_noise(self) -> sp.Expr:
        """<eta(tau)>."""
        return sp.S.Zero

    def covariance(self, first: sp.Expr, second: sp.Expr) -> sp.Expr:
        """<eta(first) eta(second)>."""
        return sp.DiracDelta(first - second)

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

    @property
    def velocity(self) -> sp.Expr:
        """dx/dtau, with ``symbols.noise_now`` for eta(tau)."""
        return self.kick(symbols.position, symbols.noise_now)

    def step(self, before: sp.Expr, kick: sp.Expr) -> sp.Expr:
        """x_{n+1} with the drift read at the start of the step: eq. (5.12)."""
        return before + symbols.dt * self.kick(before, kick)

    def kick(self, before: sp.Expr, noise: sp.Expr) -> sp.Expr:
        """The whole right side as one random velocity, noise with its mean shifted by the drift."""
        return self.drift_at(before) + sp.sqrt(2 * self.strength) * noise


def gradient_flow(potential: sp.Expr, strength: sp.Expr = symbols.D) -> Langevin:
    """The process that is driven down a potential: eq. (B.6)."""
    return Langevin(-potential.diff(symbols.position), strength)


def nelson(state: sp.Expr) -> Langevin:
    """The process that Nelson attaches to a real, positive wave function.

    Source:
        Nelson, Phys. Rev. 150 (1966) 1079: drift (hbar/m) d(log psi)/dx, diffusion constant hbar/(2 m)
    """
    slope = state.diff(symbols.position) / state
    return Langevin(symbols.hbar / symbols.m * slope, symbols.hbar / (2 * symbols.m))


def discretized_noise(first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """<eta_first eta_second> for integers, eta_n the mean of eta over the step n.

    Integrated twice, delta(u) is max(0, u); so the double integral over two steps is its second difference.
    """
    distance = first - second
    overlap = sp.Max(0, distance + 1) - 2 * sp.Max(0, distance) + sp.Max(0, distance - 1)
    return overlap / symbols.dt


@dataclass(frozen=True, slots=True)
class NoiseVariables:
    """d eta_0 ... d eta_{N-1} = |det| dx_1 ... dx_N, with the matrix d eta_i / d x_{j+1} = ``scale`` * ``entry``(i, j).

    Shapes:
        entry: one closed form for 0 <= i, j < N; it vanishes for i < j, so the determinant is the diagonal's product.
    """

    scale: sp.Expr
    entry: sp.Lambda

    @property
    def diagonal(self) -> sp.Expr:
        """The entry (n, n)."""
        return self.entry(symbols.n, symbols.n)

    @property
    def above(self) -> sp.Expr:
        """The entry (n, j); it is 0 for n < j."""
        return self.entry(symbols.n, symbols.j)

    @property
    def determinant(self) -> sp.Expr:
        """The product of the diagonal, for symbolic N."""
        return sp.powsimp(self.scale**symbols.N) * sp.Product(self.diagonal, (symbols.n, 0, symbols.N - 1))


def change_of_variables(alpha: sp.Expr, strength: sp.Expr = symbols.D) -> NoiseVariables:
    """From noise to path for N steps; ``symbols.drift_slope``[n] is the drift's derivative where step n reads it."""
    slope = symbols.drift_slope[_ROW]
    here, before = 1 - alpha * symbols.dt * slope, -1 - (1 - alpha) * symbols.dt * slope
    entry = sp.Piecewise((here, sp.Eq(_ROW, _COLUMN)), (before, sp.Eq(_ROW, _COLUMN + 1)), (0, True))
    return NoiseVariables(1 / (sp.sqrt(2 * strength) * symbols.dt), sp.Lambda((_ROW, _COLUMN), entry))
