"""The C library inside JAX: action and gradient are a custom call of XLA, all else is the jax target's.

jit, vmap and grad go through it as through the jax target; a batch is one call, on the walkers' vectors.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from symnet.errors import KernelError
from symnet.kernels import build
from symnet.kernels.extras import extra
from symnet.kernels.function import KernelFunction
from symnet.kernels.programs import Layout
from symnet.kernels.targets import c, jax

HEADER = "xla/ffi/api/c_api.h"
_THROUGH = """

def _grad(w, numbers):
    return library(w, numbers)


def _action(w, numbers):
    return library(w, numbers)[0]
"""


class CustomCall:
    """(action, gradient) of one path w and its numbers, both traced or not; vmap makes a batch one call."""

    def __init__(self, target: str, channels: int) -> None:
        self.target, self._channels = target, channels

    def __call__(self, w: Any, numbers: Any) -> Any:
        """Both, with an axis for the parts of the action first."""
        jax = extra("jax")
        shapes = [jax.ShapeDtypeStruct((self._channels, *rest), "float64") for rest in ((), w.shape)]
        par = jax.numpy.stack([jax.numpy.asarray(number, float) for number in numbers])
        return jax.ffi.ffi_call(self.target, shapes, vmap_method="broadcast_all")(w, par)


def compile_layout(layout: Layout, *, name: str) -> KernelFunction:
    """The kernel as functions of JAX arrays around a compiled library.

    Raises:
        KernelError: there is no C compiler, JAX counts in 32 bits, or has no custom calls.
    """
    call = CustomCall(registered(layout, name), layout.channels)
    return jax.compile_layout(layout, name=name, through=_THROUGH, library=call)


def registered(layout: Layout, name: str) -> str:
    """The name by which XLA calls the kernel's library, which is built and made known to it once."""
    ffi = getattr(extra("jax"), "ffi", None)
    header = Path(ffi.include_dir()) / HEADER if ffi else None
    if header is None or not header.is_file():
        raise KernelError("this JAX has no headers for custom calls; a newer one has: pip install -U 'symnet[jax]'")
    sources = {**c.unit(layout, name), **c.custom_call(layout, name), HEADER: header.read_text(encoding="utf-8")}
    return _registered(name, tuple(sources.items()))


@cache
def _registered(name: str, sources: tuple[tuple[str, str], ...]) -> str:
    ffi, library = extra("jax").ffi, build.load(dict(sources))
    target = f"symnet_{name}_{hashlib.sha256(repr(sources).encode()).hexdigest()[:20]}"
    ffi.register_ffi_target(target, ffi.pycapsule(library[f"{name}_xla"]), platform="cpu")
    return target


def files(layout: Layout, *, name: str) -> dict[str, str]:
    """Nothing: the C artifact brings the custom call along.

    Raises:
        KernelError: always.
    """
    raise KernelError(f"the custom call of XLA comes with the C artifact: export c, which writes {name}_xla.c too")
