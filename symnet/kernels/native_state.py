"""A compiled library of several coordinates, or of mode coefficients, called from Python."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from symnet.errors import KernelError
from symnet.kernels.abi import WORK
from symnet.kernels.function import Array, Numbers
from symnet.kernels.native import NOT_BOUNDED, LibraryFunction, Prepared, forked
from symnet.kernels.programs import Layout
from symnet.kernels.state_function import StateFunction


class StateLibrary:
    """The functions of a loaded library as a `Backend`; a batch of gradients may use so many ``threads``."""

    def __init__(self, library: ctypes.CDLL, layout: Layout, name: str, threads: int = 1) -> None:
        self._layout, self._library, self._name, self._threads = layout, library, name, threads

    def entry(self, name: str) -> Any:
        """The C function NAME_``name``, as an object of its own."""
        return self._library[f"{self._name}_{name}"]

    def prepare(self, shape: tuple[int, ...], numbers: Numbers) -> Prepared:
        """All of a gradient call that does not change from path to path."""
        w = np.empty(shape)
        return Prepared(self.entry("grad"), tuple(self._sizes(w)), numbers, shape, self._needs(w, "grad"))

    def action(self, w: Array, numbers: Numbers) -> Array:
        """The action."""
        value = np.empty((*self._batch(w), self._layout.channels))
        self._each("action", (w,), numbers, (value,))
        return value

    def grad(self, w: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient."""
        batch, channels, path = self._batch(w), self._layout.channels, w.shape[-self._layout.axes :]
        value, gradient = np.empty((*batch, channels)), np.empty((*batch, channels, *path))
        walkers = int(np.prod(batch))
        threads = 1 if forked() else max(1, min(self._threads, walkers))
        if walkers == 1:
            self._each("grad", (w,), numbers, (value, gradient))
            return value, gradient
        work = np.empty(threads * self._needs(w, "grad_batch"))
        arrays = (np.ascontiguousarray(w), np.array(numbers), value, gradient, work)
        places = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
        self._call("grad_batch", [ctypes.c_size_t(walkers), *self._sizes(w), *places, ctypes.c_size_t(threads)])
        return value, gradient

    def hvp(self, w: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""
        product = np.empty((*self._batch(w), self._layout.channels, *w.shape[-self._layout.axes :]))
        self._each("hvp", (w, u), numbers, (product,))
        return product

    def pgrad(self, w: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords."""
        table = np.empty((*self._batch(w), self._layout.channels, len(numbers)))
        self._each("pgrad", (w,), numbers, (table,))
        return table

    def sample(self, z: Array, numbers: Numbers) -> Array:
        """Weights from standard normals; the last number is hbar."""
        walkers, w = int(np.prod(self._batch(z))), np.empty(z.shape)
        threads = 1 if forked() else max(1, min(self._threads, walkers))
        shared, each = (self._needs(z, what) for what in ("sample", "sample_batch"))
        if walkers and not shared:
            raise KernelError(f"no machine has the memory to draw weights of the shape {z.shape[-self._layout.axes :]}")
        arrays = (np.ascontiguousarray(z), np.array(numbers), w, np.empty(shared + threads * each))
        places = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
        self._call("sample_batch", [ctypes.c_size_t(walkers), *self._sizes(z), *places, ctypes.c_size_t(threads)])
        return w

    def _each(self, name: str, inputs: Sequence[Array], numbers: Numbers, outputs: Sequence[Array]) -> None:
        """One call for each path."""
        paths, par = int(np.prod(self._batch(inputs[0]))), np.array(numbers)
        work = np.empty(self._needs(inputs[0], name))
        arrays = [*(np.ascontiguousarray(array) for array in inputs), par, *outputs, work]
        strides = [0 if array is par or array is work else array.nbytes // max(paths, 1) for array in arrays]
        for path in range(paths):
            places = [ctypes.c_void_p(a.ctypes.data + path * s) for a, s in zip(arrays, strides, strict=True)]
            self._call(name, [*self._sizes(inputs[0]), *places])

    def _batch(self, w: Array) -> tuple[int, ...]:
        return w.shape[: -self._layout.axes]

    def _needs(self, w: Array, what: str) -> int:
        """The doubles of work space that the library asks for."""
        work = self.entry("work")
        work.restype = ctypes.c_size_t
        doubles: int = work(*self._sizes(w), WORK.index(what))
        return doubles

    def _sizes(self, w: Array) -> list[ctypes.c_size_t]:
        """The number of sites in each direction, and of steps."""
        sites = w.shape[-self._layout.axes : -1] if self._layout.body.axis == "sites" else ()
        return [ctypes.c_size_t(size) for size in (*sites, self._layout.ends.steps(w.shape[-1]))]

    def _call(self, name: str, arguments: list[ctypes.c_size_t | ctypes.c_void_p]) -> None:
        state = getattr(self._library, f"{self._name}_{name}")(*arguments)
        if state < 0:
            raise KernelError(f"the compiled {name} refused its arguments (code {state})")
        if state == NOT_BOUNDED:
            raise ArithmeticError("a step of the path has a precision that is not positive")


@dataclass(slots=True)
class StateLibraryFunction(LibraryFunction, StateFunction):
    """A compiled library of several coordinates, with the same short way."""
