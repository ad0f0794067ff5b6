"""The log-weight in the shape that each sampler wants; real time and Lagrangians odd in v are refused: no real weight.

Each door is a function of one array of free weights; where these have rows, of components or sites, samplers that know
flat vectors only get them row after row. A path that overflows has weight zero: -inf, or the sampler's own
sign of trouble.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from symnet.errors import InputError, UnsupportedError
from symnet.kernels.extras import extra
from symnet.kernels.function import Array, KernelFunction
from symnet.kernels.native import LibraryFunction
from symnet.kernels.programs import Layout
from symnet.kernels.real_weight import require_real_weight

LogDensity = Callable[[Array], Any]


def in_rows(layout: Layout, rows: int | None) -> Callable[[Array], Array]:
    """From the flat vectors of a sampler to the weights; sites are as many as ``rows`` says.

    Raises:
        InputError: the number of sites is not given, or there is none to be given.
    """
    known = len(layout.body.coordinates) if layout.body.axis == "components" else rows
    if layout.body.axis != "sites" and rows not in (None, known if layout.has_rows else None):
        raise InputError(f"rows={rows}, but the weights have {known if layout.has_rows else 'no'} rows")
    if not layout.has_rows:
        return np.asarray
    if known is None or known < 1:
        raise InputError(f"a sampler's vectors are flat: say how many sites there are, rows=4, not rows={rows}")
    return lambda w: np.reshape(w, (*np.shape(w)[:-1], known, -1))


def for_emcee(function: KernelFunction, rows: int | None = None, **parameters: Any) -> Callable[[Array], Array]:
    """log-probability of a batch of walkers, for ``emcee.EnsembleSampler(..., vectorize=True)``; also of one walker."""
    require_real_weight(function.layout, "emcee")
    shaped = in_rows(function.layout, rows)

    def log_probability(w: Array) -> Array:
        found = np.asarray(function.log_weight(shaped(w), **parameters))
        return np.where(np.isfinite(found), found, -np.inf)[()]

    return log_probability


def for_gradients(
    function: KernelFunction, door: str, rows: int | None = None, **parameters: Any
) -> Callable[[Array], tuple[float, Array]]:
    """(log-weight, its gradient) of one path.

    Raises:
        UnsupportedError: the weight is not real.
        ArithmeticError: when called, the log-weight is not finite (what nutpie takes as a recoverable step).
    """
    require_real_weight(function.layout, door)
    shaped = in_rows(function.layout, rows)

    def log_density(w: Array) -> tuple[float, Array]:
        value, gradient = function.log_weight_and_grad(shaped(w), **parameters)
        if not math.isfinite(value):
            raise ArithmeticError(f"the log-weight is {value}")
        return value, np.reshape(gradient, np.shape(w))

    return log_density


def for_blackjax(function: KernelFunction, **parameters: Any) -> LogDensity:
    """log-density of a JAX array, differentiable; the function must be compiled for jax."""
    require_real_weight(function.layout, "blackjax")

    def log_density(w: Any) -> Any:
        return function.log_weight(w, **parameters)

    return log_density


def for_numpyro(function: KernelFunction, **parameters: Any) -> LogDensity:
    """Potential energy of a JAX array, -log-weight, for ``numpyro.infer.NUTS(potential_fn=...)``."""
    density = for_blackjax(function, **parameters)
    return lambda w: -density(w)


def for_scipy_nquad(function: KernelFunction, rows: int | None = None, **parameters: Any) -> Callable[..., float]:
    """The weight exp(-S_E/hbar) of as many numbers as there are free weights, for ``scipy.integrate.nquad``."""
    require_real_weight(function.layout, "nquad")
    shaped = in_rows(function.layout, rows)

    def weight(*w: float) -> float:
        found = function.log_weight(shaped(np.array(w)), **parameters)
        return math.exp(found) if math.isfinite(found) else 0.0

    return weight


def for_scipy_low_level(function: LibraryFunction, **parameters: Any) -> Any:
    """The same weight as a ``scipy.LowLevelCallable``: no Python between the integrator and the compiled code."""
    require_real_weight(function.layout, "nquad")
    if not hasattr(function, "weight_entry"):
        raise UnsupportedError(
            "the low-level weight is that of one coordinate's velocities; for_scipy_nquad has others"
        )
    entry, numbers = function.weight_entry(**parameters)
    return extra("scipy").LowLevelCallable(entry, ctypes.cast(numbers, ctypes.c_void_p))


def for_nutpie(function: KernelFunction, steps: int, rows: int | None = None, **parameters: Any) -> Any:
    """A compiled nutpie model of one path of so many steps, through ``nutpie.compiled_pyfunc.from_pyfunc``."""
    density = for_gradients(function, "nutpie", rows, **parameters)
    layout = function.layout
    known = len(layout.body.coordinates) if layout.body.axis == "components" else rows or 1
    count = layout.ends.count(steps) * known
    extra("nutpie")

    def make_expand(*_: Any, **__: Any) -> Callable[[Array], dict[str, Array]]:
        return lambda w: {"w": np.asarray(w)}

    return extra("nutpie.compiled_pyfunc").from_pyfunc(
        count, lambda: density, make_expand, [np.dtype(float)], [(count,)], ["w"]
    )
