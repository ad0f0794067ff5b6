"""The path that comes out of evaluating a network, its other coordinates and the way back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.activation import ACTIVATIONS, RELU, STEP, Activation, activation_named
from symnet.theory.boundary import BOUNDARIES, FIXED, Boundary
from symnet.theory.instance import at_width
from symnet.theory.network import gauge_fixed, generic_network
from symnet.theory.path import PathMap, read_out

n, j, dt = s.n, s.j, s.dt
SIZE = 5
NUMBERS = {
    dt: sp.Rational(2, 3),
    s.t_ini: sp.Rational(-1, 7),
    s.x_ini: sp.Rational(5, 4),
    s.x_fin: sp.Rational(9, 8),
    s.x[0]: sp.Rational(5, 4),
    **{s.w[i]: sp.Rational((-1) ** i * (i + 2), 2 * i + 1) for i in range(1, SIZE + 1)},
    **{s.W[i]: sp.Rational((-1) ** (i // 2) * (3 * i + 2), i + 1) for i in range(1, SIZE + 1)},
}


def path_of(activation: Activation, boundary: Boundary = FIXED) -> PathMap:
    return read_out(gauge_fixed(activation, boundary), boundary)


def positions(path: PathMap) -> list[sp.Expr]:
    return [at_width(path.position(sp.Integer(i)), SIZE).xreplace(NUMBERS) for i in range(SIZE + 1)]


@pytest.mark.parametrize("boundary", BOUNDARIES, ids=lambda boundary: boundary.name)
@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda activation: activation.name)
def test_the_path_is_the_network_at_the_times_t_n(activation: Activation, boundary: Boundary) -> None:
    network = gauge_fixed(activation, boundary)
    for i, position in enumerate(positions(read_out(network, boundary))):
        output = at_width(network.output(boundary.time(sp.Integer(i))), SIZE).xreplace(NUMBERS)
        assert output == position


def test_the_relu_network_is_the_zigzag_at_every_time() -> None:
    network, corners = gauge_fixed(RELU, FIXED), positions(path_of(RELU))
    for i, (left, right) in enumerate(pairwise(corners)):
        for place in (sp.Rational(1, 3), sp.Rational(3, 4)):
            output = at_width(network.output(FIXED.time(i + place)), SIZE).xreplace(NUMBERS)
            assert output == left + place * (right - left)


def test_the_step_network_jumps_in_the_middle_of_each_step() -> None:
    network, corners = gauge_fixed(STEP, FIXED), positions(path_of(STEP))
    for i, (left, right) in enumerate(pairwise(corners)):
        for place, value in ((sp.Rational(49, 100), left), (sp.Rational(51, 100), right)):
            assert at_width(network.output(FIXED.time(i + place)), SIZE).xreplace(NUMBERS) == value


def test_the_paths_are_the_papers() -> None:
    assert path_of(RELU).position() == s.x_ini + dt * sp.Sum((n - j + 1) * s.w[j], (j, 1, n))
    assert path_of(STEP).position() == s.x_ini + dt * sp.Sum(s.W[j], (j, 1, n))
    assert path_of(RELU).velocity() == sp.Sum(s.w[j], (j, 1, n))
    assert path_of(STEP).velocity() == s.W[n]


def test_the_last_weight_solves_the_end() -> None:
    relu, step = path_of(RELU).last_weight(s.x_fin), path_of(STEP).last_weight(s.x_fin)
    mean_velocity = (s.x_fin - s.x_ini) / dt
    assert sp.expand(relu - mean_velocity + sp.Sum((s.N - j + 1) * s.w[j], (j, 1, s.N - 1))) == 0
    assert sp.expand(step - mean_velocity + sp.Sum(s.W[j], (j, 1, s.N - 1))) == 0
    for path, weight in ((path_of(RELU), relu), (path_of(STEP), step)):
        known = {**NUMBERS, path.weights[SIZE]: at_width(weight, SIZE).xreplace(NUMBERS)}
        assert at_width(path.position(sp.Integer(SIZE)), SIZE).xreplace(known) == NUMBERS[s.x_fin]


@pytest.mark.parametrize(("activation", "differences"), [(RELU, 2), (STEP, 1)], ids=["relu", "step"])
def test_the_inverse_gives_the_weights_back(activation: Activation, differences: int) -> None:
    path = path_of(activation)
    inverse, drawn = path.inverse(), dict(enumerate(positions(path)))
    assert inverse.valid_from == differences
    assert inverse.weight == activation.weights[n]
    for i in range(inverse.valid_from, SIZE + 1):
        back = inverse.expression.xreplace({s.x[n - d]: drawn[i - d] for d in range(differences + 1)})
        assert back.xreplace(NUMBERS) == NUMBERS[activation.weights[i]]
    first = inverse.first.xreplace({s.x[0]: drawn[0], s.x[1]: drawn[1]}).xreplace(NUMBERS)
    assert first == NUMBERS[activation.weights[1]]


def test_velocities_are_running_sums_of_increments_both_ways() -> None:
    relu, step = path_of(RELU), path_of(STEP)
    assert relu.in_running_sums(s.W) == step
    assert step.in_increments(s.w) == relu


def test_the_literal_shift_of_one_half_is_not_a_time() -> None:
    literal = replace(STEP, shift=sp.Rational(1, 2))
    with pytest.raises(UnsupportedError, match="the sign of"):
        path_of(literal)


@pytest.mark.parametrize("shift", [0, dt, 2 * dt])
def test_a_step_exactly_at_a_time_is_refused(shift: sp.Expr) -> None:
    with pytest.raises(UnsupportedError):
        path_of(replace(STEP, shift=sp.S(shift)))


def test_the_generic_network_has_all_its_parameters_and_no_path() -> None:
    network = generic_network(RELU)
    inner = s.w_tilde[n] * s.t + s.b_tilde[n]
    assert network.output() == s.b + sp.Sum(s.w[n] * sp.Max(0, inner), (n, 1, s.N))
    with pytest.raises(UnsupportedError):
        read_out(network, FIXED)


def test_the_cosine_and_unknown_activations_are_refused_by_name() -> None:
    with pytest.raises(UnsupportedError, match="'cosine'"):
        activation_named("cosine")
    with pytest.raises(InputError, match="unknown activation 'tanh'; known: relu, step"):
        activation_named("tanh")
