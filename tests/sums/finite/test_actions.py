"""The sums of a path integral's weights: actions in x, w and W, maps between them, with their false twins."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.sums.finite import prove

N, n, k, j, i, dt, m, g = s.N, s.n, s.k_, s.j, s.i, s.dt, s.m, s.g
w, W, x = s.w, s.W, s.x
half = sp.Rational(1, 2)
L, V = sp.Function("L"), sp.Function("V")
x_prime = (s.x_fin - s.x_ini) / dt


def path(n: sp.Expr) -> sp.Expr:
    return s.x_ini + dt * sp.Sum(k * w[n - k + 1], (k, 0, n))


def middle(n: sp.Expr, weight: sp.Expr = k - half) -> sp.Expr:
    return s.x_ini + dt * sp.Sum(weight * w[n - k + 1], (k, 1, n))


def velocity(n: sp.Expr) -> sp.Expr:
    return sp.Sum(w[k], (k, 1, n))


def path_of_velocities(n: sp.Expr) -> sp.Expr:
    return s.x_ini + dt * sp.Sum(W[k], (k, 1, n))


def action(lagrangian: sp.Lambda, position: sp.Lambda) -> sp.Expr:
    ends = position(n), position(n - 1)
    return dt * sp.Sum(lagrangian((ends[0] + ends[1]) / 2, (ends[0] - ends[1]) / dt), (n, 1, N))


def potential(q: sp.Expr) -> sp.Expr:
    return s.k * q**2 / 2 + g * q**4


def quartic(q: sp.Expr, v: sp.Expr) -> sp.Expr:
    return m * v**2 / 2 - potential(q)


def in_velocities(last: sp.Expr) -> sp.Expr:
    shifted = s.x_ini - dt * W[n] / 2 + dt * sp.Sum(W[k], (k, 1, n))
    kinetic = sp.Sum(W[n] ** 2, (n, 1, N))
    return m * dt / 2 * kinetic - dt * sp.Sum(potential(shifted), (n, 1, last))


TRUE_AND_FALSE = {
    "the action in w with an undefined Lagrangian": (
        action(L, path),
        dt * sp.Sum(L(middle(n), velocity(n)), (n, 1, N)),
        dt * sp.Sum(L(middle(n, k), velocity(n)), (n, 1, N)),
    ),
    "the action in w with an undefined potential": (
        action(lambda q, v: m * v**2 / 2 - V(q), path),
        m * dt / 2 * sp.Sum(velocity(n) ** 2, (n, 1, N)) - dt * sp.Sum(V(middle(n)), (n, 1, N)),
        m * dt / 2 * sp.Sum(velocity(n) ** 2, (n, 1, N)) - dt * sp.Sum(V(middle(n, k - 1)), (n, 1, N)),
    ),
    "the quartic action in W": (action(quartic, path_of_velocities), in_velocities(N), in_velocities(N - 1)),
    "the free action in w": (
        action(lambda q, v: m * v**2 / 2, path),
        m * dt / 2 * sp.Sum(velocity(n) ** 2, (n, 1, N)),
        m * dt / 2 * sp.Sum(velocity(n - 1) ** 2, (n, 1, N)),
    ),
    "the path as a reversed sum": (
        path(n),
        s.x_ini + dt * sp.Sum((n - k + 1) * w[k], (k, 1, n)),
        s.x_ini + dt * sp.Sum((n - k) * w[k], (k, 1, n)),
    ),
    "the last weight": (
        w[N].subs(w[N], x_prime - sp.Sum(k * w[N - k + 1], (k, 2, N))) + sp.Sum(k * w[N - k + 1], (k, 2, N)),
        x_prime,
        x_prime + w[N],
    ),
    "the Jacobian of the weights": (
        sp.Determinant(sp.FunctionMatrix(N - 1, N - 1, sp.Lambda((i, j), sp.Derivative(path(i + 1), w[j + 1])))),
        dt ** (N - 1),
        dt**N,
    ),
}


@pytest.mark.parametrize("name", TRUE_AND_FALSE)
def test_true_for_every_number_of_steps(name: str) -> None:
    lhs, rhs, _ = TRUE_AND_FALSE[name]
    finding = prove(lhs, rhs, (n >= 1) & (n <= N))
    assert finding.answer == "equal", finding.evidence


@pytest.mark.parametrize("name", TRUE_AND_FALSE)
def test_the_false_twin_is_refuted_by_exact_values(name: str) -> None:
    lhs, _, twin = TRUE_AND_FALSE[name]
    finding = prove(lhs, twin, (n >= 1) & (n <= N))
    assert finding.answer == "different", finding.evidence
    assert finding.counterexample is not None
    assert finding.counterexample.lhs != finding.counterexample.rhs
