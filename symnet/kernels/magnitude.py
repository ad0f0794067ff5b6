"""How large the terms are that a result is summed from: the scale on which its rounding error is measured.

The programs are walked once more with absolute values: weights, positions and velocities through the prefix sums, the
step's terms through `majorant`, forces and momenta back through the suffix sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mpmath
import sympy as sp

from symnet.kernels import programs
from symnet.kernels.evaluate import evaluator
from symnet.kernels.ir import PrefixSum, Program
from symnet.kernels.majorant import majorant
from symnet.kernels.programs import D_POSITION, D_VELOCITY, Layout, Named
from symnet.kernels.step import POSITION, VELOCITY
from symnet.notation import symbols

SIZES_OF = {
    symbol: sp.Symbol(f"|{symbol.name}|", nonnegative=True) for symbol in (POSITION, VELOCITY, D_POSITION, D_VELOCITY)
}
"""The symbol of each path variable's magnitude."""
_DIGITS = 20


@dataclass(slots=True)
class _Pair:
    """A path and its magnitude as they advance."""

    sums: PrefixSum
    weights: list[Any]
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
        weight, again = self.weights[n - 1], self.sums.order == 2
        self.v, self.v_size = weight + self.v * again, abs(weight) + self.v_size * again


class Magnitudes:
    """The summed magnitudes of one kernel's results, at any point."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._mp = mpmath.MPContext()
        self._mp.dps = _DIGITS

    def gradient(self, w: list[Any], numbers: tuple[Any, ...]) -> tuple[list[float], list[list[float]]]:
        """Of the action and of its gradient, one entry for each channel."""
        program, channels = programs.gradient(self.layout), self.layout.body.channels
        values = tuple((str(i), channel.lagrangian) for i, channel in enumerate(channels))
        rows, dt = self._rows(program, values, [w], numbers)
        totals = [float(dt * sum(rows[name])) for name, _ in values]
        return totals, [self._back(rows[s.force], rows[s.momentum], s.order, dt) for s in program.back]

    def hvp(self, w: list[Any], u: list[Any], numbers: tuple[Any, ...]) -> list[list[float]]:
        """Of the Hessian-vector product."""
        program = programs.hessian_vector(self.layout)
        rows, dt = self._rows(program, (), [w, u], numbers)
        return [self._back(rows[s.force], rows[s.momentum], s.order, dt) for s in program.back]

    def _rows(
        self, program: Program, more: Named, arrays: list[list[Any]], numbers: tuple[Any, ...]
    ) -> tuple[dict[str, Any], Any]:
        mp = self._mp
        values = {p.symbol: mp.mpf(v) for p, v in zip(self.layout.params, numbers, strict=False)}
        dt, steps = values[symbols.dt], self.layout.ends.steps(len(arrays[0]))
        sizes = [(name, evaluator(majorant(e, SIZES_OF), mp)) for name, e in (*program.step.outputs, *more)]
        pairs = [self._pair(s, [mp.mpf(e) for e in a], values) for s, a in zip(program.paths, arrays, strict=True)]
        rows: dict[str, list[Any]] = {name: [] for name, _ in sizes}
        shift = mp.mpf(int(2 * program.step.point)) / 2 * dt
        for n in range(1, steps + 1):
            for pair in pairs:
                pair.advance(n, n == steps, dt)
                values[pair.sums.position], values[pair.sums.velocity] = pair.x + shift * pair.v, pair.v
                values[SIZES_OF[pair.sums.position]] = pair.x_size + shift * pair.v_size
                values[SIZES_OF[pair.sums.velocity]] = pair.v_size
            for name, size in sizes:
                rows[name].append(size(values))
            for pair in pairs:
                pair.x, pair.x_size = pair.x + dt * pair.v, pair.x_size + dt * pair.v_size
        return rows, dt

    def _pair(self, sums: PrefixSum, array: list[Any], values: dict[Any, Any]) -> _Pair:
        zero = self._mp.zero
        first = {"weight": lambda: array[0], "x_ini": lambda: values[symbols.x_ini], "0": lambda: zero}[sums.first]()
        last = {"x_fin": lambda: values[symbols.x_fin], "x_0": lambda: first}.get(sums.last, lambda: zero)()
        return _Pair(sums, array[sums.first == "weight" :], first, last, abs(first), abs(last))

    def _back(self, force: list[Any], momentum: list[Any], order: int, dt: Any) -> list[float]:
        closed, later, total, found = self.layout.ends.closed, self._mp.zero, self._mp.zero, []
        for k in range(len(force) - 1, -1, -1):
            if not (closed and k == len(force) - 1):
                own = dt * (momentum[k] + (momentum[-1] if closed else 0) + dt * later)
                total = own + total * (order == 2)
                found.append(float(total))
            later += force[k]
        return ([float(dt * later)] if self.layout.ends.origin else []) + found[::-1]
