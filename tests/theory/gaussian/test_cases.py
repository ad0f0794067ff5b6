"""What is refused or named instead of solved, and the robustness of what is solved."""

from __future__ import annotations

import pytest
import sympy as sp
from systems import lattice

from symnet.errors import InputError, NotQuadraticError, UnboundedError, UnsupportedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.gaussian import gaussian_form, hyperbolic, trigonometric
from symnet.theory.partition_function import partition_function
from symnet.theory.represent import represent

OSCILLATOR = "m*v^2/2 - k*x^2/2"


def test_a_quartic_action_is_refused_by_name():
    with pytest.raises(NotQuadraticError, match=r"-g\*x\*\*4, of degree 4"):
        represent("m*v^2/2 - k*x^2/2 - g*x^4").gaussian()


@pytest.mark.parametrize(("lagrangian", "term"), [("m*v^2/2 - cos(x)", r"-cos\(x\)"), ("m*v^2/2 - V(x)", r"-V\(x\)")])
def test_a_potential_that_is_no_polynomial_is_refused_by_name(lagrangian, term):
    with pytest.raises(NotQuadraticError, match=term):
        represent(lagrangian).amplitude()


@pytest.mark.parametrize("lagrangian", ["k*x^2", "b*x*v", "0*v + x"])
def test_without_a_kinetic_term_there_is_no_measure(lagrangian):
    with pytest.raises(UnsupportedError):
        represent(lagrangian).amplitude()


@pytest.mark.parametrize("system", ["free", "constant force"])
def test_a_ring_that_nothing_binds_has_a_zero_mode(system):
    action = lattice(system, "midpoint", "ring", "euclidean")
    with pytest.raises(ZeroModeError):
        partition_function(action)
    with pytest.raises(ZeroModeError):
        gaussian_form(action).inverse(1, 1)
    assert gaussian_form(action).determinant() == 0


def test_a_negative_mass_cannot_weigh_paths_in_euclidean_time():
    with pytest.raises(UnboundedError):
        represent("-v^2/2 - x^2/2", time="euclidean").amplitude()


def test_the_inverted_oscillator_s_integral_diverges_once_the_path_is_long_enough():
    closed = represent("v^2/2 + x^2/2", time="euclidean").amplitude()
    at = {s.hbar: 1, s.dt: sp.Rational(1, 2), s.x_ini: 0, s.x_fin: 0}
    assert closed.subs(at).subs(s.N, 6).is_finite
    assert closed.subs(at).subs(s.N, 7) == sp.oo


def test_what_needs_another_boundary_says_so():
    rep = represent(OSCILLATOR, boundary="ring", time="euclidean")
    with pytest.raises(UnsupportedError, match="'ring'"):
        rep.amplitude()
    with pytest.raises(UnsupportedError, match="halfline"):
        rep.ground_state()
    with pytest.raises(UnsupportedError, match="ring"):
        represent(OSCILLATOR).partition_function()


@pytest.mark.parametrize("bad", [0, -1, sp.Rational(1, 2), "N + 1"])
def test_an_index_outside_its_range_is_an_error(bad):
    with pytest.raises(InputError):
        represent(OSCILLATOR).gaussian().entry(sp.sympify(bad, {"N": s.N}), 1)


@pytest.mark.parametrize("width", [0, -3, 2.0, True, "4"])
def test_a_width_that_is_not_one_is_an_error(width):
    with pytest.raises(InputError):
        represent(OSCILLATOR).gaussian().matrix(N=width)


def test_floats_at_a_large_width_keep_their_digits():
    """An expanded Chebyshev polynomial of order 99 has none left."""
    closed = represent(OSCILLATOR).amplitude()
    exact = {s.m: 1, s.k: 1, s.dt: sp.Rational(1, 100), s.hbar: 1, s.x_ini: 1, s.x_fin: 2, s.N: 100}
    floats = {s.N: 100, **{key: sp.Float(value) for key, value in exact.items() if key != s.N}}
    assert abs(complex(closed.subs(floats)) - complex(closed.subs(exact))) < 1e-10


def test_the_three_forms_of_a_determinant_agree():
    determinant = represent(OSCILLATOR).gaussian("x").determinant()
    at = {s.m: 2, s.k: 3, s.dt: sp.Rational(1, 3), s.N: 17}
    value = determinant.subs(at)
    assert value.is_Rational
    for form in (trigonometric, hyperbolic):
        assert abs(sp.N(form(determinant).subs(at), 40) - value) < abs(value) * sp.Float("1e-35", 40)
    assert trigonometric(determinant).has(sp.sin)
    assert hyperbolic(determinant).has(sp.sinh)


def test_the_amplitude_has_only_the_free_symbols_it_should():
    rep = represent("m*v^2/2 + b*x*v - k*x^2/2 + f*x", rule="endpoint")
    letters = set(rep.parameters) | {s.N, s.dt, s.x_ini, s.x_fin, s.hbar}
    assert rep.amplitude().free_symbols == letters


def test_the_phase_counts_the_caustics():
    """Past the first focus of the oscillator the amplitude has lost a quarter turn, past the second another."""
    closed = represent("v^2/2 - x^2/2", rule="trapezoid").amplitude()
    at = {s.hbar: 1, s.x_ini: 0, s.x_fin: 0, s.dt: sp.Rational(1, 10)}
    quarters = [sp.arg(sp.N(closed.subs(at).subs(s.N, n))) for n in (10, 40, 70, 100)]
    assert [round(float(-4 * phase / sp.pi)) % 8 for phase in quarters] == [1, 3, 5, 7]
