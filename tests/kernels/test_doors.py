"""Samplers behind each door give the exact finite-N <x^2> of the oscillator within their Monte Carlo error."""

from __future__ import annotations

import ctypes
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from symnet.errors import UnsupportedError
from symnet.kernels import doors
from symnet.kernels.extras import extra
from tests.kernels.brute_force import build, needs_compiler

OSCILLATOR = "m*v^2/2 - k*x^2/2"
NUMBERS = {"dt": 0.5, "x_ini": 0.0, "x_fin": 0.0, "m": 1.0, "k": 1.0, "hbar": 1.0}
STEPS = 4


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(find_spec(name) is None, reason=f"{name} is not installed")


def exact() -> float:
    """<x_2^2> at N = 4, from the Hessian in positions written out by hand (midpoint rule)."""
    dt, m, k = NUMBERS["dt"], NUMBERS["m"], NUMBERS["k"]
    a, b = 2 * m / dt + k * dt / 2, -m / dt + k * dt / 4
    return float(np.linalg.inv(a * np.eye(3) + b * (np.eye(3, k=1) + np.eye(3, k=-1)))[1, 1])


def middle(w: Any) -> Any:
    """x_2 of velocities W_1, W_2, W_3."""
    return NUMBERS["dt"] * (w[..., 0] + w[..., 1])


def assert_exact(each: Any) -> None:
    """Means of chains that know nothing of each other, beside the exact number."""
    each = np.asarray(each)
    assert len(each) >= 8
    assert abs(each.mean() - exact()) < 5 * each.std(ddof=1) / len(each) ** 0.5
    assert each.std(ddof=1) / len(each) ** 0.5 < 0.05 * exact()


def test_the_log_weight_is_the_exact_gaussian() -> None:
    log = build(OSCILLATOR, "step", time="euclidean").for_emcee("numpy", **NUMBERS)
    rng = np.random.default_rng(1)
    hessian = -np.array([[log(a + b) - log(a) - log(b) + log(0 * a) for a in np.eye(3)] for b in np.eye(3)])
    walkers = rng.multivariate_normal(np.zeros(3), np.linalg.inv(hessian), size=200_000)
    found = middle(walkers) ** 2
    assert abs(found.mean() - exact()) < 5 * found.std() / len(found) ** 0.5
    assert log(np.full((2, 3), 1e200)).tolist() == [-np.inf, -np.inf]


def test_metropolis_behind_the_emcee_door_samples_the_oscillator() -> None:
    log = build(OSCILLATOR, "step", time="euclidean").for_emcee("numpy", **NUMBERS)
    rng, walkers, kept = np.random.default_rng(2), np.zeros((400, 3)), []
    weights = log(walkers)
    for step in range(1500):
        moved = walkers + 0.9 * rng.normal(size=walkers.shape)
        proposed = log(moved)
        accept = np.log(rng.random(len(walkers))) < proposed - weights
        walkers[accept], weights[accept] = moved[accept], proposed[accept]
        if step >= 300:
            kept.append(middle(walkers) ** 2)
    each = np.mean(kept, axis=0)
    assert abs(each.mean() - exact()) < 5 * each.std() / len(each) ** 0.5


@needs("emcee")
def test_emcee_samples_the_oscillator() -> None:
    log = build(OSCILLATOR, "step", time="euclidean").for_emcee("numpy", **NUMBERS)
    sampler = extra("emcee").EnsembleSampler(64, 3, log, vectorize=True)
    np.random.seed(1)
    sampler.run_mcmc(np.random.default_rng(1).normal(size=(64, 3)), 4000)
    each = (middle(sampler.get_chain(discard=500)) ** 2).mean(axis=0)
    assert abs(each.mean() - exact()) < 6 * each.std() / len(each) ** 0.5


@needs("scipy")
def test_nquad_integrates_the_oscillator() -> None:
    kernel = build(OSCILLATOR, "step", time="euclidean")
    numbers = NUMBERS | {"dt": 1.0}
    weight = kernel.for_scipy_nquad("numpy", **numbers)
    integrate, ranges = extra("scipy.integrate").nquad, [(-8, 8)]
    norm, moment = integrate(weight, ranges)[0], integrate(lambda w: w**2 * weight(w), ranges)[0]
    assert moment / norm == pytest.approx(1 / (2 + 0.5), rel=1e-8)


@pytest.mark.compiler
@needs_compiler
@needs("scipy")
def test_nquad_calls_the_library_without_python_between() -> None:
    kernel = build(OSCILLATOR, "step", time="euclidean")
    weight = kernel.for_scipy_low_level(**NUMBERS)
    found = extra("scipy.integrate").nquad(weight, [(-9, 9)] * 2)[0]
    slow = kernel.for_scipy_nquad("numpy", **NUMBERS)
    hessian = -np.array([[np.log(slow(*(a + b)) / slow(*a) / slow(*b)) for a in np.eye(2)] for b in np.eye(2)])
    assert found == pytest.approx(2 * np.pi / np.linalg.det(hessian) ** 0.5, rel=1e-8)


@pytest.mark.compiler
@needs_compiler
def test_hybrid_monte_carlo_through_the_shared_c_signature_samples_the_oscillator() -> None:
    kernel = build(OSCILLATOR, "step", time="euclidean")
    names = [param.name for param in kernel.layout.params]
    par, work = (ctypes.c_double * len(names))(*(NUMBERS[name] for name in names)), (ctypes.c_double * 8)()
    user = (ctypes.c_void_p * 2)(*(ctypes.addressof(place) for place in (par, work)))
    entry: Any = kernel.compile("c").backend._entry("logp")  # type: ignore[attr-defined]
    grad, value = np.empty(3), ctypes.c_double()

    def density(x: Any) -> tuple[float, Any]:
        places = (ctypes.c_void_p(array.ctypes.data) for array in (x, grad))
        assert entry(ctypes.c_size_t(3), *places, ctypes.byref(value), user) == 0
        return value.value, grad.copy()

    rng, kept = np.random.default_rng(3), []
    for _ in range(16):
        x, squares = np.zeros(3), []
        for _ in range(600):
            moved, speed = x.copy(), rng.normal(size=3)
            before = density(x)[0] - speed @ speed / 2
            for _ in range(5):
                speed += 0.15 * density(moved)[1]
                moved += 0.3 * speed
                speed += 0.15 * density(moved)[1]
            if np.log(rng.random()) < density(moved)[0] - speed @ speed / 2 - before:
                x = moved
            squares.append(middle(x) ** 2)
        kept.append(np.mean(squares))
    assert_exact(kept)
    assert entry(ctypes.c_size_t(3), None, None, None, None) < 0


@needs("jax")
@pytest.mark.parametrize("door", ["numpyro", "blackjax"])
def test_the_jax_doors_give_the_log_weight_and_its_gradient(door: str) -> None:
    jax = extra("jax")
    jax.config.update("jax_enable_x64", True)
    kernel, w = build(OSCILLATOR, "step", time="euclidean"), np.array([0.3, -0.2, 0.1])
    found = jax.value_and_grad(getattr(kernel, f"for_{door}")(**NUMBERS))(w)
    value, gradient = kernel.compile("numpy").log_weight_and_grad(w, **NUMBERS)
    sign = -1 if door == "numpyro" else 1
    np.testing.assert_allclose(found[0], sign * value)
    np.testing.assert_allclose(found[1], sign * gradient)


@needs("blackjax")
@pytest.mark.filterwarnings("ignore")
def test_blackjax_samples_the_oscillator() -> None:
    jax, blackjax = extra("jax"), extra("blackjax")
    jax.config.update("jax_enable_x64", True)
    density = build(OSCILLATOR, "step", time="euclidean").for_blackjax(**NUMBERS)
    sampler = blackjax.hmc(density, step_size=0.3, inverse_mass_matrix=np.ones(3), num_integration_steps=5)

    def chain(key: Any) -> Any:
        def move(state: Any, key: Any) -> tuple[Any, Any]:
            state, _ = sampler.step(key, state)
            return state, state.position

        start = sampler.init(jax.numpy.zeros(3))
        return jax.lax.scan(move, start, jax.random.split(key, 1100))[1][100:]

    paths = jax.jit(jax.vmap(chain))(jax.random.split(jax.random.key(1), 16))
    assert_exact((middle(paths) ** 2).mean(axis=1))


@needs("numpyro")
@pytest.mark.filterwarnings("ignore")
def test_numpyro_samples_the_oscillator() -> None:
    jax, infer = extra("jax"), extra("numpyro.infer")
    jax.config.update("jax_enable_x64", True)
    energy = build(OSCILLATOR, "step", time="euclidean").for_numpyro(**NUMBERS)
    run = infer.MCMC(
        infer.NUTS(potential_fn=energy),
        num_warmup=200,
        num_samples=800,
        num_chains=16,
        chain_method="vectorized",
        progress_bar=False,
    )
    run.run(jax.random.key(1), init_params=jax.numpy.zeros((16, 3)))
    assert_exact((middle(run.get_samples(group_by_chain=True)) ** 2).mean(axis=1))


def test_exact_would_tell_a_wrong_weight() -> None:
    with pytest.raises(AssertionError):
        assert_exact(1.2 * exact() + 0.01 * np.random.default_rng(1).normal(size=16))


@needs("nutpie")
@pytest.mark.filterwarnings("ignore")
def test_nutpie_samples_the_oscillator() -> None:
    kernel = build(OSCILLATOR, "step", time="euclidean")
    trace = extra("nutpie").sample(
        kernel.for_nutpie(STEPS, "numpy", **NUMBERS), draws=1000, chains=4, progress_bar=False
    )
    each = (middle(trace.posterior["w"].values) ** 2).mean(axis=-1)
    assert abs(each.mean() - exact()) < 6 * max(each.std(), 0.01) / len(each) ** 0.5


def test_a_path_that_overflows_is_an_arithmetic_error_for_gradient_samplers() -> None:
    function = build("m*v^2/2 - k*x^4", "step", time="euclidean").compile("numpy")
    density = doors.for_gradients(function, "nutpie", **NUMBERS)
    with pytest.raises(ArithmeticError):
        density(np.full(3, 1e200))


@pytest.mark.parametrize("door", ["emcee", "scipy_nquad", "blackjax", "numpyro"])
def test_a_weight_that_is_not_real_is_refused_with_its_term(door: str) -> None:
    target = {} if door in ("blackjax", "numpyro") else {"target": "numpy"}
    with pytest.raises(UnsupportedError, match="in real time it is exp"):
        getattr(build(OSCILLATOR), f"for_{door}")(**target, **NUMBERS)
    with pytest.raises(UnsupportedError, match=r"the term .*a.*v.* makes the action complex"):
        getattr(build("m*v^2/2 + a*v*x", time="euclidean"), f"for_{door}")(**target, **NUMBERS)
