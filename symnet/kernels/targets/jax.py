"""JAX: scans along the path, with our adjoint as the custom derivative; jit, grad and vmap work on the results."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np

from symnet.errors import InputError, KernelError
from symnet.kernels import modes
from symnet.kernels.emit import ARRAY_FORMS, Dialect
from symnet.kernels.extras import extra
from symnet.kernels.function import KernelFunction, Numbers, as_weights
from symnet.kernels.gaussian import array_sampler, has_sampler
from symnet.kernels.lowering import functions, keywords
from symnet.kernels.programs import Layout
from symnet.kernels.shell import Arrays, python_file
from symnet.kernels.state_function import StateFunction
from symnet.kernels.targets.numpy import ArrayBackend, state_source
from symnet.kernels.vocabulary import FUNCTIONS
from symnet.templating import render

_NAMES = {"Abs": "jnp.abs", "pow": "jnp.power", "erf": "jax.scipy.special.erf"}
_INVERSE = {name: f"jnp.arc{name[1:]}" for name in FUNCTIONS if name.startswith("a") and name != "Abs"}
DIALECT = Dialect(
    calls={name: _NAMES.get(name, _INVERSE.get(name, f"jnp.{name}")) for name in FUNCTIONS},
    forms={**ARRAY_FORMS, "select": "jnp.where({0}, {1}, {2})"},
)
ARRAYS = Arrays(
    library="jnp",
    traced="isinstance(value, jax.core.Tracer)",
    package="jax",
    alone='jax.config.update("jax_enable_x64", True)',
)
UNROLL = 4


def source(layout: Layout, through: str = "") -> str:
    """The programs as functions of arrays, compiled and mapped over leading axes."""
    sampler = has_sampler(layout)
    mapped = render("kernels/mapped.py.jinja", axes=layout.axes, channels=layout.channels, sampler=sampler)
    return of_one_path(layout) + through + mapped


def of_one_path(layout: Layout) -> str:
    """The programs as functions of one path."""
    if layout.modes:
        return of_one_path(modes.in_velocities(layout)) + modes.source(layout, "jnp")
    if layout.has_rows:
        return state_source(layout, functions(layout, DIALECT), "jnp") + array_sampler(layout, DIALECT, "jnp")
    programs = render(
        "kernels/scan.py.jinja",
        functions=functions(layout, DIALECT),
        keywords=list(keywords(layout).values()),
        ends=layout.ends,
        order=layout.order,
        unroll=UNROLL,
    )
    return programs + array_sampler(layout, DIALECT, "jnp")


@dataclass(slots=True)
class JaxFunction(KernelFunction):
    """Takes and returns JAX arrays; weights and parameters may be traced."""

    def _weights(self, w: Any) -> Any:
        array = _array(w)
        if array.ndim == 0 or self.layout.ends.steps(array.shape[-1]) < 1:
            least = self.layout.ends.count(1)
            raise InputError(f"the weights have shape {array.shape}; the last axis needs at least {least} (N = 1)")
        return array

    def _numbers(self, parameters: Any) -> Numbers:
        return self._checked(parameters)

    def _number(self, name: str, value: Any) -> Any:
        return value if self._traced(value) else KernelFunction._number(self, name, np.asarray(value)[()])

    def _positive(self, name: str, value: Any) -> Any:
        return value if self._traced(value) else KernelFunction._positive(self, name, value)

    def _traced(self, value: Any) -> bool:
        return isinstance(value, extra("jax").core.Tracer)


def _array(w: Any) -> Any:
    """``w`` as JAX's doubles."""
    jax = extra("jax")
    if isinstance(w, jax.Array) and w.dtype.kind != "c":
        return w.astype(float)
    return jax.numpy.asarray(as_weights(w, float))


@dataclass(slots=True)
class JaxStateFunction(StateFunction):
    """The same for several coordinates."""

    def _weights(self, w: Any) -> Any:
        return self._shaped(_array(w))

    _number = JaxFunction._number
    _positive = JaxFunction._positive
    _traced = JaxFunction._traced


def compile_layout(layout: Layout, *, name: str, through: str = "", **packages: Any) -> KernelFunction:
    """The kernel as functions of JAX arrays; ``through``: text that defines programs anew, with ``packages``.

    Raises:
        KernelError: JAX counts in 32 bits.
    """
    jax = extra("jax")
    if not jax.config.jax_enable_x64:
        raise KernelError('the jax target needs 64 bits: jax.config.update("jax_enable_x64", True)')
    made = JaxStateFunction if layout.has_rows else JaxFunction
    backend = ArrayBackend(source(layout, through), name, jax=jax, jnp=jax.numpy, lax=jax.lax, **packages)
    return made(layout, "jax", backend)


def files(layout: Layout, *, name: str, certificate: dict[str, Any] | None = None) -> dict[str, str]:
    """One file of functions of JAX arrays, which jit, grad and vmap go through."""
    text = python_file(
        layout,
        name,
        core=source(layout),
        imports="import jax\nimport jax.numpy as jnp\nimport numpy as np\nfrom jax import lax",
        needs='Needs JAX in 64 bits: jax.config.update("jax_enable_x64", True). Differentiates by the adjoint.',
        file=f"{name}_jax.py",
        certificate=certificate,
        arrays=ARRAYS,
    )
    return {f"{name}_jax.py": text}


def measuring() -> AbstractContextManager[Any]:
    """64 bits for as long as an artifact's errors are measured."""
    jax = extra("jax")
    switch = jax.enable_x64 if hasattr(jax, "enable_x64") else extra("jax.experimental").enable_x64
    made: AbstractContextManager[Any] = switch(True)
    return made


def provenance() -> dict[str, Any]:
    """What runs it."""
    return {name: extra(name).__version__ for name in ("jax", "jaxlib")}
