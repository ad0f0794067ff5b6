"""One instance: sizes are integers, and everything else that is free has a number."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy as sp


@dataclass(slots=True)
class Instance:
    """Numbers for everything that is free; what was not given is drawn from its name, and remembered in ``drawn``."""

    integers: Mapping[sp.Symbol, int]
    given: dict[Any, Fraction] = field(default_factory=dict)
    drawn: dict[Any, Fraction] = field(default_factory=dict)
    seed: int = 0
    steps: int = 400_000
    window: int | None = None
    """For sums over all integers: entries vanish whose indices lie further than this from 0."""

    def number(self, key: Any, like: sp.Expr | None = None) -> Fraction:
        """The number of a scalar, an entry or a function value here, of the sign that ``like`` is known to have."""
        if key not in self.drawn:
            if self._outside(key):
                return Fraction(0)
            if key in self.given and _possible(self.given[key], like):
                self.drawn[key] = self.given[key]
            else:
                noise = zlib.crc32(f"{self.seed}:{key}".encode())
                value = Fraction(noise % 23 + 2, noise // 23 % 7 + 1)
                either = (value, -value) if noise // 161 % 2 else (-value, value)
                self.drawn[key] = next(each for each in either if _possible(each, like))
        return self.drawn[key]

    def _outside(self, key: Any) -> bool:
        if self.window is None or isinstance(key, sp.Basic):
            return False
        if len(key) == 2:
            return any(abs(i) > self.window for i in key[1])
        return not any(key[2])


def _possible(value: Fraction, like: sp.Expr | None) -> bool:
    """Whether a scalar or an entry with the assumptions of ``like`` may have this value."""
    if like is None:
        return True
    excluded = (
        (like.is_nonnegative, value < 0),
        (like.is_nonpositive, value > 0),
        (like.is_nonzero, value == 0),
    )
    return not any(known and broken for known, broken in excluded)
