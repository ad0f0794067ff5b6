"""Oracles: quadrature over time, and explicit determinants."""

import mpmath as mp
import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.activation import RELU, STEP
from symnet.theory.fourier import CosineModes, mode_average
from symnet.theory.represent import represent
from symnet.theory.smooth import steep_sigmoid, weight_on_smooth_path

MODES = CosineModes()
OSCILLATOR = s.m * s.velocity**2 / 2 - s.k * s.position**2 / 2


@pytest.mark.parametrize(("n", "other", "sign"), [(0, 0, 1), (2, 2, 1), (2, 3, 1), (0, 0, -1), (3, 3, -1), (1, 0, -1)])
def test_overlaps_are_the_integrals_over_time(n: int, other: int, sign: int) -> None:
    period = mp.mpf(3)
    wave = mp.cos if sign == 1 else mp.sin
    oracle = mp.quad(lambda t: wave(n * mp.pi * t / period) * wave(other * mp.pi * t / period), [0, period])
    assert mp.almosteq(mp.mpf(sp.N(MODES.overlap(sp.S(n), sp.S(other), sign).subs(s.T, 3))), oracle, 1e-12, 1e-12)


def test_the_action_of_a_sum_of_three_modes_is_the_integral_of_its_lagrangian() -> None:
    values = {s.T: 2, s.m: 3, s.k: 5}
    amplitudes = {s.a[0]: sp.Rational(1, 2), s.a[1]: 2, s.a[2]: -1}
    found = MODES.action(OSCILLATOR).subs(s.N, 2).doit().subs(amplitudes).subs(values)

    def lagrangian(t: mp.mpf) -> mp.mpf:
        waves = [(mp.mpf(sp.N(a)), n * mp.pi / 2) for n, a in enumerate(amplitudes.values())]
        x = sum(a * mp.cos(b * t) for a, b in waves)
        v = sum(-a * b * mp.sin(b * t) for a, b in waves)
        return 3 * v**2 / 2 - 5 * x**2 / 2

    assert mp.almosteq(mp.mpf(sp.N(found, 20)), mp.quad(lagrangian, [0, 1, 2]), 1e-12)


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 7])
def test_the_jacobian_is_the_determinant_of_the_cosines_on_the_grid(steps: int) -> None:
    matrix = mp.matrix(steps + 1)
    for i in range(steps + 1):
        for n in range(steps + 1):
            matrix[i, n] = mp.cos(mp.pi * i * n / steps)
    assert mp.almosteq(abs(mp.det(matrix)), mp.mpf(sp.N(MODES.jacobian.factor.subs(s.N, steps), 20)), 1e-12)
    assert MODES.jacobian.parameters == ()


def test_modes_of_a_quartic_are_coupled() -> None:
    with pytest.raises(UnsupportedError, match=r"x\*\*4"):
        MODES.action(s.position**4)


def test_the_average_is_divided_by_the_total() -> None:
    assert mode_average(MODES, OSCILLATOR).factor == s.J / s.total


def test_weights_on_a_parabola_are_its_exact_differences() -> None:
    """On x = t**2 the acceleration is 2 and every correction to it vanishes."""
    path, x = sp.Function("x")(s.t), s.t**2
    for activation, scale, expected in ((STEP, 1, 2 * s.t - s.dt), (RELU, 1 / s.dt, sp.S(2))):
        inverse = represent("m*v^2/2", activation=activation).path.inverse()
        found = weight_on_smooth_path(inverse, sp.sympify(scale))
        series = found.value + found.correction * s.dt**found.order
        assert sp.expand(series.subs(path, x).doit() - expected) == 0


def test_the_sigmoid_is_steep_on_both_sides() -> None:
    found = steep_sigmoid()
    assert (found.before, found.at, found.after) == (0, sp.Rational(1, 2), 1)
    assert (found.rate.order, found.rate.correction) == (1, -1)
