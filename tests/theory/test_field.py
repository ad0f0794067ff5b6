"""Oracles: the lattice action by plain loops over sites and times, with exact fractions."""

from fractions import Fraction
from itertools import product

import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.activation import RELU
from symnet.theory.boundary import FIXED
from symnet.theory.field import PHI4, FieldLagrangian, component, components, on_sites
from symnet.theory.measure import measure
from symnet.theory.network import gauge_fixed
from symnet.theory.path import read_out
from symnet.theory.rules import ENDPOINT, MIDPOINT, TRAPEZOID

DT, DX, M, G = Fraction(1, 2), Fraction(3), Fraction(2, 3), Fraction(1, 5)
VALUES = {s.dt: sp.Rational(1, 2), s.dx: 3, s.m: sp.Rational(2, 3), s.g: sp.Rational(1, 5)}
SITES, STEPS = 3, 2
FIELD = {(i, n): Fraction(7 * i - 3 * n + i * n, 4) for i, n in product(range(SITES), range(STEPS + 1))}


def at(i: int, n: int) -> Fraction:
    """0 beyond the three sites."""
    return FIELD.get((i, n), Fraction(0))


def density(here: Fraction, there: Fraction, speed: Fraction) -> Fraction:
    return speed**2 / 2 - ((there - here) / DX) ** 2 / 2 - M**2 * here**2 / 2 - G * here**4


def loops(rule: str) -> Fraction:
    total = Fraction(0)
    for i, n in product(range(-2, SITES + 2), range(1, STEPS + 1)):
        speed = (at(i, n) - at(i, n - 1)) / DT
        ends = [density(at(i, k), at(i + 1, k), speed) for k in (n - 1, n)]
        middle = [(at(site, n) + at(site, n - 1)) / 2 for site in (i, i + 1)]
        values = {"endpoint": ends[1], "trapezoid": sum(ends) / 2, "midpoint": density(*middle, speed)}
        total += values[rule]
    return DT * DX * total


@pytest.mark.parametrize("rule", [MIDPOINT, ENDPOINT, TRAPEZOID], ids=lambda rule: rule.name)
def test_the_lattice_action_is_the_loop_over_sites_and_times(rule) -> None:
    action = on_sites(PHI4).action(rule)
    inner = action.atoms(sp.Sum)
    step = next(each for each in inner if each.limits[0][0] == s.i).function
    total = sp.S.Zero
    for i, n in product(range(-2, SITES + 2), range(1, STEPS + 1)):
        here = step.subs({s.i: i, s.n: n})
        total += here.xreplace({e: sp.Rational(at(*map(int, e.indices))) for e in here.atoms(sp.Indexed)})
    assert (s.dt * total).subs(VALUES) == sp.Rational(loops(rule.name))


def test_a_gradient_that_is_not_squared_is_refused() -> None:
    with pytest.raises(UnsupportedError, match="even in the gradient"):
        on_sites(FieldLagrangian(s.field * s.field_gradient, sp.S.One))


def test_the_terms_beyond_a_gaussian() -> None:
    assert PHI4.terms_beyond(2) == -s.g * s.field**4
    assert FieldLagrangian(PHI4.density.subs(s.g, 0), sp.S.One).terms_beyond(2) == 0


def test_components_have_weights_and_a_start_of_their_own() -> None:
    network = gauge_fixed(RELU, FIXED)
    path = read_out(network, FIXED)
    three = components(path, measure(FIXED, path, last="eliminated"), sp.S(3), s.i)
    assert three.jacobian == s.dt ** (3 * (s.N - 1))
    assert three.path.subs(s.n, 1).doit() == s.phi_ini[s.i] + s.dt * s.w[1, s.i]
    assert component(s.W[2] + s.x_ini, sp.S(5)) == s.W[2, 5] + s.phi_ini[5]
