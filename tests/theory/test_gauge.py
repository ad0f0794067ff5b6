"""The gauge group of a unit, the gauge fixing, and actions in another parameter, held against instances."""

from dataclasses import replace

import pytest
import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.dimensions import ACTION, MASS, UNITS, VELOCITY, DimensionError, dimension, same_dimension
from symnet.theory.activation import RELU, STEP
from symnet.theory.gauge import (
    LineAction,
    counted_from_zero,
    degree,
    fix_inner_weights,
    fix_sizes,
    orderings,
    relativistic,
    transform,
    unit_output,
)
from symnet.theory.network import generic_network

ALPHA = sp.Symbol("alpha", positive=True)
WIDTH = 3
OUTPUTS, INNER, BIASES = (2, -1, 5), (3, sp.Rational(1, 2), 2), (-1, 4, -3)


def at_numbers(expression, t, inner=INNER):
    """The value with numbers for all parameters, by SymPy's own sums."""
    entries = {}
    for base, numbers in ((s.w, OUTPUTS), (s.b_tilde, BIASES)):
        entries |= {base[place]: number for place, number in enumerate(numbers, 1)}
    for base in (s.w_tilde, sp.IndexedBase("w_tilde", positive=True)):
        entries |= {base[place]: number for place, number in enumerate(inner, 1)}
    return expression.subs({s.N: WIDTH, s.t: t, s.b: 7}).doit().subs(entries)


def expected(t, inner=INNER):
    units = zip(OUTPUTS, inner, BIASES, strict=True)
    return 7 + sum(out * max(0, weight * t + bias) for out, weight, bias in units)


@pytest.mark.parametrize("t", [-9, sp.Rational(1, 3), 1, 2])
@pytest.mark.parametrize("scale", [sp.S(1), sp.Rational(2, 7), s.n**0 * 5])
def test_a_gauge_transformation_leaves_the_output(scale, t):
    assert at_numbers(transform(generic_network(RELU), scale).output(), t) == expected(t)


def test_each_unit_may_have_a_scale_of_its_own():
    own = sp.IndexedBase("alpha", positive=True)
    network = transform(generic_network(RELU), own[s.n])
    numbers = {own[1]: 2, own[2]: sp.Rational(1, 3), own[3]: 10}
    assert at_numbers(network.output().subs(s.N, WIDTH).doit().subs(numbers), 2) == expected(2)


@pytest.mark.parametrize("scale", [sp.S(0), sp.S(-1), sp.Symbol("a", real=True), sp.Symbol("a", nonnegative=True)])
def test_a_scale_that_may_not_be_positive_is_refused(scale):
    with pytest.raises(InputError, match="positive"):
        transform(generic_network(RELU), scale)


def test_inner_weights_that_may_be_negative_cannot_be_fixed_to_one():
    with pytest.raises(InputError, match="w_tilde"):
        fix_inner_weights(generic_network(RELU))


@pytest.mark.parametrize("t", [-9, 0, 1, 4])
def test_fixing_the_gauge_leaves_the_output(t):
    network = fix_inner_weights(generic_network(RELU, inner_weight=sp.IndexedBase("w_tilde", positive=True)[s.n]))
    assert network.inner_weight == 1
    assert at_numbers(network.output(), t) == expected(t)


@pytest.mark.parametrize("t", [-9, 0, 1, 4])
def test_the_sizes_of_inner_weights_of_any_sign_can_be_fixed(t):
    base, mixed = sp.IndexedBase("w_tilde", real=True, nonzero=True), (-3, sp.Rational(1, 2), -2)
    output = fix_sizes(generic_network(RELU, inner_weight=base[s.n])).output()
    numbers = {base[place]: number for place, number in enumerate(mixed, 1)}
    assert at_numbers(output.subs(s.N, WIDTH).doit().subs(numbers), t) == expected(t, mixed)


def test_the_rectifier_is_of_degree_one_and_the_step_of_degree_zero():
    assert (degree(RELU), degree(STEP)) == (1, 0)


def test_a_step_scales_its_inner_parameters_only():
    network = transform(generic_network(STEP), ALPHA)
    assert network.output_weight == s.W[s.n]
    assert network.inner_bias == ALPHA * s.b_tilde[s.n]


@pytest.mark.parametrize("positive", [lambda z: z + 1, lambda z: 1 - sp.exp(-z)])
def test_an_activation_that_is_not_homogeneous_has_no_gauge(positive):
    with pytest.raises(UnsupportedError, match="homogeneous"):
        degree(replace(RELU, positive=positive))


def test_units_counted_from_zero_draw_the_same_path():
    shifted = counted_from_zero(generic_network(RELU)).subs({s.N: WIDTH, s.t: 2, s.b: 7}).doit()
    for base, numbers in ((s.w, OUTPUTS), (s.w_tilde, INNER), (s.b_tilde, BIASES)):
        shifted = shifted.subs({base[place]: number for place, number in enumerate(numbers)})
    assert shifted == expected(2)


def test_the_output_is_the_sum_of_its_units():
    units = sum(unit_output(generic_network(RELU), sp.Integer(unit)) for unit in range(1, WIDTH + 1))
    assert at_numbers(units, 2) == expected(2) - 7


@pytest.mark.parametrize("width", range(1, 6))
def test_the_thresholds_have_as_many_orders_as_there_are_permutations(width):
    assert orderings().subs(s.N, width).doit() == sp.factorial(width)


def test_a_slow_relativistic_particle_is_a_free_one_beside_its_rest_energy():
    m, c, v = sp.Symbol("m", positive=True), sp.Symbol("c", positive=True), s.velocity
    first, second = s.worldline_rates
    slow = relativistic(m, c).density.subs({first: c, second: v}).series(v, 0, 4).removeO()
    assert sp.expand(slow + m * c**2 - m * v**2 / 2) == 0


def test_the_printed_relativistic_action_is_a_length():
    rates = dict.fromkeys((rate.name for rate in s.worldline_rates), VELOCITY)
    units = {**UNITS, **rates, "c": VELOCITY, "m": MASS}
    first, second = s.worldline_rates
    length = sp.sqrt(first**2 - second**2) * s.t
    with pytest.raises(DimensionError):
        same_dimension(s.action, length, units)
    particle = relativistic(sp.Symbol("m", positive=True), sp.Symbol("c", positive=True))
    assert dimension(particle.density * s.t, units) == ACTION


@pytest.mark.parametrize("slope", [3, -3])
def test_the_length_of_a_world_line_keeps_its_size_and_takes_the_sign_of_the_new_parameter(slope):
    """X = (5 s, 3 s) has the length 4 for each unit of s."""
    first, second = s.worldline_rates
    moved = LineAction(sp.sqrt(first**2 - second**2), s.worldline_rates).reparametrised(sp.Integer(slope))
    assert moved.density.subs({first: 5, second: 3}) == (4 if slope > 0 else -4)


def test_the_free_action_depends_on_the_parameter():
    moved = LineAction(s.m * s.velocity**2 / 2, (s.velocity,)).reparametrised(sp.Integer(2))
    assert moved.density == s.m * s.velocity**2 / 4
