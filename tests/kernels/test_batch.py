"""The wide entry point of a library gives what single calls give, for every remainder of walkers and steps."""

from __future__ import annotations

import multiprocessing
from itertools import product

import numpy as np
import pytest

from symnet.errors import InputError
from symnet.kernels import ReIm
from symnet.kernels.accuracy import measure
from symnet.kernels.function import Array, KernelFunction
from tests.kernels.brute_force import build, needs_compiler, numbers_for, weights_for

pytestmark = [pytest.mark.compiler, needs_compiler]
QUARTIC, MAGNETIC = "m*v^2/2 - k*x^2/2 - g*x^4", "m*v^2/2 + a*v*x - cos(x)"
CASES = [
    (QUARTIC, "relu", "fixed", "real"),
    (QUARTIC, "step", "ring", "euclidean"),
    (QUARTIC, "step", "halfline", "real"),
    (QUARTIC, "relu", "free", "real"),
    (MAGNETIC, "relu", "ring", "euclidean"),
    (MAGNETIC, "step", "free", "euclidean"),
    ("m*v^2/2", "relu", "fixed", "real"),
]


def _table(result: object) -> Array:
    return np.stack(result, axis=-1) if isinstance(result, ReIm) else np.asarray(result)


@pytest.mark.parametrize(("text", "activation", "boundary", "time"), CASES)
def test_walkers_in_a_batch_are_the_walkers_alone(text: str, activation: str, boundary: str, time: str) -> None:
    kernel = build(text, activation, time=time, boundary=boundary)
    function, numbers = kernel.compile("c", threads=2), numbers_for(kernel, seed=1)
    for steps, walkers in product((1, 2, 4, 5, 8, 9, 17, 64), (2, 3, 4, 5, 8, 9, 12, 13, 31)):
        w = weights_for(kernel, steps, seed=steps, batch=(walkers,))
        value, gradient = map(_table, function.value_and_grad(w, **numbers))
        alone = [tuple(map(_table, function.value_and_grad(row, **numbers))) for row in w]
        np.testing.assert_allclose(value, [v for v, _ in alone], rtol=1e-13, atol=1e-13)
        np.testing.assert_allclose(gradient, [g for _, g in alone], rtol=1e-12, atol=1e-12)


def test_the_wide_entry_point_stays_within_a_few_roundings() -> None:
    kernel = build(QUARTIC)
    function, numbers = kernel.compile("c"), numbers_for(kernel, seed=3) | {"dt": 0.01}
    w, u = (weights_for(kernel, 100, seed=s, batch=(9,)) * 100 for s in (1, 2))

    class FirstOfNine:
        """The batch's first walker, for the measurement."""

        def action(self, row: Array, given: tuple[float, ...]) -> Array:
            return self.grad(row, given)[0]

        def grad(self, row: Array, given: tuple[float, ...]) -> tuple[Array, Array]:
            value, gradient = function.backend.grad(np.tile(row, (9, 1)), given)
            return value[0], gradient[0]

        def hvp(self, row: Array, along: Array, given: tuple[float, ...]) -> Array:
            return function.backend.hvp(row, along, given)

    errors = measure(FirstOfNine(), kernel.layout, w[0], u[0], tuple(numbers.values()))  # type: ignore[arg-type]
    assert errors.worst <= errors.allowed


def test_one_walker_that_overflows_leaves_the_others_alone() -> None:
    kernel = build(QUARTIC)
    function, numbers = kernel.compile("c"), numbers_for(kernel, seed=1)
    w = weights_for(kernel, 20, seed=1, batch=(16,))
    whole, _ = function.value_and_grad(w, **numbers)
    w[5] = 1e200
    value, gradient = function.value_and_grad(w, **numbers)
    assert not np.isfinite(value[5])
    others = np.arange(16) != 5
    np.testing.assert_array_equal(value[others], whole[others])
    assert np.isfinite(gradient[others]).all()


def _in_child(function: KernelFunction, w: Array, numbers: dict[str, float], answer: object) -> None:
    answer.put(float(function.value_and_grad(w, **numbers)[0].sum()))  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_of_a_threaded_parent_does_not_hang() -> None:
    kernel = build(QUARTIC)
    function, numbers = kernel.compile("c", threads=2), numbers_for(kernel, seed=1)
    w = weights_for(kernel, 50, seed=1, batch=(64,))
    expected = float(function.value_and_grad(w, **numbers)[0].sum())
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    child = context.Process(target=_in_child, args=(function, w, numbers, answer))
    child.start()
    assert answer.get(timeout=30) == expected
    child.join(timeout=30)


def test_a_batch_needs_a_thread() -> None:
    with pytest.raises(InputError, match="at least one thread, not 0"):
        build(QUARTIC).compile("c", threads=0)
