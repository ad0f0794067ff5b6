"""Integer points of polyhedra: emptiness, redundancy, cells, hulls, points. The only file that imports islpy.

Every set here is given by constraints over named variables; divisions never occur (they are variables of their own).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeVar

from symnet.sums.normal.affine import Affine, Constraint, Guard, tidy
from symnet.sums.normal.budget import Budget, Undecidable

try:
    import islpy
except ImportError:  # no wheel for this platform
    islpy = None

Value = TypeVar("Value")


def available() -> bool:
    """Whether Presburger sets can be computed on this platform."""
    return islpy is not None


class Regions:
    """The Presburger calculations of one decision, in an isl context of its own with a bound on its operations."""

    def __init__(self, budget: Budget) -> None:
        if islpy is None:
            raise Undecidable("islpy is not installed (it has no wheel for this platform)")
        self.budget = budget
        self._context = islpy.Context()
        self._context.set_max_operations(budget.operations)
        self._context.set_on_error(islpy.on_error.CONTINUE)
        self._simple: dict[Guard, Guard | None] = {}

    def simplify(self, guard: Iterable[Constraint]) -> Guard | None:
        """The same integer points by fewer, tighter constraints, implied equalities found; None when there are none."""
        start = tidy(guard)
        if not start:
            return start
        if start not in self._simple:
            self.budget.spend()
            names = _names(start)
            found = self._guarded(lambda: self._basic(start, names).detect_equalities().remove_redundancies())
            empty = self._guarded(found.is_empty)
            self._simple[start] = None if empty else tidy(_constraints(found, names))
        return self._simple[start]

    def is_empty(self, guard: Iterable[Constraint]) -> bool:
        """Whether no integer point satisfies the guard."""
        return self.simplify(guard) is None

    def implies(self, guard: Guard, member: Constraint) -> bool:
        """Whether every integer point of the guard satisfies the constraint."""
        return all(self.is_empty((*guard, opposite)) for opposite in member.negations())

    def cells(
        self, pieces: Sequence[tuple[Guard, Value]], add: Callable[[Value, Value], Value]
    ) -> Iterator[tuple[list[Guard], Value]]:
        """Disjoint regions that cover the pieces, each as a union of guards, with the sum of the values there."""
        names = sorted({v for guard, _ in pieces for v in _names(guard)})
        cells: list[tuple[Any, Value]] = []
        for guard, value in pieces:
            cells = self._guarded(lambda: self._refine(cells, self._set(guard, names), value, add))  # noqa: B023
        for region, value in cells:
            yield self.parts(self._guarded(region.coalesce), names), value

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
        names = _names(guard)
        cone = [Constraint(Affine(c.form.terms), c.equality) for c in guard]
        hull = self._guarded(lambda: self._basic(cone, names).affine_hull())
        return [c.form for c in _constraints(hull, names) if c.equality]

    def range_of(self, form: Affine, guard: Guard) -> tuple[int, int] | None:
        """Smallest and largest value of a form on the guard, None when it is unbounded."""
        name = "0range!"
        names = [name, *sorted({*_names(guard), *form.variables})]
        graph = (*guard, Constraint(form - Affine.variable(name), True))
        region = self._guarded(lambda: self._set(graph, names))
        low, high = (self._guarded(getattr(region, which), 0) for which in ("dim_min_val", "dim_max_val"))
        if not (low.is_int() and high.is_int()):
            return None
        return int(low.to_python()), int(high.to_python())

    def lowest(self, form: Affine, guard: Guard) -> int | None:
        """The smallest value of a form on the guard, None when there is none."""
        names = ["0value!", *sorted({*_names(guard), *form.variables})]
        graph = (*guard, Constraint(form - Affine.variable(names[0]), True))
        low = self._guarded(lambda: self._set(graph, names).dim_min_val(0))
        return int(low.to_python()) if low.is_int() else None

    def points(self, guards: Sequence[Guard], weight: Affine, limit: int) -> Iterator[dict[str, int]]:
        """Integer points, by growing weight and then lexicographically in absolute size, at most ``limit`` of them."""
        name = "0weight!"
        names = [name, *sorted({v for g in guards for v in _names(g)} | weight.variables)]
        bound = Constraint(Affine.variable(name) - weight, True)
        region = self._guarded(lambda: self._union([(*g, bound) for g in guards], names))
        for _ in range(limit):
            if self._guarded(region.is_empty):
                return
            low = self._guarded(region.dim_min_val, 0)
            chosen = region if not low.is_int() else self._guarded(lambda: region.fix_val(_SET, 0, low))  # noqa: B023
            found = self._guarded(chosen.sample_point)
            values = [int(found.get_coordinate_val(_SET, i).to_python()) for i in range(len(names))]
            yield dict(zip(names[1:], values[1:], strict=True))
            region = self._guarded(lambda: region.subtract(islpy.Set.from_point(found)))  # noqa: B023

    def project(self, guard: Guard, names: Sequence[str]) -> list[Guard]:
        """The points in ``names`` over which the guard has points: a union of guards."""
        return self.parts(self.shadow([guard], names).coalesce(), names)

    def gist(self, guard: Guard, context: Guard) -> Guard:
        """What the guard says that the context does not say already."""
        names = _names((*guard, *context))
        left = self._guarded(lambda: self._basic(guard, names).gist(self._basic(context, names)))
        return tidy(_constraints(left, names)) or ()

    def covered(self, guard: Guard, by: Sequence[Guard]) -> bool:
        """Whether every point of a guard lies in one of the others."""
        names = sorted({v for g in (guard, *by) for v in _names(g)})
        rest = self._guarded(lambda: self._set(guard, names).subtract(self._union(by, names)))
        return bool(rest.is_empty())

    def merged(self, guards: Sequence[Guard]) -> list[Guard]:
        """The same points by few guards that do not overlap."""
        if len(guards) < 2:
            return list(guards)
        names = sorted({v for g in guards for v in _names(g)})
        apart = self._guarded(lambda: self._union(guards, names).coalesce().make_disjoint())
        fewer = self._guarded(lambda: apart.coalesce().get_basic_sets())
        if any(not one.is_disjoint(two) for one, two in combinations(fewer, 2)):
            fewer = apart.get_basic_sets()
        return [g for g in (tidy(_constraints(b, names)) for b in fewer) if g is not None]

    def split(self, guards: Sequence[Guard], by: Sequence[Guard]) -> tuple[list[Guard], list[Guard]]:
        """The points of the guards inside and outside the others, each by guards that do not overlap."""
        if not guards or not by:
            return [], list(guards)
        names = sorted({v for g in (*guards, *by) for v in _names(g)})
        whole, cut = (self._guarded(self._union, union, names) for union in (guards, by))
        inside, outside = (
            self._guarded(lambda region=region: region.coalesce().make_disjoint())
            for region in (whole.intersect(cut), whole.subtract(cut))
        )
        return self.parts(inside, names), self.parts(outside, names)

    def smallest(self, pairs: Any, own: Sequence[str], other: Sequence[str]) -> list[tuple[Guard, tuple[Affine, ...]]]:
        """For a set of pairs (own, other): the lexicographically smallest ``other`` for each ``own``, piece by piece.

        Raises:
            Undecidable: when it is not piecewise affine.
        """
        relation = islpy.Map.from_range(pairs).move_dims(islpy.dim_type.in_, 0, islpy.dim_type.out, 0, len(own))
        pieces: list[tuple[Any, Any]] = []
        self._guarded(
            lambda: relation.lexmin_pw_multi_aff().foreach_piece(lambda where, image: pieces.append((where, image)))
        )
        found = []
        for where, image in pieces:
            index = tuple(_affine(image.get_aff(i), own) for i in range(len(other)))
            guards = (tidy(_constraints(b, own)) for b in where.make_disjoint().get_basic_sets())
            found += [(g, index) for g in guards if g is not None]
        return found

    def widened(self, region: Any, size: int) -> Any:
        """A set with more variables at its end, on which nothing is demanded."""
        return region.insert_dims(_SET, region.dim(_SET), size)

    def leading(self, region: Any, size: int) -> Any:
        """The shadow of a set on its first variables."""
        return self._guarded(lambda: region.project_out(_SET, size, region.dim(_SET) - size))

    def shadow(self, guards: Sequence[Guard], names: Sequence[str]) -> Any:
        """The points in ``names`` for which some guard holds with some values of the other variables."""
        total = islpy.Set.empty(islpy.Space.set_alloc(self._context, 0, len(names)))
        for guard in guards:
            others = [v for v in _names(guard) if v not in names]
            region = self._guarded(self._set, guard, [*names, *others])
            total = total.union(region.project_out(_SET, len(names), len(others)))
        return total

    def _guarded(self, work: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return work(*arguments)
        except islpy.Error as reason:
            raise Undecidable("the budget of set operations is used up, or a set is unbounded") from reason

    def _set(self, guard: Iterable[Constraint], names: Sequence[str]) -> Any:
        return self._basic(guard, names).to_set()

    def _union(self, guards: Sequence[Guard], names: Sequence[str]) -> Any:
        total = self._set(guards[0], names)
        for guard in guards[1:]:
            total = total.union(self._set(guard, names))
        return total

    def parts(self, region: Any, names: Sequence[str]) -> list[Guard]:
        """A set in the given variables as a union of guards."""
        basic = self._guarded(region.get_basic_sets)
        return [g for g in (tidy(_constraints(b, names)) for b in basic) if g is not None]

    def _basic(self, guard: Iterable[Constraint], names: Sequence[str]) -> Any:
        space = islpy.Space.set_alloc(self._context, 0, len(names))
        place = {name: i + 1 for i, name in enumerate(names)}
        members = list(guard)
        equalities = self._matrix([c.form for c in members if c.equality], place)
        walls = self._matrix([c.form for c in members if not c.equality], place)
        return islpy.BasicSet.from_constraint_matrices(space, equalities, walls, *_LAYOUT)

    def _matrix(self, forms: list[Affine], place: dict[str, int]) -> Any:
        matrix = islpy.Mat.alloc(self._context, len(forms), len(place) + 1)
        number = islpy.Val.int_from_si
        zero = number(self._context, 0)
        for row, form in enumerate(forms):
            entries = {place[v]: c for v, c in form.terms}
            entries[0] = form.constant
            for column in range(len(place) + 1):
                value = entries.get(column, 0)
                matrix = matrix.set_element_val(row, column, number(self._context, value) if value else zero)
        return matrix


if islpy is not None:
    _SET = islpy.dim_type.set
    _LAYOUT = (islpy.dim_type.cst, islpy.dim_type.set, islpy.dim_type.div, islpy.dim_type.param)


def _names(guard: Iterable[Constraint]) -> list[str]:
    return sorted({v for c in guard for v, _ in c.form.terms})


def _affine(form: Any, names: Sequence[str]) -> Affine:
    if form.dim(islpy.dim_type.div) or not form.get_denominator_val().is_one():
        raise Undecidable("a smallest member is not an affine function")
    terms = {n: int(form.get_coefficient_val(islpy.dim_type.in_, i).to_python()) for i, n in enumerate(names)}
    return Affine.of(terms, int(form.get_constant_val().to_python()))


def _constraints(region: Any, names: Sequence[str]) -> list[Constraint]:
    if region.dim(islpy.dim_type.div):
        raise Undecidable("a region needs divisions of its own")
    found = []
    for matrix, equality in ((region.equalities_matrix(*_LAYOUT), True), (region.inequalities_matrix(*_LAYOUT), False)):
        for row in range(matrix.rows()):
            values = [int(matrix.get_element_val(row, c).to_python()) for c in range(len(names) + 1)]
            found.append(Constraint(Affine.of(dict(zip(names, values[1:], strict=True)), values[0]), equality))
    return found
