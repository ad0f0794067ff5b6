"""Affine forms with integer coefficients over named integer variables, and the linear constraints made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import gcd


@dataclass(frozen=True, slots=True, order=True)
class Affine:
    """constant + sum of coefficient * variable; ``terms`` are sorted by name and hold no zero."""

    terms: tuple[tuple[str, int], ...] = ()
    constant: int = 0

    @staticmethod
    def of(terms: Mapping[str, int], constant: int = 0) -> Affine:
        """Build from any mapping; zeros are dropped."""
        return Affine(tuple(sorted((v, c) for v, c in terms.items() if c)), constant)

    @staticmethod
    def variable(name: str) -> Affine:
        """The form that is one variable."""
        return Affine(((name, 1),), 0)

    @property
    def variables(self) -> frozenset[str]:
        """The names that occur."""
        return frozenset(v for v, _ in self.terms)

    def coefficient(self, name: str) -> int:
        """The coefficient of one variable, 0 if it does not occur."""
        return next((c for v, c in self.terms if v == name), 0)

    def __add__(self, other: Affine | int) -> Affine:
        if isinstance(other, int):
            return Affine(self.terms, self.constant + other)
        if not other.terms:
            return Affine(self.terms, self.constant + other.constant)
        total = dict(self.terms)
        for v, c in other.terms:
            total[v] = total.get(v, 0) + c
        return Affine.of(total, self.constant + other.constant)

    def __mul__(self, factor: int) -> Affine:
        if factor == 0:
            return Affine()
        return Affine(tuple((v, c * factor) for v, c in self.terms), self.constant * factor)

    __rmul__ = __mul__

    def __neg__(self) -> Affine:
        return self * -1

    def __sub__(self, other: Affine | int) -> Affine:
        return self + (-other)

    def substitute(self, values: Mapping[str, Affine]) -> Affine:
        """Replace variables by forms, all at once."""
        if not any(v in values for v, _ in self.terms):
            return self
        total = Affine((), self.constant)
        for v, c in self.terms:
            total = total + (values[v] * c if v in values else Affine(((v, c),)))
        return total

    def value(self, point: Mapping[str, int]) -> int:
        """The form at a point."""
        return self.constant + sum(c * point[v] for v, c in self.terms)


@dataclass(frozen=True, slots=True)
class Constraint:
    """``form >= 0``, or ``form == 0`` when ``equality``."""

    form: Affine
    equality: bool = False

    def substitute(self, values: Mapping[str, Affine]) -> Constraint:
        """Replace variables by forms, all at once."""
        return Constraint(self.form.substitute(values), self.equality)

    def holds(self, point: Mapping[str, int]) -> bool:
        """Whether a point satisfies it."""
        value = self.form.value(point)
        return value == 0 if self.equality else value >= 0

    def reduced(self) -> Constraint | bool:
        """Divided by the gcd of the coefficients (rounding the wall inwards), or its truth value when constant."""
        content = gcd(*(c for _, c in self.form.terms)) if self.form.terms else 0
        if not content:
            return self.form.constant == 0 if self.equality else self.form.constant >= 0
        terms = tuple((v, c // content) for v, c in self.form.terms)
        if not self.equality:
            return Constraint(Affine(terms, self.form.constant // content))
        if self.form.constant % content:
            return False
        form = Affine(terms, self.form.constant // content)
        return Constraint(form if terms[0][1] > 0 else -form, True)

    def negations(self) -> tuple[Constraint, ...]:
        """Disjoint constraints that together say the opposite."""
        below = Constraint(-self.form - 1)
        return (below, Constraint(self.form - 1)) if self.equality else (below,)


Guard = tuple[Constraint, ...]
"""A conjunction."""


def at_least(left: Affine, right: Affine) -> Constraint:
    """left >= right."""
    return Constraint(left - right)


def equal(left: Affine, right: Affine) -> Constraint:
    """left == right."""
    return Constraint(left - right, True)


def tidy(guard: Iterable[Constraint]) -> Guard | None:
    """Reduced, without duplicates or trivial members, sorted; None when a member or an opposite pair is false."""
    lowest: dict[tuple[tuple[str, int], ...], int] = {}
    equalities: set[Constraint] = set()
    for member in guard:
        reduced = member.reduced()
        if reduced is True:
            continue
        if reduced is False:
            return None
        assert isinstance(reduced, Constraint)
        if reduced.equality:
            equalities.add(reduced)
        else:
            terms, constant = reduced.form.terms, reduced.form.constant
            lowest[terms] = min(constant, lowest.get(terms, constant))
    return _pair_up(lowest, equalities)


def _pair_up(lowest: dict[tuple[tuple[str, int], ...], int], equalities: set[Constraint]) -> Guard | None:
    walls: list[Constraint] = []
    for terms, constant in lowest.items():
        opposite = tuple((v, -c) for v, c in terms)
        width = constant + lowest[opposite] if opposite in lowest else None
        if width is not None and width < 0:
            return None
        if width == 0:
            if terms[0][1] > 0:
                equalities.add(Constraint(Affine(terms, constant), True))
        else:
            walls.append(Constraint(Affine(terms, constant)))
    return tuple(sorted([*equalities, *walls], key=lambda c: (not c.equality, c.form.terms, c.form.constant)))
