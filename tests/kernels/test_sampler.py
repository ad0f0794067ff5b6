"""The exact sampler: a linear map of standard normals whose covariance is hbar times the inverse of the Hessian."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import mpmath
import numpy as np
import pytest

from symnet.errors import NotQuadraticError, UnboundedError, UnsupportedError
from symnet.kernels import Kernel
from symnet.kernels.gaussian import array_sampler
from symnet.kernels.module import module_from
from symnet.kernels.reference import DIALECT
from symnet.theory.represent import represent
from tests.kernels.brute_force import build, needs_compiler, path_by_hand

FORCED = "m*v^2/2 - k*x^2/2 + a*x"
OSCILLATOR = "m*v^2/2 - k*x^2/2"
RULES = ("midpoint", "endpoint", "trapezoid", "zigzag")
BOUNDARIES = ("fixed", "halfline", "ring", "free")
ACTIVATIONS = ("relu", "step")
TARGETS = ["numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])]
VALUES = {"dt": 0.3, "x_ini": 0.4, "x_fin": -0.6, "a": 0.5, "k": 0.7, "m": 1.2}
HBAR = 0.8


def _numbers(kernel: Kernel) -> dict[str, float]:
    return {param.name: VALUES[param.name] for param in kernel.layout.params[:-1]}


def _euclidean_action(mp: Any, xs: list[Any], rule: str) -> Any:
    """Of the forced oscillator, its means over a step written down by hand."""
    dt, a, k, m = (mp.mpf(VALUES[name]) for name in ("dt", "a", "k", "m"))
    total = mp.zero
    for x, y in pairwise(xs):
        middle = (x + y) / 2
        square, mean = {
            "midpoint": (middle**2, middle),
            "endpoint": (y**2, y),
            "trapezoid": ((x**2 + y**2) / 2, middle),
            "zigzag": ((x**2 + x * y + y**2) / 3, middle),
        }[rule]
        total += m * ((y - x) / dt) ** 2 / 2 + k * square / 2 - a * mean
    return dt * total


def _hessian_and_slope(mp: Any, count: int, steps: int, activation: str, rule: str, boundary: str) -> tuple[Any, Any]:
    """Of a quadratic function: its second differences are its second derivatives."""

    def action(*raised: int) -> Any:
        w = [mp.mpf(raised.count(i)) for i in range(count)]
        dt, x_ini, x_fin = (mp.mpf(VALUES[name]) for name in ("dt", "x_ini", "x_fin"))
        return _euclidean_action(mp, path_by_hand(mp, w, steps, activation, boundary, dt, x_ini, x_fin), rule)

    rest, alone = action(), [action(i) for i in range(count)]
    hessian = mp.matrix(count, count)
    for i in range(count):
        for j in range(i + 1):
            hessian[i, j] = hessian[j, i] = action(i, j) - alone[i] - alone[j] + rest
    slope = mp.matrix([alone[i] - rest - hessian[i, i] / 2 for i in range(count)])
    return hessian, slope


def _generated_at_high_precision(kernel: Kernel, mp: Any) -> Any:
    """The text that the NumPy target runs, its constants not rounded to doubles."""
    layout = kernel.layout
    return module_from(array_sampler(layout, DIALECT), "sampler", np=np, mp=mp)._sample


def _defect(mp: Any, sample: Any, numbers: tuple[Any, ...], hessian: Any, slope: Any) -> Any:
    """How far the drawn weights are from the mean -A^-1 b and the covariance hbar*A^-1."""
    count = hessian.rows
    normals = np.array([[mp.mpf(i == j) for i in range(count)] for j in range(count + 1)], dtype=object)
    drawn = mp.matrix(sample(normals, numbers).tolist())
    middle = drawn[count, :].T
    factor = mp.matrix(count, count)
    for i in range(count):
        factor[:, i] = drawn[i, :].T - middle
    unit = hessian * factor * factor.T / numbers[-1]
    return max(mp.mnorm(unit - mp.eye(count), "inf"), mp.mnorm(hessian * middle + slope, "inf"))


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("rule", RULES)
def test_the_covariance_is_the_inverse_hessian_to_fifty_digits(rule: str, boundary: str) -> None:
    mp = mpmath.MPContext()
    mp.dps = 50
    for activation in ACTIVATIONS:
        kernel = build(FORCED, activation, rule, "euclidean", boundary)
        sample = _generated_at_high_precision(kernel, mp)
        numbers = tuple(mp.mpf(value) for value in (*_numbers(kernel).values(), HBAR))
        for steps in (1, 2, 3, 6):
            count = kernel.layout.ends.count(steps)
            if count:
                found = _hessian_and_slope(mp, count, steps, activation, rule, boundary)
                assert _defect(mp, sample, numbers, *found) < mp.mpf(10) ** -44


def test_the_covariance_of_another_rule_is_noticed() -> None:
    mp = mpmath.MPContext()
    mp.dps = 50
    kernel = build(FORCED, "relu", "midpoint", "euclidean", "ring")
    sample = _generated_at_high_precision(kernel, mp)
    numbers = tuple(mp.mpf(value) for value in (*_numbers(kernel).values(), HBAR))
    found = _hessian_and_slope(mp, 5, 5, "relu", "trapezoid", "ring")
    assert _defect(mp, sample, numbers, *found) > 1e-3


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_draws_what_the_dense_cholesky_factor_gives(target: str) -> None:
    for number, boundary in enumerate(BOUNDARIES):
        kernel = build(FORCED, ACTIVATIONS[number % 2], RULES[number], "euclidean", boundary)
        found, oracle, numbers = kernel.compile(target), kernel.compile("mpmath"), _numbers(kernel)
        for steps in (1, 2, 7):
            z = np.random.default_rng(steps).normal(size=(2, 3, kernel.layout.ends.count(steps)))
            drawn = found.sample(z, hbar=HBAR, **numbers)
            true = np.array(oracle.sample(z, hbar=HBAR, **numbers), float)
            np.testing.assert_allclose(drawn, true, rtol=1e-12, atol=1e-12)
            np.testing.assert_array_equal(drawn[1, 2], found.sample(z[1, 2], hbar=HBAR, **numbers))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("boundary", ["fixed", "halfline"])
def test_hundreds_of_steps_have_the_covariance_of_the_banded_precision(boundary: str, target: str) -> None:
    steps, (m, k, dt) = 400, (1.2, 0.7, 0.01)
    kernel = build(OSCILLATOR, "step", "trapezoid", "euclidean", boundary)
    numbers = dict.fromkeys(kernel.layout.ends.keywords, 0.0) | {"m": m, "k": k, "dt": dt}
    count = kernel.layout.ends.count(steps)
    velocities = kernel.compile(target).sample(np.eye(count), hbar=HBAR, **numbers)
    positions = dt * np.cumsum(velocities, axis=-1)
    middle = np.full(count, 2 * m / dt + k * dt)
    if boundary == "halfline":
        middle[-1] /= 2
    beside = np.full(count - 1, -m / dt)
    precision = np.diag(middle) + np.diag(beside, 1) + np.diag(beside, -1)
    covariance = HBAR * np.linalg.solve(precision, np.eye(count))
    np.testing.assert_allclose(positions.T @ positions, covariance, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("target", TARGETS)
def test_drawn_paths_on_the_ring_have_the_exact_width(target: str) -> None:
    steps, dt, values = 16, 0.25, {"m": 1.0, "k": 1.0}
    representation = represent(OSCILLATOR, time="euclidean", boundary="ring")
    drawn = (
        representation.kernel()
        .compile(target)
        .sample(np.random.default_rng(5).normal(size=(20_000, steps)), hbar=1.0, dt=dt, **values)
    )
    squares = drawn[:, 0] ** 2
    exact = representation.correlator(0, 0)
    letters = {
        letter: values.get(letter.name, {"N": steps, "dt": dt, "hbar": 1}.get(letter.name))
        for letter in exact.free_symbols
    }
    true = float(exact.subs(letters).doit())
    assert abs(squares.mean() - true) < 5 * squares.std() / np.sqrt(len(squares))


def test_what_has_no_gaussian_weight_is_refused_by_its_term() -> None:
    with pytest.raises(NotQuadraticError, match=r"g\*x\*\*4"):
        build("m*v^2/2 - g*x^4", time="euclidean").compile("numpy").sample([0.1], hbar=1)
    with pytest.raises(UnsupportedError, match=r"the term -a\*v\*x, odd in v"):
        build("m*v^2/2 + a*x*v", time="euclidean").compile("numpy").sample([0.1], hbar=1)
    with pytest.raises(UnsupportedError, match="real time"):
        build("m*v^2/2").compile("numpy").sample([0.1], hbar=1)


@pytest.mark.parametrize("target", ["mpmath", *TARGETS])
def test_what_is_not_bounded_below_is_refused_by_its_terms(target: str) -> None:
    hill = build("m*v^2/2 + k*x^2/2", "step", "endpoint", "euclidean", "halfline").compile(target)
    with pytest.raises(UnboundedError, match=r"-k\*x\*\*2/2 = -2.0\d*\*x\*\*2"):
        hill.sample(np.zeros(20), hbar=1, dt=0.5, m=1, k=4, x_ini=0)
    flat = build("m*v^2/2", boundary="free", time="euclidean").compile(target)
    with pytest.raises(UnboundedError, match=r"are m\*v\*\*2/2 = 0.5\d*\*v\*\*2;"):
        flat.sample(np.zeros(3), hbar=1, dt=0.5, m=1)
