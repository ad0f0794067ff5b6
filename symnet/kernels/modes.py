"""The cosine activation: a path by its mode coefficients, computed around the kernel in velocities.

    fixed   x_n = x_ini + (x_fin - x_ini)*n/N + sum_{j=1}^{N-1} a_j sin(pi j n/N)
    ring    x_n = sum_{j=0}^{N-1} a_j [cos(2 pi j n/N) + sin(2 pi j n/N)]
    free    x_n = sum_{j=0}^{N} a_j cos(pi j n/N)

All three sums are symmetric in j and n, so that the gradient comes back by the sum that made the path.

Source:
    eq. (4.6) for two free ends; `symnet.theory.gaussian.modal` for the others
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from symnet.errors import UnsupportedError
from symnet.kernels.function import Array, KernelFunction, Numbers
from symnet.kernels.programs import Layout

TARGETS = ("mpmath", "numpy", "c", "numba")
"""Those whose arrays are NumPy's."""


def _sines(a: Array) -> Array:
    """x_1 ... x_{N-1} from a_1 ... a_{N-1}."""
    nothing = np.zeros((*a.shape[:-1], 1))
    odd = np.concatenate([nothing, a, nothing, -a[..., ::-1]], axis=-1)
    return -np.fft.rfft(odd, axis=-1).imag[..., 1:-1] / 2


def _cosines(a: Array) -> Array:
    """x_0 ... x_N from a_0 ... a_N."""
    even = np.concatenate([a, a[..., -2:0:-1]], axis=-1)
    ends = a[..., :1] + (-1.0) ** np.arange(a.shape[-1]) * a[..., -1:]
    return (np.fft.rfft(even, axis=-1).real + ends) / 2


def _waves(a: Array) -> Array:
    """x_0 ... x_{N-1} from a_0 ... a_{N-1}."""
    found = np.fft.fft(a, axis=-1)
    return found.real - found.imag


SUMS: dict[str, Callable[[Array], Array]] = {"fixed": _sines, "ring": _waves, "free": _cosines}
"""Boundary -> its sum over modes."""


def require_modes(layout: Layout) -> None:
    """Refuse what has no modes.

    Raises:
        UnsupportedError: the boundary is not one of `SUMS`, or there are several coordinates.
    """
    if layout.boundary not in SUMS:
        known = ", ".join(SUMS)
        raise UnsupportedError(f"the activation 'cosine' has modes for the boundaries {known}, not {layout.boundary!r}")
    if layout.has_rows:
        raise UnsupportedError(f"the activation 'cosine' is for one coordinate; this kernel has {layout.body.axis}")


def in_modes(function: KernelFunction, layout: Layout) -> KernelFunction:
    """The kernel in velocities as one in mode coefficients.

    Raises:
        UnsupportedError: the target's arrays are not NumPy's.
    """
    if function.target not in TARGETS:
        raise UnsupportedError(f"the target {function.target} has no cosine modes; {', '.join(TARGETS)} have them")
    backend = ModeBackend(function.backend, layout)
    if function.target == "c":
        return KernelFunction(layout, function.target, backend)
    return replace(function, layout=layout, backend=backend)


class ModeBackend:
    """A `Backend` of mode coefficients around one of velocities."""

    def __init__(self, inner: Any, layout: Layout) -> None:
        self._inner, self._ends, self._sum = inner, layout.ends, SUMS[layout.boundary]
        self._names, self._boundary = [param.name for param in layout.params], layout.boundary

    def action(self, a: Array, numbers: Numbers) -> Array:
        """The action."""
        found: Array = self._inner.action(self._velocities(a, numbers, held=True), numbers)
        return found

    def grad(self, a: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient."""
        value, gradient = self._inner.grad(self._velocities(a, numbers, held=True), numbers)
        return value, self._back(gradient, numbers[0])

    def hvp(self, a: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""
        at, along = (self._velocities(array, numbers, held=held) for array, held in ((a, True), (u, False)))
        return self._back(self._inner.hvp(at, along, numbers), numbers[0])

    def pgrad(self, a: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords at fixed positions of the modes: velocities change with dt and the ends."""
        w, dt = self._velocities(a, numbers, held=True), numbers[0]
        found, slopes = self._inner.pgrad(w, numbers), self._inner.grad(w, numbers)[1]
        shift = int(self._ends.origin)
        by_velocity, velocity = slopes[..., shift:], w[..., None, shift:]
        found[..., 0] -= (by_velocity * velocity).sum(axis=-1) / dt
        for name, sign in (("x_ini", -1), ("x_fin", 1)):
            if name in self._ends.keywords:
                steps = self._ends.steps(w.shape[-1])
                found[..., self._names.index(name)] += sign * by_velocity.sum(axis=-1) / (steps * dt)
        return np.asarray(found)

    def _velocities(self, a: Array, numbers: Numbers, *, held: bool) -> Array:
        """What the inner kernel takes; ``held``: with the straight line between the ends, else a variation."""
        x, dt = self._summed(a), numbers[0]
        if self._ends.origin:
            return np.concatenate([x[..., :1], np.diff(x, axis=-1) / dt], axis=-1)
        steps = self._ends.steps(a.shape[-1])
        first, last = (numbers[self._names.index(name)] for name in ("x_ini", "x_fin"))
        wiggles = np.diff(np.concatenate([0 * x[..., :1], x], axis=-1), axis=-1) if x.shape[-1] else x
        return wiggles / dt + (last - first) / (steps * dt) * held

    def _back(self, slopes: Array, dt: Any) -> Array:
        """From derivatives by the inner kernel's variables to those by the coefficients."""
        shift = int(self._ends.origin)
        by_velocity = slopes[..., shift:] / dt
        later = np.concatenate([by_velocity[..., 1:], 0 * by_velocity[..., :1]], axis=-1)
        by_position = by_velocity - later
        if shift:
            first = slopes[..., :1] - (by_velocity[..., :1] if by_velocity.shape[-1] else 0)
            by_position = np.concatenate([first, by_position], axis=-1)
        return self._summed(by_position)

    def _summed(self, a: Array) -> Array:
        if not a.shape[-1]:
            return a
        return self._sum(a) if a.dtype != object else np.asarray(a @ self._table(a.shape[-1]))

    def _table(self, count: int) -> Array:
        """The sums' matrix at the precision of the oracle."""
        mp, steps, first = self._inner.mp, self._ends.steps(count), int(not self._ends.origin)
        table = np.empty((count, count), dtype=object)
        for j, n in np.ndindex(count, count):
            turn = mp.mpf((j + first) * (n + first)) / steps
            table[j, n] = {
                "fixed": lambda turn: mp.sinpi(turn),
                "ring": lambda turn: mp.cospi(2 * turn) + mp.sinpi(2 * turn),
                "free": lambda turn: mp.cospi(turn),
            }[self._boundary](turn)
        return table
