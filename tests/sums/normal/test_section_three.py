"""The identities of the paper's Section 3, as sums of symbolic length: (3.7), (3.8), (3.12) to (3.20)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy as sp
from sympy import Sum

from symnet.notation import symbols as s
from symnet.sums.normal import prove

from .statements import LAST, L, N, W, dt, half, k, midpoint, n, w, x, x_fin, x_ini, y

Potential = Callable[[sp.Expr], sp.Expr]


def free(position: sp.Expr) -> sp.Expr:
    return sp.Integer(0)


def oscillator(position: sp.Expr) -> sp.Expr:
    return s.k * position**2 / 2


def quartic(position: sp.Expr) -> sp.Expr:
    return s.k * position**2 / 2 + s.g * position**4


def derived(potential: Potential) -> sp.Expr:
    """(3.3) in W with the last weight eliminated."""
    bulk = Sum(s.m * W[n] ** 2 / 2 - potential((y(n) + y(n - 1)) / 2), (n, 1, N - 1))
    return dt * (bulk + s.m * LAST**2 / 2 - potential((y(N - 1) + x_fin) / 2))


def printed(potential: Potential) -> sp.Expr:
    """(3.17), (3.19), (3.20) as they stand: the potential's sum ends at N - 1."""
    kinetic = s.m * dt / 2 * (Sum(W[n] ** 2, (n, 1, N - 1)) + LAST**2)
    return kinetic - dt * Sum(potential(x_ini - dt * W[n] / 2 + dt * Sum(W[k], (k, 1, n))), (n, 1, N - 1))


def corrected(potential: Potential) -> sp.Expr:
    return printed(potential) - dt * potential(x_fin - dt * LAST / 2)


def test_the_last_weight_is_fixed_by_the_far_end() -> None:
    solved = (x_fin - x_ini) / dt - Sum(k * w[N - k + 1], (k, 2, N))
    assert prove(x(N) - dt * w[N] + dt * solved, x_fin).answer == "equal"
    off = (x_fin - x_ini) / dt - Sum(k * w[N - k + 1], (k, 1, N))
    assert prove(x(N) - dt * w[N] + dt * off, x_fin).answer == "different"


def test_an_undefined_lagrangian_in_the_weights() -> None:
    action = dt * Sum(L((x(n) + x(n - 1)) / 2, (x(n) - x(n - 1)) / dt), (n, 1, N))
    assert prove(action, dt * Sum(L(midpoint(), Sum(w[k], (k, 1, n))), (n, 1, N))).answer == "equal"
    assert prove(action, dt * Sum(L(midpoint(), Sum(w[k], (k, 1, n + 1))), (n, 1, N))).answer == "different"
    assert prove(action, dt * Sum(L(midpoint(1 - half / 2), Sum(w[k], (k, 1, n))), (n, 1, N))).answer == "different"


def test_the_free_action_in_velocities_is_as_printed() -> None:
    assert prove(derived(free), printed(free)).answer == "equal"


@pytest.mark.parametrize("potential", [oscillator, quartic], ids=["3.19", "3.20"])
def test_the_printed_potential_misses_its_last_step(potential: Potential) -> None:
    finding = prove(derived(potential), printed(potential))
    assert finding.answer == "different"
    assert finding.counterexample is not None
    assert finding.counterexample.values["N"] == 1
    assert prove(derived(potential), corrected(potential)).answer == "equal"
