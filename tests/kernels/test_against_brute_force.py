"""The oracle beside the definitions in 60 digits and exact differentiation; targets beside it on long paths."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from symnet.kernels import ReIm
from symnet.kernels.accuracy import measure
from symnet.kernels.magnitude import Magnitudes
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian
from tests.kernels.brute_force import SYSTEMS, action_by_hand, build, needs_compiler, numbers_for, weights_for

TARGETS = ["mpmath", "numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])]
BOUNDARIES = ("fixed", "halfline", "ring", "free")
QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"


def _parts(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, ReIm) else (value,)


def _close(found: Any, true: Any, size: float, steps: int) -> bool:
    return bool(abs(mpmath.mpf(found) - true) <= max(16, 4 * steps**0.5) * float(np.spacing(size)))


VARIANTS = [
    ("relu", "midpoint", "real"),
    ("step", "midpoint", "euclidean"),
    ("relu", "endpoint", "euclidean"),
    ("step", "trapezoid", "real"),
    ("relu", "zigzag", "real"),
    ("step", "zigzag", "euclidean"),
]
UNAVERAGED = "m*v^2/2 + a*v*x^2 - exp(b*x)/(1+x^2)"
"""Its mean over a step is not elementary: the zigzag rule has no kernel for it."""


def _matrix() -> Iterator[Any]:
    """Every system, boundary and variant."""
    for text, boundary, variant in product(SYSTEMS, BOUNDARIES, VARIANTS):
        if text != UNAVERAGED or variant[1] != "zigzag":
            yield text, *variant, boundary


@pytest.mark.parametrize(("text", "activation", "rule", "time", "boundary"), list(_matrix()))
def test_the_oracles_action_is_the_sum_it_is_defined_as(
    text: str, activation: str, rule: str, time: str, boundary: str
) -> None:
    kernel = build(text, activation, rule, time, boundary)
    function = kernel.compile("mpmath")
    for steps in (1, 2, 7):
        w, numbers = weights_for(kernel, steps, seed=steps), numbers_for(kernel, seed=3)
        true = action_by_hand(text, w, steps, numbers, activation, rule, time, boundary)
        found = _parts(function.action(w, **numbers))
        assert len(found) == (2 if time == "euclidean" and "a*v" in text else 1)
        for part, exact in zip(found, (mpmath.re(true), mpmath.im(true)), strict=False):
            assert abs(part - exact) < 1e-40 * (1 + abs(true))


@pytest.mark.parametrize("target", TARGETS[1:])
def test_long_paths_stay_within_a_few_roundings(target: str) -> None:
    steps, kernel = 10_000, build(QUARTIC)
    w, numbers = weights_for(kernel, steps, seed=1), numbers_for(kernel, seed=3) | {"dt": 1 / steps}
    true = action_by_hand(QUARTIC, w, steps, numbers, "relu", "midpoint", "real", "fixed")
    (size,), _ = Magnitudes(kernel.layout).gradient(w.tolist(), tuple(numbers.values()))
    assert _close(kernel.compile(target).action(w, **numbers), true, size, steps)


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("activation", ["relu", "step"])
@pytest.mark.parametrize("text", [QUARTIC, "m*v^2/2 + a*v*x - cos(x)"])
def test_the_oracles_gradient_hessian_and_parameter_gradient_are_exact_derivatives(
    text: str, activation: str, boundary: str
) -> None:
    steps, rule = 5, "trapezoid" if activation == "step" else "midpoint"
    kernel = build(text, activation, rule, boundary=boundary)
    function, numbers = kernel.compile("mpmath"), numbers_for(kernel, seed=7)
    w, u = weights_for(kernel, steps, seed=1), weights_for(kernel, steps, seed=2)
    letters = sp.symbols(f"u0:{len(w)}", real=True)
    action, keywords = _explicit(text, letters, steps, activation, rule, boundary)
    at = {
        **dict(zip(letters, map(sp.Rational, w), strict=True)),
        **{keywords[n]: sp.Rational(v) for n, v in numbers.items()},
    }

    def exact(e: sp.Expr) -> float:
        return float(e.xreplace(at).evalf(30))

    gradient = [sp.diff(action, letter) for letter in letters]
    along = [sum(sp.diff(g, letter) * sp.Rational(d) for letter, d in zip(letters, u, strict=True)) for g in gradient]
    near: dict[str, Any] = {"rtol": 1e-12, "atol": 1e-12}
    np.testing.assert_allclose(
        np.array(function.value_and_grad(w, **numbers)[1], float), list(map(exact, gradient)), **near
    )
    np.testing.assert_allclose(np.array(function.hvp(w, u, **numbers), float), list(map(exact, along)), **near)
    for name, found in function.parameter_gradient(w, **numbers).items():
        np.testing.assert_allclose(float(found), exact(sp.diff(action, keywords[name])), **near)


def _explicit(
    text: str, letters: tuple[sp.Symbol, ...], steps: int, activation: str, rule: str, boundary: str
) -> tuple[sp.Expr, dict[str, sp.Symbol]]:
    """The action as one expression in the weights, built by substitution."""
    dt, x_ini, x_fin = sp.Symbol("dt", positive=True), *sp.symbols("x_ini x_fin", real=True)
    free = list(letters)
    start = free.pop(0) if boundary in ("ring", "free") else x_ini
    velocities = free if activation == "step" else [sum(free[: n + 1]) for n in range(len(free))]
    xs = [start]
    for v in velocities:
        xs.append(xs[-1] + dt * v)
    if boundary in ("fixed", "ring"):
        xs.append(start if boundary == "ring" else x_fin)
    lagrangian = Lagrangian.parse(text)
    step = discretize(lagrangian, rule, boundary).step
    total = dt * sum(_at(step, a, b) for a, b in pairwise(xs))
    assert len(xs) == steps + 1
    keywords = {p.name: p for p in lagrangian.parameters} | {"dt": dt, "x_ini": x_ini, "x_fin": x_fin}
    return total, keywords


def _at(step: sp.Expr, before: sp.Expr, after: sp.Expr) -> sp.Expr:
    return step.xreplace({sp.Symbol("x_prev", real=True): before, sp.Symbol("x_next", real=True): after})


@pytest.mark.parametrize("target", ["numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])])
@pytest.mark.parametrize(
    "steps", [100, pytest.param(10_000, marks=pytest.mark.long), pytest.param(100_000, marks=pytest.mark.long)]
)
def test_gradient_and_hvp_stay_within_a_few_roundings(steps: int, target: str) -> None:
    kernel = build(QUARTIC)
    numbers = numbers_for(kernel, seed=3) | {"dt": 1 / steps}
    w, u = weights_for(kernel, steps, seed=1) * steps, weights_for(kernel, steps, seed=2) * steps
    errors = measure(kernel.compile(target).backend, kernel.layout, w, u, tuple(numbers.values()))
    assert errors.worst <= errors.allowed


def test_a_kernel_with_a_wrong_force_is_caught_by_the_measurement() -> None:
    kernel, other = build(QUARTIC), build("m*v^2/2 - k*x^2/2 - g*x^4*(1+1/10^9)")
    w, u = weights_for(kernel, 7, seed=1), weights_for(kernel, 7, seed=2)
    errors = measure(other.compile("numpy").backend, kernel.layout, w, u, tuple(numbers_for(kernel, seed=3).values()))
    assert errors.worst > 1e3 * errors.allowed


@pytest.mark.parametrize("target", TARGETS)
def test_the_hessian_is_symmetric(target: str) -> None:
    for boundary, (text, time) in product(BOUNDARIES, ((QUARTIC, "real"), ("m*v^2/2 + a*v*x - cos(x)", "euclidean"))):
        kernel = build(text, boundary=boundary, time=time)
        function, numbers = kernel.compile(target), numbers_for(kernel, seed=2)
        w, u, v = (weights_for(kernel, 9, seed=s) for s in (1, 2, 3))
        for a, b in zip(_parts(function.hvp(w, v, **numbers)), _parts(function.hvp(w, u, **numbers)), strict=True):
            assert abs(u @ a - v @ b) < 1e-12 * (1 + abs(u @ a))


@pytest.mark.parametrize("target", TARGETS)
def test_the_discrete_classical_path_has_no_gradient(target: str) -> None:
    kernel = build("m*v^2/2 - k*x^2/2", activation="step")
    function, numbers = kernel.compile(target), {"dt": 0.1, "x_ini": 0.3, "x_fin": -0.4, "k": 0.7, "m": 1.3}
    steps = 12
    count = kernel.layout.ends.count(steps)
    origin = np.array(function.value_and_grad(np.zeros(count), **numbers)[1], float)
    columns = [np.array(function.hvp(np.zeros(count), row, **numbers), float) for row in np.eye(count)]
    classical = np.linalg.solve(np.stack(columns), -origin)
    gradient = np.array(function.value_and_grad(classical, **numbers)[1], float)
    assert np.abs(gradient).max() < 1e-13 * max(1, np.abs(origin).max())
    xs = np.concatenate([[0.3], 0.3 + 0.1 * np.cumsum(classical), [-0.4]])
    force = -0.7 * (xs[:-2] + 2 * xs[1:-1] + xs[2:]) / 4
    np.testing.assert_allclose(1.3 * (xs[:-2] - 2 * xs[1:-1] + xs[2:]) / 0.01, force, atol=1e-11)
