"""Oracles for what the claims in words need: loops, permutations, exterior algebra and numbers instead of formulas."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.activation import RELU, STEP
from symnet.theory.boundary import FIXED
from symnet.theory.composition import composed
from symnet.theory.ensemble import oscillator_ensemble
from symnet.theory.field import PHI4, action_of_components, on_sites
from symnet.theory.gauge import at_ordered_thresholds, rearranged
from symnet.theory.gauge_field import along_the_gauge, coupled
from symnet.theory.grassmann import coefficient, measure_factor
from symnet.theory.halfline import memory_of_the_far_end
from symnet.theory.instance import at_width
from symnet.theory.network import gauge_fixed, generic_network
from symnet.theory.path import read_out
from symnet.theory.plane_waves import INPUTS, plane_waves
from symnet.theory.represent import represent
from symnet.theory.rules import ENDPOINT, MIDPOINT
from symnet.theory.separability import FORMS, FUNCTION, SeparableAction
from symnet.theory.stochastic.generator import lattice_generator, missed_by_a_step
from symnet.theory.zigzag import unit_within_step

THRESHOLDS = generic_network(RELU, inner_weight=sp.S.One)
EUCLIDEAN = s.m * s.velocity**2 + s.k * s.position**2


def entries(base: sp.IndexedBase, values: dict[object, object]) -> dict[sp.Expr, sp.Expr]:
    return {base[place]: sp.sympify(value) for place, value in values.items()}


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_every_permutation_of_three_units_gives_the_same_output(order: tuple[int, ...]) -> None:
    shares = sp.IndexedBase("P", real=True)
    values = {
        **entries(s.w, {1: 2, 2: -3, 3: 5}),
        **entries(s.b_tilde, {1: 1, 2: -1, 3: Fraction(1, 2)}),
        **{shares[n, j]: sp.Integer(order[n - 1] == j) for n in (1, 2, 3) for j in (1, 2, 3)},
        s.t: sp.Rational(1, 3),
        s.b: sp.Integer(7),
    }
    plain = THRESHOLDS.output(s.t)
    found, wanted = (each.subs(s.N, 3).doit().xreplace(values) for each in (rearranged(THRESHOLDS), plain))
    assert found == wanted


def test_at_thresholds_in_order_the_path_is_what_the_network_gives() -> None:
    steps = sp.IndexedBase("h", nonnegative=True)
    lengths, weights = [Fraction(1, 2), Fraction(2), Fraction(0), Fraction(3)], [3, -2, 7, 1]
    places = [sum(lengths[:count], Fraction(0)) for count in range(5)]
    for n in range(1, 5):
        by_hand = sum(w * max(Fraction(0), places[n] - places[k]) for k, w in enumerate(weights))
        path = at_ordered_thresholds(THRESHOLDS, steps).subs(s.n, n).doit()
        values = {**entries(steps, dict(enumerate(lengths, 1))), **entries(s.w, dict(enumerate(weights, 1))), s.b: 0}
        assert path.subs(values) == sp.Rational(by_hand)


def test_two_steps_of_the_free_particle_are_the_integral_over_the_place_between() -> None:
    """In Euclidean time, where a sum over a fine grid is the integral."""
    values = {s.m: 1.3, s.hbar: 0.7, s.x_ini: 0.2, s.x_fin: -0.5}
    lengths = 0.4, 1.1
    found = composed(represent("m*v^2/2", time="euclidean").lattice, *map(sp.Float, lengths))
    squared, exponent = (float(each.subs(values)) for each in (found.squared, found.exponent))

    def kernel(distance: float, length: float) -> float:
        rate = values[s.m] / (values[s.hbar] * length)
        return math.sqrt(rate / (2 * math.pi)) * math.exp(-rate * distance**2 / 2)

    width = 1e-3
    grid = (width * place for place in range(-12000, 12001))
    total = width * sum(kernel(y - 0.2, lengths[0]) * kernel(-0.5 - y, lengths[1]) for y in grid)
    assert total == pytest.approx(math.sqrt(squared) * math.exp(exponent), rel=1e-9)


def test_only_gaussian_steps_are_composed() -> None:
    with pytest.raises(UnsupportedError, match="Gaussian"):
        composed(represent("m*v^2/2 - g*x^4").lattice, s.dt, s.dt)


def test_a_step_of_the_oscillator_misses_what_its_amplitude_misses() -> None:
    psi = sp.Function("psi")(s.position)
    lattice = represent("m*v^2/2 - k*x^2/2").lattice
    missed = missed_by_a_step(lattice_generator(lattice, sp.I * s.hbar / s.m, psi), psi)
    assert sp.expand(missed + s.k / (8 * s.m) * psi) == 0


def test_the_weight_of_the_endpoint_rule_misses_more() -> None:
    psi = sp.Function("psi")(s.position)
    lattice = represent("m*v^2/2 - k*x^2/2", rule="endpoint").lattice
    missed = missed_by_a_step(lattice_generator(lattice, sp.I * s.hbar / s.m, psi), psi)
    assert sp.expand(missed).has(sp.Derivative)


def test_the_coupling_of_the_two_ends_of_a_long_time_dies_like_the_inverse_sinh() -> None:
    omega = sp.Symbol("omega", positive=True)
    found = memory_of_the_far_end(represent("m*v^2/2 - m*omega^2*x^2/2", time="euclidean"), omega)
    mass, long = 1.7, 9.0
    exact = mass * 0.8 / (0.6 * math.sinh(0.8 * long))
    first = found.correction.subs({sp.Symbol("m", positive=True): mass, s.hbar: 0.6, omega: 0.8})
    assert found.value == 0
    assert float(first) * math.exp(-0.8 * long) == pytest.approx(exact, rel=1e-5)


def test_the_two_point_function_in_two_dimensions_is_the_average_over_amplitude_and_phase() -> None:
    waves = plane_waves(oscillator_ensemble(EUCLIDEAN), sp.Integer(2))
    x, y = INPUTS
    b = {1: 0.3, 2: -1.2}
    points = {x[1]: 0.5, x[2]: 0.1, y[1]: -0.4, y[2]: 0.9}
    values = {**points, **{s.frequencies[j]: value for j, value in b.items()}, s.k: 2.0, s.m: 0.5, s.cutoff: 3.0}
    one, two = (sum(b[j] * points[place[j]] for j in b) for place in (x, y))
    steps = 60
    phases = [2 * math.pi * count / steps for count in range(steps)]
    mean = sum(math.cos(one + c) * math.cos(two + c) for c in phases) / steps
    by_hand = mean / (sum(value**2 for value in b.values()) + 4.0) / (2 * 3.0) ** 2
    found = [each.doit().subs(values) for each in (waves.factor, waves.angle, waves.denominator)]
    assert float(found[0] * sp.cos(found[1]) / found[2]) == pytest.approx(by_hand, rel=1e-12)


def test_a_sum_of_two_functions_of_forms_has_a_singular_three_by_three_matrix() -> None:
    """D_i D_j of a separable action, for three operators and two forms, by hand; its determinant vanishes."""
    action = SeparableAction(sp.Integer(2), sp.Integer(2))
    forms = {FORMS[row, column]: sp.Integer(value) for (row, column), value in {
        (1, 1): 2, (1, 2): 3, (2, 1): -1, (2, 2): 5}.items()}  # fmt: skip
    whole = action.expr.doit().replace(FUNCTION, lambda which, y: (which + 1) * y**4).doit()
    plain = {s.x[place]: sp.Symbol(f"x_{place}") for place in (1, 2)}
    one, two = plain.values()
    polynomial = whole.xreplace(forms).xreplace(plain)
    pairs = [(one, one), (one, two), (two, two)]
    matrix = sp.Matrix(3, 3, lambda i, j: polynomial.diff(*pairs[i], *pairs[j]))
    assert matrix.rank() == action.highest_rank == 2


def test_an_anticommuting_quadratic_form_keeps_the_antisymmetric_part() -> None:
    """Every pair of generators multiplied out by hand, with its sign."""
    kernel = {(i, j): 3 * i - j * j for i in (1, 2, 3) for j in (1, 2, 3)}
    by_hand: dict[tuple[int, int], int] = {}
    for (i, j), value in kernel.items():
        if i != j:
            pair, sign = ((i, j), 1) if i < j else ((j, i), -1)
            by_hand[pair] = by_hand.get(pair, 0) + sign * value
    assert by_hand == {(i, j): kernel[i, j] - kernel[j, i] for i in (1, 2, 3) for j in (1, 2, 3) if i < j}
    commuting = sp.Add(*[value * s.w[i] * s.w[j] for (i, j), value in kernel.items()])
    assert coefficient(commuting, sp.Integer(1), sp.Integer(2)).doit() == 0


def test_a_linear_change_of_anticommuting_variables_has_the_inverse_determinant() -> None:
    """The product of three linear forms in three generators is the determinant times the product of these."""
    measure = represent("m*v^2/2").measure_in("w", last="eliminated")
    dt = sp.Symbol("dt", positive=True)
    matrix = sp.Matrix(3, 3, lambda n, k: (n - k + 1) * dt if k <= n else 0)
    product = sum(
        sp.LeviCivita(*order) * sp.Mul(*[matrix[row, order[row]] for row in range(3)])
        for order in itertools.permutations(range(3))
    )
    assert measure_factor(measure).subs({s.N: 4, s.dt: dt}) * product == 1


def test_a_unit_is_on_or_off_throughout_a_step_and_a_step_function_is_not_straight() -> None:
    between, share = sp.Symbol("z", integer=True, nonnegative=True), sp.Symbol("s", nonnegative=True)
    network = gauge_fixed(RELU, FIXED)
    assert sp.expand(unit_within_step(network, FIXED, share, s.n - between) - s.dt * (between + share)) == 0
    assert unit_within_step(network, FIXED, 1 - share, s.n + 1 + between) == 0
    assert unit_within_step(network, FIXED, 1 - share, s.n + between).has(sp.Max)
    assert unit_within_step(gauge_fixed(STEP, FIXED), FIXED, share, s.n).has(sp.Heaviside)


@pytest.mark.parametrize("dimensions", [1, 2])
def test_on_a_closed_lattice_the_lagrangian_is_the_loop_over_sites(dimensions: int) -> None:
    sites = 3
    places = list(itertools.product(range(1, sites + 1), repeat=dimensions))
    field = {place: Fraction(sum((axis + 2) * index**2 for axis, index in enumerate(place)), 3) for place in places}
    spacing, mass, coupling = Fraction(1, 2), Fraction(2), Fraction(1, 5)
    by_hand = Fraction(0)
    for place in places:
        ahead = [tuple(i % sites + 1 if a == axis else i for a, i in enumerate(place)) for axis in range(dimensions)]
        gradient = sum(((field[there] - field[place]) / spacing) ** 2 for there in ahead)
        by_hand -= gradient / 2 + mass**2 * field[place] ** 2 / 2 + coupling * field[place] ** 4
    found = on_sites(PHI4, dimensions, sites=sp.Integer(sites)).at_once().doit()
    values = {**entries(s.phi, field), s.dx: sp.Rational(1, 2), s.m: 2, s.g: sp.Rational(1, 5)}
    still = {entry: sp.S.Zero for entry in found.atoms(sp.Indexed) if entry.base == s.phi_velocity}
    assert found.subs({**values, **still}) == sp.Rational(by_hand * spacing**dimensions)


def test_a_lattice_has_one_to_three_dimensions() -> None:
    for dimensions in (0, 4):
        with pytest.raises(UnsupportedError, match="1 to 3"):
            on_sites(PHI4, dimensions)


@pytest.mark.parametrize(("rule", "same"), [(MIDPOINT, True), (ENDPOINT, False)])
def test_a_gauge_field_leaves_one_flat_direction_for_each_step_and_a_massive_one_none(rule, same):
    width, path = 3, read_out(gauge_fixed(RELU, FIXED), FIXED)
    weights = [s.w[place, which] for which in (1, 2) for place in range(1, width + 1)]

    def action(lagrangian):
        return at_width(action_of_components(lagrangian, path, 2, rule).subs({s.m: 1, s.dt: 1}), width)

    found = action(coupled)
    moved = along_the_gauge(action_of_components(coupled, path, 2, rule), path)
    moved = at_width(moved.subs({s.m: 1, s.dt: 1}), width)
    assert (sp.expand(moved - found) == 0) is same
    assert sp.hessian(found, weights).rank() == width
    massive = action(lambda q, a, v, u: coupled(q, a, v, u) + a**2 / 2)
    assert sp.hessian(massive, weights).rank() == 2 * width
