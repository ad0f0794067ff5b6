"""Several components and the lattice field against their definitions, differentiated by differences in 60 digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from symnet.errors import InputError, NotQuadraticError, UnsupportedError
from symnet.kernels import Kernel, ReIm, doors
from symnet.kernels.accuracy import measure
from symnet.kernels.inputs import draw
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import needs_compiler, path_by_hand

BOUNDARIES = ("fixed", "halfline", "ring", "free")
VARIANTS = [
    ("relu", "midpoint", "real"),
    ("step", "midpoint", "euclidean"),
    ("relu", "endpoint", "euclidean"),
    ("step", "trapezoid", "real"),
    ("relu", "zigzag", "real"),
    ("step", "zigzag", "euclidean"),
]
PHI4 = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
PLANE = "m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*x^2*y^2/2"


@dataclass(frozen=True)
class Written:
    """A system as text and by hand; ``whole``: (mp, positions, velocities, parameters by name) -> L."""

    text: str
    whole: Callable[..., Any]
    coordinates: tuple[str, ...] | None = None
    rows: int = 3

    def kernel(
        self, activation: str = "relu", rule: str = "midpoint", time: str = "real", boundary: str = "fixed"
    ) -> Any:
        if self.coordinates is None:
            return represent(FieldLagrangian.parse(self.text), activation, rule, time, boundary).kernel()
        return represent(self.text, activation, rule, time, boundary, coordinates=self.coordinates).kernel()


def _sites(density: Callable[..., Any]) -> Callable[..., Any]:
    def whole(mp: Any, x: list[Any], v: list[Any], p: dict[str, Any]) -> Any:
        right = [*x[1:], x[0]]
        return p["dx"] * sum(density(x[i], v[i], (right[i] - x[i]) / p["dx"], p) for i in range(len(x)))

    return whole


SYSTEMS = {
    "plane": Written(
        PLANE,
        lambda mp, x, v, p: (
            p["m"] * (v[0] ** 2 + v[1] ** 2) / 2
            + p["b"] * (x[0] * v[1] - x[1] * v[0]) / 2
            - p["k"] * x[0] ** 2 * x[1] ** 2 / 2
        ),
        ("x", "y"),
        2,
    ),
    "three": Written(
        "m*(vp^2 + vq^2 + 2*vr^2)/2 - k*(p-q)^2/2 - g*(q-r)^4",
        lambda mp, x, v, p: (
            p["m"] * (v[0] ** 2 + v[1] ** 2 + 2 * v[2] ** 2) / 2
            - p["k"] * (x[0] - x[1]) ** 2 / 2
            - p["g"] * (x[1] - x[2]) ** 4
        ),
        ("p", "q", "r"),
    ),
    "phi4": Written(PHI4, _sites(lambda f, d, g, p: d**2 / 2 - g**2 / 2 - p["m"] ** 2 * f**2 / 2 - p["g"] * f**4)),
    "mixed": Written(
        "phi_dot^2/2 - phi_grad^2/2 + a*phi_dot^2*phi_grad^2 + b*phi_dot*phi^3",
        _sites(lambda f, d, g, p: d**2 / 2 - g**2 / 2 + p["a"] * d**2 * g**2 + p["b"] * d * f**3),
    ),
}
BOOLE = ((0, 7), (1, 32), (2, 12), (3, 32), (4, 7))
"""Weights in 90ths at quarters of a step: exact for polynomials up to degree 5."""
PLACES = {
    "midpoint": ((2, 90),),
    "endpoint": ((4, 90),),
    "trapezoid": ((0, 45), (4, 45)),
    "zigzag": BOOLE,
}


class ByHand:
    """The action in 60 digits, a function of flat weights and of parameters, and its derivatives by differences."""

    def __init__(self, written: Written, kernel: Kernel, rule: str, steps: int, rows: int) -> None:
        self.mp = mpmath.MPContext()
        self.mp.dps = 60
        self.written, self.layout, self.rule = written, kernel.layout, rule
        self.steps, self.rows = steps, rows
        self.h = self.mp.mpf(10) ** -15

    def action(self, w: Any, given: dict[str, Any]) -> Any:
        mp, layout, dt = self.mp, self.layout, given["dt"]
        rows = np.reshape(np.array([*w, None], dtype=object)[:-1], (self.rows, -1))
        nothing = [mp.zero] * self.rows
        paths = [
            path_by_hand(mp, row, self.steps, layout.activation, layout.boundary, dt, start, end)
            for row, start, end in zip(rows, given.get("x_ini", nothing), given.get("x_fin", nothing), strict=True)
        ]
        total = mp.zero
        for before, after in pairwise(zip(*paths, strict=True)):
            v = [(b - a) / dt for a, b in zip(before, after, strict=True)]
            for quarter, weight in PLACES[self.rule]:
                x = [a + (b - a) * quarter / 4 for a, b in zip(before, after, strict=True)]
                total += mp.mpf(weight) / 90 * self._lagrangian(x, v, given)
        return dt * total

    def _lagrangian(self, x: list[Any], v: list[Any], given: dict[str, Any]) -> Any:
        if self.layout.time == "real":
            return self.written.whole(self.mp, x, v, given)
        return -self.written.whole(self.mp, x, [1j * rate for rate in v], given)

    def gradient(self, w: Any, given: dict[str, Any]) -> list[Any]:
        return [self._difference(lambda s, i=i: self.action(self._raised(w, i, s), given)) for i in range(len(w))]

    def hvp(self, w: Any, u: Any, given: dict[str, Any]) -> list[Any]:
        def along(s: Any, i: int) -> Any:
            there = [a + s * b for a, b in zip(w, u, strict=True)]
            return self._difference(lambda r: self.action(self._raised(there, i, r), given))

        return [self._difference(lambda s, i=i: along(s, i)) for i in range(len(w))]

    def by_parameters(self, w: Any, given: dict[str, Any]) -> list[Any]:
        found = []
        for name, value in given.items():
            for row in range(len(value)) if isinstance(value, list) else (None,):

                def moved(s: Any, name: str = name, value: Any = value, row: int | None = row) -> Any:
                    there = value + s if row is None else self._raised(value, row, s)
                    return self.action(w, given | {name: there})

                found.append(self._difference(moved))
        return found

    def _difference(self, of: Callable[[Any], Any]) -> Any:
        return (of(self.h) - of(-self.h)) / (2 * self.h)

    @staticmethod
    def _raised(w: Any, i: int, s: Any) -> list[Any]:
        return [e + s if j == i else e for j, e in enumerate(w)]


def _parts(value: Any) -> np.ndarray:
    parts = value if isinstance(value, ReIm) else (value,)
    return np.concatenate([np.ravel(np.array(part, dtype=float)) for part in parts])


def _true(values: list[Any], channels: int) -> np.ndarray:
    parts = [[float(mpmath.re(value)) for value in values], [float(mpmath.im(value)) for value in values]]
    return np.concatenate(parts[:channels])


def _case(kernel: Kernel, rows: int, steps: int, seed: int) -> tuple[np.ndarray, np.ndarray, dict[str, Any]]:
    rng = np.random.default_rng(seed)
    w, u = rng.normal(size=(2, rows, kernel.layout.ends.count(steps)))
    numbers = {
        p.name: rng.uniform(0.3, 1.2, size=rows).tolist() if p.role == "end" else float(rng.uniform(0.3, 1.2))
        for p in kernel.layout.params[:-1]
    }
    return w, u, numbers


def _compare(function: Any, hand: ByHand, w: np.ndarray, u: np.ndarray, numbers: dict[str, Any]) -> None:
    mp, channels = hand.mp, function.layout.channels
    flat, along = ([mp.mpf(e) for e in array.ravel().tolist()] for array in (w, u))
    given = {
        name: [mp.mpf(e) for e in value] if isinstance(value, list) else mp.mpf(value)
        for name, value in numbers.items()
    }
    pairs = [
        (_parts(function.action(w, **numbers)), [hand.action(flat, given)]),
        (_parts(function.value_and_grad(w, **numbers)[0]), [hand.action(flat, given)]),
        (_parts(function.value_and_grad(w, **numbers)[1]), hand.gradient(flat, given)),
        (_parts(function.hvp(w, u, **numbers)), hand.hvp(flat, along, given)),
    ]
    found = function.parameter_gradient(w, **numbers)
    by_keyword = [
        np.concatenate([_parts(getattr(v, part) if channels == 2 else v) for v in found.values()])
        for part in (("re", "im") if channels == 2 else ("re",))
    ]
    pairs.append((np.concatenate(by_keyword), hand.by_parameters(flat, given)))
    for ours, exact in pairs:
        true = _true(exact, channels)
        np.testing.assert_allclose(ours, true, rtol=1e-11, atol=1e-11 * (1 + np.abs(true).max(initial=0.0)))


def _matrix() -> list[Any]:
    return [
        pytest.param(name, *variant, boundary, marks=[pytest.mark.long] if number % 5 else [])
        for number, (name, boundary, variant) in enumerate(product(SYSTEMS, BOUNDARIES, VARIANTS))
    ]


@pytest.mark.parametrize(("name", "activation", "rule", "time", "boundary"), _matrix())
def test_the_oracle_says_what_the_definition_says(
    name: str, activation: str, rule: str, time: str, boundary: str
) -> None:
    written = SYSTEMS[name]
    kernel = written.kernel(activation, rule, time, boundary)
    function = kernel.compile("mpmath")
    for steps in (1, 3):
        w, u, numbers = _case(kernel, written.rows, steps, seed=steps)
        _compare(function, ByHand(written, kernel, rule, steps, written.rows), w, u, numbers)


@pytest.mark.parametrize("target", ["numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])])
@pytest.mark.parametrize("sites", [1, 2, 5])
def test_a_ring_of_few_sites_has_the_neighbours_it_has(sites: int, target: str) -> None:
    written = SYSTEMS["phi4"]
    kernel = written.kernel("step", "midpoint", "euclidean", "ring")
    w, u, numbers = _case(kernel, sites, 2, seed=sites)
    _compare(kernel.compile(target), ByHand(written, kernel, "midpoint", 2, sites), w, u, numbers)


def test_an_open_chain_is_not_the_ring() -> None:
    def open_chain(mp: Any, x: list[Any], v: list[Any], p: dict[str, Any]) -> Any:
        return SYSTEMS["phi4"].whole(mp, x, v, p) + (x[0] - x[-1]) ** 2 / (2 * p["dx"])

    kernel = SYSTEMS["phi4"].kernel("step")
    w, u, numbers = _case(kernel, 3, 2, seed=1)
    hand = ByHand(Written(PHI4, open_chain), kernel, "midpoint", 2, 3)
    with pytest.raises(AssertionError):
        _compare(kernel.compile("numpy"), hand, w, u, numbers)


@pytest.mark.parametrize("target", ["mpmath", "numpy"])
def test_a_plane_wave_of_the_free_field_is_an_oscillator(target: str) -> None:
    sites, p, steps, dt, dx, m = 6, 2, 5, 0.2, 0.7, 0.9
    field = represent(FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2"), boundary="ring").kernel()
    oscillator = represent("m*v^2/2 - k*x^2/2", boundary="ring").kernel()
    amplitude = np.random.default_rng(1).normal(size=steps)
    wave = np.cos(2 * np.pi * p * np.arange(sites) / sites)
    stiffness = m**2 + 4 / dx**2 * np.sin(np.pi * p / sites) ** 2
    whole = field.compile(target).action(wave[:, None] * amplitude, dt=dt, dx=dx, m=m)
    single = oscillator.compile("numpy").action(amplitude, dt=dt, m=1.0, k=stiffness)
    np.testing.assert_allclose(float(whole), dx * sites / 2 * single, rtol=1e-12)


def test_components_that_do_not_meet_are_particles_of_their_own() -> None:
    both = represent("m*(vx^2+vy^2)/2 - k*x^2/2 - g*y^4", coordinates=("x", "y")).kernel().compile("numpy")
    ends = {"dt": 0.3, "m": 1.1}
    first = represent("m*v^2/2 - k*x^2/2").kernel().compile("numpy")
    second = represent("m*v^2/2 - g*x^4").kernel().compile("numpy")
    w = np.random.default_rng(3).normal(size=(4, 2, 6))
    value, gradient = both.value_and_grad(w, **ends, k=0.7, g=0.2, x_ini=[0.1, 0.4], x_fin=[-0.2, 0.5])
    one = first.value_and_grad(w[:, 0], **ends, k=0.7, x_ini=0.1, x_fin=-0.2)
    two = second.value_and_grad(w[:, 1], **ends, g=0.2, x_ini=0.4, x_fin=0.5)
    np.testing.assert_allclose(value, one[0] + two[0], rtol=1e-12)
    np.testing.assert_allclose(gradient, np.stack([one[1], two[1]], axis=1), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("target", ["numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])])
@pytest.mark.parametrize("name", ["plane", "phi4"])
def test_long_paths_stay_within_a_few_roundings_and_the_hessian_is_symmetric(name: str, target: str) -> None:
    kernel = SYSTEMS[name].kernel(time="euclidean")
    function = kernel.compile(target)
    for steps in (1, 2, 50):
        point = draw(kernel.layout, steps, 11)
        errors = measure(function.backend, kernel.layout, point.w, point.u, point.numbers)
        assert errors.worst <= errors.allowed
    products = [_split(function.backend.hvp(point.w, u, point.numbers)) for u in (point.u, point.u[::-1].copy())]
    for a, b in zip(*products, strict=True):
        assert abs(np.sum(point.u[::-1] * a) - np.sum(point.u * b)) < 1e-11 * (1 + np.abs(a).sum())


def _split(table: np.ndarray) -> list[np.ndarray]:
    return list(np.moveaxis(table, -3, 0))


@pytest.mark.parametrize("target", ["mpmath", "numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])])
def test_wrong_rows_and_ends_are_refused_with_their_shapes(target: str) -> None:
    plane, field = (SYSTEMS[name].kernel().compile(target) for name in ("plane", "phi4"))
    numbers = {"dt": 0.1, "m": 1.0, "k": 1.0, "b": 0.2, "x_ini": 0.0, "x_fin": [0.1, 0.2]}
    with pytest.raises(InputError, match=r"shape \(3, 4\); they need a row for each of x, y"):
        plane.action(np.zeros((3, 4)), **numbers)
    with pytest.raises(InputError, match=r"shape \(4,\); they need a row for each site"):
        field.action(np.zeros(4), dt=0.1, dx=1.0, m=1.0, g=0.1, x_ini=0.0, x_fin=0.0)
    with pytest.raises(InputError, match="x_fin has 3 numbers; the weights have 2 rows"):
        plane.action(np.zeros((2, 4)), **numbers | {"x_fin": [0.0, 0.1, 0.2]})
    with pytest.raises(InputError, match="missing parameter b"):
        plane.action(np.zeros((2, 4)), **{name: value for name, value in numbers.items() if name != "b"})
    with pytest.raises(InputError, match="x_ini is nan"):
        plane.action(np.zeros((2, 4)), **numbers | {"x_ini": [0.0, float("nan")]})


def test_doors_and_the_sampler_refuse_by_the_term() -> None:
    magnetic = SYSTEMS["plane"].kernel(time="euclidean")
    with pytest.raises(UnsupportedError, match=r"the term .*b.*, odd in vx, vy, makes the action complex"):
        magnetic.for_emcee("numpy")
    with pytest.raises(NotQuadraticError, match=r"the step has the term dx\*g\*phi\*\*4"):
        SYSTEMS["phi4"].kernel(time="euclidean").compile("numpy").sample(np.zeros((2, 2)), hbar=1)


def test_doors_take_flat_vectors_row_after_row() -> None:
    kernel, rng = SYSTEMS["phi4"].kernel(time="euclidean", boundary="ring"), np.random.default_rng(1)
    numbers = {"dt": 0.3, "dx": 0.5, "m": 0.7, "g": 0.1, "hbar": 0.9}
    w, function = rng.normal(size=(5, 4, 3)), kernel.compile("numpy")
    value, gradient = function.log_weight_and_grad(w, **numbers)
    flat = w.reshape(5, 12)
    np.testing.assert_array_equal(kernel.for_emcee("numpy", rows=4, **numbers)(flat), value)
    one, slope = doors.for_gradients(function, "nutpie", rows=4, **numbers)(flat[2])
    np.testing.assert_allclose(one, value[2], rtol=1e-14)
    np.testing.assert_allclose(slope, gradient[2].ravel(), rtol=1e-12)
    np.testing.assert_allclose(kernel.for_scipy_nquad("numpy", rows=4, **numbers)(*flat[1]), np.exp(value[1]))
    with pytest.raises(InputError, match="say how many sites there are"):
        kernel.for_emcee("numpy", **numbers)
    with pytest.raises(InputError, match="rows=3, but the weights have 2 rows"):
        represent("m*(vx^2+vy^2)/2", time="euclidean", coordinates=("x", "y")).kernel().for_emcee("numpy", rows=3)
    with pytest.raises(InputError, match="rows=3, but the weights have no rows"):
        represent("m*v^2/2", time="euclidean").kernel().for_emcee("numpy", rows=3)


@pytest.mark.compiler
@needs_compiler
def test_the_low_level_weight_of_rows_asks_for_the_steps() -> None:
    with pytest.raises(InputError, match="not steps=None"):
        SYSTEMS["phi4"].kernel(time="euclidean", boundary="ring").for_scipy_low_level(dt=0.1)


def test_a_system_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="contains v; its coordinates and their velocities are x, vx, y, vy"):
        represent("m*v^2/2", coordinates=("x", "y"))
    with pytest.raises(InputError, match="share a letter"):
        represent("m*vx^2/2", coordinates=("x", "vx"))
    with pytest.raises(InputError, match="the coordinates are a tuple of names"):
        represent("m*vx^2/2", coordinates=())
    with pytest.raises(UnsupportedError, match="not even in the gradient"):
        represent(FieldLagrangian.parse("phi_dot^2/2 - phi_grad"))
    with pytest.raises(UnsupportedError, match="1 to 3 dimensions here, not 4"):
        represent(FieldLagrangian.parse(PHI4, 4))
    with pytest.raises(UnsupportedError, match="a number for its dimensions of space, not d"):
        represent(FieldLagrangian(FieldLagrangian.parse(PHI4).density, sp.Symbol("d", integer=True)))
