"""C17: one loop forward and one back, compiled once and called through ctypes."""

from __future__ import annotations

import ctypes
import json
from importlib.metadata import version

import numpy as np

from symnet.errors import KernelError
from symnet.kernels import build
from symnet.kernels.emit import C_FORMS, Dialect
from symnet.kernels.function import Array, KernelFunction, Numbers
from symnet.kernels.graph import FUNCTIONS
from symnet.kernels.lowering import functions, keywords
from symnet.kernels.manifest import ABI, manifest, one_line
from symnet.kernels.names import checked_prefix, identifier
from symnet.kernels.programs import Layout
from symnet.templating import render

DIALECT = Dialect(calls={**dict(zip(FUNCTIONS, FUNCTIONS, strict=True)), "Abs": "fabs"}, forms=C_FORMS)


def files(layout: Layout, *, name: str) -> dict[str, str]:
    """The header and the unit of a kernel."""
    checked_prefix(name)
    values = {
        "name": name,
        "title": one_line(layout.title),
        "time": layout.time,
        "version": version("symnet"),
        "abi": ABI,
        "ends": layout.ends,
        "channels": layout.channels,
        "functions": functions(layout, DIALECT),
        "keywords": list(keywords(layout).values()),
        "params": [identifier(p.name)[2:] for p in layout.params],
        "quoted_params": [c_string(p.name) for p in layout.params],
        "count": _count(layout.ends.count(0)),
        "variables": layout.variables,
        "manifest": [c_string(json.dumps(manifest(layout, name)))],
    }
    return {f"{name}.{end}": render(f"kernels/kernel.{end}.jinja", **values) for end in ("h", "c")}


def c_string(text: str) -> str:
    """A C string literal of ``text`` in UTF-8."""
    plain = {ord(c): c for c in map(chr, range(32, 127)) if c not in '"\\?'}
    return '"' + "".join(plain.get(byte, f"\\{byte:03o}") for byte in text.encode()) + '"'


def _count(shift: int) -> str:
    return "n" if shift == 0 else f"n {'+' if shift > 0 else '-'} {abs(shift)}"


Arrays = tuple[Array, ...]


class LibraryBackend:
    """The functions of a loaded library, one call for each path."""

    def __init__(self, library: ctypes.CDLL, layout: Layout, name: str) -> None:
        self._channels, self._ends, self._keywords = len(layout.body.channels), layout.ends, len(layout.params) - 1
        pointer, size = ctypes.c_void_p, ctypes.c_size_t
        shapes = {"action": 3, "grad": 5, "hvp": 5, "pgrad": 3}
        self._functions = {}
        for function, pointers in shapes.items():
            found = getattr(library, f"{name}_{function}")
            found.argtypes, found.restype = [size, *[pointer] * pointers], ctypes.c_int
            self._functions[function] = found

    def action(self, w: Array, numbers: Numbers) -> Array:
        """The action."""
        value = np.empty((*w.shape[:-1], self._channels))
        self._each("action", (w,), numbers, (value,), 0)
        return value

    def grad(self, w: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient."""
        value = np.empty((*w.shape[:-1], self._channels))
        gradient = np.empty((*w.shape[:-1], self._channels, w.shape[-1]))
        self._each("grad", (w,), numbers, (value, gradient), 2 * self._channels)
        return value, gradient

    def hvp(self, w: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""
        product = np.empty((*w.shape[:-1], self._channels, w.shape[-1]))
        self._each("hvp", (w, u), numbers, (product,), 2 * self._channels)
        return product

    def pgrad(self, w: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords."""
        table = np.empty((*w.shape[:-1], self._channels, self._keywords))
        self._each("pgrad", (w,), numbers, (table,), 0)
        return table

    def _each(self, name: str, inputs: Arrays, numbers: Numbers, outputs: Arrays, spare: int) -> None:
        steps = self._ends.steps(inputs[0].shape[-1])
        par, work = np.array(numbers), np.empty(spare * steps)
        paths = int(np.prod(inputs[0].shape[:-1]))
        arrays = [*(np.ascontiguousarray(array) for array in inputs), par, *outputs]
        pointers = [array.ctypes.data for array in arrays]
        strides = [0 if array is par else array.nbytes // max(paths, 1) for array in arrays]
        tail = (work.ctypes.data,) if spare else ()
        for path in range(paths):
            state = self._functions[name](steps, *(p + path * s for p, s in zip(pointers, strides, strict=True)), *tail)
            if state < 0:
                raise KernelError(f"the compiled {name} refused {steps} steps (code {state})")


def compile_layout(layout: Layout, *, name: str, native: bool = False) -> KernelFunction:
    """The kernel as a compiled library."""
    library = build.load(files(layout, name=name), native=native)
    return KernelFunction(layout, "c", LibraryBackend(library, layout, name))
