"""Questions about integer points: emptiness, redundancy, cells, hulls, ranges, points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeVar

from symnet.sums.normal.affine import Affine, Constraint, Guard, tidy
from symnet.sums.normal.budget import Budget
from symnet.sums.normal.sets import Sets, limited, names_of

Value = TypeVar("Value")


class Regions:
    """The questions of one decision, within its budget."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.sets = Sets(budget.operations)
        self._simple: dict[Guard, Guard | None] = {}

    def simplify(self, guard: Iterable[Constraint]) -> Guard | None:
        """The same integer points by fewer, tighter constraints, implied equalities found; None when there are none."""
        start = tidy(guard)
        if not start:
            return start
        if start not in self._simple:
            self.budget.spend()
            names = names_of(start)
            with limited():
                found = self.sets.basic(start, names).detect_equalities().remove_redundancies()
                self._simple[start] = None if found.is_empty() else tidy(self.sets.constraints(found, names))
        return self._simple[start]

    def is_empty(self, guard: Iterable[Constraint]) -> bool:
        """Whether no integer point satisfies the guard."""
        return self.simplify(guard) is None

    def cells(
        self, pieces: Sequence[tuple[Guard, Value]], add: Callable[[Value, Value], Value]
    ) -> Iterator[tuple[list[Guard], Value]]:
        """Disjoint regions that cover the pieces, each as a union of guards, with the sum of the values there."""
        names = sorted({v for guard, _ in pieces for v in names_of(guard)})
        cells: list[tuple[Any, Value]] = []
        for guard, value in pieces:
            with limited():
                cells = self._refine(cells, self.sets.union((guard,), names), value, add)
        for region, value in cells:
            with limited():
                fewer = region.coalesce()
            yield self.sets.parts(fewer, names), value

    def _refine(
        self, cells: list[tuple[Any, Value]], rest: Any, value: Value, add: Callable[[Value, Value], Value]
    ) -> list[tuple[Any, Value]]:
        refined = []
        for region, present in cells:
            self.budget.spend()
            common = region.intersect(rest)
            if common.is_empty():
                refined.append((region, present))
                continue
            rest = rest.subtract(common)
            refined.append((common, add(present, value)))
            outside = region.subtract(common)
            if not outside.is_empty():
                refined.append((outside, present))
        if not rest.is_empty():
            refined.append((rest, value))
        return refined

    def flat_directions(self, guard: Guard) -> list[Affine]:
        """Linear forms, constant on the guard's recession cone; none when that cone is full-dimensional."""
        names = names_of(guard)
        cone = [Constraint(Affine(c.form.terms), c.equality) for c in guard]
        with limited():
            hull = self.sets.basic(cone, names).affine_hull()
        return [c.form for c in self.sets.constraints(hull, names) if c.equality]

    def ends(self, form: Affine, guard: Guard) -> tuple[int | None, int | None]:
        """Smallest and largest value of a form on the guard, None where it is unbounded."""
        names = ["0value!", *sorted({*names_of(guard), *form.variables})]
        graph = (*guard, Constraint(form - Affine.variable(names[0]), True))
        return self.sets.ends(self.sets.union((graph,), names))

    def points(self, guards: Sequence[Guard], weight: Affine, limit: int) -> Iterator[dict[str, int]]:
        """Integer points by growing weight, at most ``limit`` of them."""
        if not guards:
            return
        names = ["0weight!", *sorted({v for g in guards for v in names_of(g)} | weight.variables)]
        bound = Constraint(Affine.variable(names[0]) - weight, True)
        region = self.sets.union([(*g, bound) for g in guards], names)
        for _ in range(limit):
            with limited():
                if region.is_empty():
                    return
                low, _high = self.sets.ends(region)
                values, point = self.sets.sample(region if low is None else self.sets.fixed(region, low), len(names))
                region = region.subtract(point)
            yield dict(zip(names[1:], values[1:], strict=True))

    def project(self, guard: Guard, names: Sequence[str]) -> list[Guard]:
        """The points in ``names`` over which the guard has points: a union of guards."""
        with limited():
            return self.sets.parts(self.sets.shadow([guard], names).coalesce(), names)

    def gist(self, guard: Guard, context: Guard) -> Guard:
        """What the guard says that the context does not say already."""
        names = names_of((*guard, *context))
        with limited():
            left = self.sets.basic(guard, names).gist(self.sets.basic(context, names))
        return tidy(self.sets.constraints(left, names)) or ()

    def covered(self, guard: Guard, by: Sequence[Guard]) -> bool:
        """Whether every point of a guard lies in one of the others."""
        names = sorted({v for g in (guard, *by) for v in names_of(g)})
        with limited():
            return bool(self.sets.union((guard,), names).subtract(self.sets.union(by, names)).is_empty())

    def merged(self, guards: Sequence[Guard]) -> list[Guard]:
        """The same points by few guards that do not overlap."""
        if len(guards) < 2:
            return list(guards)
        names = sorted({v for g in guards for v in names_of(g)})
        with limited():
            apart = self.sets.union(guards, names).coalesce().make_disjoint()
            fewer = apart.coalesce()
            overlap = any(not one.is_disjoint(two) for one, two in combinations(fewer.get_basic_sets(), 2))
        return self.sets.parts(apart if overlap else fewer, names)

    def split(self, guards: Sequence[Guard], by: Sequence[Guard]) -> tuple[list[Guard], list[Guard]]:
        """The points of the guards inside and outside the others, each by guards that do not overlap."""
        if not guards or not by:
            return [], list(guards)
        names = sorted({v for g in (*guards, *by) for v in names_of(g)})
        with limited():
            whole, cut = (self.sets.union(union, names) for union in (guards, by))
            inside, outside = (part.coalesce().make_disjoint() for part in (whole.intersect(cut), whole.subtract(cut)))
        return self.sets.parts(inside, names), self.sets.parts(outside, names)
