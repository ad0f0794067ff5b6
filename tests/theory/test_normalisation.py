import mpmath as mp
import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.normalisation import step_factor_squared
from symnet.theory.represent import represent

VALUES = {s.m: sp.Rational(3, 2), s.hbar: sp.Rational(2, 3), s.dt: sp.Rational(1, 5)}


def test_the_euclidean_step_integrates_to_one():
    lattice = represent("m*v^2/2 - k*x^2/2", time="euclidean").lattice
    factor = mp.sqrt(mp.mpf(step_factor_squared(lattice).subs(VALUES).evalf(20)))
    m, hbar, dt = (mp.mpf(value.p) / value.q for value in VALUES.values())
    assert mp.almosteq(factor * mp.quad(lambda y: mp.exp(-m * y**2 / (2 * hbar * dt)), [-mp.inf, mp.inf]), 1)


def test_real_time_has_the_textbook_factor():
    """Feynman and Hibbs, eq. (2-21): A = (2 pi i hbar eps/m)^(1/2)."""
    lattice = represent("m*v^2/2 - V(x)").lattice
    assert step_factor_squared(lattice) - s.m / (2 * sp.pi * sp.I * s.hbar * s.dt) == 0


def test_a_mass_that_depends_on_the_position_is_refused_by_name():
    with pytest.raises(UnsupportedError, match=r"d2L/dv2 = .*x"):
        step_factor_squared(represent("m*v^2*x^2/2").lattice)
