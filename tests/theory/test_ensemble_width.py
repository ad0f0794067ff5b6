"""The cosine ensemble at finite width, against averages by quadrature and against the path integral."""

import mpmath as mp
import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.ensemble import CosineEnsemble, Uniform, oscillator_ensemble, propagator
from symnet.theory.ensemble_width import FiniteWidth, finite_width

EUCLIDEAN = s.m * s.velocity**2 / 2 + s.k * s.position**2 / 2
AT = {s.m: sp.Rational(3, 2), s.k: sp.Rational(2), s.cutoff: sp.Rational(5, 2), s.hbar: sp.Rational(4, 5)}
SQUARE, CUT = mp.mpf(4) / 3, mp.mpf(5) / 2
SOURCE = sp.Symbol("q", real=True)


def number(expression, **more):
    values = {**AT, **{getattr(s, name): value for name, value in more.items()}}
    return mp.mpf(sp.N(expression.subs(values), 25))


def over_frequency(f):
    return mp.quad(f, [-CUT, 0, CUT]) / (2 * CUT)


def over_phase(f):
    """Eight equal phases average every product of four waves exactly."""
    return sum(f(n * mp.pi / 4) for n in range(8)) / 8


def over_unit(f):
    """The mean of f(b, c) over a unit's frequency and phase."""
    return mp.quad(f, [-CUT, 0, CUT], [-mp.pi, 0, mp.pi]) / (4 * mp.pi * CUT)


def profile(b):
    return 1 / mp.sqrt(b**2 + SQUARE)


@pytest.mark.parametrize("physical", [True, pytest.param(False, marks=pytest.mark.long)])
def test_variance_and_kurtosis_are_those_of_independent_units(physical):
    width = finite_width(EUCLIDEAN, physical=physical)
    spread = number(width.ensemble.amplitude.variance, N=3)
    second = over_frequency(lambda b: over_phase(lambda c: (profile(b) * mp.cos(c)) ** 2)) * spread
    fourth = over_frequency(lambda b: over_phase(lambda c: (profile(b) * mp.cos(c)) ** 4)) * 3 * spread**2
    assert mp.almosteq(number(width.variance, N=3), 3 * second, 1e-12)
    assert mp.almosteq(number(width.excess_kurtosis, N=3), 3 * (fourth - 3 * second**2) / (3 * second) ** 2, 1e-12)
    assert mp.almosteq(number(width.fourth_cumulant, N=3), 3 * (fourth - 3 * second**2), 1e-12)


@pytest.mark.long
def test_the_connected_four_point_function_is_one_units_cumulant():
    width, times = finite_width(EUCLIDEAN), (0, 1, sp.Rational(1, 2), 2)
    spread = number(width.ensemble.amplitude.variance, N=5)

    def mean(*at):
        def wave(b, c):
            return mp.fprod(profile(b) * mp.cos(b * mp.mpf(sp.N(t)) + c) for t in at)

        waves = over_frequency(lambda b: over_phase(lambda c: wave(b, c)))
        return waves * (spread if len(at) == 2 else 3 * spread**2)

    a, b, c, d = times
    cumulant = mean(a, b, c, d) - mean(a, b) * mean(c, d) - mean(a, c) * mean(b, d) - mean(a, d) * mean(b, c)
    assert mp.almosteq(number(width.connected_four_point(*times), N=5), 5 * cumulant, 1e-8)


def test_at_one_time_it_is_the_closed_fourth_cumulant():
    width = finite_width(EUCLIDEAN)
    assert mp.almosteq(number(width.connected_four_point(0, 0, 0, 0), N=2), number(width.fourth_cumulant, N=2), 1e-15)


def characteristic(width, source, units):
    """By quadrature over the frequency alone, of what symnet returns."""
    base = width.characteristic(sp.Rational(source)).base.subs({**AT, s.N: units})
    (integral,) = base.atoms(sp.Integral)
    integrand = sp.lambdify(s.b, integral.function, "mpmath")
    unit = mp.mpf(sp.N(base.xreplace({integral: sp.S.One}), 20)) * mp.quad(integrand, [-CUT, 0, CUT])
    return unit**units


def test_the_characteristic_function_is_the_average_over_amplitude_frequency_and_phase():
    width = finite_width(EUCLIDEAN)
    spread, source = number(width.ensemble.amplitude.variance, N=2), mp.mpf(3) / 2
    unit = over_unit(lambda b, c: mp.exp(-((source * profile(b) * mp.cos(c)) ** 2) * spread / 2))
    assert mp.almosteq(characteristic(width, 1.5, 2), unit**2, 1e-10)


def test_a_wide_network_has_the_characteristic_function_of_a_gaussian_and_its_first_correction():
    width, source, units = finite_width(EUCLIDEAN), mp.mpf(3) / 2, 4000
    variance = number(width.variance)
    found = mp.log(characteristic(width, 1.5, units)) + source**2 * variance / 2
    assert mp.almosteq(found * 24 / source**4, number(width.fourth_cumulant, N=units), 1e-2)
    assert abs(found) < 1e-3


def test_the_two_point_function_tends_to_the_path_integrals_only_with_amplitudes_that_grow():
    physical, printed = (finite_width(EUCLIDEAN, physical=flag).variance for flag in (True, False))
    far = {s.m: 1, s.k: 1, s.hbar: 1, s.N: 7}
    assert sp.limit(physical.subs(far), s.cutoff, sp.oo) == sp.Rational(1, 2)
    assert sp.limit(printed.subs(far), s.cutoff, sp.oo) == 0
    assert propagator(EUCLIDEAN).factor * sp.pi == s.hbar / (2 * s.m)


def test_the_limits_of_width_and_cut_off_do_not_commute():
    width = finite_width(EUCLIDEAN)
    kurtosis = width.excess_kurtosis.subs({s.m: 1, s.k: 1})
    assert sp.limit(kurtosis.subs(s.cutoff, 3), s.N, sp.oo) == width.wide.value == 0
    assert sp.limit(kurtosis.subs(s.N, 3), s.cutoff, sp.oo) == sp.oo
    assert not width.limits_commute
    assert width.deep.value == 9 / (2 * sp.pi)
    ratios = [mp.mpf(sp.N(kurtosis.subs({s.N: 1, s.cutoff: reach}) / reach, 20)) for reach in (10**4, 10**6)]
    assert mp.almosteq(ratios[1], 9 / (2 * mp.pi), 1e-5)
    correction = (ratios[0] - 9 / (2 * mp.pi)) * 10**4
    assert mp.almosteq(correction, mp.mpf(sp.N(width.deep.correction, 20)), 1e-3)


def test_at_fixed_width_a_growing_cut_off_leaves_nothing_but_rare_outputs():
    """<x^2> stays, while exp(i q x) tends to 1: not the Gaussian's exp(-q^2 <x^2>/2)."""
    width = finite_width(EUCLIDEAN)
    values = {s.m: 1, s.k: 1, s.hbar: 1, s.N: 2}
    found = []
    for reach in (10**2, 10**4, 10**6):
        base = width.characteristic(sp.Integer(1)).base.subs({**values, s.cutoff: reach})
        (integral,) = base.atoms(sp.Integral)
        integrand = sp.lambdify(s.b, integral.function, "mpmath")
        pieces = [0, 1, *[10**p for p in range(1, 7) if 10**p < reach], reach]
        found.append((2 * mp.quad(integrand, pieces) / (2 * reach)) ** 2)
    assert found == sorted(found)
    assert found[2] > 0.99 > mp.exp(-0.25)


def test_other_ensembles_have_no_closed_forms_here():
    usual = oscillator_ensemble(EUCLIDEAN)
    for other in (
        CosineEnsemble(s.b**-2, usual.amplitude, usual.frequency, usual.phase),
        CosineEnsemble(usual.profile, usual.amplitude, Uniform(sp.S.Zero, s.cutoff), usual.phase),
    ):
        with pytest.raises(UnsupportedError):
            FiniteWidth(other)
