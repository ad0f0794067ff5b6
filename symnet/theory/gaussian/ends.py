"""The four boundaries as the Gaussian calculus sees them: which times are free, what holds the others, which matrix."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.sums.linear_algebra.toeplitz import Chain, Cycle
from symnet.theory.gaussian.step import QuadraticStep


@dataclass(frozen=True)
class Ends:
    """One boundary.

    first_free, last_free: the times n between which x_n is integrated over.
    start, finish: what x_0 and x_N are held at; None where they are free.
    """

    name: str
    first_free: int
    last_free: sp.Expr
    start: sp.Expr | None
    finish: sp.Expr | None

    @property
    def size(self) -> sp.Expr:
        """How many positions are free."""
        return self.last_free - self.first_free + 1

    @property
    def is_ring(self) -> bool:
        """Whether x_N is x_0."""
        return self.name == "ring"

    def row(self, time: sp.Expr) -> sp.Expr:
        """The index, from 1, of the position at a time."""
        return time + (1 - self.first_free)

    def matrix(self, step: QuadraticStep) -> Chain | Cycle:
        """The second derivatives of the action in the free positions."""
        return _matrix(self, step)


@lru_cache(maxsize=64)
def _matrix(ends: Ends, step: QuadraticStep) -> Chain | Cycle:
    if ends.is_ring:
        return Cycle(ends.size, step.diagonal, step.coupling)
    first = step.early if ends.start is None else None
    last = step.late if ends.finish is None else None
    return Chain(ends.size, step.diagonal, step.coupling, first, last)


ENDS = {
    ends.name: ends
    for ends in (
        Ends("fixed", 1, s.N - 1, s.x_ini, s.x_fin),
        Ends("halfline", 1, s.N, s.x_ini, None),
        Ends("ring", 0, s.N - 1, None, None),
        Ends("free", 0, s.N, None, None),
    )
}
"""Boundary by name; a further one is a further row."""


def ends_of(boundary: Any) -> Ends:
    """The row of a boundary, given as a record with a name or as the name.

    Raises:
        UnsupportedError: for a boundary without a row.
    """
    name = getattr(boundary, "name", boundary)
    if name not in ENDS:
        raise UnsupportedError(f"no Gaussian form on the boundary {name!r}; there is one on {', '.join(ENDS)}")
    return ENDS[name]
