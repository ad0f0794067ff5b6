"""The exact sampler of several coordinates has the mean and the covariance of its action, whatever draws it."""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from symnet.errors import NotQuadraticError, UnboundedError, UnsupportedError
from symnet.notation import symbols
from symnet.theory.field import FieldLagrangian
from symnet.theory.free_field import free_field
from symnet.theory.represent import represent
from tests.kernels.brute_force import needs_compiler

COUPLED = "m*(vx^2 + 2*vy^2 + vx*vy)/2 - k*(x - y)^2/2 - k*x^2 + a*y"
FREE_FIELD = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 + a*phi"
BOUNDARIES = ("fixed", "halfline", "ring", "free")
RULES = ("midpoint", "endpoint", "trapezoid", "zigzag")
TARGETS = ["numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])]
ALL = ["mpmath", *TARGETS]
HBAR = 0.7


def _kernel(name: str, activation: str, rule: str, boundary: str) -> Any:
    if name == "coupled":
        return represent(COUPLED, activation, rule, "euclidean", boundary, coordinates=("x", "y")).kernel()
    return represent(FieldLagrangian.parse(FREE_FIELD), activation, rule, "euclidean", boundary).kernel()


def _numbers(kernel: Any, rows: int, seed: int = 3) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    numbers: dict[str, Any] = {p.name: float(rng.uniform(0.5, 1.2)) for p in kernel.layout.params[:-1]}
    return numbers | {end: rng.normal(size=rows) for end in kernel.layout.ends.keywords} | {"dt": 0.3}


def _factor(function: Any, shape: tuple[int, int], **numbers: Any) -> tuple[Any, Any]:
    """The mean, and what standard normals are multiplied by: one column for each of them."""
    size = shape[0] * shape[1]
    middle = function.sample(np.zeros(shape), **numbers)
    drawn = function.sample(np.eye(size).reshape(size, *shape), **numbers)
    return middle, (drawn - middle).reshape(size, size).T


def _defect(name: str, activation: str, rule: str, boundary: str, action_rule: str | None = None) -> float:
    """How far the drawn weights are from mean -A^-1 b and covariance hbar*A^-1."""
    kernel = _kernel(name, activation, rule, boundary)
    function = kernel.compile("numpy")
    action = _kernel(name, activation, action_rule or rule, boundary).compile("numpy")
    worst = 0.0
    for rows in (2,) if name == "coupled" else (1, 2, 4):
        for steps in (1, 2, 5):
            shape = (rows, kernel.layout.ends.count(steps))
            if not shape[1]:
                continue
            numbers, size = _numbers(kernel, rows), shape[0] * shape[1]
            middle, factor = _factor(function, shape, hbar=HBAR, **numbers)
            units = np.eye(size).reshape(size, *shape)
            hessian = action.hvp(np.zeros_like(units), units, **numbers).reshape(size, size)
            unit = hessian @ factor @ factor.T / HBAR
            gradient = action.value_and_grad(middle, **numbers)[1]
            worst = max(worst, np.abs(unit - np.eye(size)).max(), np.abs(gradient).max())
    return worst


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("name", ["coupled", "field"])
def test_mean_and_covariance_are_those_of_the_action(name: str, boundary: str) -> None:
    for number, rule in enumerate(RULES):
        assert _defect(name, ("relu", "step")[number % 2], rule, boundary) < 1e-10


def test_the_covariance_of_another_rule_is_noticed() -> None:
    assert _defect("field", "relu", "midpoint", "ring", "trapezoid") > 1e-3


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("name", ["coupled", "field"])
def test_the_oracles_normals_are_the_action_to_fifty_digits(name: str, boundary: str) -> None:
    kernel = _kernel(name, "relu", "zigzag", boundary)
    oracle, mp = kernel.compile("mpmath"), mpmath.MPContext()
    mp.dps = 50
    numbers = _numbers(kernel, 2)
    z = np.random.default_rng(1).normal(size=(2, kernel.layout.ends.count(3)))
    drawn, middle = (oracle.sample(each, hbar=HBAR, **numbers) for each in (z, 0 * z))
    risen = oracle.action(drawn, **numbers) - oracle.action(middle, **numbers)
    true = mp.mpf(HBAR) * mp.fsum(mp.mpf(float(e)) ** 2 for e in z.ravel()) / 2
    assert abs(risen - true) < mp.mpf(10) ** -44


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("name", ["coupled", "field"])
def test_a_target_draws_what_the_dense_cholesky_factor_gives(name: str, boundary: str, target: str) -> None:
    for activation, rule in (("relu", "midpoint"), ("step", "zigzag")):
        kernel = _kernel(name, activation, rule, boundary)
        found, oracle = kernel.compile(target), kernel.compile("mpmath")
        for steps, rows in ((1, 2), (3, 2)) if name == "coupled" else ((1, 1), (3, 1), (2, 2), (3, 3)):
            numbers = _numbers(kernel, rows)
            z = np.random.default_rng(steps).normal(size=(2, 1, rows, kernel.layout.ends.count(steps)))
            drawn = found.sample(z, hbar=HBAR, **numbers)
            true = np.array(oracle.sample(z, hbar=HBAR, **numbers), float)
            np.testing.assert_allclose(drawn, true, rtol=1e-12, atol=1e-12)
            np.testing.assert_allclose(drawn[1, 0], found.sample(z[1, 0], hbar=HBAR, **numbers), rtol=1e-13)
            assert found.sample(z[:0], hbar=HBAR, **numbers).shape == z[:0].shape


def _space(shape: tuple[int, ...], boundary: str) -> Any:
    density = FieldLagrangian.parse(FREE_FIELD, len(shape))
    return represent(density, "relu", "zigzag", "euclidean", boundary).kernel()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("shape", [(2, 3), (1, 2, 2)])
def test_a_field_in_two_or_three_directions_is_drawn_as_by_the_oracle(shape: tuple[int, ...], target: str) -> None:
    for boundary in ("ring", "fixed") if len(shape) == 2 else ("free",):
        kernel = _space(shape, boundary)
        numbers: dict[str, Any] = dict(_numbers(kernel, 1))
        numbers |= {end: np.random.default_rng(5).normal(size=shape) for end in kernel.layout.ends.keywords}
        z = np.random.default_rng(6).normal(size=(2, *shape, kernel.layout.ends.count(3)))
        drawn = kernel.compile(target).sample(z, hbar=HBAR, **numbers)
        true = np.array(kernel.compile("mpmath").sample(z, hbar=HBAR, **numbers), float)
        np.testing.assert_allclose(drawn, true, rtol=1e-12, atol=1e-12)


@pytest.mark.compiler
@needs_compiler
@pytest.mark.parametrize("shape", [(1,), (2,), (5,), (8,), (12,), (30,), (49,), (4, 1), (3, 8), (5, 2, 9)])
def test_the_waves_of_any_number_of_sites_are_summed_as_numpy_does(shape: tuple[int, ...]) -> None:
    kernel = _space(shape, "ring")
    numbers: dict[str, Any] = dict(_numbers(kernel, 1))
    for steps in (1, 7, 8, 9, 33):
        z = np.random.default_rng(6).normal(size=(*shape, kernel.layout.ends.count(steps)))
        drawn, true = (kernel.compile(target).sample(z, hbar=HBAR, **numbers) for target in ("c", "numpy"))
        np.testing.assert_allclose(drawn, true, rtol=1e-12, atol=1e-12)


@pytest.mark.compiler
@needs_compiler
def test_walkers_on_several_threads_are_drawn_as_on_one() -> None:
    kernel = _kernel("field", "relu", "midpoint", "ring")
    numbers, z = _numbers(kernel, 5), np.random.default_rng(2).normal(size=(7, 5, 6))
    one, three = (kernel.compile("c", threads=threads).sample(z, hbar=HBAR, **numbers) for threads in (1, 3))
    np.testing.assert_array_equal(one, three)


def _positions(kernel: Any, weights: Any, dt: float) -> Any:
    """x_0, x_1, ... of drawn weights on the ring, x_1, ... where x_0 is held at 0."""
    origin = kernel.layout.ends.origin
    moved = weights[..., int(origin) :]
    for _ in range(kernel.layout.order):
        moved = np.cumsum(moved, axis=-1)
    moved = dt * moved
    return np.concatenate([weights[..., :1], weights[..., :1] + moved], axis=-1) if origin else moved


@pytest.mark.parametrize("target", TARGETS)
def test_the_free_field_on_a_square_has_the_propagator_of_its_closed_form(target: str) -> None:
    steps, sites, dt = 3, 3, 0.3
    values = {symbols.N: steps, symbols.dt: sp.Rational(3, 10), symbols.dx: sp.Rational(1, 2), symbols.sites: sites}
    values |= {symbols.m: sp.Rational(4, 5), symbols.hbar: sp.Rational(7, 10)}
    shape, size = (sites, sites, steps), sites * sites * steps
    units, numbers = np.eye(size).reshape(size, *shape), {"dt": dt, "dx": 0.5, "m": 0.8, "a": 0.0}
    paths = _positions(
        _space((3, 3), "ring"), _space((3, 3), "ring").compile(target).sample(units, hbar=HBAR, **numbers), dt
    )
    true = float(free_field(2, "zigzag", "ring").propagator(1, 2, 0, 1).subs(values).doit())
    assert np.vdot(paths[:, 0, 1, 1], paths[:, 0, 2, 2]) == pytest.approx(true, rel=1e-11)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("boundary", ["ring", "fixed"])
def test_the_free_field_has_the_propagator_of_its_closed_form(boundary: str, target: str) -> None:
    steps, sites, dt, dx, mass = 6, 4, 0.3, 0.5, 0.8
    field = free_field(1, "trapezoid", boundary)
    values = {symbols.N: steps, symbols.dt: sp.Rational(3, 10), symbols.dx: sp.Rational(1, 2), symbols.sites: sites}
    values |= {symbols.m: sp.Rational(4, 5), symbols.hbar: sp.Rational(7, 10)}
    kernel = _kernel("field", "relu", "trapezoid", boundary)
    shape = sites, kernel.layout.ends.count(steps)
    numbers: dict[str, Any] = dict.fromkeys(kernel.layout.ends.keywords, 0.0) | {"m": mass, "a": 0.0}
    _, factor = _factor(kernel.compile(target), shape, hbar=HBAR, dt=dt, dx=dx, **numbers)
    paths = _positions(kernel, factor.T.reshape(-1, *shape), dt)
    first = 0 if boundary == "ring" else 1
    for n, k, apart in ((1, 1, 0), (1, 3, 1), (2, 5, 2)):
        true = float(field.propagator(n, k, apart).subs(values).doit())
        found = np.vdot(paths[:, 1, n - first], paths[:, (1 + apart) % sites, k - first])
        assert found == pytest.approx(true, rel=1e-11)


@pytest.mark.parametrize("target", TARGETS)
def test_coupled_oscillators_have_the_correlators_of_their_normal_modes(target: str) -> None:
    steps, dt, mass, k, spring = 5, 0.3, 1.2, 0.7, 0.4
    text = "m*(vx^2 + vy^2)/2 - k*(x^2 + y^2)/2 - c*(x - y)^2/2"
    kernel = represent(text, "step", "midpoint", "euclidean", "ring", coordinates=("x", "y")).kernel()
    _, factor = _factor(kernel.compile(target), (2, steps), hbar=HBAR, dt=dt, m=mass, k=k, c=spring)
    paths = _positions(kernel, factor.T.reshape(-1, 2, steps), dt)
    one = represent("m*v^2/2 - k*x^2/2", time="euclidean", boundary="ring").correlator(1, 3)

    def mode(stiffness: float) -> float:
        values = {"N": steps, "dt": dt, "hbar": HBAR, "m": mass, "k": stiffness}
        return float(one.subs({letter: values[letter.name] for letter in one.free_symbols}).doit())

    together, apart = mode(k), mode(k + 2 * spring)
    found = [np.vdot(paths[:, 0, 1], paths[:, i, 3]) for i in range(2)]
    assert found == pytest.approx([(together + apart) / 2, (together - apart) / 2], rel=1e-11)


def test_what_is_no_gaussian_weight_is_refused_by_its_term() -> None:
    quartic = represent(FieldLagrangian.parse("phi_dot^2/2 - g*phi^4"), time="euclidean").kernel()
    with pytest.raises(NotQuadraticError, match=r"dx\*g\*phi\*\*4"):
        quartic.compile("numpy").sample(np.zeros((2, 2)), hbar=1)
    magnetic = represent("m*(vx^2+vy^2)/2 + b*(x*vy-y*vx)", time="euclidean", coordinates=("x", "y")).kernel()
    with pytest.raises(UnsupportedError, match="odd in vx, vy, makes the action complex"):
        magnetic.compile("numpy").sample(np.zeros((2, 2)), hbar=1)


@pytest.mark.parametrize("target", ALL)
def test_what_is_not_bounded_below_is_refused_by_its_terms(target: str) -> None:
    hill = represent("m*(vx^2+vy^2)/2 + k*x^2/2", "step", "endpoint", "euclidean", "halfline", ("x", "y")).kernel()
    with pytest.raises(UnboundedError, match=r"k\*x\*\*2.* cannot be normalised here: .* not positive"):
        hill.compile(target).sample(np.zeros((2, 8)), hbar=1, dt=0.5, m=1, k=9, x_ini=0)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("boundary", ["ring", "free"])
def test_a_field_without_mass_has_no_weight_where_nothing_holds_it(boundary: str, target: str) -> None:
    """The sum over the sites is free to go anywhere: a precision of nought, not one of the size of rounding."""
    field = represent(FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2"), "step", "zigzag", "euclidean", boundary)
    kernel = field.kernel()
    function = kernel.compile(target)
    for sites, steps in ((1, 1), (2, 3), (7, 40), (24, 9)):
        z = np.zeros((sites, kernel.layout.ends.count(steps)))
        with pytest.raises(UnboundedError, match="not positive"):
            function.sample(z, hbar=1, dt=0.137, dx=0.31)


@pytest.mark.parametrize("target", TARGETS)
def test_a_precision_that_overflows_is_refused(target: str) -> None:
    kernel = _kernel("coupled", "relu", "midpoint", "fixed")
    with pytest.raises(UnboundedError, match="not positive"):
        kernel.compile(target).sample(np.zeros((2, 4)), hbar=1, dt=1e-300, m=1e200, k=1, a=0, x_ini=0, x_fin=0)
