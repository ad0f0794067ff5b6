"""Differential operators with polynomials in a function and its derivatives as coefficients: products, commutators.

The function is v = V/hbar, the potential; ``w`` is hbar/m. Everything is exact: polynomials over the rationals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb
from typing import Any

import sympy as sp

HIGHEST = 8
"""The highest derivative of the potential that is kept apart."""

_NAMES = ("w", *(f"v{j}" for j in range(HIGHEST + 1)))
RING: Any = sp.polys.rings.PolyRing(_NAMES, sp.QQ)
DIFFUSION: Any = RING.gens[0]
POTENTIAL: tuple[Any, ...] = RING.gens[1:]
"""v, v', v'', ..."""


@dataclass(frozen=True)
class Operator:
    """sum_k parts[k] d^k/dx^k."""

    parts: Mapping[int, Any]

    def __add__(self, other: Operator) -> Operator:
        powers = {*self.parts, *other.parts}
        return _clean({k: self.parts.get(k, RING.zero) + other.parts.get(k, RING.zero) for k in powers})

    def __neg__(self) -> Operator:
        return self.scaled(-1)

    def __sub__(self, other: Operator) -> Operator:
        return self + (-other)

    def scaled(self, factor: Any) -> Operator:
        """A number, or a polynomial, in front."""
        return _clean({k: part * factor for k, part in self.parts.items()})

    def __matmul__(self, other: Operator) -> Operator:
        """One after the other: ``other`` acts first."""
        total: dict[int, Any] = {}
        for k, left in self.parts.items():
            for n, right in other.parts.items():
                for times in range(k + 1):
                    power = k - times + n
                    total[power] = total.get(power, RING.zero) + comb(k, times) * left * right
                    right = derivative(right)
        return _clean(total)

    def commutator(self, other: Operator) -> Operator:
        """self other - other self."""
        return self @ other - other @ self

    def __bool__(self) -> bool:
        return bool(self.parts)

    def terms(self) -> Iterator[tuple[tuple[int, Any], Any]]:
        """((power of d/dx, monomial), coefficient)."""
        for k, part in self.parts.items():
            for monomial, coefficient in part.terms():
                yield (k, monomial), coefficient


def function(part: Any) -> Operator:
    """Multiplication by a function."""
    return _clean({0: part})


def derivative(part: Any) -> Any:
    """d/dx of a coefficient."""
    return sum((part.diff(v) * POTENTIAL[j + 1] for j, v in enumerate(POTENTIAL[:-1])), RING.zero)


def monomials(rate: int) -> Iterator[Operator]:
    """Every w^a v^(i) v^(j) ... d^k/dx^k with at least one v that has the unit 1/T^rate and no length."""
    for count in range(1, rate + 1):
        lengths = 2 * (rate - count)
        for orders in combinations_with_replacement(range(min(lengths, HIGHEST) + 1), count):
            if sum(orders) <= lengths:
                part = DIFFUSION ** (rate - count)
                for order in orders:
                    part = part * POTENTIAL[order]
                yield Operator({lengths - sum(orders): part})


def _clean(parts: Mapping[int, Any]) -> Operator:
    return Operator({k: part for k, part in parts.items() if part})
