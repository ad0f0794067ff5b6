"""A compiled library called from Python: ctypes without declared argument types, so that a call costs a microsecond."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from symnet.errors import KernelError
from symnet.kernels.function import Array, KernelFunction, Numbers, lasting
from symnet.kernels.lanes import LANES

if TYPE_CHECKING:
    from symnet.kernels.programs import Layout

DOUBLE = np.dtype(float)
place_of = (ctypes.c_double * 0).from_buffer
"""A view of no length: the cheapest way to hand the address of a writeable, contiguous array to ctypes."""
_holders, _OURS = sys.getrefcount, 2
"""References to an array that nobody was given: its room's, and that of the question."""
_LINE = 64
"""Bytes of a cache line."""
NOT_BOUNDED = 2
"""What the samplers of a library return where a precision is not positive."""


class _Process:
    """Whether this process was forked: the OpenMP runtime of the parent does not survive that."""

    forked = False

    @classmethod
    def mark(cls) -> None:
        cls.forked = True


def forked() -> bool:
    """Whether threads must not be started here."""
    return _Process.forked


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_Process.mark)


class Prepared:
    """Gradient calls at fixed parameters and a fixed number of steps, for a real action.

    Scratch space is kept between calls and never shared by two at a time: a call takes one out and puts it back. The
    memory of a gradient is among it, and is written again only when nobody holds an array or a view of it any more.
    """

    __slots__ = ("_count", "_function", "_par", "_rows", "_shape", "_sizes", "_spare", "_work")

    def __init__(
        self, function: Any, sizes: tuple[ctypes.c_size_t, ...], numbers: Numbers, shape: tuple[int, ...], work: int
    ) -> None:
        self._function, self._sizes, self._shape, self._work = function, sizes, shape, work
        self._par, self._count, self._rows = (ctypes.c_double * len(numbers))(*numbers), prod(shape), len(shape) > 1
        self._spare: list[_Scratch] = []

    def __call__(self, place: Any) -> tuple[float, Array]:
        """S and its gradient at the weights that ``place`` points to."""
        try:
            scratch = self._spare.pop()
        except IndexError:
            scratch = _Scratch(self._count, self._work)
        gradient = scratch.gradient
        if _holders(gradient.doubles) > _OURS:
            gradient = scratch.gradient = _Room(self._count)
        state = self._function(*self._sizes, place, self._par, scratch.reference, gradient.place, scratch.work.place)
        found, array = scratch.value.value, gradient.doubles[gradient.taken]
        self._spare.append(scratch)
        if state < 0:
            raise KernelError(f"the compiled gradient refused {self._sizes[-1].value} steps (code {state})")
        return found, array.reshape(self._shape) if self._rows else array


class _Room:
    """Memory for so many doubles, which begin with a cache line, so that no vector straddles two."""

    __slots__ = ("doubles", "place", "taken")

    def __init__(self, count: int) -> None:
        self.doubles = np.empty(count + _LINE // 8)
        first = self.doubles.ctypes.data
        skipped = -first % _LINE // 8
        self.taken, self.place = slice(skipped, skipped + count), ctypes.c_void_p(first + 8 * skipped)


class _Scratch:
    """What one call writes to."""

    __slots__ = ("gradient", "reference", "value", "work")

    def __init__(self, count: int, work: int) -> None:
        self.value, self.gradient, self.work = ctypes.c_double(), _Room(count), _Room(work)
        self.reference = ctypes.byref(self.value)


class Library:
    """The functions of a loaded library as a `Backend`.

    load: the library, with the wide entry point (asked for when the first batch comes) or without.
    threads: how many a batch may use.
    """

    def __init__(self, load: Callable[[bool], ctypes.CDLL], layout: Layout, name: str, threads: int = 1) -> None:
        self._channels, self._ends, self._keywords = layout.channels, layout.ends, len(layout.params) - 1
        self._threads = threads
        library = load(False)
        names = ("action", "grad", "hvp", "pgrad", *(["sample_batch"] if hasattr(library, f"{name}_sample") else []))
        self._functions = {function: getattr(library, f"{name}_{function}") for function in names}
        self._load_wide = lambda: getattr(load(True), f"{name}_grad_batch")
        self._entry = lambda entry: library[f"{name}_{entry}"]

    def entry(self, name: str) -> Any:
        """The C function NAME_``name``, as an object of its own."""
        return self._entry(name)

    def prepare(self, shape: tuple[int, ...], numbers: Numbers) -> Prepared:
        """All of a gradient call that does not change from path to path."""
        steps = self._ends.steps(shape[-1])
        return Prepared(self._functions["grad"], (ctypes.c_size_t(steps),), numbers, shape, steps)

    def action(self, w: Array, numbers: Numbers) -> Array:
        """The action."""
        value = np.empty((*w.shape[:-1], self._channels))
        self._each("action", (w,), numbers, (value,), 0)
        return value

    def grad(self, w: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient; a batch goes through the wide entry point."""
        value = np.empty((*w.shape[:-1], self._channels))
        gradient = np.empty((*w.shape[:-1], self._channels, w.shape[-1]))
        if value.size > self._channels:
            self._batch(np.ascontiguousarray(w), numbers, value, gradient)
        else:
            self._each("grad", (w,), numbers, (value, gradient), self._channels)
        return value, gradient

    def hvp(self, w: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""
        product = np.empty((*w.shape[:-1], self._channels, w.shape[-1]))
        self._each("hvp", (w, u), numbers, (product,), self._channels)
        return product

    def pgrad(self, w: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords."""
        table = np.empty((*w.shape[:-1], self._channels, self._keywords))
        self._each("pgrad", (w,), numbers, (table,), 0)
        return table

    def sample(self, z: Array, numbers: Numbers) -> Array:
        """Weights from standard normals; the last number is hbar."""
        steps, walkers = self._ends.steps(z.shape[-1]), int(np.prod(z.shape[:-1]))
        w, threads = np.empty(z.shape), 1 if _Process.forked else max(1, min(self._threads, walkers))
        arrays = np.ascontiguousarray(z), np.array(numbers), w, np.empty(4 * steps + 2)
        sizes = ctypes.c_size_t(walkers), ctypes.c_size_t(steps)
        self._checked("sample_batch", steps, (*sizes, *map(_address, arrays), ctypes.c_size_t(threads)))
        return w

    def _batch(self, w: Array, numbers: Numbers, value: Array, gradient: Array) -> None:
        steps, walkers = self._ends.steps(w.shape[-1]), value.size // self._channels
        threads = 1 if _Process.forked else min(self._threads, walkers)
        par, work = np.array(numbers), np.empty(threads * 2 * self._channels * LANES[0].width * steps)
        places = [_address(array) for array in (w, par, value, gradient, work)]
        if "grad_batch" not in self._functions:
            self._functions["grad_batch"] = self._load_wide()
        sizes = ctypes.c_size_t(walkers), ctypes.c_size_t(steps)
        self._checked("grad_batch", steps, (*sizes, *places, ctypes.c_size_t(threads)))

    def _each(
        self, name: str, inputs: tuple[Array, ...], numbers: Numbers, outputs: tuple[Array, ...], spare: int
    ) -> None:
        steps = self._ends.steps(inputs[0].shape[-1])
        paths = int(np.prod(inputs[0].shape[:-1]))
        par, work = np.array(numbers), np.empty(spare * steps)
        arrays = [*(np.ascontiguousarray(array) for array in inputs), par, *outputs]
        strides = [0 if array is par else array.nbytes // max(paths, 1) for array in arrays]
        firsts = [array.ctypes.data for array in arrays]
        tail = (_address(work),) if spare else ()
        for path in range(paths):
            places = (ctypes.c_void_p(first + path * stride) for first, stride in zip(firsts, strides, strict=True))
            self._checked(name, steps, (ctypes.c_size_t(steps), *places, *tail))

    def _checked(self, name: str, steps: int, arguments: tuple[Any, ...]) -> None:
        state = self._functions[name](*arguments)
        if state < 0:
            raise KernelError(f"the compiled {name} refused {steps} steps (code {state})")
        if state == NOT_BOUNDED:
            raise ArithmeticError("a step of the path has a precision that is not positive")


def _address(array: Array) -> ctypes.c_void_p:
    """Where its data lie; the caller keeps the array alive."""
    return ctypes.c_void_p(array.ctypes.data)


@dataclass(slots=True)
class LibraryFunction(KernelFunction):
    """A compiled library, with a short way for what samplers call most."""

    _last: tuple[tuple[int, ...], dict[str, Any], Prepared] | None = field(default=None, init=False, repr=False)

    def value_and_grad(self, w: Any, /, **parameters: Any) -> tuple[Any, Any]:
        """S and its gradient, shaped like w."""
        last = self._last
        if last is not None and type(w) is np.ndarray and w.shape == last[0] and w.dtype is DOUBLE:
            try:
                if last[1] == parameters:
                    return last[2](place_of(w))  # type: ignore[arg-type]
            except (TypeError, ValueError):  # read-only or strided weights, an array for a parameter: the long way
                return super(LibraryFunction, self).value_and_grad(w, **parameters)
        found = super(LibraryFunction, self).value_and_grad(w, **parameters)
        if type(w) is np.ndarray and w.ndim == self.layout.axes and self.layout.channels == 1 and lasting(parameters):
            prepared = self.backend.prepare(w.shape, self._flat(w, parameters))  # type: ignore[attr-defined]
            self._last = w.shape, parameters, prepared
        return found
