"""Oracles: quadrature over phases and frequencies, and the textbook propagator of the oscillator."""

import mpmath as mp
import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.ensemble import (
    Normal,
    Uniform,
    coupling,
    oscillator_ensemble,
    propagator,
    spectral_profile,
    width_independent,
)

EUCLIDEAN = s.m * s.velocity**2 + s.k * s.position**2
VALUES = {s.m: sp.Rational(3, 2), s.k: sp.Rational(2), s.cutoff: sp.Rational(5, 2)}


def numeric(expr: sp.Expr, more: dict[sp.Symbol, int]) -> mp.mpf:
    at = expr.subs({**VALUES, **more})
    (integral,) = at.atoms(sp.Integral)
    ((variable, lower, upper),) = integral.limits
    integrand = sp.lambdify(variable, integral.function, "mpmath")
    return mp.mpf(sp.N(at.xreplace({integral: sp.S.One}), 20)) * mp.quad(integrand, [lower, 0, upper])


@pytest.mark.parametrize("times", [(0, 0), (1, 0), (2, -1)])
def test_the_two_point_function_is_the_average_over_all_three_parameters(times: tuple[int, int]) -> None:
    """<a_n a_l> = delta/N, so N units give one unit's average; phase and frequency by quadrature."""
    first, second = times
    cut, ratio = mp.mpf(5) / 2, mp.mpf(4) / 3

    def unit(b: mp.mpf, c: mp.mpf) -> mp.mpf:
        return mp.cos(b * first + c) * mp.cos(b * second + c) / (b**2 + ratio)

    oracle = mp.quad(unit, [-cut, 0, cut], [-mp.pi, 0, mp.pi]) / (2 * cut) / (2 * mp.pi)
    found = numeric(oscillator_ensemble(EUCLIDEAN).two_point, {s.tau_1: first, s.tau_2: second})
    assert mp.almosteq(found, oracle, 1e-10)


def test_the_fourth_cumulant_of_one_unit_is_the_quadrature_s() -> None:
    ensemble = oscillator_ensemble(EUCLIDEAN)
    fourth = ensemble.unit_moment((sp.S.Zero,) * 4)
    assert fourth == sp.expand(3 / s.N**2 * ensemble.profile**4 * sp.Rational(3, 8))
    assert not ensemble.fourth_cumulant.correction.has(s.N)


def test_a_phase_that_is_not_uniform_on_a_period_leaves_a_mean() -> None:
    half = Uniform(sp.S.Zero, sp.pi)
    assert half.mean_of_wave(sp.S.Zero, sp.S(2)) == 0
    assert sp.expand(half.mean_of_wave(s.tau, sp.S.One) + 2 * sp.sin(s.tau) / sp.pi) == 0
    assert Uniform(-sp.pi, sp.pi).mean_of_wave(s.tau, sp.S(3)) == 0


def test_the_variance_of_the_amplitudes_falls_like_the_width() -> None:
    assert width_independent(lambda law: oscillator_ensemble(EUCLIDEAN, law)) == 1 / s.N


def test_the_propagator_of_the_usual_oscillator() -> None:
    usual = (s.m * s.velocity**2 + s.k * s.position**2) / 2
    values = {s.m: sp.Rational(3, 2), s.k: 2, s.hbar: 1}
    factor, square = (mp.mpf(sp.N(each.subs(values), 20)) for each in (propagator(usual).factor, sp.S(4) / 3))
    assert propagator(usual).squared_frequency.subs(values) == sp.Rational(4, 3)
    total = mp.quadosc(lambda b: mp.cos(b) / (b**2 + square), [0, mp.inf], omega=1) * 2
    omega = mp.sqrt(mp.mpf(4) / 3)
    assert mp.almosteq(factor * total, mp.exp(-omega) / (2 * mp.mpf(3) / 2 * omega), 1e-10)


def test_what_is_not_quadratic_has_no_profile() -> None:
    with pytest.raises(UnsupportedError, match=r"x\*\*4"):
        spectral_profile(s.velocity**2 + s.position**4)


def test_moments_need_mean_zero() -> None:
    with pytest.raises(UnsupportedError):
        Normal(sp.S.One, sp.S.One).moment(2)


def test_a_quadratic_factor_couples_amplitudes_by_a_constant_and_a_linear_one_not_at_all() -> None:
    n, j = s.n, s.j
    at = {s.N: 3, n: 1, j: 2}
    linear = coupling(lambda x: 5 * x, n, j).subs(at).doit()
    quadratic = coupling(lambda x: x**2, n, j).subs(at).doit()
    assert linear == 0
    assert quadratic == 2 * s.units[1] * s.units[2]
