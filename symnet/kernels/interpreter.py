"""Programs interpreted step by step at any precision, from the expressions themselves.

No graph, no code generation: what the targets are measured against shares nothing with them but the programs.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import mpmath
import sympy as sp

from symnet.kernels.evaluate import evaluator
from symnet.kernels.given import Given, given
from symnet.kernels.ir import PrefixSum, Program, SuffixSum
from symnet.kernels.places import in_rows, neighbours
from symnet.kernels.programs import Layout
from symnet.notation import symbols

Rows = list[list[Any]]
Make = Callable[[Layout], Program]
Outputs = list[tuple[str, Any]]
Columns = dict[str, list[Any]]
Near = dict[tuple[int, ...], list[int]]


@dataclass(slots=True)
class _Walk:
    """One row of a path as it advances: where it began and is held at the end, x_{n-1} and v_n."""

    sums: PrefixSum
    weights: list[Any]
    start: Any
    end: Any
    position: Any
    velocity: Any

    def advance(self, n: int, steps: int, dt: Any) -> None:
        """Set the velocity of step n."""
        if self.sums.last != "free" and n == steps:
            self.velocity = (self.end - self.position) / dt
        else:
            self.velocity = self.weights[n - 1] + (self.velocity if self.sums.order == 2 else 0)


class Interpreter:
    """Programs run on lists of numbers of one mpmath context."""

    def __init__(self, layout: Layout, mp: mpmath.MPContext) -> None:
        self.layout, self.mp = layout, mp
        self._programs: dict[str, tuple[Program, Outputs]] = {}

    def run(self, make: Make, arrays: list[Rows], numbers: tuple[Any, ...]) -> tuple[list[Any], list[Rows]]:
        """The results of a program and, for each of its suffix sums, the derivatives by each row's free variables."""
        if make.__name__ not in self._programs:
            program = make(self.layout)
            self._programs[make.__name__] = program, [(name, evaluator(e, self.mp)) for name, e in program.step.outputs]
        program, outputs = self._programs[make.__name__]
        laid = [in_rows(array, self.layout.body.dimensions) for array in arrays]
        rows, shape = [rows for rows, _ in laid], laid[0][1]
        found = given(self.layout, numbers, len(rows[0]))
        sites = self._forward(program, outputs, rows, shape, found)
        dt = found.values[symbols.dt]
        back = [[self._back(suffix, columns, dt) for columns in sites] for suffix in program.back]
        return self._results(program, sites, found), back

    def _results(self, program: Program, sites: list[Columns], found: Given) -> list[Any]:
        results: list[list[Any]] = [[] for _ in program.results]
        for columns in sites:
            values = dict(found.values)
            for reduce in program.reduce:
                column = columns[reduce.of]
                values[sp.Symbol(reduce.name)] = self.mp.fsum(column) if reduce.how == "sum" else column[-1]
            for entries, (_, e) in zip(results, program.results, strict=True):
                entries.append(evaluator(e, self.mp)(values))
        kept = zip(results, (name in program.kept for name, _ in program.results), strict=True)
        return [entry for entries, keep in kept for entry in (entries if keep else [self.mp.fsum(entries)])]

    def _forward(
        self, program: Program, outputs: Outputs, arrays: list[Rows], shape: tuple[int, ...], found: Given
    ) -> list[Columns]:
        """The outputs of each site, one entry for each step."""
        values, dt, count = found.values, found.values[symbols.dt], math.prod(shape)
        near = {shift: neighbours(shape, shift) for sums in program.paths for _, _, shift in sums.beside}
        walks = [
            [self._start(sums, arrays[sums.array == "u"], sums.which * count + i, found) for i in range(count)]
            for sums in program.paths
        ]
        first = walks[0][0]
        steps = self.layout.ends.steps(len(first.weights) + self.layout.ends.origin)
        columns: list[Columns] = [{name: [] for name, _ in outputs} for _ in range(count)]
        for n in range(1, steps + 1):
            for walk in chain.from_iterable(walks):
                walk.advance(n, steps, dt)
            for i, entries in enumerate(columns):
                for rows in walks:
                    self._place(rows, i, near, dt * int(2 * program.step.point) / 2, values)
                for name, evaluate in outputs:
                    value = evaluate(values)
                    entries[name].append(value if isinstance(value, self.mp.mpf) else self.mp.nan)
            for walk in chain.from_iterable(walks):
                walk.position += dt * walk.velocity
        return columns

    def _place(self, rows: list[_Walk], i: int, near: Near, ahead: Any, values: dict[Any, Any]) -> None:
        """What the body sees of one coordinate at the site i and beside it."""
        sums = rows[i].sums
        for position, velocity, shift in ((sums.position, sums.velocity, None), *sums.beside):
            walk = rows[i if shift is None else near[shift][i]]
            values[position], values[velocity] = walk.position + ahead * walk.velocity, walk.velocity
        if sums.array == "w":
            values[self.layout.body.coordinates[sums.which].span] = rows[i].position - rows[i].start

    def _start(self, sums: PrefixSum, array: Rows, row: int, found: Given) -> _Walk:
        zero, weights = self.mp.zero, array[row]
        first = found.first(sums.first, row, weights, zero)
        last = found.last(sums.last, row, first, zero)
        return _Walk(sums, weights[sums.first == "weight" :], first, last, first, zero)

    def _back(self, suffix: SuffixSum, columns: Columns, dt: Any) -> list[Any]:
        force, momentum, ends = columns[suffix.force], columns[suffix.momentum], self.layout.ends
        later, total, found = self.mp.zero, self.mp.zero, []
        for k in range(len(force) - 1, -1, -1):
            if not (ends.closed and k == len(force) - 1):
                own = dt * (momentum[k] - (momentum[-1] if ends.closed else 0) + dt * later)
                total = own + (total if suffix.order == 2 else 0)
                found.append(total)
            later += force[k]
        return ([dt * later] if ends.origin else []) + found[::-1]
