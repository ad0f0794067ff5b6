"""The intermediate form every target lowers: weights, prefix sums, one step, sums over the steps, suffix sums back.

A program says *what* runs along the path and says nothing of loops or arrays: C walks it, NumPy takes cumulative sums.
Every sequence has one entry for each step n = 1 ... N.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sympy as sp

from symnet.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class Ends:
    """How a path begins and ends.

    first: what x_0 is, the keyword ``x_ini`` or the first of the free variables.
    last: what x_N is held at: the keyword ``x_fin``, x_0 again (a ring), or nothing (its velocity is free too).
    """

    first: Literal["x_ini", "weight"]
    last: Literal["x_fin", "x_0", "free"]

    @property
    def closed(self) -> bool:
        """Whether the last velocity follows from the others."""
        return self.last != "free"

    @property
    def origin(self) -> bool:
        """Whether x_0 is a free variable."""
        return self.first == "weight"

    @property
    def keywords(self) -> tuple[str, ...]:
        """The positions given as parameters."""
        return tuple(name for name in (self.first, self.last) if name in ("x_ini", "x_fin"))

    def count(self, steps: int) -> int:
        """How many free variables a path of so many steps has."""
        return steps - self.closed + self.origin

    def steps(self, count: int) -> int:
        """N, from the number of free variables."""
        return count + self.closed - self.origin


ENDS: dict[str, Ends] = {
    "fixed": Ends("x_ini", "x_fin"),
    "halfline": Ends("x_ini", "free"),
    "ring": Ends("weight", "x_0"),
    "free": Ends("weight", "free"),
}
ORDERS: dict[str, int] = {"relu": 2, "step": 1}
"""How often the weights are summed to give the path: once for velocities, twice for their increments."""


def ends(boundary: str) -> Ends:
    """The ends of a boundary, by its name."""
    if boundary not in ENDS:
        raise UnsupportedError(f"no kernel for the boundary {boundary!r}; there are {', '.join(ENDS)}")
    return ENDS[boundary]


def order(activation: str) -> int:
    """The number of prefix sums of an activation, by its name."""
    if activation not in ORDERS:
        raise UnsupportedError(f"no kernel for the activation {activation!r}; there are {', '.join(ORDERS)} and cosine")
    return ORDERS[activation]


@dataclass(frozen=True, slots=True)
class Param:
    """A keyword of the kernel, in the order in which compiled code takes them."""

    symbol: sp.Symbol
    role: Literal["dt", "end", "lagrangian", "hbar"]

    @property
    def name(self) -> str:
        """The keyword."""
        return self.symbol.name


@dataclass(frozen=True, slots=True)
class PrefixSum:
    """The path of an array of weights: velocity v_n by one or two sums, position x_n = x_0 + dt*sum_{m<=n} v_m.

    The step sees ``position`` = x_{n-1} + point*dt*v_n and ``velocity`` = v_n. first and last as in `Ends`; for a
    variation of the path an end that is held is "0". which: the coordinate, whose rows (one for each site) these are;
    beside: (position, velocity, so many sites along each direction), the same sums in a neighbour's row.
    """

    array: str
    position: sp.Symbol
    velocity: sp.Symbol
    order: int
    first: Literal["x_ini", "weight", "0"]
    last: Literal["x_fin", "x_0", "0", "free"]
    which: int = 0
    beside: tuple[tuple[sp.Symbol, sp.Symbol, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The scalar body: named outputs as functions of positions, velocities and parameters."""

    point: sp.Rational
    outputs: tuple[tuple[str, sp.Expr], ...]


@dataclass(frozen=True, slots=True)
class Reduce:
    """One number from a sequence: its sum, or its entry at the last step; on sites, one for each site."""

    name: str
    of: str
    how: Literal["sum", "last"] = "sum"


@dataclass(frozen=True, slots=True)
class SuffixSum:
    """The adjoint of the prefix sums: g_k = sum_{n>=k} r_n (order 2) or r_k (order 1), with

    r_k = dt*(momentum_k - momentum_N + dt*sum_{n>k} force_n), the momentum at N taken off on closed paths only.
    The entry of a free x_0 is dt*sum_n force_n. channel and which say whose derivatives these are.
    """

    force: str
    momentum: str
    order: int
    channel: int = 0
    which: int = 0


@dataclass(frozen=True, slots=True)
class Program:
    """One function of a kernel. results are expressions in the names of ``reduce`` and the parameters.

    On sites a result is summed over them, unless ``kept`` names it: then there is one for each site.
    """

    name: str
    paths: tuple[PrefixSum, ...]
    step: Step
    reduce: tuple[Reduce, ...] = ()
    results: tuple[tuple[str, sp.Expr], ...] = ()
    back: tuple[SuffixSum, ...] = ()
    kept: frozenset[str] = frozenset()
