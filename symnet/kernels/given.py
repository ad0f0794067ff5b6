"""The numbers of a call, flat, in the parameters' order, sorted out again: a held end has one in each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sympy as sp

from symnet.kernels.programs import Layout


@dataclass(frozen=True, slots=True)
class Given:
    """values: of dt and the Lagrangian's own; ends: of ``x_ini`` and ``x_fin``, row by row."""

    values: dict[sp.Symbol, Any]
    ends: dict[str, list[Any]]

    def first(self, kind: str, row: int, weights: list[Any], zero: Any) -> Any:
        """Where a row begins."""
        return weights[0] if kind == "weight" else self.ends[kind][row] if kind in self.ends else zero

    def last(self, kind: str, row: int, first: Any, zero: Any) -> Any:
        """Where a row is held at its end; zero where it is not."""
        return first if kind == "x_0" else self.ends[kind][row] if kind in self.ends else zero


def given(layout: Layout, numbers: Iterable[Any], rows: int = 1) -> Given:
    """The numbers by name; hbar may be missing."""
    rest, found = iter(numbers), Given({}, {})
    for param in layout.params:
        if param.role == "end":
            found.ends[param.name] = list(islice(rest, rows))
        else:
            found.values.update((param.symbol, number) for number in islice(rest, 1))
    return found
