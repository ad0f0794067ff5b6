"""What a compiled kernel offers, whatever its target: the same methods, the same keywords, the same errors."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from symnet.errors import InputError, UnboundedError, UnsupportedError

if TYPE_CHECKING:
    from symnet.kernels.programs import Layout

Array = np.ndarray[Any, Any]
Numbers = tuple[float, ...]
_SAMPLER = "symnet.kernels.gaussian"
"""Found by name when it is asked for: few calls need it."""


class ReIm(NamedTuple):
    """A complex result as its real and imaginary parts, each a number or an array over the batch."""

    re: Any
    im: Any

    def __complex__(self) -> complex:
        return complex(float(self.re), float(self.im))


class Backend(Protocol):
    """The functions a target compiles. Arrays come checked: weights (..., free variables), numbers in params' order.

    Shapes:
        K channels, one or two, stand before the free variables: value (..., K), gradient (..., K, count).
    """

    def action(self, w: Array, numbers: Numbers) -> Array:
        """The action."""

    def grad(self, w: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient."""

    def hvp(self, w: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""

    def pgrad(self, w: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords but hbar, in params' order: (..., K, keywords)."""


@dataclass(slots=True)
class KernelFunction:
    """One kernel, compiled.

    Shapes:
        w (..., free variables): (..., N-1) fixed, (..., N) halfline and ring, (..., N+1) free.
    """

    layout: Layout
    target: str
    backend: Backend
    dtype: Any = float
    again: Callable[[], KernelFunction] | None = field(default=None, init=False, repr=False)
    """How it was made: a copy, in this process or another, is compiled anew (or found in the cache)."""
    _bound: tuple[Mapping[str, Any], Numbers] | None = field(default=None, init=False, repr=False)

    def __reduce__(self) -> Any:
        if self.again is None:
            raise TypeError(f"this {self.target} function has no kernel it could be compiled from again")
        return self.again, ()

    def action(self, w: Any, /, **parameters: Any) -> Any:
        """S of a path (S_E in Euclidean time): a float, an array over a batch, or `ReIm` of a complex action."""
        at = self._weights(w)
        return self._result(self.backend.action(at, self._flat(at, parameters)), 0)

    def value_and_grad(self, w: Any, /, **parameters: Any) -> tuple[Any, Any]:
        """S and its gradient, shaped like w."""
        at = self._weights(w)
        value, gradient = self.backend.grad(at, self._flat(at, parameters))
        return self._result(value, 0), self._result(gradient, self.layout.axes)

    def hvp(self, w: Any, u: Any, /, **parameters: Any) -> Any:
        """The Hessian of S at w times u."""
        at, along = self._weights(w), self._weights(u)
        if at.shape != along.shape:
            raise InputError(f"w has shape {at.shape} but u has shape {along.shape}")
        return self._result(self.backend.hvp(at, along, self._flat(at, parameters)), self.layout.axes)

    def parameter_gradient(self, w: Any, /, **parameters: Any) -> dict[str, Any]:
        """dS/d(keyword) at fixed weights, for every keyword but hbar."""
        table = self._result(self.backend.pgrad(self._weights(w), self._numbers(parameters)), 1)
        names = [param.name for param in self.layout.params[:-1]]
        if isinstance(table, ReIm):
            return {name: ReIm(table.re[..., i][()], table.im[..., i][()]) for i, name in enumerate(names)}
        return {name: table[..., i][()] for i, name in enumerate(names)}

    def log_weight(self, w: Any, /, *, hbar: Any, **parameters: Any) -> Any:
        """-S_E/hbar, or i S/hbar in real time as (re, im); without the per-step normalisation."""
        return self._weighted(self.action(w, **parameters), self._positive("hbar", hbar))

    def log_weight_and_grad(self, w: Any, /, *, hbar: Any, **parameters: Any) -> tuple[Any, Any]:
        """The log-weight and its gradient, shaped like w."""
        by = self._positive("hbar", hbar)
        value, gradient = self.value_and_grad(w, **parameters)
        return self._weighted(value, by), self._weighted(gradient, by)

    def sample(self, normals: Any, /, *, hbar: Any, **parameters: Any) -> Any:
        """Weights distributed as exp(-S_E/hbar) of a Gaussian action, exactly, from independent standard normals.

        Shapes:
            normals and the result: as w.

        Raises:
            UnsupportedError: the weight is not real, or the target has no sampler.
            NotQuadraticError: the action is not Gaussian; the term is named.
            UnboundedError: the action has no minimum at these parameters; its quadratic terms are named.
        """
        step = import_module(_SAMPLER).quadratic_step(self.layout)
        draw = self._sampler()
        numbers = (*self._numbers(parameters), self._positive("hbar", hbar))
        try:
            return draw(self._weights(normals), numbers)
        except ArithmeticError as error:
            values = dict(zip((p.symbol for p in self.layout.params), numbers, strict=True))
            raise UnboundedError(f"{step.described(values)}; the weight cannot be normalised: {error}") from None

    def _sampler(self) -> Any:
        draw = getattr(self.backend, "sample", None)
        if draw is None:
            raise UnsupportedError(f"the target {self.target} has no exact sampler of these weights; numpy has one")
        return draw

    def numbers(self, w: Any, /, *, hbar: Any, **parameters: Any) -> Numbers:
        """What the keywords say, in the parameters' order: hbar last, held ends in as many numbers as w has rows."""
        return (*self._flat(self._weights(w), parameters), self._positive("hbar", hbar))

    def _weighted(self, s: Any, hbar: float) -> Any:
        if isinstance(s, ReIm):
            return ReIm(-s.im / hbar, s.re / hbar) if self.layout.time == "real" else ReIm(-s.re / hbar, -s.im / hbar)
        return ReIm(s * 0.0, s / hbar) if self.layout.time == "real" else -s / hbar

    def _result(self, table: Array, axes: int) -> Any:
        axis = table.ndim - 1 - axes
        if axis == 0 and table.shape[0] == 1 and axes:
            return table[0]
        parts = [table[(slice(None),) * axis + (channel,)] for channel in range(table.shape[axis])]
        plain = [part.item() if isinstance(part, np.generic) else part for part in parts]
        return plain[0] if len(plain) == 1 else ReIm(*plain)

    def _weights(self, w: Any) -> Array:
        array = as_weights(w, self.dtype)
        if array.ndim == 0 or self.layout.ends.steps(array.shape[-1]) < 1:
            least = self.layout.ends.count(1)
            raise InputError(f"the weights have shape {array.shape}; the last axis needs at least {least} (N = 1)")
        return array

    def _flat(self, w: Array, parameters: Mapping[str, Any]) -> Numbers:
        """The numbers of all keywords but hbar in the parameters' order, as many for a held end as ``w`` has rows."""
        return self._numbers(parameters)

    def _numbers(self, parameters: Mapping[str, Any]) -> Numbers:
        bound = self._bound
        try:
            if bound is not None and bound[0] == parameters:
                return bound[1]
        except ValueError:  # an array among the parameters: _checked names it
            pass
        numbers = self._checked(parameters)
        if lasting(parameters):
            self._bound = (parameters, numbers)
        return numbers

    def _checked(self, parameters: Mapping[str, Any]) -> Numbers:
        wanted = [param.name for param in self.layout.params[:-1]]
        given = set(parameters) - {"hbar"}
        unknown, missing = sorted(given - set(wanted)), [name for name in wanted if name not in given]
        takes = f"this kernel takes {', '.join(wanted)}"
        if unknown:
            raise InputError(f"unknown parameter {unknown[0]!r}{_suggestion(unknown[0], wanted)}; {takes}")
        if missing:
            raise InputError(f"missing parameter{'s' * (len(missing) > 1)} {', '.join(missing)}; {takes}")
        return tuple(self._positive(n, parameters[n]) if n == "dt" else self._number(n, parameters[n]) for n in wanted)

    def _number(self, name: str, value: Any) -> float:
        try:
            number = math.nan if np.ndim(value) or np.asarray(value).dtype.kind in "USc" else float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            raise InputError(f"the parameter {name} is {value!r}, not a finite real number")
        return number

    def _positive(self, name: str, value: Any) -> float:
        number = self._number(name, value)
        if not number > 0:
            raise InputError(f"the parameter {name} is {value}, not positive")
        return number


def lasting(parameters: Mapping[str, Any]) -> bool:
    """Whether nobody can change these numbers later: an array or a list is taken, but not remembered."""
    return all(isinstance(value, Real) for value in parameters.values())


def as_weights(w: Any, dtype: Any) -> Array:
    """``w`` as an array of numbers.

    Raises:
        InputError: it is none: text, complex numbers, masked entries, rows of different lengths.
    """
    if isinstance(w, np.ndarray) and w.dtype == dtype and not isinstance(w, np.ma.MaskedArray):
        return np.asarray(w)
    try:
        array = np.asarray(w)
        if array.dtype.kind not in "biufO" or isinstance(w, np.ma.MaskedArray):
            raise TypeError(f"entries of the kind {type(w).__name__ if array.ndim else array.dtype}")
        if array.dtype.kind == "O" and any(entry is None or isinstance(entry, str | bytes) for entry in array.flat):
            raise TypeError("text or nothing among them")
        return array.astype(dtype, copy=False)
    except (TypeError, ValueError) as error:
        raise InputError(f"the weights are no array of real numbers: {error}") from None


def _suggestion(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
