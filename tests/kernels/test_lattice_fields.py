"""A field in two and three dimensions of space against plain loops over the sites, and against its plane waves."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import prod
from typing import Any

import numpy as np
import pytest
import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.kernels import Kernel
from symnet.kernels.accuracy import measure
from symnet.kernels.inputs import draw
from symnet.kernels.statements import gathering
from symnet.sums import decide
from symnet.theory.field import FieldLagrangian
from symnet.theory.free_field import free_field
from symnet.theory.represent import represent
from tests.kernels.brute_force import needs_compiler
from tests.kernels.test_states import BOUNDARIES, VARIANTS, ByHand, Written, _case, _compare

C = pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])
FREE = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2"
PHI4 = f"{FREE} - g*phi^4"
MIXED = "phi_dot^2/2 - phi_grad^2/2 + a*phi_dot^2*phi_grad^2 + b*phi_dot*phi^3 - c*(phi_grad^2)^2"
Density = Callable[[Any, Any, Any, dict[str, Any]], Any]
DENSITIES: dict[str, Density] = {
    PHI4: lambda f, d, square, p: d**2 / 2 - square / 2 - p["m"] ** 2 * f**2 / 2 - p["g"] * f**4,
    MIXED: lambda f, d, square, p: (
        d**2 / 2 - square / 2 + p["a"] * d**2 * square + p["b"] * d * f**3 - p["c"] * square**2
    ),
}


def _kernel(text: str, shape: tuple[int, ...], *choices: str) -> Kernel:
    made: Kernel = represent(FieldLagrangian.parse(text, len(shape)), *choices).kernel()
    return made


def _box(shape: tuple[int, ...], density: Density) -> Callable[..., Any]:
    """L of a periodic box, its sites numbered with the last direction fastest."""
    number = {site: i for i, site in enumerate(product(*map(range, shape)))}

    def whole(mp: Any, x: list[Any], v: list[Any], p: dict[str, Any]) -> Any:
        total = mp.zero
        for site, i in number.items():
            square = mp.zero
            for axis, length in enumerate(shape):
                after = (*site[:axis], (site[axis] + 1) % length, *site[axis + 1 :])
                square += ((x[number[after]] - x[i]) / p["dx"]) ** 2
            total += density(x[i], v[i], square, p)
        return p["dx"] ** len(shape) * total

    return whole


class InRows:
    """A field's function of rows one after the other."""

    def __init__(self, function: Any, shape: tuple[int, ...]) -> None:
        self.layout, self._function, self._shape = function.layout, function, shape

    def __getattr__(self, name: str) -> Any:
        def call(*arrays: Any, **numbers: Any) -> Any:
            boxes = [array.reshape((*self._shape, -1)) for array in arrays]
            ends = self.layout.ends.keywords
            held = {name: np.reshape(numbers[name], self._shape) for name in ends}
            return getattr(self._function, name)(*boxes, **numbers | held)

        return call


def _check(text: str, shape: tuple[int, ...], choices: tuple[str, ...], target: str, steps: int) -> None:
    kernel = _kernel(text, shape, *choices)
    w, u, numbers = _case(kernel, prod(shape), steps, seed=steps)
    hand = ByHand(Written(text, _box(shape, DENSITIES[text])), kernel, choices[1], steps, prod(shape))
    _compare(InRows(kernel.compile(target), shape), hand, w, u, numbers)


def _matrix() -> list[Any]:
    boxes = [(PHI4, (3, 2)), (MIXED, (2, 3)), (PHI4, (2, 1, 3))]
    return [
        pytest.param(text, shape, *variant, boundary, marks=[pytest.mark.long] if number % 13 else [])
        for number, ((text, shape), boundary, variant) in enumerate(product(boxes, BOUNDARIES, VARIANTS))
    ]


@pytest.mark.parametrize(("text", "shape", "activation", "rule", "time", "boundary"), _matrix())
def test_the_oracle_says_what_plain_loops_say(
    text: str, shape: tuple[int, ...], activation: str, rule: str, time: str, boundary: str
) -> None:
    for steps in (1, 3):
        _check(text, shape, (activation, rule, time, boundary), "mpmath", steps)


@pytest.mark.parametrize("target", ["numpy", C])
@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (2, 2), (1, 3), (2, 1, 2)])
def test_a_box_of_few_sites_has_the_neighbours_it_has(shape: tuple[int, ...], target: str) -> None:
    _check(PHI4, shape, ("step", "midpoint", "euclidean", "ring"), target, steps=2)


def test_neither_a_transposed_box_nor_an_open_one_is_the_same() -> None:
    shape, choices = (2, 3), ("step", "midpoint", "euclidean", "ring")
    kernel = _kernel(PHI4, shape, *choices)
    w, u, numbers = _case(kernel, 6, 2, seed=1)
    whole = _box(shape, DENSITIES[PHI4])

    def open_box(mp: Any, x: list[Any], v: list[Any], p: dict[str, Any]) -> Any:
        return whole(mp, x, v, p) + sum((x[3 * row] - x[3 * row + 2]) ** 2 for row in range(2)) / 2

    for other in (_box((3, 2), DENSITIES[PHI4]), open_box):
        hand = ByHand(Written(PHI4, other), kernel, "midpoint", 2, 6)
        with pytest.raises(AssertionError):
            _compare(InRows(kernel.compile("numpy"), shape), hand, w, u, numbers)


@pytest.mark.parametrize(("shape", "waves"), [((4, 6), (1, 2)), ((3, 2, 4), (1, 1, 3))])
def test_a_plane_wave_of_the_free_field_is_an_oscillator(shape: tuple[int, ...], waves: tuple[int, ...]) -> None:
    steps, dt, dx, m = 5, 0.2, 0.7, 0.9
    oscillator = represent("m*v^2/2 - k*x^2/2", boundary="ring").kernel().compile("numpy")
    amplitude = np.random.default_rng(1).normal(size=steps)
    phase = sum(2 * np.pi * p * at / length for p, at, length in zip(waves, np.indices(shape), shape, strict=True))
    stiffness = m**2 + sum(
        (2 - 2 * np.cos(2 * np.pi * p / length)) / dx**2 for p, length in zip(waves, shape, strict=True)
    )
    wave = np.cos(phase)
    function = _kernel(FREE, shape, "relu", "midpoint", "real", "ring").compile("numpy")
    whole = function.action(wave[..., None] * amplitude, dt=dt, dx=dx, m=m)
    single = oscillator.action(amplitude, dt=dt, m=1.0, k=stiffness)
    np.testing.assert_allclose(whole, dx ** len(shape) * (wave**2).sum() * single, rtol=1e-12)


@pytest.mark.parametrize(("sites", "dimension"), [(3, 2), (2, 3)])
def test_the_inverse_of_the_hessian_is_the_exact_propagator(sites: int, dimension: int) -> None:
    steps, hbar, values = 3, 0.7, {"dt": 0.4, "dx": 0.8, "m": 1.1}
    shape = (sites,) * dimension
    function = _kernel(FREE, shape, "step", "midpoint", "euclidean", "ring").compile("numpy")
    count = prod(shape) * steps
    columns = np.eye(count).reshape((count, *shape, steps))
    hessian = function.hvp(np.zeros_like(columns), columns, **values).reshape(count, count)
    to_field = np.eye(steps)  # phi at t_0, then dt times the velocities before
    for n in range(steps):
        to_field[n, 1 : n + 1] = values["dt"]
        to_field[n, n + 1 :] = 0.0
        to_field[n, 0] = 1.0
    fields = np.kron(np.eye(prod(shape)), to_field)
    green = (hbar * fields @ np.linalg.inv(hessian) @ fields.T).reshape((*shape, steps, *shape, steps))
    known = values | {"hbar": hbar, "L": sites, "N": steps}
    origin = (0,) * dimension
    for later, apart in ((0, origin), (1, (1, *origin[1:])), (2, (1,) * dimension)):
        exact = free_field(dimension).propagator(sp.Integer(0), sp.Integer(later), *map(sp.Integer, apart))
        (over_waves,) = exact.atoms(sp.Sum)
        named = {letter: known[letter.name] for letter in exact.free_symbols}
        one = sp.lambdify(over_waves.variables, over_waves.function.subs(named), "mpmath")
        total = sp.Float(str(sum(one(*waves) for waves in np.ndindex(*shape))), 30)
        expected = float(exact.xreplace({over_waves: total}).subs(named))
        np.testing.assert_allclose(green[(*origin, 0, *apart, later)], expected, rtol=1e-10)


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("target", ["numpy", C])
def test_the_sampler_of_a_box_is_exact(target: str, boundary: str) -> None:
    shape = (2, 3)
    kernel = _kernel(FREE, shape, "relu", "midpoint", "euclidean", boundary)
    point = draw(kernel.layout, 4, seed=3)
    z = np.random.default_rng(2).normal(size=(2, *shape, kernel.layout.ends.count(4)))
    values = {"dt": 0.25, "dx": 0.8, "m": 1.1} | dict.fromkeys(kernel.layout.ends.keywords, 0.3)
    function = kernel.compile(target)
    w, middle = (function.sample(normals, hbar=0.5, **values) for normals in (z, 0 * z))
    above = function.action(w, **values) - function.action(middle, **values)
    np.testing.assert_allclose(above, 0.5 * (z**2).sum(axis=(1, 2, 3)) / 2, rtol=1e-11)
    assert point.w.shape[:2] == (4, 3)


@pytest.mark.parametrize("target", ["mpmath", "numpy", C])
def test_a_batch_of_boxes_is_box_after_box(target: str) -> None:
    kernel = _kernel(PHI4, (2, 3), "relu", "trapezoid", "euclidean", "fixed")
    function, rng = kernel.compile(target), np.random.default_rng(5)
    w, ends = rng.normal(size=(2, 2, 2, 3, 4)), rng.normal(size=(2, 3))
    values = {"dt": 0.3, "dx": 0.9, "m": 1.0, "g": 0.1, "x_ini": ends, "x_fin": 0.2}
    value, gradient = function.value_and_grad(w, **values)
    table = function.parameter_gradient(w, **values)
    assert np.shape(table["x_ini"]) == (2, 2, 2, 3)
    for index in np.ndindex(2, 2):
        one, slope = function.value_and_grad(w[index], **values)
        np.testing.assert_allclose(float(value[index]), float(one), rtol=1e-14)
        np.testing.assert_allclose(gradient[index].astype(float), slope.astype(float), rtol=1e-12)


@pytest.mark.compiler
@needs_compiler
@pytest.mark.parametrize("target", ["numpy", "c"])
def test_the_measured_errors_of_a_box_are_those_of_rounding(target: str) -> None:
    kernel = _kernel(PHI4, (2, 2, 2), "relu", "midpoint", "euclidean", "fixed")
    point = draw(kernel.layout, 3, seed=1)
    errors = measure(kernel.compile(target).backend, kernel.layout, point.w, point.u, point.numbers)
    assert errors.worst <= errors.allowed


@pytest.mark.parametrize("dimensions", [2, pytest.param(3, marks=pytest.mark.long)])
def test_what_a_site_gathers_from_each_direction_is_proved_and_the_wrong_neighbour_is_not(dimensions: int) -> None:
    found = list(gathering(dimensions))
    assert [each.id for each in found] == [
        f"kernel.gather.{axis}{end}" for axis in range(1, dimensions + 1) for end in ("", ".first")
    ]
    for each in found:
        assert decide(each.lhs, each.rhs, each.assumptions).answer == "equal"
    later = found[0]
    ((neighbour,),) = [[e for e in later.rhs.atoms(sp.Indexed) if e.base.name == "R"]]
    turned = neighbour.base[(*neighbour.indices[1:], neighbour.indices[0])]
    wrong = later.rhs.xreplace({neighbour: turned})
    assert decide(later.lhs, wrong, later.assumptions).answer == "different"


def test_hostile_boxes_are_refused_with_their_shapes() -> None:
    field = _kernel(PHI4, (2, 2), "relu", "midpoint", "euclidean", "fixed").compile("numpy")
    values = {"dt": 0.1, "dx": 1.0, "m": 1.0, "g": 0.1, "x_ini": 0.0, "x_fin": 0.0}
    for shape in ((4,), (3, 4), (0, 3, 4), (3, 0, 4)):
        with pytest.raises(InputError, match="a row for each site, in 2 axes"):
            field.action(np.zeros(shape), **values)
    with pytest.raises(InputError, match="x_ini has 3x2 numbers; the weights have 2x3 rows"):
        field.action(np.zeros((2, 3, 4)), **values | {"x_ini": np.zeros((3, 2))})
    with pytest.raises(InputError, match="x_ini has rows of unlike length"):
        field.action(np.zeros((2, 3, 4)), **values | {"x_ini": [[1.0], [1.0, 2.0]]})
    with pytest.raises(InputError, match=r"w has shape \(2, 3, 4\) but u has shape \(3, 2, 4\)"):
        field.hvp(np.zeros((2, 3, 4)), np.zeros((3, 2, 4)), **values)


def test_a_density_that_no_lattice_has_is_refused_by_name() -> None:
    for dimensions in (0, -1, True, 1.5):
        with pytest.raises(InputError, match="1, 2 or 3 dimensions of space"):
            FieldLagrangian.parse(PHI4, dimensions)  # type: ignore[arg-type]
    for text in ("phi_dot^2/2 - abs(phi_grad)", "phi_dot^2/2 - cos(phi_grad)", "phi_dot^2/2 - (phi_grad^2)^(3/2)"):
        with pytest.raises(UnsupportedError, match="no function of the gradient's square, the sum over 2 directions"):
            represent(FieldLagrangian.parse(text, 2))
    with pytest.raises(UnsupportedError, match="not even in the gradient"):
        represent(FieldLagrangian.parse("phi_dot^2/2 - phi_grad^3", 2))
    for letter in ("chi_dot", "phi_grad_1", "psi_grad"):
        with pytest.raises(InputError, match=f"{letter} looks like a derivative of a field; a density has one field"):
            FieldLagrangian.parse(f"phi_dot^2/2 - phi_grad^2/2 + {letter}^2", 2)


def test_the_square_of_the_gradients_square_is_that_of_the_sum() -> None:
    assert (
        represent(FieldLagrangian.parse("(phi_grad^2)^2", 2)).lagrangian
        == represent(FieldLagrangian.parse("phi_grad^4", 2)).lagrangian
    )
    step = represent(FieldLagrangian.parse("phi_dot^2/2 - sqrt(1 + phi_grad^2)", 2)).lattice.step
    assert not step.has(sp.nan, sp.zoo)


@pytest.mark.compiler
@needs_compiler
def test_the_doors_of_a_box_take_flat_vectors_and_its_sites_in_each_direction() -> None:
    kernel, shape = _kernel(FREE, (2, 3), "relu", "midpoint", "euclidean", "fixed"), (2, 3)
    values = {"hbar": 0.5, "dt": 0.3, "dx": 0.7, "m": 1.0, "x_ini": 0.1, "x_fin": 0.0}
    w = np.random.default_rng(1).normal(size=(4, *shape, 3))
    expected = kernel.compile("numpy").log_weight(w, **values)
    np.testing.assert_allclose(kernel.for_emcee(rows=shape, **values)(w.reshape(4, -1)), expected, rtol=1e-12)
    weight = kernel.for_scipy_nquad(rows=shape, **values)
    np.testing.assert_allclose([weight(*each.ravel()) for each in w], np.exp(expected), rtol=1e-12)
    for rows in (6, (6,), (2, 3, 1), (2, 0), None):
        with pytest.raises(InputError, match=r"rows=\(4, 4\), not rows="):
            kernel.for_emcee(rows=rows, **values)
