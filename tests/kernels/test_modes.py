"""Kernels of mode coefficients against the sums they are defined as."""

from __future__ import annotations

import math
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symnet.errors import UnsupportedError
from symnet.kernels.accuracy import measure
from symnet.kernels.certificate import measure_at
from symnet.kernels.extras import extra
from symnet.kernels.function import ReIm
from symnet.kernels.inputs import draw
from symnet.kernels.modes import in_velocities
from symnet.kernels.recheck import recheck
from symnet.kernels.record import Kernel
from symnet.kernels.statements import judge
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import action_by_hand, needs_compiler, numbers_for

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
C = pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])
TARGETS = ["mpmath", "numpy", C]
EXTRAS = [pytest.param(name, marks=pytest.mark.extra(name)) for name in ("jax", "numba", "torch")]
CHARGED = "m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*(x^2 + y^2)^2"
FIELD = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
KINDS = ("components", "sites", "one coordinate")
EXPORTED = [
    pytest.param("fixed", "components", marks=pytest.mark.long),
    pytest.param("ring", "sites", marks=pytest.mark.long),
    ("free", "one coordinate"),
]
BOUNDARIES = ("fixed", "ring", "free")


def _path(a: np.ndarray, steps: int, boundary: str, numbers: dict[str, float]) -> list[float]:
    """x_0 ... x_N, sum by sum."""
    if boundary == "fixed":
        straight = [numbers["x_ini"] + (numbers["x_fin"] - numbers["x_ini"]) * n / steps for n in range(steps + 1)]
        return [
            line + sum(a[j - 1] * math.sin(math.pi * j * n / steps) for j in range(1, steps))
            for n, line in enumerate(straight)
        ]
    if boundary == "free":
        return [sum(a[j] * math.cos(math.pi * j * n / steps) for j in range(steps + 1)) for n in range(steps + 1)]
    turns = [[2 * math.pi * j * n / steps for j in range(steps)] for n in range(steps + 1)]
    return [sum(c * (math.cos(t) + math.sin(t)) for c, t in zip(a, row, strict=True)) for row in turns]


def _action(a: Any, steps: int, boundary: str, numbers: dict[str, float]) -> float:
    """By the definition, through velocities."""
    x = np.array(_path(np.asarray(a, float), steps, boundary, numbers))
    velocities = np.diff(x) / numbers["dt"]
    w = velocities[:-1] if boundary != "free" else velocities
    free = w if boundary == "fixed" else np.concatenate([x[:1], w])
    return float(action_by_hand(QUARTIC, free, steps, numbers, "step", "midpoint", "real", boundary))


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_the_oracle_says_what_the_sum_over_modes_says(boundary: str) -> None:
    kernel = represent(QUARTIC, boundary=boundary).kernel("cosine")
    function, numbers = kernel.compile("mpmath"), numbers_for(kernel, seed=3)
    for steps in (1, 2, 5, 6):
        count = kernel.layout.ends.count(steps)
        a, u = np.random.default_rng(steps).normal(size=(2, count))
        value, gradient = function.value_and_grad(a, **numbers)
        np.testing.assert_allclose(float(value), _action(a, steps, boundary, numbers), rtol=1e-11)
        np.testing.assert_allclose(float(function.action(a, **numbers)), float(value), rtol=1e-12)
        h = 1e-5
        for j, unit in enumerate(np.eye(count)):
            there, here = (_action(a + s * h * unit, steps, boundary, numbers) for s in (1, -1))
            np.testing.assert_allclose(float(gradient[j]), (there - here) / (2 * h), rtol=1e-6, atol=1e-6)
        slopes = [np.array(function.value_and_grad(a + s * h * u, **numbers)[1], float) for s in (1, -1)]
        along = np.array(function.hvp(a, u, **numbers), float)
        np.testing.assert_allclose(along, (slopes[0] - slopes[1]) / (2 * h), rtol=1e-6, atol=1e-5)
        for name, found in function.parameter_gradient(a, **numbers).items():
            there, here = (_action(a, steps, boundary, numbers | {name: numbers[name] + s * h}) for s in (1, -1))
            np.testing.assert_allclose(float(found), (there - here) / (2 * h), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("kind", ["components", "sites"])
def test_rows_of_coefficients_are_rows_of_paths(kind: str, boundary: str) -> None:
    """The action in velocities of the paths that the sums over modes draw, row by row."""
    kernel, rows, steps = _kernels(boundary)[kind], {"components": 2, "sites": 3}[kind], 5
    numbers = {p.name: 0.5 + 0.1 * i for i, p in enumerate(kernel.layout.params[:-1])}
    held = {name: [numbers[name] + row for row in range(rows)] for name in kernel.layout.ends.keywords}
    a = np.random.default_rng(1).normal(size=(rows, kernel.layout.ends.count(steps)))
    free = []
    for row, coefficients in enumerate(a):
        x = np.array(_path(coefficients, steps, boundary, numbers | {name: held[name][row] for name in held}))
        velocities = np.diff(x) / numbers["dt"]
        free.append({"fixed": velocities[:-1], "ring": [x[0], *velocities[:-1]], "free": [x[0], *velocities]}[boundary])
    through = Kernel(in_velocities(kernel.layout)).compile("mpmath")
    found, true = kernel.compile("mpmath").action(a, **numbers | held), through.action(free, **numbers | held)
    np.testing.assert_allclose(complex(*_pair(found)), complex(*_pair(true)), rtol=1e-13)


def _pair(value: Any) -> tuple[float, float]:
    return (float(value.re), float(value.im)) if isinstance(value, ReIm) else (float(value), 0.0)


def test_sines_are_the_oscillators_modes() -> None:
    kernel = represent("m*v^2/2 - k*x^2/2", boundary="fixed").kernel("cosine")
    function, numbers = kernel.compile("numpy"), {"dt": 0.3, "m": 1.1, "k": 0.6, "x_ini": 0.0, "x_fin": 0.0}
    hessian = np.stack([function.hvp(np.zeros(7), row, **numbers) for row in np.eye(7)])
    half = np.pi * np.arange(1, 8) / 16
    levels = 4 * 1.1 / 0.09 * np.sin(half) ** 2 - 0.6 * np.cos(half) ** 2
    np.testing.assert_allclose(hessian, np.diag(0.3 * 4 * levels), atol=1e-12)


def test_where_there_are_no_modes_the_combination_is_named() -> None:
    with pytest.raises(UnsupportedError, match=r"modes for the boundaries fixed, ring, free, not 'halfline'"):
        represent(QUARTIC, boundary="halfline").kernel("cosine")


GAUSSIANS: list[tuple[str, tuple[str, ...] | None]] = [
    ("m*v^2/2 - k*x^2/2 + a*x", None),
    ("m*(vx^2 + 2*vy^2 + vx*vy)/2 - k*(x - y)^2/2 - k*x^2 + a*y", ("x", "y")),
]


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize(("text", "coordinates"), GAUSSIANS)
def test_drawn_coefficients_have_the_covariance_of_the_action(
    text: str, coordinates: tuple[str, ...] | None, boundary: str
) -> None:
    kernel = represent(text, time="euclidean", boundary=boundary, coordinates=coordinates).kernel("cosine")
    function, numbers = kernel.compile("numpy"), numbers_for(kernel, seed=4)
    for steps in (1, 2, 5):
        shape = (2,) * bool(coordinates) + (kernel.layout.ends.count(steps),)
        size = math.prod(shape)
        units = np.eye(size).reshape(size, *shape)
        middle = function.sample(np.zeros(shape), hbar=0.7, **numbers)
        factor = (function.sample(units, hbar=0.7, **numbers) - middle).reshape(size, size).T
        hessian = function.hvp(0 * units, units, **numbers).reshape(size, size)
        np.testing.assert_allclose(hessian @ factor @ factor.T / 0.7, np.eye(size), atol=1e-10)
        np.testing.assert_allclose(function.value_and_grad(middle, **numbers)[1], 0, atol=1e-10)


@pytest.mark.parametrize("target", ["numpy", C, *EXTRAS])
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_target_draws_the_coefficients_of_the_oracles_path(boundary: str, target: str) -> None:
    for text, coordinates in GAUSSIANS:
        kernel = represent(text, time="euclidean", boundary=boundary, coordinates=coordinates).kernel("cosine")
        numbers = numbers_for(kernel, seed=4)
        for steps in (1, 4):
            z = np.random.default_rng(1).normal(size=(3, *(2,) * bool(coordinates), kernel.layout.ends.count(steps)))
            drawn = np.asarray(kernel.compile(target).sample(z, hbar=0.7, **numbers))
            true = np.array(kernel.compile("mpmath").sample(z, hbar=0.7, **numbers), float)
            np.testing.assert_allclose(drawn, true, rtol=1e-12, atol=1e-14)


@cache
def _kernels(boundary: str) -> dict[str, Kernel]:
    field = represent(FieldLagrangian.parse(FIELD), time="euclidean", boundary=boundary)
    return {
        "one coordinate": represent(QUARTIC, boundary=boundary, rule="trapezoid").kernel("cosine"),
        "components": represent(CHARGED, coordinates=("x", "y"), time="euclidean", boundary=boundary).kernel("cosine"),
        "sites": field.kernel("cosine"),
    }


@pytest.fixture(autouse=True)
def sixty_four_bits() -> None:
    if find_spec("jax"):
        extra("jax").config.update("jax_enable_x64", True)


def test_the_claims_of_modes_are_proved() -> None:
    for boundary, kind in zip(BOUNDARIES, KINDS, strict=True):
        judged = {each.id: each.status for each in judge(_kernels(boundary)[kind].layout)}
        assert set(judged.values()) == {"proved"}
        assert "kernel.modes.adjoint" in judged


@pytest.mark.parametrize("target", ["numpy", C])
@pytest.mark.parametrize(("boundary", "kind"), EXPORTED)
def test_an_exported_file_measures_itself_and_sees_an_error_of_1e_11(
    boundary: str, kind: str, target: str, tmp_path: Path
) -> None:
    _kernels(boundary)[kind].export(tmp_path, target, "waves")
    (checked,) = recheck(tmp_path)
    assert checked.unchanged, checked.report
    assert checked.good, checked.report
    source, script, steep = {
        "numpy": ("waves.py", "waves.py", "2.0 / dt"),
        "c": ("waves.c", "waves_c.py", "2.0 * waves_steep"),
    }[target]
    text = (tmp_path / source).read_text()
    assert steep in text
    (tmp_path / source).write_text(text.replace(steep, steep.replace("2.0", "2.00000000002")))
    (tmp_path / "libwaves.so").unlink(missing_ok=True)
    slipped = subprocess.run([sys.executable, tmp_path / script, "--verify"], capture_output=True, text=True)
    assert slipped.returncode == 1, slipped.stdout


class Slipped:
    """A backend whose values, derivatives or products are off by a factor."""

    def __init__(self, inner: Any, which: str, factor: float) -> None:
        self.inner, self.by = inner, {"value": 1.0, "gradient": 1.0, "hvp": 1.0} | {which: factor}

    def action(self, w: np.ndarray, numbers: Any) -> Any:
        return self.by["value"] * self.inner.action(w, numbers)

    def grad(self, w: np.ndarray, numbers: Any) -> tuple[Any, Any]:
        value, gradient = self.inner.grad(w, numbers)
        return self.by["value"] * value, self.by["gradient"] * gradient

    def hvp(self, w: np.ndarray, u: np.ndarray, numbers: Any) -> Any:
        return self.by["hvp"] * self.inner.hvp(w, u, numbers)


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_slip_of_1e_12_is_measured_and_rounding_is_not(boundary: str) -> None:
    layout = represent(QUARTIC, time="euclidean", boundary=boundary).kernel("cosine").layout
    inner = represent(QUARTIC, time="euclidean", boundary=boundary).kernel("cosine").compile("numpy").backend
    errors = measure_at(layout, inner, 32)
    assert errors.worst < errors.allowed / 4
    for which in ("value", "gradient", "hvp"):
        assert measure_at(layout, Slipped(inner, which, 1 + 1e-12), 32).worst > errors.allowed, which


@pytest.mark.parametrize("boundary", ["fixed", "ring"])
def test_what_closes_a_path_is_no_error_whatever_is_drawn(boundary: str) -> None:
    kernel = represent("m*v^2/2", time="euclidean", boundary=boundary).kernel("cosine")
    for steps, seed in product((2, 4), range(25)):
        point = draw(kernel.layout, steps, seed)
        errors = measure(kernel.compile("numpy").backend, kernel.layout, point.w, point.u, point.numbers)
        assert errors.worst < errors.allowed / 2, (steps, seed)


@pytest.mark.long
@pytest.mark.parametrize("target", ["numpy", C])
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_long_sums_over_modes_lose_no_more_than_long_sums_do(boundary: str, target: str) -> None:
    kernel = represent(QUARTIC, time="euclidean", boundary=boundary).kernel("cosine")
    for steps in (997, 1000):  # a prime, whose transform is a convolution
        errors = measure_at(kernel.layout, kernel.compile(target).backend, steps)
        assert errors.worst < errors.allowed


@pytest.mark.compiler
@needs_compiler
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_the_transform_in_c_takes_paths_of_any_length(boundary: str) -> None:
    kernel = represent(QUARTIC, boundary=boundary).kernel("cosine")
    ours, theirs = kernel.compile("c"), kernel.compile("numpy")
    numbers = numbers_for(kernel, seed=5)
    for steps in (*range(1, 40), 97, 127, 128, 169, 289, 1000, 1009, 1024):  # primes, their squares, powers, mixtures
        a = np.random.default_rng(steps).normal(size=kernel.layout.ends.count(steps)) / (1 + np.arange(steps + 1))[-1]
        for one, other in zip(ours.value_and_grad(a, **numbers), theirs.value_and_grad(a, **numbers), strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-11 * np.max(np.abs(other), initial=1))
