"""Several coordinates from the public door, against their parts."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.errors import NotQuadraticError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.coupled import coupled_amplitude, points
from symnet.theory.magnetic import magnetic_amplitude
from symnet.theory.represent import represent

PLACES = (*points("x_ini", 2), *points("x_fin", 2))
AT = {s.dt: sp.Rational(1, 7), s.hbar: sp.Rational(2, 3), s.N: 5, s.m: 2, s.k: 3, s.parameter("B"): sp.Rational(5, 4)}
AT |= dict(zip(PLACES, map(sp.Rational, ("1/3", "-2/5", "3/7", "1/2")), strict=True))


def of(lagrangian: str, **choices: str) -> sp.Expr:
    return represent(lagrangian, coordinates=("x", "y"), **choices).amplitude()


def same(found: sp.Expr, expected: sp.Expr) -> bool:
    found, expected = (sp.N(part.subs(AT), 40) for part in (found, expected))
    return abs(found - expected) < abs(expected) * sp.Rational(1, 10**30)


@pytest.mark.parametrize("time", ["real", "euclidean"])
@pytest.mark.parametrize("rule", ["midpoint", "zigzag"])
def test_a_magnetic_field_through_the_plane(rule, time):
    found = of("m*(vx^2 + vy^2)/2 + B*(x*vy - y*vx)/2 - k*(x^2 + y^2)/2", rule=rule, time=time)
    assert same(found, magnetic_amplitude(represent("m*v^2/2 - k*x^2/2", rule=rule, time=time).lattice))
    assert not same(found, of("m*(vx^2 + vy^2)/2 - B*(x*vy - y*vx)/2 - k*(x^2 + y^2)/2", rule=rule, time=time))


def test_coupled_oscillators():
    found = of("m*(vx^2 + vy^2)/2 - k*(x^2 + y^2)/2 - (x - y)^2/2", rule="trapezoid")
    springs = sp.Matrix([[s.k + 1, -1], [-1, s.k + 1]])
    assert same(found, coupled_amplitude(springs, rule="trapezoid"))


def test_components_without_a_spring_between_them_are_a_product():
    single = represent("m*v^2/2 - k*x^2/2").amplitude()
    first, second = (
        single.subs({s.x_ini: points("x_ini", 2)[n], s.x_fin: points("x_fin", 2)[n]}, simultaneous=True) for n in (0, 1)
    )
    assert same(of("m*(vx^2 + vy^2)/2 - k*(x^2 + y^2)/2"), first * second)
    three = represent("(vx^2 + vy^2 + vz^2)/2", coordinates=("x", "y", "z")).amplitude()
    assert {letter.name for letter in three.free_symbols} >= {"x_ini_3", "x_fin_3"}


@pytest.mark.parametrize(
    ("lagrangian", "error", "word"),
    [
        ("m*(vx^2 + vy^2)/2 - x^2*y", NotQuadraticError, "x\\*\\*2\\*y"),
        ("m*(vx^2 + vy^2)/2 - x", NotQuadraticError, "-x;"),
        ("m*(vx^2 + vy^2)/2 - cos(x)", NotQuadraticError, "cos"),
        ("m*vx^2/2 + vy^2/2", UnsupportedError, "one mass"),
        ("m*(vx^2 + vy^2)/2 + x*vx", UnsupportedError, "do not turn"),
        ("m*(vx^2 + vy^2)/2 + x*vy - y*vx - x^2", UnsupportedError, "equal springs"),
    ],
)
def test_what_is_not_solved_is_refused_by_name(lagrangian, error, word):
    with pytest.raises(error, match=word):
        of(lagrangian)
