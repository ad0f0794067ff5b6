"""Behind every door the exact finite-N <x^2> comes back within its estimated error; of another mass it does not."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from symnet.errors import InputError, UnsupportedError
from symnet.kernels import doors
from symnet.kernels.extras import extra
from tests.kernels.brute_force import build, needs_compiler
from tests.kernels.systems import OSCILLATOR, System, field, oscillator, pair

Numbers = dict[str, float]
C = [pytest.mark.compiler, needs_compiler]
SYSTEMS: dict[str, Callable[[], System]] = {
    "oscillator": oscillator,
    "pair": pair,
    "field": field,
    "modes": partial(oscillator, activation="cosine"),
    "modes of a pair": partial(pair, activation="cosine"),
    "modes of a field": partial(field, activation="cosine"),
}


def assert_exact(each: Any, exact: float) -> None:
    """Means of chains that know nothing of each other, beside the exact number."""
    each = np.asarray(each)
    error = each.std(ddof=1) / len(each) ** 0.5
    assert len(each) >= 8
    assert error < exact / 30
    assert abs(each.mean() - exact) < 5 * error


def metropolis(system: System, numbers: Numbers) -> Any:
    log = system.kernel.for_emcee("numpy", **numbers, **system.sites)
    rng, walkers, kept = np.random.default_rng(2), np.zeros((400, system.dim)), []
    weights = log(walkers)
    for step in range(1500):
        moved = walkers + 0.9 * system.unit * rng.normal(size=walkers.shape)
        proposed = log(moved)
        accept = np.log(rng.random(len(walkers))) < proposed - weights
        walkers[accept], weights[accept] = moved[accept], proposed[accept]
        if step >= 300:
            kept.append(system.middle(walkers) ** 2)
    return np.mean(kept, axis=0)


def emcee(system: System, numbers: Numbers) -> Any:
    log = system.kernel.for_emcee("numpy", **numbers, **system.sites)
    rng, means = np.random.default_rng(1), []
    for _ in range(10):
        sampler = extra("emcee").EnsembleSampler(32, system.dim, log, vectorize=True)
        state = extra("emcee").State(
            rng.normal(size=(32, system.dim)), random_state=np.random.RandomState(4).get_state()
        )
        sampler.run_mcmc(state, 600)
        means.append((system.middle(sampler.get_chain(discard=100)) ** 2).mean())
    return means


def nutpie(system: System, numbers: Numbers, target: str = "c", draws: int = 800) -> Any:
    model = system.kernel.for_nutpie(system.steps, target, **numbers, **system.sites)
    assert type(model).__name__ == {"c": "CompiledPyMCModel"}.get(target, "PyFuncModel")
    sample = extra("nutpie").sample
    trace = sample(model, draws=draws, tune=200, chains=16, cores=4 if target == "c" else 1, seed=1, progress_bar=False)
    w = trace.posterior["w"].values
    assert w.shape == (16, draws, *system.rows, system.steps - 1)
    return (system.middle(w.reshape(16, draws, -1)) ** 2).mean(axis=-1)


def nutpie_through_python(system: System, numbers: Numbers) -> Any:
    return nutpie(system, numbers, "numpy", draws=500)


def blackjax(system: System, numbers: Numbers) -> Any:
    jax, door = extra("jax"), extra("blackjax")
    jax.config.update("jax_enable_x64", True)
    density, shape = system.kernel.for_blackjax(**numbers), (*system.rows, system.steps - 1)
    sampler = door.hmc(density, step_size=0.3, inverse_mass_matrix=np.ones(system.dim), num_integration_steps=3)

    def chain(key: Any) -> Any:
        def move(state: Any, key: Any) -> tuple[Any, Any]:
            state, _ = sampler.step(key, state)
            return state, state.position.ravel()

        start = sampler.init(jax.numpy.zeros(shape))
        return jax.lax.scan(move, start, jax.random.split(key, 1600))[1][100:]

    paths = jax.jit(jax.vmap(chain))(jax.random.split(jax.random.key(1), 16))
    return (system.middle(paths) ** 2).mean(axis=1)


def numpyro(system: System, numbers: Numbers) -> Any:
    jax, infer = extra("jax"), extra("numpyro.infer")
    jax.config.update("jax_enable_x64", True)
    run = infer.MCMC(
        infer.NUTS(potential_fn=system.kernel.for_numpyro(**numbers)),
        num_warmup=200,
        num_samples=800,
        num_chains=16,
        chain_method="vectorized",
        progress_bar=False,
    )
    run.run(jax.random.key(1), init_params=jax.numpy.zeros((16, *system.rows, system.steps - 1)))
    return (system.middle(run.get_samples(group_by_chain=True).reshape(16, 800, -1)) ** 2).mean(axis=1)


def _through(door: Callable[..., Any], system: str, *packages: str, marks: Any = ()) -> Any:
    marks = [*marks, *([pytest.mark.extra(*packages)] if packages else [])]
    return pytest.param(door, system, marks=marks, id=f"{door.__name__}-{system}")


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
@pytest.mark.parametrize("mass", ["true", "false"])
@pytest.mark.parametrize(
    ("door", "name"),
    [
        _through(metropolis, "oscillator"),
        _through(metropolis, "modes"),
        _through(emcee, "oscillator", "emcee"),
        _through(emcee, "pair", "emcee"),
        _through(emcee, "modes", "emcee"),
        _through(nutpie, "oscillator", "nutpie", marks=C),
        _through(nutpie, "pair", "nutpie", marks=C),
        _through(nutpie, "field", "nutpie", marks=C),
        _through(nutpie, "modes", "nutpie", marks=C),
        _through(nutpie, "modes of a pair", "nutpie", marks=C),
        _through(nutpie, "modes of a field", "nutpie", marks=C),
        _through(nutpie_through_python, "oscillator", "nutpie"),
        _through(blackjax, "oscillator", "jax", "blackjax"),
        _through(blackjax, "field", "jax", "blackjax"),
        _through(blackjax, "modes", "jax", "blackjax"),
        _through(numpyro, "oscillator", "jax", "numpyro"),
        _through(numpyro, "modes", "jax", "numpyro"),
    ],
)
def test_a_sampler_finds_the_exact_square_of_its_own_mass_only(door: Callable[..., Any], name: str, mass: str) -> None:
    system = SYSTEMS[name]()
    if mass == "true":
        assert_exact(door(system, system.numbers), system.exact)
        return
    found = door(system, system.masses(2.0))
    with pytest.raises(AssertionError):
        assert_exact(found, system.exact)


@pytest.mark.parametrize(
    ("low_level", "system"),
    [
        pytest.param(False, oscillator(3, 1), id="nquad"),
        pytest.param(True, oscillator(3, 1), id="low-level", marks=C),
        pytest.param(False, pair(2, 1), id="nquad-pair"),
        pytest.param(True, pair(2, 1), id="low-level-pair", marks=C),
        pytest.param(True, field(2, 1, 2), id="low-level-field", marks=C),
        pytest.param(False, oscillator(3, 1, "cosine"), id="nquad-modes"),
        pytest.param(True, oscillator(2, 1, "cosine"), id="low-level-modes", marks=C),
        pytest.param(True, pair(2, 1, "cosine"), id="low-level-modes-of-a-pair", marks=C),
    ],
)
@pytest.mark.extra("scipy")
def test_an_integrator_finds_the_exact_square_of_its_own_mass_only(low_level: bool, system: System) -> None:
    def square(numbers: Numbers) -> tuple[float, float]:
        half, plain = [(0, 9), (-9, 9)][: system.dim], {"epsabs": 1e-8, "epsrel": 1e-6}
        if low_level:  # which cannot be multiplied by a square: that of the first number is the integrator's own
            more = system.sites | ({"steps": system.steps} if system.rows or system.kernel.layout.modes else {})
            weight = squared = system.kernel.for_scipy_low_level(**numbers, **more)
            options, unit = plain | {"weight": "alg", "wvar": (2, 0)}, system.middle(np.eye(system.dim)[0]) ** 2
        else:
            weight, options, unit = system.kernel.for_scipy_nquad("numpy", **numbers, **system.sites), plain, 1.0

            def squared(*w: float) -> float:
                return float(system.middle(np.array(w)) ** 2 * weight(*w))

        others = [plain] * (system.dim - 1)
        moment, d_moment = integrate(squared, half, opts=[options, *others])
        norm, d_norm = integrate(weight, half, opts=[plain, *others])
        found = unit * moment / norm
        return found, found * (d_moment / moment + d_norm / norm)

    integrate = extra("scipy.integrate").nquad
    found, error = square(system.numbers)
    assert error < 1e-5 * system.exact
    assert abs(found - system.exact) < error
    found, error = square(system.masses(2.0))
    assert abs(found - system.exact) > 1e3 * error


def test_the_log_weight_is_the_exact_gaussian() -> None:
    system = oscillator()
    log = system.kernel.for_emcee("numpy", **system.numbers)
    hessian = -np.array([[log(a + b) - log(a) - log(b) + log(0 * a) for a in np.eye(3)] for b in np.eye(3)])
    inverse = np.linalg.inv(hessian)
    assert system.numbers["dt"] ** 2 * inverse[:2, :2].sum() == pytest.approx(system.exact, rel=1e-12)
    assert log(np.full((2, 3), 1e200)).tolist() == [-np.inf, -np.inf]


@pytest.mark.extra("jax")
@pytest.mark.parametrize("door", ["numpyro", "blackjax"])
def test_the_jax_doors_give_the_log_weight_and_its_gradient(door: str) -> None:
    jax = extra("jax")
    jax.config.update("jax_enable_x64", True)
    system, w = oscillator(), np.array([0.3, -0.2, 0.1])
    found = jax.value_and_grad(getattr(system.kernel, f"for_{door}")(**system.numbers))(w)
    value, gradient = system.kernel.compile("numpy").log_weight_and_grad(w, **system.numbers)
    sign = -1 if door == "numpyro" else 1
    np.testing.assert_allclose(found[0], sign * value)
    np.testing.assert_allclose(found[1], sign * gradient)


@pytest.mark.compiler
@needs_compiler
@pytest.mark.extra("nutpie")
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
def test_another_nutpie_is_served_through_python_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    system = oscillator()
    monkeypatch.delattr(extra("nutpie.compile_pymc"), "CompiledPyMCModel")
    with pytest.warns(RuntimeWarning, match="each gradient goes through Python"):
        model = system.kernel.for_nutpie(system.steps, **system.numbers)
    assert type(model).__name__ == "PyFuncModel"
    assert model.n_dim == system.dim


@pytest.mark.compiler
@needs_compiler
@pytest.mark.extra("nutpie")
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
def test_a_path_that_overflows_is_a_divergence_and_not_an_end() -> None:
    kernel = build("m*v^2/2 - k*x^2/2 - exp(20*x^2)", "step", time="euclidean")
    numbers = {"dt": 0.5, "x_ini": 0.0, "x_fin": 0.0, "m": 1.0, "k": 1.0, "hbar": 1.0}
    with warnings.catch_warnings(record=True):
        trace = extra("nutpie").sample(
            kernel.for_nutpie(4, **numbers), draws=50, tune=100, chains=2, seed=1, progress_bar=False
        )
    assert np.isfinite(trace.posterior["w"].values).all()


def test_a_path_that_overflows_is_an_arithmetic_error_for_gradient_samplers() -> None:
    function = build("m*v^2/2 - k*x^4", "step", time="euclidean").compile("numpy")
    numbers = {"dt": 0.5, "x_ini": 0.0, "x_fin": 0.0, "m": 1.0, "k": 1.0, "hbar": 1.0}
    density = doors.for_gradients(function, "nutpie", **numbers)
    with pytest.raises(ArithmeticError):
        density(np.full(3, 1e200))


@pytest.mark.parametrize("steps", [1, 0, -3, 2.5, True, "4", None])
def test_a_path_with_nothing_to_sample_is_refused(steps: Any) -> None:
    system = oscillator()
    with pytest.raises(InputError, match=rf"at least 2 steps, not steps={steps}"):
        system.kernel.for_nutpie(steps, "numpy", **system.numbers)


@pytest.mark.compiler
@needs_compiler
def test_doors_into_c_name_what_they_lack() -> None:
    with pytest.raises(InputError, match="not steps=None"):
        pair().kernel.for_scipy_low_level(**pair().numbers)
    with pytest.raises(InputError, match="say how many sites there are"):
        field().kernel.for_scipy_low_level(steps=3, **field().numbers)
    with pytest.raises(InputError, match="missing parameter k"):
        oscillator().kernel.for_nutpie(
            4, **{name: value for name, value in oscillator().numbers.items() if name != "k"}
        )
    with pytest.raises(InputError, match="not steps=None"):
        build(OSCILLATOR, "cosine", time="euclidean").for_scipy_low_level(**oscillator().numbers)


@pytest.mark.parametrize("door", ["emcee", "scipy_nquad", "scipy_low_level", "nutpie", "blackjax", "numpyro"])
def test_a_weight_that_is_not_real_is_refused_with_its_term(door: str) -> None:
    target = {"target": "numpy"} if door in ("emcee", "scipy_nquad") else {}
    arguments = (4, "numpy") if door == "nutpie" else ()
    with pytest.raises(UnsupportedError, match="in real time it is exp"):
        getattr(build(OSCILLATOR), f"for_{door}")(*arguments, **target, **oscillator().numbers)
    with pytest.raises(UnsupportedError, match=r"the term .*a.*v.* makes the action complex"):
        getattr(build("m*v^2/2 + a*v*x", time="euclidean"), f"for_{door}")(*arguments, **target, **oscillator().numbers)
