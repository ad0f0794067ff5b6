"""How large the terms are that a result is summed from: the scale on which its rounding error is measured.

The programs are walked once more with absolute values: weights, positions and velocities through the prefix sums, the
step's terms through `majorant`, forces and momenta back through the suffix sums. Of mode coefficients, positions,
velocities and derivatives are sums over the modes, and so are their magnitudes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from types import SimpleNamespace
from typing import Any

import mpmath
import numpy as np
import sympy as sp

from symnet.kernels import programs
from symnet.kernels.evaluate import evaluator
from symnet.kernels.function import Array
from symnet.kernels.given import Given, given
from symnet.kernels.ir import PrefixSum, Program
from symnet.kernels.majorant import majorant
from symnet.kernels.modes import waves
from symnet.kernels.places import in_rows, neighbours
from symnet.kernels.programs import Layout, Named
from symnet.notation import symbols

Sizes = dict[sp.Symbol, sp.Symbol]
Near = dict[tuple[int, ...], list[int]]


def sizes_of(layout: Layout) -> Sizes:
    """Each path variable of a body, and the symbol of its magnitude."""
    return {
        symbol: sp.Symbol(f"|{symbol.name}|", nonnegative=True)
        for at in layout.body.places
        for symbol in (at.position, at.velocity, at.d_position, at.d_velocity)
    }


_DIGITS = 20
_FLOATS = SimpleNamespace(mpf=float, cospi=lambda t: math.cos(math.pi * t), sinpi=lambda t: math.sin(math.pi * t))
Rows = list[list[Any]]


@dataclass(slots=True)
class _Sums:
    """A path and its magnitude as they advance by their prefix sums."""

    sums: PrefixSum
    weights: list[Any]
    sizes: list[Any]
    x: Any
    end: Any
    x_size: Any
    end_size: Any
    v: Any = 0
    v_size: Any = 0

    def advance(self, n: int, last: bool, dt: Any) -> None:
        """On to step n, which begins where the one before it has led."""
        self.x, self.x_size = self.x + dt * self.v, self.x_size + dt * self.v_size
        if last and self.sums.last != "free":
            self.v, self.v_size = (self.end - self.x) / dt, (self.end_size + self.x_size) / dt
            return
        weight, size, again = self.weights[n - 1], self.sizes[n - 1], self.sums.order == 2
        self.v, self.v_size = weight + self.v * again, size + self.v_size * again


@dataclass(slots=True)
class _Modes:
    """The same of a path that is known as a whole: x_0 ... x_N, v_1 ... v_N, and their magnitudes."""

    sums: PrefixSum
    positions: list[Any]
    position_sizes: list[Any]
    velocities: list[Any]
    velocity_sizes: list[Any]
    x: Any = 0
    x_size: Any = 0
    v: Any = 0
    v_size: Any = 0

    def advance(self, n: int, last: bool, dt: Any) -> None:
        """On to step n."""
        self.x, self.x_size = self.positions[n - 1], self.position_sizes[n - 1]
        self.v, self.v_size = self.velocities[n - 1], self.velocity_sizes[n - 1]


class Magnitudes:
    """The summed magnitudes of one kernel's results, at any point."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._mp = mpmath.MPContext()
        self._mp.dps = _DIGITS
        self._kept = np.empty((0, 0))

    def gradient(self, w: list[Any], numbers: tuple[Any, ...]) -> tuple[list[float], list[Rows]]:
        """Of the action and of its gradient, one entry for each channel; w has rows where the kernel does."""
        program, channels = programs.gradient(self.layout), self.layout.body.channels
        values = tuple((str(i), channel.lagrangian) for i, channel in enumerate(channels))
        sites, dt = self._columns(program, values, numbers, w)
        totals = [float(dt * sum(sum(columns[name]) for columns in sites)) for name, _ in values]
        return totals, self._slopes(program, sites, dt)

    def hvp(self, w: list[Any], u: list[Any], numbers: tuple[Any, ...]) -> list[Rows]:
        """Of the Hessian-vector product."""
        program = programs.hessian_vector(self.layout)
        return self._slopes(program, *self._columns(program, (), numbers, w, u))

    def _slopes(self, program: Program, sites: list[dict[str, Any]], dt: Any) -> list[Rows]:
        back = self._by_modes if self.layout.modes else self._back
        return [[back(c[s.force], c[s.momentum], s.order, dt) for c in sites] for s in program.back]

    def _columns(
        self, program: Program, more: Named, numbers: tuple[Any, ...], *arrays: Any
    ) -> tuple[list[dict[str, Any]], Any]:
        """The magnitudes of the body's outputs: for each site, by name, one for each step; and dt."""
        mp, of, space = self._mp, sizes_of(self.layout), self.layout.body.dimensions
        laid = [in_rows(array if self.layout.has_rows else [array], space) for array in arrays]
        entered, shape = [[[mp.mpf(e) for e in row] for row in rows] for rows, _ in laid], laid[0][1]
        found = given(self.layout, map(mp.mpf, numbers), len(entered[0]))
        values, dt = found.values, found.values[symbols.dt]
        sizes = [(name, evaluator(majorant(e, of), mp)) for name, e in (*program.step.outputs, *more)]
        near = {by: neighbours(shape, by) for sums in program.paths for _, _, by in sums.beside}
        count, path = math.prod(shape), self._modes if self.layout.modes else self._sums
        paths = [
            [path(s, entered[s.array == "u"][row], row, found) for row in range(s.which * count, (s.which + 1) * count)]
            for s in program.paths
        ]
        columns: list[dict[str, Any]] = [{name: [] for name, _ in sizes} for _ in range(count)]
        steps, shift = self.layout.ends.steps(len(entered[0][0])), mp.mpf(int(2 * program.step.point)) / 2 * dt
        for n in range(1, steps + 1):
            for each in chain.from_iterable(paths):
                each.advance(n, n == steps, dt)
            for i, entries in enumerate(columns):
                for rows in paths:
                    _place(rows, i, near, shift, of, values)
                for name, size in sizes:
                    entries[name].append(size(values))
        return columns, dt

    def _sums(self, sums: PrefixSum, weights: list[Any], row: int, found: Given) -> _Sums:
        first = found.first(sums.first, row, weights, self._mp.zero)
        last = found.last(sums.last, row, first, self._mp.zero)
        free = weights[int(sums.first == "weight") :]
        return _Sums(sums, free, [abs(w) for w in free], first, last, abs(first), abs(last))

    def _modes(self, sums: PrefixSum, coefficients: list[Any], row: int, found: Given) -> _Modes:
        steps, zero = self.layout.ends.steps(len(coefficients)), self._mp.zero
        first, last = (found.ends.get(end, [zero] * (row + 1))[row] for end in (sums.first, sums.last))
        ends, line = np.array([first, last], dtype=float), np.linspace([1, 0], [0, 1], steps + 1)
        a, far = np.array(coefficients, dtype=float), self._waves(steps)
        dt = float(found.values[symbols.dt])
        tall, steep = self._amplitudes(steps)
        x, size = far @ a + line @ ends, tall @ abs(a) + line @ abs(ends)
        speed = np.full(steps, (steep @ abs(a) + abs(ends).sum() / steps) / dt)
        if self.layout.ends.closed:  # the last velocity is a difference of positions
            speed[-1] = (size[-1] + size[-2]) / dt
        listed = [list(map(self._mp.mpf, each.tolist())) for each in (x, size, np.diff(x) / dt, speed)]
        return _Modes(sums, *listed)

    def _waves(self, steps: int) -> Array:
        if len(self._kept) != steps + 1:
            self._kept = waves(self.layout, _FLOATS, steps).astype(float)
        return self._kept

    def _amplitudes(self, steps: int) -> tuple[Array, Array]:
        """The largest position and the largest step of each mode: Fourier transforms round on the scale of these."""
        far = self._waves(steps)
        return abs(far).max(axis=0), abs(np.diff(far, axis=0)).max(axis=0)

    def _by_modes(self, force: list[Any], momentum: list[Any], order: int, dt: Any) -> list[float]:
        tall, steep = self._amplitudes(len(force))
        found: list[float] = (float(dt * sum(force)) * tall + float(sum(momentum)) * steep).tolist()
        return found

    def _back(self, force: list[Any], momentum: list[Any], order: int, dt: Any) -> list[float]:
        closed, later, total, found = self.layout.ends.closed, self._mp.zero, self._mp.zero, []
        for k in range(len(force) - 1, -1, -1):
            if not (closed and k == len(force) - 1):
                own = dt * (momentum[k] + (momentum[-1] if closed else 0) + dt * later)
                total = own + total * (order == 2)
                found.append(float(total))
            later += force[k]
        return ([float(dt * later)] if self.layout.ends.origin else []) + found[::-1]


def _place(rows: Sequence[_Sums | _Modes], i: int, near: Near, ahead: Any, of: Sizes, values: dict[Any, Any]) -> None:
    """What the body sees of one coordinate at the site i and beside it, each with its magnitude."""
    sums = rows[i].sums
    for position, velocity, shift in ((sums.position, sums.velocity, None), *sums.beside):
        there = rows[i if shift is None else near[shift][i]]
        values[position], values[velocity] = there.x + ahead * there.v, there.v
        values[of[position]], values[of[velocity]] = there.x_size + ahead * there.v_size, there.v_size
