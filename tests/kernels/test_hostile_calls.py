"""What nobody should pass to a kernel, and what nobody should be able to do to one."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import symnet
from symnet.errors import InputError
from symnet.kernels import KernelFunction
from tests.kernels.brute_force import needs_compiler

TARGETS = ["mpmath", "numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])]
GIVEN = {"dt": 0.1, "x_ini": 0.0, "x_fin": 0.3, "m": 1.5}
WEIGHTS = np.array([0.1, -0.2, 0.3])
NO_NUMBERS: dict[str, Any] = {
    "complex": WEIGHTS + 1j,
    "complex list": [1j, 0, 0],
    "text": "abc",
    "texts": ["1", "2", "3"],
    "text among objects": np.array(["1", 2, 3], dtype=object),
    "none": [None, 1.0, 2.0],
    "ragged": [[1.0, 2.0], [1.0]],
    "dict": {},
    "set": {1.0, 2.0},
    "dates": np.array(["2020-01-01"] * 3, dtype="M8[D]"),
    "masked": np.ma.array(WEIGHTS, mask=[0, 1, 0]),
}


@pytest.fixture(params=TARGETS)
def free(request: pytest.FixtureRequest) -> KernelFunction:
    found: KernelFunction = symnet.represent("m*v^2/2").kernel().compile(request.param)
    return found


@pytest.mark.parametrize("kind", NO_NUMBERS)
def test_what_is_no_array_of_real_numbers_is_refused(kind: str, free: KernelFunction) -> None:
    for call in (free.action, free.value_and_grad, free.parameter_gradient):
        with pytest.raises(InputError):
            call(NO_NUMBERS[kind], **GIVEN)
    with pytest.raises(InputError):
        free.hvp(WEIGHTS, NO_NUMBERS[kind], **GIVEN)


def test_a_number_that_is_changed_after_a_call_counts_as_it_is_now(free: KernelFunction) -> None:
    mass = np.array(1.5)
    given: dict[str, Any] = {**GIVEN, "m": mass}
    for call in (lambda **p: free.action(WEIGHTS, **p), lambda **p: free.value_and_grad(WEIGHTS, **p)[0]):
        mass[...] = 1.5
        once = float(call(**given))
        mass[...] = 3.0
        assert float(call(**given)) == pytest.approx(2 * once, rel=1e-14)
        assert float(call(**{**GIVEN, "m": 3.0})) == pytest.approx(2 * once, rel=1e-14)


def test_an_empty_batch_is_an_empty_answer(free: KernelFunction) -> None:
    nothing = np.zeros((0, 3))
    value, gradient = free.value_and_grad(nothing, **GIVEN)
    assert (value.shape, gradient.shape) == ((0,), (0, 3))
    assert free.hvp(nothing, nothing, **GIVEN).shape == (0, 3)
    assert {name: d.shape for name, d in free.parameter_gradient(nothing, **GIVEN).items()} == dict.fromkeys(
        GIVEN, (0,)
    )


@pytest.mark.parametrize("change", [copy.copy, copy.deepcopy, lambda f: pickle.loads(pickle.dumps(f))])
def test_a_copy_computes_the_same(change: Callable[[Any], Any], free: KernelFunction) -> None:
    free.value_and_grad(WEIGHTS, **GIVEN)
    again = change(free)
    for one, other in zip(free.value_and_grad(WEIGHTS, **GIVEN), again.value_and_grad(WEIGHTS, **GIVEN), strict=True):
        assert np.array_equal(np.asarray(one, dtype=float), np.asarray(other, dtype=float))


@needs_compiler
@pytest.mark.compiler
def test_copies_keep_their_options_and_recalled_kernels_have_them_too() -> None:
    made = symnet.represent("m*v^2/2").kernel().compile("c", threads=2)
    recalled = symnet.compiled("m*v^2/2", threads=2)
    batch = np.stack([WEIGHTS, 2 * WEIGHTS])
    for f in (made, recalled):
        again = pickle.loads(pickle.dumps(f))
        assert again.again.keywords["threads"] == 2
        assert np.array_equal(again.value_and_grad(batch, **GIVEN)[1], f.value_and_grad(batch, **GIVEN)[1])


def test_rows_and_modes_can_be_copied(free: KernelFunction) -> None:
    plane = symnet.represent("m*(vx^2 + vy^2)/2 - x^2*y^2", coordinates=("x", "y")).kernel().compile(free.target)
    modes = symnet.represent("m*v^2/2").kernel("cosine").compile(free.target)
    for f, w in ((plane, np.stack([WEIGHTS, -WEIGHTS])), (modes, WEIGHTS)):
        again = pickle.loads(pickle.dumps(f))
        assert float(again.action(w, **GIVEN)) == float(f.action(w, **GIVEN))
