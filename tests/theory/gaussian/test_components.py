"""A plane with a magnetic field through it, and coupled oscillators, against elimination in two components."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from brute import mp
from components import amplitude_of, step_matrices
from numerics import numeric_function
from systems import RULE, TIME, draw, every, lattice

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.coupled import coupled_amplitude, points
from symnet.theory.magnetic import FIELD, FINISH, START, magnetic_amplitude

WIDTHS = (*range(1, 9), 17, 100, 1000)
TOLERANCE = mpmath.mpf(10) ** -30


@pytest.fixture(autouse=True)
def many_digits():
    with mpmath.workdps(80):
        yield


def average_of(rule: str, power: int):
    """The rule's mean of x**power over a step."""
    mean = RULE[rule].average(s.position**power, s.x_prev, s.x_next)
    return sp.lambdify([s.x_prev, s.x_next], mean, "mpmath")


def agrees(closed: sp.Expr, action, values: dict, ends: dict, is_real: bool) -> None:
    phase = mpmath.mpc(0, 1) if is_real else mpmath.mpf(-1)
    numbers = {letter: mp(value) for letter, value in (values | ends).items()}
    compiled = numeric_function([s.N, *numbers], closed)
    spread = -phase * numbers[s.m] / (2 * mpmath.pi * numbers[s.hbar] * numbers[s.dt])
    parts = step_matrices(action)
    places = tuple(numbers.values())
    start, finish = places[-4:-2], places[-2:]
    for N in WIDTHS:
        found = mpmath.mpmathify(compiled(mpmath.mpf(N), *places))
        expected = amplitude_of(parts, N, phase, numbers[s.hbar], spread, (start, finish))
        assert abs(found - expected) <= TOLERANCE * abs(expected), N


def ends_from(start, finish) -> dict:
    return dict(zip((*start, *finish), map(sp.Rational, ("1/3", "-2/5", "3/7", "1/2")), strict=True))


@every("time rule system", TIME, RULE, ("free", "oscillator"), keep=4)
def test_a_charge_in_a_magnetic_field(time, rule, system):
    single = lattice(system, rule, "fixed", time)
    values = draw(single, ("field", rule, time)) | {FIELD: sp.Rational(5, 3)}
    values[s.dt] = sp.Rational(1, 11)
    one = sp.lambdify([s.x_prev, s.x_next], (s.dt * single.step).subs(values), "mpmath")
    mean, B = average_of(rule, 1), mp(values[FIELD])
    turned = B / 2 if time == "real" else -mpmath.mpc(0, 1) * B / 2

    def action(p, q):
        crossed = mean(p[0], q[0]) * (q[1] - p[1]) - mean(p[1], q[1]) * (q[0] - p[0])
        return one(p[0], q[0]) + one(p[1], q[1]) + turned * crossed

    del values[s.x_ini], values[s.x_fin]
    agrees(magnetic_amplitude(single), action, values, ends_from(START, FINISH), time == "real")


SPRINGS = {"stretched and bound": (5, -2, 3), "one of them free": (1, -1, 1), "one of them inverted": (1, 2, 1)}


@every("rule springs", RULE, SPRINGS, keep=3)
def test_oscillators_coupled_by_springs(rule, springs):
    a, b, d = SPRINGS[springs]
    time = "euclidean" if springs == "stretched and bound" else "real"
    single = lattice("free", rule, "fixed", time)
    values = draw(single, ("springs", rule)) | {s.dt: sp.Rational(1, 13)}
    kinetic, square = mp(values[s.m]) / mp(values[s.dt]), average_of(rule, 2)
    sign = -mp(values[s.dt]) if time == "real" else mp(values[s.dt])

    def action(p, q):
        moved = sum((end - begin) ** 2 for begin, end in zip(p, q, strict=True))
        crossed = (square(p[0] + p[1], q[0] + q[1]) - square(p[0] - p[1], q[0] - q[1])) / 4
        potential = (a * square(p[0], q[0]) + 2 * b * crossed + d * square(p[1], q[1])) / 2
        return kinetic * moved / 2 + sign * potential

    closed = coupled_amplitude(sp.Matrix([[a, b], [b, d]]), rule=RULE[rule], time=time)
    del values[s.x_ini], values[s.x_fin]
    agrees(closed, action, values, ends_from(points("x_ini", 2), points("x_fin", 2)), time == "real")


def test_symbolic_springs_and_what_is_no_matrix_of_springs():
    closed = coupled_amplitude(sp.Matrix([[2 * s.k, -s.k], [-s.k, 2 * s.k]]))
    assert {s.k, s.m, s.N, s.dt, s.hbar, *points("x_ini", 2), *points("x_fin", 2)} == closed.free_symbols
    for bad in (sp.Matrix([[1, 2], [0, 1]]), sp.Matrix([[1, 2]]), sp.Matrix(0, 0, [])):
        with pytest.raises(InputError, match="symmetric"):
            coupled_amplitude(bad)
    with pytest.raises(InputError, match="as many positions"):
        coupled_amplitude(sp.eye(2), start=(s.x_ini,))


def test_a_plane_is_refused_with_a_force_or_a_free_end():
    with pytest.raises(UnsupportedError, match="no force"):
        magnetic_amplitude(lattice("constant force", "midpoint", "fixed", "real"))
    with pytest.raises(UnsupportedError, match="ends held"):
        magnetic_amplitude(lattice("free", "midpoint", "ring", "euclidean"))


def test_the_wrong_sign_of_the_field_is_another_amplitude():
    closed = magnetic_amplitude(lattice("free", "midpoint", "fixed", "real"))
    at = {s.m: 1, s.hbar: 1, s.dt: 1, s.N: 3, FIELD: 1} | ends_from(START, FINISH)
    assert abs(sp.N(closed.subs(at) - closed.subs(at | {FIELD: -1}))) > sp.Rational(1, 100)
