"""Perturbation theory against pairings by hand on small rings, the transfer matrix, and the Schroedinger equation."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from pairings import Ring

from symnet.errors import InputError, UnsupportedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.perturbation.continuum import continuum
from symnet.theory.perturbation.recursion import best_order, energy_coefficients, growth, squared_coefficients
from symnet.theory.represent import represent
from symnet.theory.rules import RULES, Rule, nodes

THETA = Rule("theta", nodes((sp.Rational(1, 3), 1)))
QUARTIC, CUBIC, BOTH = "m*v^2/2 - k*x^2/2 - g*x^4", "m*v^2/2 - k*x^2/2 - g*x^3", "m*v^2/2 - k*x^2/2 - g*x^3 - 2*g*x^4"
EVERY_RULE = [*RULES, THETA]
NUMBERS = {
    "midpoint": {s.k: 4, s.m: 9},
    "endpoint": {s.k: 1, s.m: 2},
    "trapezoid": {s.k: 1, s.m: 2},
    "zigzag": {s.k: 6, s.m: 13},
    "theta": {s.k: 1, s.m: 2},
}
"""With dt = 1: mostly such that z is rational."""


@cache
def series(lagrangian, rule, boundary):
    return represent(lagrangian, rule=rule, time="euclidean", boundary=boundary).perturbation()


def numbers(rule):
    return {**NUMBERS[rule.name], s.dt: sp.S.One, s.hbar: sp.Rational(2, 3), s.g: sp.Rational(3, 7)}


def agrees(found, system, values, brute, N):
    letters = {s.decay: system.decay, s.spread: system.spread}
    exact = {letter: sp.radsimp(closed.subs(values)) for letter, closed in letters.items()}
    value = found.subs({**exact, **values, s.N: N}, simultaneous=True)
    return value == brute or sp.radsimp(sp.simplify(value)) == brute


@pytest.mark.parametrize("N", [1, 3])
@pytest.mark.parametrize(
    ("rule", "lagrangian"),
    [(RULES[0], QUARTIC), (RULES[1], CUBIC), (RULES[2], QUARTIC), (RULES[3], CUBIC), (RULES[3], QUARTIC)],
)
def test_the_ring_is_the_sum_over_all_pairings(rule, lagrangian, N):
    found, values = series(lagrangian, rule, "ring"), numbers(rule)
    brute = Ring(found.system, N, values).log_partition()
    for order, expected in zip(found.log_partition, brute, strict=True):
        assert agrees(order, found.system, values, expected, N)


@pytest.mark.long
@pytest.mark.parametrize("N", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("lagrangian", [QUARTIC, CUBIC])
@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.name)
def test_all_rings_up_to_six_steps_too(rule, lagrangian, N):
    test_the_ring_is_the_sum_over_all_pairings(rule, lagrangian, N)


@pytest.mark.parametrize(
    ("rule", "lagrangian", "N"), [(RULES[0], QUARTIC, 1), (RULES[2], QUARTIC, 2), (RULES[3], CUBIC, 3)]
)
def test_the_mean_square_on_the_ring_is_the_sum_over_all_pairings(rule, lagrangian, N):
    found, values = series(lagrangian, rule, "ring"), numbers(rule)
    brute = Ring(found.system, N, values).squared()
    for order, expected in zip(found.squared, brute, strict=True):
        assert agrees(order, found.system, values, expected, N)


def test_a_wrong_vertex_is_seen():
    found, other = series(QUARTIC, "trapezoid", "ring"), series(QUARTIC, "endpoint", "ring")
    values = numbers(RULES[2])
    assert found.log_partition[1] != other.log_partition[1]
    zigzag = series(QUARTIC, "zigzag", "ring")
    brute = Ring(found.system, 3, values).log_partition()
    assert not agrees(zigzag.log_partition[0], found.system, values, brute[0], 3)


@pytest.mark.parametrize(("rule", "lagrangian"), [(RULES[0], CUBIC), (RULES[2], QUARTIC), (RULES[3], QUARTIC)])
def test_a_long_ring_is_the_line(rule, lagrangian):
    ring, line = series(lagrangian, rule, "ring"), series(lagrangian, rule, "halfline")
    at = {s.decay: sp.Rational(1, 3), s.spread: sp.Rational(5, 4), s.dt: 1, s.hbar: 1, s.g: 1, s.N: 200}
    for around, along in zip(ring.log_partition, line.energy, strict=True):
        assert abs((-around / 200).subs(at) - along.subs(at)) < 1e-60
    for around, along in zip(ring.squared, line.squared, strict=True):
        assert abs((around - along).subs(at)) < 1e-60


@pytest.mark.parametrize("rule", [RULES[0], *(pytest.param(rule, marks=pytest.mark.long) for rule in RULES[1:])])
def test_the_transfer_matrix_has_these_eigenvalues(rule):
    """At small g the largest eigenvalue's logarithm, fitted by a polynomial in g, has these first two derivatives."""
    found, dt = series(QUARTIC, rule, "halfline"), 0.5
    values = {s.m: 1, s.k: 1, s.dt: dt, s.hbar: 1, s.g: 1}
    expected = [float(found.system.spelled_out(order).subs(values)) for order in found.energy]
    places, width = np.linspace(-6, 6, 161, retstep=True)
    x, y = places[:, None], places[None, :]
    step = sp.lambdify(
        (s.x_prev, s.x_next, s.g), found.system.lattice.step.subs({s.m: 1, s.k: 1, s.dt: sp.Rational(1, 2)})
    )
    energies = []
    couplings = np.linspace(0, 0.004, 7)
    for g in couplings:
        kernel = np.exp(-dt * (step(x, y, g) + step(y, x, g)) / 2) * np.sqrt(1 / (2 * np.pi * dt)) * width
        energies.append(-np.log(np.linalg.eigvalsh(kernel)[-1]) / dt)
    fit = np.polynomial.Polynomial.fit(couplings, energies, 5).convert().coef
    assert fit[1] == pytest.approx(expected[0], rel=1e-8)
    assert fit[2] == pytest.approx(expected[1], rel=1e-4)


@pytest.mark.parametrize("power", [3, 4])
@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.name)
def test_the_limit_is_what_the_schroedinger_equation_says(rule, power):
    found = continuum(series({3: CUBIC, 4: QUARTIC}[power], rule, "halfline"))
    units = {s.m: 1, s.k: 1, s.hbar: 1, s.g: 1}
    energies, squares = energy_coefficients(power, 2)[1:], squared_coefficients(power, 2)[1:]
    assert tuple(found.leading(order).value.subs(units) for order in (1, 2)) == energies
    assert tuple(found.squared(order).value.subs(units) for order in (1, 2)) == squares


def test_the_midpoint_rule_costs_an_order_that_the_trapezoid_rule_does_not():
    order = {rule.name: continuum(series(QUARTIC, rule, "halfline")).leading(1).order for rule in RULES}
    assert order == {"midpoint": 1, "endpoint": 2, "trapezoid": 2, "zigzag": 1}


@pytest.mark.parametrize("lagrangian", [pytest.param(QUARTIC, marks=pytest.mark.long), BOTH])
def test_the_first_correction_is_the_rate(lagrangian):
    """Richardson: (value(dt) - limit)/dt**order tends to the correction."""
    found = series(lagrangian, "midpoint", "halfline")
    units = {s.m: sp.Rational(3, 2), s.k: 2, s.hbar: 1, s.g: sp.Rational(1, 5)}
    limits = continuum(found)
    for closed, limit in zip(found.energy, (limits.leading(1), limits.leading(2)), strict=True):
        steps = [sp.Rational(1, 2**p) for p in (8, 9, 10, 11)]
        rows = []
        for dt in steps:
            value = found.system.spelled_out(closed).subs({**units, s.dt: dt})
            rows.append(((value - limit.value.subs(units)) / dt**limit.order).evalf(40))
        while len(rows) > 1:
            count = 4 - len(rows) + 1
            rows = [(2**count * fine - rough) / (2**count - 1) for rough, fine in pairwise(rows)]
        assert abs(rows[0] / limit.correction.subs(units).evalf(40) - 1) < 1e-9


def test_the_thermal_limit_at_first_order_is_the_square_of_the_thermal_spread():
    found = continuum(series(QUARTIC, "trapezoid", "ring")).leading(1)
    omega = sp.sqrt(s.k / s.m)
    spread = s.hbar / (2 * s.m * omega) * sp.coth(omega * s.T / 2)
    difference = (found.value + s.g * s.T / s.hbar * 3 * spread**2).rewrite(sp.exp)
    assert sp.simplify(difference) == 0
    assert found.order == 2


def test_the_quartic_series_is_asymptotic():
    ratios = growth(4, 25)
    assert all(ratio < 0 for ratio in ratios)
    sizes = [abs(ratio) for ratio in ratios]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 60
    assert abs(sizes[-1] / 25 / 3 - 1) < sp.Rational(1, 50)
    assert best_order(4, sp.Rational(1, 50)) > best_order(4, sp.Rational(1, 10)) == 3


@pytest.mark.parametrize(
    ("lagrangian", "time", "boundary", "error"),
    [
        ("m*v^2/2 - k*x^2/2", "euclidean", "ring", InputError),
        (QUARTIC, "real", "ring", UnsupportedError),
        (QUARTIC, "euclidean", "fixed", UnsupportedError),
        ("m*v^2/2 - g*x^4", "euclidean", "ring", ZeroModeError),
        ("v^2/2 + x^2/2 - g*x^4", "euclidean", "ring", ZeroModeError),
        ("m*v^2/2 - k*x^2/2 - f*x - g*x^4", "euclidean", "ring", UnsupportedError),
        ("m*v^2/2 - k*x^2/2 - g*sin(x)", "euclidean", "ring", UnsupportedError),
        ("m*v^2/2 - k*x^2/2 - g*x^2*v^2", "euclidean", "halfline", UnsupportedError),
    ],
)
def test_what_has_no_such_series_is_refused(lagrangian, time, boundary, error):
    with pytest.raises(error):
        represent(lagrangian, time=time, boundary=boundary).perturbation()
