"""The free field's mode sums against the whole space-time form, written out site by site and inverted exactly."""

from itertools import product

import numpy as np
import pytest
import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.free_field import free_field
from symnet.theory.rules import RULES, Rule, nodes

THETA = Rule("theta", nodes((sp.Rational(1, 3), 1)))
NUMBERS = {s.m: sp.Rational(2, 3), s.dx: sp.Rational(5, 4), s.dt: sp.Rational(3, 7), s.hbar: sp.Rational(11, 5)}
EVERY_RULE = [*RULES, THETA]


def whole_form(rule, boundary, dimension, N, L):
    """The matrix of S_E/dx**d in all free phi, from the action as a sum over sites and steps."""
    sites = list(product(range(L), repeat=dimension))
    phi = {(n, site): sp.Symbol(f"phi_{n}_{site}") for n in range(N + 1) for site in sites}
    held = {phi[n, site]: 0 for n in (0, N) for site in sites}
    ring = {phi[N, site]: phi[0, site] for site in sites}
    action, m, dx, dt = sp.S.Zero, NUMBERS[s.m], NUMBERS[s.dx], NUMBERS[s.dt]
    for n, site in product(range(1, N + 1), sites):
        along = {at: phi[n - 1, at] + s.position * (phi[n, at] - phi[n - 1, at]) for at in sites}
        slopes = [along[neighbour(site, axis, L)] - along[site] for axis in range(dimension)]
        potential = m**2 * along[site] ** 2 / 2 + sum(slope**2 for slope in slopes) / (2 * dx**2)
        kinetic = (phi[n, site] - phi[n - 1, site]) ** 2 / (2 * dt**2)
        action += dt * (kinetic + rule.average(sp.expand(potential), sp.S.Zero, sp.S.One))
    action = sp.expand(action.subs(held if boundary == "fixed" else ring))
    times = range(1, N) if boundary == "fixed" else range(N)
    free = [phi[n, site] for n in times for site in sites]
    if not free:
        return sp.Matrix(), {}
    polynomial = sp.Poly(action, *free)
    places = {(n, site): place for place, (n, site) in enumerate(product(times, sites))}
    entries = [[second_derivative(polynomial, a, b) for b in range(len(free))] for a in range(len(free))]
    return sp.Matrix(entries), places


def second_derivative(polynomial, a, b):
    powers = [0] * len(polynomial.gens)
    powers[a] += 1
    powers[b] += 1
    return polynomial.coeff_monomial(tuple(powers)) * (2 if a == b else 1)


def neighbour(site, axis, L):
    return tuple((at + (direction == axis)) % L for direction, at in enumerate(site))


def value(expression, N, L):
    """To 40 digits; the sums over momenta are written out."""
    return sp.N(expression.subs({**NUMBERS, s.N: N, s.sites: L}).doit(), 40)


def same(found, exact):
    return abs(found - exact) < sp.Float("1e-35", 40)


LONGER = [
    pytest.param(rule, dimension, N, L, marks=pytest.mark.long, id=f"{rule.name}-{dimension}-{N}-{L}")
    for rule in EVERY_RULE
    for dimension, N, L in ((1, 3, 5), (1, 4, 2), (1, 2, 1), (2, 2, 2), (2, 3, 2))
]


@pytest.mark.parametrize(
    ("rule", "dimension", "N", "L"),
    [(RULES[0], 1, 2, 3), (RULES[2], 1, 3, 2), (RULES[3], 2, 1, 2), *LONGER],
)
@pytest.mark.parametrize("boundary", ["ring", "fixed"])
def test_determinant_and_propagator_are_the_whole_forms(rule, boundary, dimension, N, L):
    field = free_field(dimension, rule, boundary)
    matrix, places = whole_form(rule, boundary, dimension, N, L)
    assert same(value(field.log_determinant(), N, L), sp.log(matrix.det()))
    if not places:
        return
    inverse, here = matrix.inv(), (0,) * dimension
    times = sorted({n for n, _ in places})
    for n, k in {(times[0], times[0]), (times[0], times[-1])}:
        for site in {here, (L - 1,) * dimension, (min(1, L - 1), *here[1:])}:
            exact = NUMBERS[s.hbar] * inverse[places[n, here], places[k, site]] / NUMBERS[s.dx] ** dimension
            assert same(value(field.propagator(n, k, *site), N, L), exact)


def test_another_rules_determinant_is_not_it():
    matrix, _ = whole_form(RULES[1], "ring", 1, 3, 3)
    assert not same(value(free_field(1, "midpoint").log_determinant(), 3, 3), sp.log(matrix.det()))


@pytest.mark.parametrize(
    ("rule", "dimension"),
    [
        (RULES[0], 1),
        (RULES[2], 1),
        *(pytest.param(rule, dimension, marks=pytest.mark.long) for rule in EVERY_RULE for dimension in (1, 2)),
    ],
)
def test_the_transfer_matrix_is_positive_just_where_the_condition_says(rule, dimension):
    """Every mode's kernel on a grid of places has a negative eigenvalue or none."""
    field = free_field(dimension, rule)
    condition = field.transfer_is_positive()
    seen = set()
    for L, dt in product((2, 3, 4), (sp.Rational(1, 2), sp.Rational(8, 5), sp.Rational(11, 5))):
        at = {s.m: sp.Rational(1, 2), s.dx: 1 + sp.Rational(dimension - 1, 2), s.dt: dt, s.sites: L}
        lowest = 0.0
        for numbers in product(range(L), repeat=dimension):
            waves = dict(zip(s.wave_numbers, numbers, strict=False))
            stiffness = float(field.stiffness.subs(at).subs(waves))
            step = field.step
            early, late, coupling = (
                float(part.subs({s.dt: dt, s.parameter("kappa"): stiffness}))
                for part in (step.early, step.late, step.coupling)
            )
            x = np.linspace(-9, 9, 121)
            exponent = -(early + late) * (x[:, None] ** 2 + x[None, :] ** 2) / 4 + coupling * x[:, None] * x[None, :]
            eigenvalues = np.linalg.eigvalsh(np.exp(exponent))
            lowest = min(lowest, eigenvalues[0] / eigenvalues[-1])
        expected = bool(condition.subs(at))
        seen.add(expected)
        assert (lowest > -1e-10) == expected, (L, dt)
    assert seen == ({True} if rule.name in ("endpoint", "trapezoid") else {True, False})


def test_the_condition_is_a_bound_on_the_time_step():
    condition = free_field(1, "midpoint").transfer_is_positive().subs({s.sites: 2, s.m: 1, s.dx: 1})
    assert condition.subs(s.dt, sp.Rational(89, 100)) == sp.true
    assert condition.subs(s.dt, sp.Rational(9, 10)) == sp.false
    assert free_field(2, "trapezoid").transfer_is_positive() == sp.true


def test_what_is_no_free_field_is_refused():
    with pytest.raises(InputError, match="dimensions"):
        free_field(4)
    with pytest.raises(UnsupportedError, match="ring"):
        free_field(1, boundary="halfline")
    with pytest.raises(InputError, match="directions"):
        free_field(2).propagator(0, 0, 1)
