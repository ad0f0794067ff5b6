"""Linear forms in the weights over a symbolic range, with the algebra that a substitution needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from symnet.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class LinearForm:
    """constant + sum_{unit=1}^{last} coefficient * weights[unit] + single terms.

    Shapes:
        coefficient: polynomial in ``unit``, valid on the whole range.
        points: pairs (place, factor) for factor * weights[place], places beyond the range.
    """

    weights: sp.IndexedBase
    unit: sp.Symbol
    constant: sp.Expr
    coefficient: sp.Expr
    last: sp.Expr
    points: tuple[tuple[sp.Expr, sp.Expr], ...] = ()

    def scaled(self, factor: sp.Expr) -> LinearForm:
        """factor * form."""
        points = tuple((place, factor * value) for place, value in self.points)
        return replace(self, constant=factor * self.constant, coefficient=factor * self.coefficient, points=points)

    def plus(self, other: LinearForm) -> LinearForm:
        """The sum, over the longer of the two ranges; what that adds is taken off again as single terms."""
        extension = sp.expand(self.last - other.last)
        if not extension.is_Integer:
            raise UnsupportedError(f"ranges up to {self.last} and {other.last} do not differ by a number")
        if extension < 0:
            return other.plus(self)
        places = [other.last + step for step in range(1, int(extension) + 1)]
        excess = [(place, -other.coefficient.xreplace({self.unit: place})) for place in places]
        return replace(
            self,
            constant=self.constant + other.constant,
            coefficient=_tidy(self.coefficient + other.coefficient),
            points=_collected([*self.points, *other.points, *excess]),
        )

    def at(self, time: sp.Symbol, value: sp.Expr) -> LinearForm:
        """The form with another value for an index it depends on."""
        moved = {time: value}
        points = tuple((place.xreplace(moved), factor.xreplace(moved)) for place, factor in self.points)
        constant, coefficient = self.constant.xreplace(moved), self.coefficient.xreplace(moved)
        return replace(self, constant=constant, coefficient=coefficient, last=self.last.xreplace(moved), points=points)

    def expression(self) -> sp.Expr:
        """As SymPy, what does not depend on the unit in front of the sum."""
        factor, inner = _tidy(self.coefficient).as_independent(self.unit, as_Add=False)
        if inner.diff(self.unit).is_positive:
            factor, inner = -factor, -inner
        total = (
            factor * sp.Sum(inner * self.weights[self.unit], (self.unit, 1, self.last)) if factor != 0 else sp.S.Zero
        )
        return sp.Add(self.constant, total, *[value * self.weights[place] for place, value in self.points])


def _tidy(coefficient: sp.Expr) -> sp.Expr:
    return sp.factor_terms(sp.expand(coefficient))


def _collected(points: list[tuple[sp.Expr, sp.Expr]]) -> tuple[tuple[sp.Expr, sp.Expr], ...]:
    factors: dict[sp.Expr, sp.Expr] = {}
    for place, factor in points:
        factors[place] = _tidy(factors.get(place, sp.S.Zero) + factor)
    return tuple((place, factor) for place, factor in factors.items() if factor != 0)
