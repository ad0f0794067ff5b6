"""The oracle: the programs interpreted step by step at any precision, from the expressions themselves.

No graph, no code generation: what the other targets are measured against shares nothing with them but the programs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import sympy as sp

from symnet.errors import InputError, KernelError
from symnet.kernels import programs
from symnet.kernels.evaluate import evaluator
from symnet.kernels.function import Array, KernelFunction, Numbers
from symnet.kernels.ir import PrefixSum, Program, SuffixSum
from symnet.kernels.programs import Layout
from symnet.notation import symbols

DIGITS = 50
Rows = list[list[Any]]
Make = Callable[[Layout], Program]
Outputs = list[tuple[str, Any]]


@dataclass(slots=True)
class _Walk:
    """One path as it advances: x_0, where it is held at the end, x_{n-1} and v_n."""

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
        self._programs: dict[str, tuple[Program, list[tuple[str, Any]]]] = {}

    def run(self, make: Make, arrays: Rows, numbers: tuple[Any, ...]) -> tuple[list[Any], Rows]:
        """The results of a program and, for each of its suffix sums, the derivatives by the free variables."""
        if make.__name__ not in self._programs:
            program = make(self.layout)
            self._programs[make.__name__] = program, [(name, evaluator(e, self.mp)) for name, e in program.step.outputs]
        program, outputs = self._programs[make.__name__]
        values = dict(zip((p.symbol for p in self.layout.params), numbers, strict=False))
        rows = self._forward(program, outputs, arrays, values)
        for reduce in program.reduce:
            column = rows[reduce.of]
            values[sp.Symbol(reduce.name)] = self.mp.fsum(column) if reduce.how == "sum" else column[-1]
        results = [evaluator(e, self.mp)(values) for _, e in program.results]
        return results, [self._back(suffix, rows, values[symbols.dt]) for suffix in program.back]

    def _forward(
        self, program: Program, outputs: Outputs, arrays: Rows, values: dict[Any, Any]
    ) -> dict[str, list[Any]]:
        steps, dt = self.layout.ends.steps(len(arrays[0])), values[symbols.dt]
        walks = [self._start(sums, array, values) for sums, array in zip(program.paths, arrays, strict=True)]
        rows: dict[str, list[Any]] = {name: [] for name, _ in outputs}
        for n in range(1, steps + 1):
            for walk in walks:
                walk.advance(n, steps, dt)
                values[walk.sums.position] = walk.position + dt * walk.velocity * int(2 * program.step.point) / 2
                values[walk.sums.velocity] = walk.velocity
            values[programs.SPAN] = walks[0].position - walks[0].start
            for name, evaluate in outputs:
                value = evaluate(values)
                rows[name].append(value if isinstance(value, self.mp.mpf) else self.mp.nan)
            for walk in walks:
                walk.position += dt * walk.velocity
        return rows

    def _start(self, sums: PrefixSum, array: list[Any], values: dict[Any, Any]) -> _Walk:
        zero = self.mp.zero
        first = {"weight": lambda: array[0], "x_ini": lambda: values[symbols.x_ini], "0": lambda: zero}[sums.first]()
        last = {"x_fin": lambda: values[symbols.x_fin], "x_0": lambda: first}.get(sums.last, lambda: zero)()
        return _Walk(sums, array[sums.first == "weight" :], first, last, first, zero)

    def _back(self, suffix: SuffixSum, rows: dict[str, list[Any]], dt: Any) -> list[Any]:
        force, momentum, ends = rows[suffix.force], rows[suffix.momentum], self.layout.ends
        later, total, found = self.mp.zero, self.mp.zero, []
        for k in range(len(force) - 1, -1, -1):
            if not (ends.closed and k == len(force) - 1):
                own = dt * (momentum[k] - (momentum[-1] if ends.closed else 0) + dt * later)
                total = own + (total if suffix.order == 2 else 0)
                found.append(total)
            later += force[k]
        return ([dt * later] if ends.origin else []) + found[::-1]


class Oracle:
    """The mpmath backend: object arrays of mpf."""

    def __init__(self, layout: Layout, mp: mpmath.MPContext) -> None:
        self.layout, self.mp, self._run = layout, mp, Interpreter(layout, mp).run

    def action(self, w: Array, numbers: Numbers) -> Array:
        """The action."""
        return self._results(programs.action, w, numbers, ())

    def grad(self, w: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient, by one run for each path."""
        runs = [self._run(programs.gradient, [row], numbers) for row in _rows(w)]
        channels = self.layout.channels
        value = _table([values for values, _ in runs], (*w.shape[:-1], channels))
        return value, _table([gradients for _, gradients in runs], (*w.shape[:-1], channels, w.shape[-1]))

    def hvp(self, w: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""
        runs = [self._run(programs.hessian_vector, [a, b], numbers)[1] for a, b in zip(_rows(w), _rows(u), strict=True)]
        return _table(runs, (*w.shape[:-1], self.layout.channels, w.shape[-1]))

    def pgrad(self, w: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords."""
        return self._results(programs.parameter_gradient, w, numbers, (len(numbers),))

    def sample(self, z: Array, numbers: Numbers) -> Array:
        """Weights from standard normals, by the dense Cholesky factor of the inverse Hessian: slow, and independent."""
        mp, count, hbar = self.mp, z.shape[-1], numbers[-1]
        zero, numbers = np.full(count, mp.zero), numbers[:-1]
        unit = [np.array([mp.mpf(i == j) for i in range(count)], dtype=object) for j in range(count)]
        hessian = mp.matrix([[*self.hvp(zero, row, numbers)[0]] for row in unit]) if count else mp.matrix(0)
        if not count:
            return z
        try:
            factor = mp.cholesky((hessian / hbar) ** -1)
        except (ValueError, ZeroDivisionError):
            raise ArithmeticError("the Hessian is not positive") from None
        middle = -mp.lu_solve(hessian, mp.matrix([*self.grad(zero, numbers)[1][0]]))
        drawn = [list(middle + factor * mp.matrix(row)) for row in _rows(z)]
        return _table(drawn, z.shape)

    def _results(self, make: Make, w: Array, numbers: Numbers, more: tuple[int, ...]) -> Array:
        runs = [self._run(make, [row], numbers)[0] for row in _rows(w)]
        return _table(runs, (*w.shape[:-1], self.layout.channels, *more))


def _rows(w: Array) -> Rows:
    return w.reshape(int(np.prod(w.shape[:-1])), w.shape[-1]).tolist()


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
        array = np.asarray(w, dtype=object)
        exact = np.empty(array.shape, dtype=object)
        for index in np.ndindex(array.shape):
            exact[index] = self._number(f"w{list(index)}", array[index])
        return KernelFunction._weights(self, exact)

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
        return self.mp.mpf(float(value) if isinstance(value, np.generic) else value)


def compile_layout(layout: Layout, *, name: str, digits: int = DIGITS) -> KernelFunction:
    """The oracle at ``digits`` decimal digits."""
    mp = mpmath.MPContext()
    mp.dps = digits
    return OracleFunction(layout, "mpmath", Oracle(layout, mp), object, mp=mp)


def files(layout: Layout, *, name: str) -> dict[str, str]:
    """Nothing: the oracle is not source.

    Raises:
        KernelError: always.
    """
    raise KernelError("the target mpmath interprets, it has no source to export; export numpy or c")
