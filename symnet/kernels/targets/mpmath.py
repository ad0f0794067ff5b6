"""The oracle: programs run by the interpreter, at any precision, on exact input."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import sympy as sp

from symnet.errors import InputError, KernelError
from symnet.kernels import modes, programs
from symnet.kernels.function import Array, KernelFunction, Numbers, as_weights
from symnet.kernels.interpreter import Interpreter, Make, Rows
from symnet.kernels.parameter_gradient import parameter_gradient
from symnet.kernels.programs import Layout
from symnet.kernels.state_function import StateFunction

DIGITS = 50


class Oracle:
    """The mpmath backend: object arrays of mpf."""

    def __init__(self, layout: Layout, mp: mpmath.MPContext) -> None:
        self.layout, self.mp, self._run = layout, mp, Interpreter(layout, mp).run
        self._axes = layout.axes

    def action(self, w: Array, numbers: Numbers) -> Array:
        """The action."""
        return self._results(programs.action, w, numbers, ())

    def grad(self, w: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient, by one run for each path."""
        runs = [self._run(programs.gradient, [rows], numbers) for rows in self._paths(w)]
        value = _table([values for values, _ in runs], (*self._batch(w), self.layout.channels))
        return value, self._gradients([gradients for _, gradients in runs], w)

    def hvp(self, w: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""
        pairs = zip(self._paths(w), self._paths(u), strict=True)
        return self._gradients([self._run(programs.hessian_vector, [*pair], numbers)[1] for pair in pairs], w)

    def pgrad(self, w: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords."""
        return self._results(parameter_gradient, w, numbers, (len(numbers),))

    def sample(self, z: Array, numbers: Numbers) -> Array:
        """Weights from standard normals, by the dense Cholesky factor of the inverse Hessian: slow, and independent."""
        mp, hbar, shape, numbers = self.mp, numbers[-1], z.shape[-self._axes :], numbers[:-1]
        count = int(np.prod(shape))
        if not count:
            return z
        order, along = self._directions(shape)
        table = along.reshape(count, count)
        hessian = mp.matrix((self.hvp(0 * along, along, numbers).reshape(count, count) @ table.T).tolist())
        try:
            factor = mp.cholesky((hessian / hbar) ** -1)
        except (ValueError, ZeroDivisionError):
            raise ArithmeticError("the Hessian is not positive") from None
        slope = table @ self.grad(0 * along[0], numbers)[1].reshape(count)
        middle = -mp.lu_solve(hessian, mp.matrix(slope.tolist()))
        w = np.empty(z.shape, dtype=object)
        for path in np.ndindex(self._batch(z)):
            drawn = middle + factor * mp.matrix(z[path].reshape(count)[order].tolist())
            w[path] = (np.array(list(drawn), dtype=object) @ table).reshape(shape)
        return w

    def _directions(self, shape: tuple[int, ...]) -> tuple[Array, Array]:
        """The order of the normals in which the targets' factor is triangular, and the weights that each one moves.

        Time goes first, then rows from the last to the first; a field's rows are of its waves.
        """
        mp, rows, steps = self.mp, int(np.prod(shape[:-1])), shape[-1]
        order = np.arange(rows * steps).reshape(rows, steps)[::-1].T.ravel()
        along = np.full((rows * steps, rows, steps), mp.zero)
        for unit, (row, step) in zip(along, (divmod(int(at), steps) for at in order), strict=True):
            unit[row, step] = mp.one
            if self.layout.body.axis == "sites":
                lengths = shape[:-1]
                for i, place in enumerate(np.ndindex(lengths)):
                    p = np.unravel_index(row, lengths)
                    turn = sum(mp.mpf(2 * int(a) * b) / length for a, b, length in zip(p, place, lengths, strict=True))
                    unit[i, step] = (mp.cospi(turn) + mp.sinpi(turn)) / mp.sqrt(rows)
        return order, along.reshape(-1, *shape)

    def _results(self, make: Make, w: Array, numbers: Numbers, more: tuple[int, ...]) -> Array:
        runs = [self._run(make, [rows], numbers)[0] for rows in self._paths(w)]
        return _table(runs, (*self._batch(w), self.layout.channels, *more))

    def _gradients(self, runs: list[Any], w: Array) -> Array:
        shape = w.shape[-self._axes :]
        return _table(runs, (*self._batch(w), self.layout.channels, *shape))

    def _batch(self, w: Array) -> tuple[int, ...]:
        return w.shape[: -self._axes]

    def _paths(self, w: Array) -> list[Rows]:
        """The rows of each path of a batch."""
        path = w.shape[-self._axes :] if self.layout.has_rows else (1, w.shape[-1])
        paths: list[Rows] = w.reshape((int(np.prod(self._batch(w))), *path)).tolist()
        return paths


class ModeOracle(Oracle):
    """The same in mode coefficients: the linear map to velocities as a matrix, its transpose back."""

    def __init__(self, layout: Layout, mp: mpmath.MPContext) -> None:
        super().__init__(modes.in_velocities(layout), mp)
        self._maps: dict[tuple[int, Any], Array] = {}

    def action(self, a: Array, numbers: Numbers) -> Array:
        """The action."""
        return super().action(self._velocities(a, numbers), numbers)

    def grad(self, a: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient."""
        value, slopes = super().grad(self._velocities(a, numbers), numbers)
        return value, slopes @ self._matrix(a, numbers)

    def hvp(self, a: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""
        matrix = self._matrix(a, numbers)
        return np.asarray(super().hvp(self._velocities(a, numbers), u @ matrix.T, numbers) @ matrix)

    def pgrad(self, a: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords: by dt every velocity changes as -v/dt, by an end the straight line does."""
        w, (origin, rows, dt) = self._velocities(a, numbers), (int(self.layout.ends.origin), self._rows(a), numbers[0])
        found, slopes = super().pgrad(w, numbers), super().grad(w, numbers)[1]
        each = w.reshape((*self._batch(w), 1, rows, w.shape[-1]))[..., origin:]
        slopes = slopes.reshape((*slopes.shape[: -self._axes], rows, slopes.shape[-1]))[..., origin:]
        found[..., 0] -= (slopes * each).sum(axis=(-2, -1)) / dt
        if self.layout.ends.keywords:
            by_end = slopes.sum(axis=-1) / (self.layout.ends.steps(a.shape[-1]) * dt)
            found[..., 1 : 1 + rows] -= by_end
            found[..., 1 + rows : 1 + 2 * rows] += by_end
        return found

    def sample(self, z: Array, numbers: Numbers) -> Array:
        """Coefficients of the paths whose velocities are drawn from the normals; hbar comes last."""
        drawn = Oracle(self.layout, self.mp).sample(z, numbers)
        if not drawn.size:
            return drawn
        back = self.mp.matrix(self._matrix(z, numbers).tolist()) ** -1
        table = np.array(back.tolist(), dtype=object)
        return np.asarray((drawn - self._velocities(0 * z, numbers[:-1])) @ table.T)

    def _matrix(self, a: Array, numbers: Numbers) -> Array:
        asked = a.shape[-1], numbers[0]
        if asked not in self._maps:
            self._maps = {asked: modes.exact_map(self.layout, self.mp, *asked)}
        return self._maps[asked]

    def _rows(self, a: Array) -> int:
        return int(np.prod(a.shape[-self._axes : -1]))

    def _velocities(self, a: Array, numbers: Numbers) -> Array:
        steps, rows = self.layout.ends.steps(a.shape[-1]), self._rows(a)
        line = modes.straight_line(self.layout, numbers, rows, steps)
        table = a.reshape((*self._batch(a), rows, a.shape[-1])) @ self._matrix(a, numbers).T + line
        return np.asarray(table.reshape(a.shape))


def _table(rows: list[Any], shape: tuple[int, ...]) -> Array:
    table = np.empty(int(np.prod(shape)), dtype=object)
    for index, entry in enumerate(_flat(rows)):
        table[index] = entry
    return table.reshape(shape)


def _flat(rows: Any) -> list[Any]:
    return [entry for row in rows for entry in _flat(row)] if isinstance(rows, list) else [rows]


@dataclass(slots=True)
class OracleFunction(KernelFunction):
    """The oracle with exact input: integers, fractions, floats and mpf are taken as they are."""

    mp: Any = mpmath.mp

    def _weights(self, w: Any) -> Array:
        return KernelFunction._weights(self, _exactly(self, w))

    def _number(self, name: str, value: Any) -> Any:
        try:
            exact = self._exact(value)
        except (TypeError, ValueError):
            raise InputError(f"the parameter {name} is {value!r}, not a finite real number") from None
        if not self.mp.isfinite(exact):
            raise InputError(f"the parameter {name} is {value}, not a finite real number")
        return exact

    def _exact(self, value: Any) -> Any:
        if isinstance(value, str) or np.ndim(value):
            raise TypeError
        if isinstance(value, Fraction):
            return self.mp.mpf(value.numerator) / value.denominator
        if isinstance(value, sp.Rational):
            return self.mp.mpf(int(value.p)) / int(value.q)
        return self.mp.mpf(float(value) if isinstance(value, np.generic | np.ndarray) else value)


@dataclass(slots=True)
class OracleStateFunction(StateFunction):
    """The same for several coordinates."""

    mp: Any = mpmath.mp
    _number = OracleFunction._number
    _exact = OracleFunction._exact

    def _weights(self, w: Any) -> Array:
        return self._shaped(_exactly(self, w))


def _exactly(function: Any, w: Any) -> Array:
    array = as_weights(w, object)
    exact = np.empty(array.shape, dtype=object)
    for index in np.ndindex(array.shape):
        exact[index] = function._number(f"w{list(index)}", array[index])
    return exact


def oracle(layout: Layout, mp: mpmath.MPContext) -> Oracle:
    """The oracle of a kernel at the precision of ``mp``."""
    return ModeOracle(layout, mp) if layout.modes else Oracle(layout, mp)


def compile_layout(layout: Layout, *, name: str, digits: int = DIGITS) -> KernelFunction:
    """The oracle at ``digits`` decimal digits."""
    mp = mpmath.MPContext()
    mp.dps = digits
    made = OracleStateFunction if layout.has_rows else OracleFunction
    return made(layout, "mpmath", oracle(layout, mp), object, mp=mp)


def files(layout: Layout, *, name: str) -> dict[str, str]:
    """Nothing: the oracle is not source.

    Raises:
        KernelError: always.
    """
    raise KernelError("the target mpmath interprets, it has no source to export; export numpy or c")
