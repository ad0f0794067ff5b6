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
from symnet.kernels.gaussian import array_sampler
from symnet.kernels.lowering import functions, keywords
from symnet.kernels.module import module_from
from symnet.kernels.programs import Layout
from symnet.kernels.state_function import StateFunction
from symnet.kernels.targets.numpy import state_source
from symnet.kernels.vocabulary import FUNCTIONS
from symnet.templating import render

_NAMES = {"Abs": "jnp.abs", "pow": "jnp.power", "erf": "jax.scipy.special.erf"}
_INVERSE = {name: f"jnp.arc{name[1:]}" for name in FUNCTIONS if name.startswith("a") and name != "Abs"}
DIALECT = Dialect(
    calls={name: _NAMES.get(name, _INVERSE.get(name, f"jnp.{name}")) for name in FUNCTIONS},
    forms={**ARRAY_FORMS, "select": "jnp.where({0}, {1}, {2})"},
)
UNROLL = 4


def source(layout: Layout) -> str:
    """The programs as functions of one path."""
    if layout.modes:
        return source(modes.in_velocities(layout)) + modes.source(layout, "jnp")
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


class JaxBackend:
    """The generated functions, compiled and mapped over leading axes."""

    def __init__(self, layout: Layout, name: str) -> None:
        jax = extra("jax")
        if not jax.config.jax_enable_x64:
            raise KernelError('the jax target needs 64 bits: jax.config.update("jax_enable_x64", True)')
        names = vars(module_from(source(layout), f"symnet_{name}", jax=jax, jnp=jax.numpy, lax=jax.lax))
        self._jax, self._programs, self._axes = jax, names, layout.axes
        self._compiled = {key: jax.jit(names[key]) for key in ("_grad", "_hvp", "_pgrad", "_sample") if key in names}
        self.value = jax.jit(self._differentiable(names, layout.channels))

    def _differentiable(self, names: dict[str, Any], channels: int) -> Any:
        jax = self._jax

        def action(w: Any, numbers: Any) -> Any:
            return names["_action"](w, tuple(numbers))

        def forward(w: Any, numbers: Any) -> Any:
            found, gradient = names["_grad"](w, tuple(numbers))
            return found, (gradient, names["_pgrad"](w, tuple(numbers)).reshape(channels, -1))

        def backward(kept: Any, cotangent: Any) -> Any:
            return tuple(jax.numpy.tensordot(cotangent, each, axes=1) for each in kept)

        value = jax.custom_vjp(action)
        value.defvjp(forward, backward)
        return value

    def over(self, function: Any, arrays: tuple[Any, ...], numbers: Any) -> Any:
        """``function`` of one path, mapped over the leading axes of ``arrays``."""
        mapped = function
        for _ in arrays[0].shape[: -self._axes]:
            mapped = self._jax.vmap(mapped, in_axes=(*(0 for _ in arrays), None))
        return mapped(*arrays, numbers)

    def action(self, w: Any, numbers: Any) -> Any:
        """The action."""
        return self.over(self.value, (w,), self._jax.numpy.asarray(numbers))

    def grad(self, w: Any, numbers: Any) -> Any:
        """The action and its gradient."""
        return self.over(self._compiled["_grad"], (w,), tuple(numbers))

    def hvp(self, w: Any, u: Any, numbers: Any) -> Any:
        """The Hessian times u."""
        return self.over(self._compiled["_hvp"], (w, u), tuple(numbers))

    def pgrad(self, w: Any, numbers: Any) -> Any:
        """The derivatives by the keywords."""
        flat = self.over(self._compiled["_pgrad"], (w,), tuple(numbers))
        return flat.reshape((*flat.shape[:-1], flat.shape[-1] // len(numbers), len(numbers)))

    def sample(self, z: Any, numbers: Any) -> Any:
        """Weights from standard normals; the last number is hbar. Where it is traced, what cannot be drawn is nan."""
        w = self.over(self._compiled["_sample"], (z,), tuple(map(self._jax.numpy.asarray, numbers)))
        traced = any(isinstance(each, self._jax.core.Tracer) for each in (w, z))
        if not traced and bool(self._jax.numpy.isnan(w).any() & self._jax.numpy.isfinite(z).all()):
            raise ArithmeticError("a step of the path has a precision that is not positive")
        return w


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


def compile_layout(layout: Layout, *, name: str) -> KernelFunction:
    """The kernel as functions of JAX arrays."""
    made = JaxStateFunction if layout.has_rows else JaxFunction
    return made(layout, "jax", JaxBackend(layout, name))


def files(layout: Layout, *, name: str, certificate: dict[str, Any] | None = None) -> dict[str, str]:
    """One module of JAX functions of one path.

    The programs are ``_action``, ``_grad``, ``_hvp`` and ``_pgrad`` of (w, numbers), numbers in the keywords' order;
    for a real Gaussian weight also ``_sample`` of (normals, numbers), where hbar comes last.
    """
    names = ", ".join(p.name for p in layout.params[:-1])
    head = f'"""Generated by symnet: programs of one path w; numbers = ({names}). Needs JAX in 64 bits."""\n\n'
    imports = "import jax\nimport jax.numpy as jnp\nfrom jax import lax\n\n"
    mark = f"# certificate begins\nCERTIFICATE = {certificate!r}\n# certificate ends\n"
    return {f"{name}_jax.py": head + imports + mark + source(layout)}


def measuring() -> AbstractContextManager[Any]:
    """64 bits for as long as an artifact's errors are measured."""
    jax = extra("jax")
    switch = jax.enable_x64 if hasattr(jax, "enable_x64") else extra("jax.experimental").enable_x64
    made: AbstractContextManager[Any] = switch(True)
    return made


def provenance() -> dict[str, Any]:
    """What runs it."""
    return {"jax": extra("jax").__version__}
