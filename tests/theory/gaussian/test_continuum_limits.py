"""The continuum limits and their first corrections, against the closed forms at N = 2^4 ... 2^12 by Richardson."""

from __future__ import annotations

from itertools import pairwise

import mpmath
import pytest
import sympy as sp
from brute import mp
from numerics import numeric_function
from systems import RULE, THETA, draw, every, lattice

from symnet.errors import UnsupportedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.amplitude import amplitude
from symnet.theory.correlator import correlator
from symnet.theory.gaussian.continuum import continuum, continuum_correlator
from symnet.theory.ground_state import ground_state, stationary_state
from symnet.theory.partition_function import internal_energy, partition_function
from symnet.theory.represent import represent

WIDTHS = [2**power for power in range(4, 13)]
CLOSED = {"fixed": amplitude, "halfline": ground_state, "ring": partition_function}
CASES = [(rule, "fixed", "real") for rule in RULE]
CASES += [(rule, boundary, "euclidean") for rule in RULE for boundary in ("fixed", "halfline", "ring")]


def richardson(values: list[mpmath.mpf]) -> mpmath.mpf:
    """The limit of a sequence at doubling widths whose error is a power series in 1/N."""
    for order in range(1, len(values)):
        values = [(2**order * b - a) / (2**order - 1) for a, b in pairwise(values)]
    return values[0]


def measured(closed: sp.Expr, limit: sp.Expr, order: int, values: dict) -> mpmath.mpc:
    """The coefficient of N**-order in closed/limit - 1, from the closed form at finite widths."""
    letters = [key for key in values if key != s.dt]
    at = [mp(values[key]) for key in letters]
    finite = numeric_function([s.N, s.dt, *letters], closed)
    target = mpmath.mpmathify(numeric_function([s.T, *letters], limit)(mp(values[s.dt]), *at))
    return richardson([N**order * (finite(mpmath.mpf(N), mp(values[s.dt]) / N, *at) / target - 1) for N in WIDTHS])


def predicted(found, values: dict) -> mpmath.mpc:
    letters = [key for key in values if key != s.dt]
    at = [mp(values[key]) for key in letters]
    ratio = found.correction / found.value
    return mpmath.mpmathify(numeric_function([s.T, *letters], ratio)(mp(values[s.dt]), *at))


@every("system rule boundary time", [(one, *case) for one in ("oscillator", "everything") for case in CASES], keep=7)
def test_the_first_correction_is_the_one_measured(system, rule, boundary, time):
    action = lattice(system, rule, boundary, time)
    found = continuum(action)
    values = draw(action, ("limit", system, rule, boundary, time))
    values[s.dt] = sp.Rational(13, 10)  # plays T
    with mpmath.workdps(60):
        coefficient = measured(CLOSED[boundary](action), found.value, int(found.order), values)
        assert abs(coefficient - predicted(found, values)) < mpmath.mpf(10) ** -7 * (1 + abs(coefficient))


@every("rule boundary", RULE, ("fixed", "halfline"), keep=3)
def test_the_limits_hold_where_nothing_binds(rule, boundary):
    action = lattice("constant force", rule, boundary, "euclidean")
    found = continuum(action)
    values = draw(action, (rule, boundary))
    with mpmath.workdps(60):
        coefficient = measured(CLOSED[boundary](action), found.value, int(found.order), values)
        assert abs(coefficient - predicted(found, values)) < mpmath.mpf(10) ** -7 * (1 + abs(coefficient))


def test_the_oscillator_tends_to_mehler_s_kernel():
    k, m, T = s.k, s.m, s.T
    omega = sp.sqrt(k / m)
    x, y = s.x_fin, s.x_ini
    exponent = sp.I * m * omega / (2 * s.hbar * sp.sin(omega * T)) * ((x**2 + y**2) * sp.cos(omega * T) - 2 * x * y)
    mehler = sp.sqrt(m * omega / (2 * sp.pi * sp.I * s.hbar * sp.sin(omega * T))) * sp.exp(exponent)
    at = {k: 2, m: 3, T: sp.Rational(7, 5), s.hbar: sp.Rational(1, 3), x: sp.Rational(2, 7), y: -sp.Rational(3, 5)}
    found = continuum(lattice("oscillator", "midpoint", "fixed", "real"))
    assert abs(sp.N((found.value - mehler).subs(at), 40)) < 1e-38


def test_the_free_particle_is_exact_at_every_width():
    found = continuum(lattice("free", "zigzag", "fixed", "real"))
    exact = sp.sqrt(s.m / (2 * sp.pi * sp.I * s.hbar * s.T))
    exact *= sp.exp(sp.I * s.m * (s.x_fin - s.x_ini) ** 2 / (2 * s.hbar * s.T))
    assert sp.simplify(found.value / exact) == 1
    assert found.correction == 0


@pytest.mark.parametrize("rule", RULE)
def test_the_ring_tends_to_the_oscillator_s_partition_function(rule):
    found = continuum(lattice("oscillator", rule, "ring", "euclidean"))
    assert found.value == 1 / (2 * sp.sinh(sp.sqrt(s.k / s.m) * s.T / 2))
    cost = {"midpoint": sp.Rational(1, 8), "zigzag": sp.Rational(1, 12), THETA.name: sp.Rational(1, 9)}
    if rule in cost:
        assert sp.simplify(found.correction / found.value - cost[rule] * s.T**2 * s.k / s.m) == 0
    else:
        assert found.order == 2


@every("rule boundary", RULE, ("fixed", "ring", "halfline"), keep=4)
def test_the_correlator_s_correction_is_the_one_measured(rule, boundary):
    action = lattice("oscillator", rule, boundary, "euclidean")
    early, late = s.T / 4, 5 * s.T / 8
    found = continuum_correlator(action, early, late)
    i, j = sp.symbols("i j", integer=True, nonnegative=True)
    closed = correlator(action, i, j).subs({i: s.N / 4, j: 5 * s.N / 8})
    values = draw(action, ("correlator limit", rule, boundary))
    with mpmath.workdps(60):
        coefficient = measured(closed, found.value, int(found.order), values)
        assert abs(coefficient - predicted(found, values)) < mpmath.mpf(10) ** -7 * (1 + abs(coefficient))


def test_the_midpoint_rule_s_ground_state_is_exact_at_every_step():
    state = stationary_state(lattice("oscillator", "midpoint", "halfline", "euclidean"))
    assert state.width == sp.sqrt(s.k * s.m)
    assert state.centre == 0


@every("system rule", ("oscillator", "everything"), RULE, keep=3)
def test_the_half_line_forgets_its_far_end(system, rule):
    """psi_N/psi_{N+1} and the curvature of log psi_N tend to what the stationary state says."""
    action = lattice(system, rule, "halfline", "euclidean")
    state, closed = stationary_state(action), ground_state(action)
    values = draw(action, ("stationary", system, rule))
    with mpmath.workdps(60):
        letters = [s.N, *values]
        psi = numeric_function(letters, closed)
        steps = {key: number for number, key in enumerate(values)}

        def at(N: int, x: mpmath.mpf) -> mpmath.mpc:
            numbers = [mp(value) for value in values.values()]
            numbers[steps[s.x_ini]] = x
            return psi(mpmath.mpf(N), *numbers)

        def number(expression: sp.Expr) -> mpmath.mpc:
            return mpmath.mpmathify(numeric_function(letters[1:], expression)(*map(mp, values.values())))

        width, centre, energy = number(state.width), number(state.centre), number(state.energy)
        hbar, dt = mp(values[s.hbar]), mp(values[s.dt])
        for x, y in ((0, 1), (1, -2)):
            expected = -width / (2 * hbar) * ((x - centre) ** 2 - (y - centre) ** 2)
            ratio = at(1000, mpmath.mpf(x)) / at(1000, mpmath.mpf(y))
            assert abs(ratio - mpmath.exp(expected)) < mpmath.mpf(10) ** -30 * abs(ratio)
        decay = at(1001, mpmath.mpf(1)) / at(1000, mpmath.mpf(1))
        assert abs(decay - mpmath.exp(-energy * dt / hbar)) < mpmath.mpf(10) ** -30 * abs(decay)


def test_the_energy_is_the_slope_of_the_partition_function():
    action = lattice("oscillator", "trapezoid", "ring", "euclidean")
    values = draw(action, "energy") | {s.N: sp.Integer(9)}
    closed, slope = partition_function(action), internal_energy(action)
    with mpmath.workdps(40):
        log_z = numeric_function(s.dt, sp.log(closed).subs({k: v for k, v in values.items() if k != s.dt}))
        expected = -mp(values[s.hbar]) / 9 * mpmath.diff(log_z, mp(values[s.dt]))
        assert abs(sp.N(slope.subs(values), 40) - expected) < mpmath.mpf(10) ** -15


def test_what_has_no_limit_is_refused():
    with pytest.raises(ZeroModeError):
        continuum(lattice("constant force", "midpoint", "ring", "euclidean"))
    with pytest.raises(UnsupportedError):
        continuum(lattice("oscillator", "midpoint", "ring", "real"))
    with pytest.raises(UnsupportedError):
        represent("m*v^2/2 - k*x^2/2", boundary="free").continuum()
