"""Wick's rule: the mean of a polynomial in Gaussian variables, as a polynomial in the entries of their covariance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy as sp
from sympy.polys.rings import PolyElement

Monomial = tuple[int, ...]
Table = Sequence[Sequence[PolyElement]]
"""The covariance of each pair of variables, in one polynomial ring."""


class Wick:
    """Means over one Gaussian of mean 0; a monomial's is computed once."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: dict[Monomial, PolyElement] = {(0,) * len(table): table[0][0].ring.one}

    def mean(self, polynomial: Mapping[Monomial, sp.Expr]) -> sp.Expr:
        """The mean of a polynomial, given as its coefficients by monomial."""
        shares: dict[sp.Expr, PolyElement] = {}
        for powers, factor in polynomial.items():
            number, coupling = factor.as_coeff_Mul()
            shares[coupling] = shares.get(coupling, self._table[0][0].ring.zero) + number * self.monomial(powers)
        return sp.Add(*[sp.expand(coupling * share.as_expr()) for coupling, share in shares.items()])

    def monomial(self, powers: Monomial) -> PolyElement:
        """The mean of a monomial: its first factor is paired with each of the others."""
        if powers not in self._known:
            self._known[powers] = self._paired(powers)
        return self._known[powers]

    def _paired(self, powers: Monomial) -> PolyElement:
        total = self._table[0][0].ring.zero
        if sum(powers) % 2:
            return total
        first = next(place for place, power in enumerate(powers) if power)
        left = _without(powers, first)
        for place, power in enumerate(left):
            if power:
                total += power * self._table[first][place] * self.monomial(_without(left, place))
        return total


def _without(powers: Monomial, place: int) -> Monomial:
    return (*powers[:place], powers[place] - 1, *powers[place + 1 :])


def terms(polynomial: sp.Expr, variables: Sequence[sp.Symbol]) -> dict[Monomial, sp.Expr]:
    """A polynomial's coefficients by monomial."""
    return dict(sp.Poly(polynomial, *variables).terms())
