"""Several steps of a long path go through one vector: the numbers are those of arrays, whatever the processor has."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from symnet.errors import InputError
from symnet.kernels import build as building
from symnet.kernels.inputs import draw
from symnet.kernels.lanes import LANES
from symnet.kernels.native import Library
from symnet.kernels.native_state import StateLibrary
from symnet.kernels.targets import c
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import build, needs_compiler

pytestmark = [pytest.mark.compiler, needs_compiler]
QUARTIC, MAGNETIC = "m*v^2/2 - k*x^2/2 - g*x^4", "m*v^2/2 + a*v*x^2 - k*x^2/2"
CASES = [
    (QUARTIC, "relu", "fixed", "midpoint", "real"),
    (QUARTIC, "step", "ring", "endpoint", "euclidean"),
    (MAGNETIC, "relu", "halfline", "midpoint", "euclidean"),
    (MAGNETIC, "step", "free", "trapezoid", "euclidean"),
    ("m*v^2/2", "relu", "free", "midpoint", "real"),
]
CHOICE = re.compile(r"if \(__builtin_cpu_supports[^\n]*\)$", re.MULTILINE)
WIDTHS = [0, *(lanes.width for lanes in LANES)]


def as_if_only(width: int, text: str) -> str:
    """The unit on a processor that has vectors of this width and no others; 0: none."""
    choices = iter(CHOICE.findall(text))

    def chosen(found: re.Match[str]) -> str:
        condition = next(choices)
        return condition if any(lanes.width == width and lanes.condition in condition for lanes in LANES) else "if (0)"

    return CHOICE.sub(chosen, text)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("text", "activation", "boundary", "rule", "time"), CASES)
def test_long_paths_agree_with_arrays(
    width: int, text: str, activation: str, boundary: str, rule: str, time: str
) -> None:
    layout = build(text, activation, rule, time, boundary).layout
    sources = {name: as_if_only(width, unit) for name, unit in c.unit(layout, "kernel").items()}
    library = Library(lambda wide: building.load(sources, wide=wide), layout, "kernel")
    arrays = build(text, activation, rule, time, boundary).compile("numpy").backend
    for steps in (255, 256, 257, 263, 264, 265, 300, 1000):
        point = draw(layout, steps, seed=steps)
        near = {"rtol": 1e-11, "atol": 1e-11}
        value, gradient = library.grad(point.w, point.numbers)
        np.testing.assert_allclose(value, arrays.action(point.w, point.numbers), **near)
        np.testing.assert_allclose(library.action(point.w, point.numbers), value, **near)
        np.testing.assert_allclose(gradient, arrays.grad(point.w, point.numbers)[1], **near)
        product = arrays.hvp(point.w, point.u, point.numbers)
        np.testing.assert_allclose(library.hvp(point.w, point.u, point.numbers), product, **near)


PHI4 = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
STATES = [
    ("m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*x^2*y^2", ("x", "y"), "relu", "fixed", "midpoint", "euclidean"),
    ("m*vx^2/2 + vy^2/2 - k*(x - y)^4", ("x", "y"), "step", "halfline", "endpoint", "real"),
    (PHI4, 1, "relu", "ring", "midpoint", "euclidean"),
    (PHI4, 2, "step", "free", "zigzag", "real"),
]


def of_rows(text: str, coordinates: Any, *options: str) -> Any:
    """The kernel of components by name, or of a field on sites in so many dimensions."""
    if isinstance(coordinates, tuple):
        return represent(text, *options, coordinates=coordinates).kernel()
    return represent(FieldLagrangian.parse(text, coordinates), *options).kernel()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("text", "coordinates", "activation", "boundary", "rule", "time"), STATES)
def test_long_rows_agree_with_arrays(
    width: int, text: str, coordinates: Any, activation: str, boundary: str, rule: str, time: str
) -> None:
    of = of_rows(text, coordinates, activation, rule, time, boundary)
    sources = {name: as_if_only(width, unit) for name, unit in c.unit(of.layout, "kernel").items()}
    library, arrays = StateLibrary(building.load(sources), of.layout, "kernel"), of.compile("numpy").backend
    for steps in (255, 256, 257, 263, 264, 300):
        point = draw(of.layout, steps, seed=steps)
        near = {"rtol": 1e-10, "atol": 1e-10}
        value, gradient = library.grad(point.w, point.numbers)
        np.testing.assert_allclose(value, arrays.action(point.w, point.numbers), **near)
        np.testing.assert_allclose(library.action(point.w, point.numbers), value, **near)
        np.testing.assert_allclose(gradient, arrays.grad(point.w, point.numbers)[1], **near)
        product = arrays.hvp(point.w, point.u, point.numbers)
        np.testing.assert_allclose(library.hvp(point.w, point.u, point.numbers), product, **near)
        table = arrays.pgrad(point.w, point.numbers)
        np.testing.assert_allclose(library.pgrad(point.w, point.numbers), table, **near)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("text", "coordinates", "activation", "boundary", "rule", "time"), STATES)
def test_a_batch_of_rows_is_its_paths_one_by_one(
    width: int, text: str, coordinates: Any, activation: str, boundary: str, rule: str, time: str
) -> None:
    of = of_rows(text, coordinates, activation, rule, time, boundary)
    sources = {name: as_if_only(width, unit) for name, unit in c.unit(of.layout, "kernel").items()}
    library = StateLibrary(building.load(sources), of.layout, "kernel", threads=2)
    for steps in (1, 4, 5, 8, 9, 16, 23):
        point = draw(of.layout, steps, seed=steps)
        w = np.random.default_rng(steps).normal(size=(2, 11, *point.w.shape))
        values, gradients = library.grad(w, point.numbers)
        for index in np.ndindex(2, 11):
            value, gradient = library.grad(w[index], point.numbers)
            np.testing.assert_array_equal(values[index], value)
            np.testing.assert_array_equal(gradients[index], gradient)
        w[1, 3, ..., -1:] = np.nan
        assert np.isnan(library.grad(w, point.numbers)[0]).any(axis=-1).sum() == (w.shape[-1] > 0)


def test_the_choice_of_a_width_is_one_the_test_can_take_away() -> None:
    text = c.unit(build(QUARTIC).layout, "kernel")["kernel.c"]
    assert len({as_if_only(width, text) for width in WIDTHS}) == len(WIDTHS)


@pytest.mark.parametrize("at", [0, 130, 300, 510])
def test_one_weight_that_overflows_is_noticed_wherever_it_stands(at: int) -> None:
    layout = build(QUARTIC).layout
    backend = build(QUARTIC).compile("c").backend
    point = draw(layout, 512, seed=1)
    point.w[at] = 1e300
    value, _ = backend.grad(point.w, point.numbers)
    assert not np.isfinite(value).all()
    point.w[at] = np.nan
    assert np.isnan(backend.action(point.w, point.numbers)).all()


@pytest.mark.parametrize(("text", "coordinates", "shape"), [(STATES[1][0], ("x", "y"), (2, 7)), (PHI4, 2, (2, 3, 7))])
def test_the_short_way_of_rows_gives_what_the_long_way_does(
    text: str, coordinates: Any, shape: tuple[int, ...]
) -> None:
    of = of_rows(text, coordinates, "relu", "midpoint", "real", "fixed")
    function, rng = of.compile("c"), np.random.default_rng(1)
    numbers = {p.name: 0.3 + 0.1 * i for i, p in enumerate(of.layout.params[:-1])}
    rows = [0.1, 0.2] if coordinates != 2 else [[0.1] * 3, [0.2] * 3]
    for given in (numbers, numbers | {"x_fin": 1}, numbers | {"x_fin": rows}):
        paths = rng.normal(size=(4, *shape))
        values, gradients = function.value_and_grad(paths, **given)
        held = [function.value_and_grad(w, **given) for w in paths]
        for (value, gradient), s, g in zip(held, values, gradients, strict=True):
            assert value == s
            np.testing.assert_array_equal(gradient, g)
    rows[0] = 5.0 if coordinates != 2 else [5.0] * 3
    again = function.value_and_grad(paths, **given)[0]
    assert [function.value_and_grad(w, **given)[0] for w in paths] == list(again)
    turned = np.asfortranarray(paths[0])
    assert function.value_and_grad(turned, **given)[0] == again[0]
    with pytest.raises(InputError, match="shape"):
        function.value_and_grad(paths[0][0] if coordinates == 2 else paths[0][:1], **numbers)
