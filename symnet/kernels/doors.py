"""The log-weight in the shape that each sampler wants; real time and Lagrangians odd in v are refused: no real weight.

Each door is a function of one array of free weights; where these have rows, of components or sites, samplers that know
flat vectors only get them row after row. A path that overflows has weight zero: -inf, or the sampler's own
sign of trouble.
"""

from __future__ import annotations

import ctypes
import math
import operator
import pickle
from collections.abc import Callable
from functools import lru_cache
from typing import Any, SupportsIndex, TypeGuard

import numpy as np

from symnet.errors import InputError, UnsupportedError
from symnet.kernels.extras import extra
from symnet.kernels.function import Array, KernelFunction
from symnet.kernels.native_weight import NativeWeight, is_native, native_weight
from symnet.kernels.nutpie_model import native_model, python_model
from symnet.kernels.programs import Layout
from symnet.kernels.real_weight import require_real_weight

LogDensity = Callable[[Array], Any]


Rows = int | tuple[int, ...] | None


def row_axes(layout: Layout, rows: Rows) -> tuple[int, ...]:
    """The axes that the weights of one path have before their last; ``rows`` says how many sites each direction has.

    Raises:
        InputError: the number of sites is not given, or there is none to be given.
    """
    known = len(layout.body.coordinates) if layout.body.axis == "components" else rows
    if layout.body.axis != "sites" and rows not in (None, known if layout.has_rows else None):
        raise InputError(f"rows={rows}, but the weights have {known if layout.has_rows else 'no'} rows")
    if not layout.has_rows:
        return ()
    axes: tuple[Any, ...] = known if isinstance(known, tuple) else (known,)
    space = max(1, layout.body.dimensions)
    if len(axes) != space or not all(map(_whole, axes)):
        such = f"rows={4 if space == 1 else (4,) * space}"
        raise InputError(f"a sampler's vectors are flat: say how many sites there are, {such}, not rows={rows}")
    return tuple(operator.index(each) for each in axes)


def path_axes(layout: Layout, steps: Any, rows: Rows) -> tuple[int, ...]:
    """The shape of the weights of one path of so many steps.

    Raises:
        InputError: there is no such path, or nothing of it is free.
    """
    count = layout.ends.count(operator.index(steps)) if _whole(steps) else 0
    if count < 1:
        least = next(n for n in (1, 2) if layout.ends.count(n))
        raise InputError(f"a path with something to sample has at least {least} steps, not steps={steps}")
    return (*row_axes(layout, rows), count)


def _whole(number: Any) -> TypeGuard[SupportsIndex]:
    return isinstance(number, SupportsIndex) and not isinstance(number, bool) and operator.index(number) >= 1


def in_rows(layout: Layout, rows: Rows) -> Callable[[Array], Array]:
    """From the flat vectors of a sampler to the weights."""
    axes = row_axes(layout, rows)
    return (lambda w: np.reshape(w, (*np.shape(w)[:-1], *axes, -1))) if axes else np.asarray


class LogProbability:
    """The log-weight of flat walkers, -inf where it is not finite.

    It can be sent to another process, as pools do with every piece of work: there it is compiled once (or found in the
    cache), whatever number of pieces comes.
    """

    __slots__ = ("_function", "_packed", "_parameters", "_rows", "_shaped")

    def __init__(self, function: KernelFunction, rows: Rows, parameters: dict[str, Any]) -> None:
        self._function, self._rows, self._parameters = function, rows, parameters
        self._shaped, self._packed = in_rows(function.layout, rows), b""

    def __call__(self, w: Array) -> Array:
        """Of one walker, or of each in a batch."""
        found = np.asarray(self._function.log_weight(self._shaped(w), **self._parameters))
        return np.where(np.isfinite(found), found, -np.inf)[()]

    def __reduce__(self) -> Any:
        self._packed = self._packed or pickle.dumps((self._function, self._rows, self._parameters))
        return _unpacked, (self._packed,)


@lru_cache(maxsize=16)
def _unpacked(packed: bytes) -> LogProbability:
    found = LogProbability(*pickle.loads(packed))
    found._packed = packed
    return found


def for_emcee(function: KernelFunction, rows: Rows = None, **parameters: Any) -> LogProbability:
    """log-probability of a batch of walkers, for ``emcee.EnsembleSampler(..., vectorize=True)``; also of one walker."""
    require_real_weight(function.layout, "emcee")
    return LogProbability(function, rows, parameters)


def for_gradients(
    function: KernelFunction, door: str, rows: Rows = None, **parameters: Any
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
    """log-density of a JAX array, differentiable; the function must be compiled for jax or xla."""
    require_real_weight(function.layout, "blackjax")

    def log_density(w: Any) -> Any:
        return function.log_weight(w, **parameters)

    return log_density


def for_numpyro(function: KernelFunction, **parameters: Any) -> LogDensity:
    """Potential energy of a JAX array, -log-weight, for ``numpyro.infer.NUTS(potential_fn=...)``."""
    density = for_blackjax(function, **parameters)
    return lambda w: -density(w)


def for_scipy_nquad(function: KernelFunction, rows: Rows = None, **parameters: Any) -> Callable[..., float]:
    """The weight exp(-S_E/hbar) of as many numbers as there are free weights, for ``scipy.integrate.nquad``."""
    require_real_weight(function.layout, "nquad")
    shaped = in_rows(function.layout, rows)

    def weight(*w: float) -> float:
        found = function.log_weight(shaped(np.array(w)), **parameters)
        return math.exp(found) if math.isfinite(found) else 0.0

    return weight


def for_scipy_low_level(
    function: KernelFunction, steps: int | None = None, rows: Rows = None, **parameters: Any
) -> Any:
    """The same weight as a ``scipy.LowLevelCallable``: no Python between the integrator and the compiled code.

    Weights in rows and mode coefficients need work space, for which the number of steps must be known.

    Raises:
        UnsupportedError: the weight is not real, or the kernel is no compiled library of its free variables.
        InputError: ``steps`` or ``rows`` is needed and is no such number.
    """
    require_real_weight(function.layout, "nquad")
    if not is_native(function):
        raise UnsupportedError("the low-level weight is a compiled library's: compile the kernel for c")
    needs_work = function.layout.has_rows or function.layout.modes
    least = 2 if steps is None and not needs_work else steps
    weight = _native(function, path_axes(function.layout, least, rows), parameters)
    entry, block = weight.functions["weight"], weight.memory
    entry.restype, entry.argtypes = ctypes.c_double, (ctypes.c_int, ctypes.POINTER(ctypes.c_double), ctypes.c_void_p)
    bytes_of = (ctypes.c_char * block.nbytes).from_buffer(block)  # type: ignore[arg-type]
    user = ctypes.cast(bytes_of, ctypes.c_void_p)  # keeps the block alive
    return extra("scipy").LowLevelCallable(entry, user)


def for_nutpie(function: KernelFunction, steps: int, rows: Rows = None, **parameters: Any) -> Any:
    """A compiled nutpie model of one path of so many steps: nutpie calls the library's own C function.

    Where the kernel is no library, or this nutpie takes no C function in the way known here (then with a warning),
    each gradient goes through Python, by ``nutpie.compiled_pyfunc.from_pyfunc``.

    Raises:
        UnsupportedError: the weight is not real.
        InputError: nothing is free, or a number is missing.
    """
    density, shape = for_gradients(function, "nutpie", rows, **parameters), path_axes(function.layout, steps, rows)
    function.numbers(np.zeros(shape), **parameters)
    extra("nutpie")
    model = native_model(_native(function, shape, parameters), shape) if is_native(function) else None
    return python_model(density, shape) if model is None else model


def _native(function: KernelFunction, shape: tuple[int, ...], parameters: dict[str, Any]) -> NativeWeight:
    sites = shape[:-1] if function.layout.body.axis == "sites" else ()
    steps = function.layout.ends.steps(shape[-1])
    return native_weight(function, sites, steps, function.numbers(np.zeros(shape), **parameters))
