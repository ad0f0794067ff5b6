"""How large the terms are that a result is summed from: the scale on which its rounding error is measured.

The programs are walked once more with absolute values: weights, positions and velocities through the prefix sums, the
step's terms through `majorant`, forces and momenta back through the suffix sums.
"""

from __future__ import annotations

import math
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
from symnet.kernels.modes import exact_map, straight_line
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
class _Pair:
    """A path and its magnitude as they advance."""

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
        """The velocity of step n and its magnitude."""
        if last and self.sums.last != "free":
            self.v, self.v_size = (self.end - self.x) / dt, (self.end_size + self.x_size) / dt
            return
        weight, size, again = self.weights[n - 1], self.sizes[n - 1], self.sums.order == 2
        self.v, self.v_size = weight + self.v * again, size + self.v_size * again


class Magnitudes:
    """The summed magnitudes of one kernel's results, at any point."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._mp = mpmath.MPContext()
        self._mp.dps = _DIGITS

    def gradient(self, w: list[Any], numbers: tuple[Any, ...]) -> tuple[list[float], list[Rows]]:
        """Of the action and of its gradient, one entry for each channel; w has rows where the kernel does."""
        program, channels = programs.gradient(self.layout), self.layout.body.channels
        values = tuple((str(i), channel.lagrangian) for i, channel in enumerate(channels))
        sites, dt = self._columns(program, values, *self._entered(numbers, w), numbers)
        totals = [float(dt * sum(sum(columns[name]) for columns in sites)) for name, _ in values]
        return totals, self._suffixes(program, sites, dt)

    def hvp(self, w: list[Any], u: list[Any], numbers: tuple[Any, ...]) -> list[Rows]:
        """Of the Hessian-vector product."""
        program = programs.hessian_vector(self.layout)
        return self._suffixes(program, *self._columns(program, (), *self._entered(numbers, w, u), numbers))

    def _entered(self, numbers: tuple[Any, ...], *arrays: Any) -> tuple[list[tuple[Rows, Rows]], tuple[int, ...]]:
        """What the programs take of a path and of its variation, with magnitudes; how many sites each direction has."""
        space = self.layout.body.dimensions
        laid = [in_rows(array if self.layout.has_rows else [array], space) for array in arrays]
        exact, shape = [[[self._mp.mpf(e) for e in row] for row in rows] for rows, _ in laid], laid[0][1]
        count, steps = len(exact[0][0]), self.layout.ends.steps(len(exact[0][0]))
        if not self.layout.modes:
            return [(rows, [[abs(e) for e in row] for row in rows]) for rows in exact], shape
        line, (matrix, sizes) = straight_line(self.layout, numbers, len(exact[0]), steps), self._map(numbers[0], count)
        found = []
        for rows, (velocity, its_size) in zip(exact, [line, (0, 0)], strict=False):
            a = np.array(rows, dtype=float).reshape(len(rows), -1)
            found.append((self._rows(a @ matrix.T + velocity), self._rows(abs(a) @ sizes.T + its_size)))
        return found, shape

    def _rows(self, table: Array) -> Rows:
        return [[self._mp.mpf(e) for e in row] for row in table.tolist()]

    def _map(self, dt: Any, count: int) -> tuple[Array, Array]:
        """Between coefficients and velocities, to the precision of a magnitude."""
        matrix, sizes = exact_map(self.layout, _FLOATS, count, float(dt))
        return matrix.astype(float), sizes.astype(float)

    def _suffixes(self, program: Program, sites: list[dict[str, Any]], dt: Any) -> list[Rows]:
        found = [[self._back(c[s.force], c[s.momentum], s.order, dt) for c in sites] for s in program.back]
        if not self.layout.modes:
            return found
        sizes = self._map(dt, len(found[0][0]))[1]
        return [[(np.array(row, dtype=float) @ sizes).tolist() for row in rows] for rows in found]

    def _columns(
        self,
        program: Program,
        more: Named,
        arrays: list[tuple[Rows, Rows]],
        shape: tuple[int, ...],
        numbers: tuple[Any, ...],
    ) -> tuple[list[dict[str, Any]], Any]:
        mp, of = self._mp, sizes_of(self.layout)
        found = given(self.layout, map(mp.mpf, numbers), len(arrays[0][0]))
        values, dt = found.values, found.values[symbols.dt]
        sizes = [(name, evaluator(majorant(e, of), mp)) for name, e in (*program.step.outputs, *more)]
        near = {by: neighbours(shape, by) for sums in program.paths for _, _, by in sums.beside}
        count = math.prod(shape)
        pairs = [
            [self._pair(s, arrays[s.array == "u"], s.which * count + i, found) for i in range(count)]
            for s in program.paths
        ]
        columns: list[dict[str, Any]] = [{name: [] for name, _ in sizes} for _ in range(count)]
        steps, shift = self.layout.ends.steps(len(arrays[0][0][0])), mp.mpf(int(2 * program.step.point)) / 2 * dt
        for n in range(1, steps + 1):
            for pair in chain.from_iterable(pairs):
                pair.advance(n, n == steps, dt)
            for i, entries in enumerate(columns):
                for rows in pairs:
                    _place(rows, i, near, shift, of, values)
                for name, size in sizes:
                    entries[name].append(size(values))
            for pair in chain.from_iterable(pairs):
                pair.x, pair.x_size = pair.x + dt * pair.v, pair.x_size + dt * pair.v_size
        return columns, dt

    def _pair(self, sums: PrefixSum, array: tuple[Rows, Rows], row: int, found: Given) -> _Pair:
        zero, weights, sizes = self._mp.zero, array[0][row], array[1][row]
        first = found.first(sums.first, row, weights, zero)
        last = found.last(sums.last, row, first, zero)
        origin = int(sums.first == "weight")
        size = sizes[0] if origin else abs(first)
        end = size if sums.last == "x_0" else abs(last)
        return _Pair(sums, weights[origin:], sizes[origin:], first, last, size, end)

    def _back(self, force: list[Any], momentum: list[Any], order: int, dt: Any) -> list[float]:
        closed, later, total, found = self.layout.ends.closed, self._mp.zero, self._mp.zero, []
        for k in range(len(force) - 1, -1, -1):
            if not (closed and k == len(force) - 1):
                own = dt * (momentum[k] + (momentum[-1] if closed else 0) + dt * later)
                total = own + total * (order == 2)
                found.append(float(total))
            later += force[k]
        return ([float(dt * later)] if self.layout.ends.origin else []) + found[::-1]


def _place(rows: list[_Pair], i: int, near: Near, ahead: Any, of: Sizes, values: dict[Any, Any]) -> None:
    """What the body sees of one coordinate at the site i and beside it, each with its magnitude."""
    sums = rows[i].sums
    for position, velocity, shift in ((sums.position, sums.velocity, None), *sums.beside):
        pair = rows[i if shift is None else near[shift][i]]
        values[position], values[velocity] = pair.x + ahead * pair.v, pair.v
        values[of[position]], values[of[velocity]] = pair.x_size + ahead * pair.v_size, pair.v_size
