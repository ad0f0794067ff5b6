"""Sets of integer points as islpy has them. The only file that imports islpy; elsewhere a set is an opaque object.

Every set is built from constraints over named variables, in a context of its own with a bound on its operations.
Divisions never occur: they are variables of their own (see `summation.floor`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from symnet.sums.normal.affine import Affine, Constraint, Guard, tidy
from symnet.sums.normal.budget import Undecidable

try:
    import islpy
except ImportError:  # no wheel for this platform
    islpy = None

_FAILURES: tuple[type[Exception], ...] = () if islpy is None else (islpy.Error,)
_USED_UP = "the budget of set operations is used up, or a set is unbounded"


@contextmanager
def limited() -> Iterator[None]:
    """Everywhere inside, sets that take too many operations are `Undecidable`; also a decorator."""
    try:
        yield
    except _FAILURES as reason:
        raise Undecidable(_USED_UP) from reason


def available() -> bool:
    """Whether sets can be computed on this platform."""
    return islpy is not None


def names_of(guard: Iterable[Constraint]) -> list[str]:
    """The variables of a guard, sorted."""
    return sorted({v for c in guard for v, _ in c.form.terms})


class Sets:
    """Builds and reads sets of integer points. A set's variables are known by their place among ``names``."""

    def __init__(self, operations: int) -> None:
        if islpy is None:
            raise Undecidable("islpy is not installed (it has no wheel for this platform)")
        self._context = islpy.Context()
        self._context.set_max_operations(operations)
        self._context.set_on_error(islpy.on_error.CONTINUE)

    def basic(self, guard: Iterable[Constraint], names: Sequence[str]) -> Any:
        """The points of one guard."""
        space = islpy.Space.set_alloc(self._context, 0, len(names))
        place = {name: i + 1 for i, name in enumerate(names)}
        members = list(guard)
        equalities = self._matrix([c.form for c in members if c.equality], place)
        walls = self._matrix([c.form for c in members if not c.equality], place)
        with limited():
            return islpy.BasicSet.from_constraint_matrices(space, equalities, walls, *_LAYOUT)

    def union(self, guards: Iterable[Guard], names: Sequence[str]) -> Any:
        """The points of any of the guards."""
        total = islpy.Set.empty(islpy.Space.set_alloc(self._context, 0, len(names)))
        with limited():
            for guard in guards:
                total = total.union(self.basic(guard, names).to_set())
        return total

    def shadow(self, guards: Iterable[Guard], names: Sequence[str]) -> Any:
        """The points in ``names`` for which some guard holds with some values of the other variables."""
        total = islpy.Set.empty(islpy.Space.set_alloc(self._context, 0, len(names)))
        with limited():
            for guard in guards:
                others = [v for v in names_of(guard) if v not in names]
                region = self.basic(guard, [*names, *others]).to_set()
                total = total.union(region.project_out(_SET, len(names), len(others)))
        return total

    def parts(self, region: Any, names: Sequence[str]) -> list[Guard]:
        """A set as a union of guards."""
        with limited():
            return [g for g in (tidy(self.constraints(b, names)) for b in region.get_basic_sets()) if g is not None]

    def constraints(self, basic: Any, names: Sequence[str]) -> list[Constraint]:
        """What defines a set made of one part.

        Raises:
            Undecidable: when divisions do.
        """
        if basic.dim(islpy.dim_type.div):
            raise Undecidable("a region needs divisions of its own")
        found = []
        with limited():
            for matrix, equality in (
                (basic.equalities_matrix(*_LAYOUT), True),
                (basic.inequalities_matrix(*_LAYOUT), False),
            ):
                for row in range(matrix.rows()):
                    values = [_integer(matrix.get_element_val(row, c)) for c in range(len(names) + 1)]
                    form = Affine.of(dict(zip(names, values[1:], strict=True)), values[0])
                    found.append(Constraint(form, equality))
        return found

    def ends(self, region: Any) -> tuple[int | None, int | None]:
        """The smallest and the largest value of a set's first variable, None where it is unbounded."""
        with limited():
            low, high = region.dim_min_val(0), region.dim_max_val(0)
            return _integer(low) if low.is_int() else None, _integer(high) if high.is_int() else None

    def fixed(self, region: Any, value: int) -> Any:
        """The points whose first variable has a value."""
        with limited():
            return region.fix_val(_SET, 0, self._number(value))

    def sample(self, region: Any, size: int) -> tuple[list[int], Any]:
        """One point of a set of so many variables, and the set without it."""
        with limited():
            point = region.sample_point()
            values = [_integer(point.get_coordinate_val(_SET, i)) for i in range(size)]
            return values, islpy.Set.from_point(point)

    def widened(self, region: Any, size: int) -> Any:
        """A set with more variables at its end, on which nothing is demanded."""
        return region.insert_dims(_SET, region.dim(_SET), size)

    def leading(self, region: Any, size: int) -> Any:
        """The shadow of a set on its first variables."""
        with limited():
            return region.project_out(_SET, size, region.dim(_SET) - size)

    def smallest(self, pairs: Any, own: Sequence[str], other: Sequence[str]) -> list[tuple[Guard, tuple[Affine, ...]]]:
        """For a set of pairs (own, other): the lexicographically smallest ``other`` for each ``own``, piece by piece.

        Raises:
            Undecidable: when it is not piecewise affine.
        """
        pieces: list[tuple[Any, Any]] = []
        found = []
        with limited():
            relation = islpy.Map.from_range(pairs).move_dims(islpy.dim_type.in_, 0, islpy.dim_type.out, 0, len(own))
            relation.lexmin_pw_multi_aff().foreach_piece(lambda where, image: pieces.append((where, image)))
            for where, image in pieces:
                index = tuple(_affine(image.get_aff(i), own) for i in range(len(other)))
                found += [(guard, index) for guard in self.parts(where.make_disjoint(), own)]
        return found

    def _matrix(self, forms: list[Affine], place: dict[str, int]) -> Any:
        matrix = islpy.Mat.alloc(self._context, len(forms), len(place) + 1)
        zero = self._number(0)
        for row, form in enumerate(forms):
            entries = {place[v]: c for v, c in form.terms}
            entries[0] = form.constant
            for column in range(len(place) + 1):
                value = entries.get(column, 0)
                matrix = matrix.set_element_val(row, column, self._number(value) if value else zero)
        return matrix

    def _number(self, value: int) -> Any:
        if abs(value) < 2**62:
            return islpy.Val.int_from_si(self._context, value)
        return islpy.Val.read_from_str(self._context, str(value))


if islpy is not None:
    _SET = islpy.dim_type.set
    _LAYOUT = (islpy.dim_type.cst, islpy.dim_type.set, islpy.dim_type.div, islpy.dim_type.param)


def _integer(value: Any) -> int:
    text = value.to_str()
    if text is None:
        raise Undecidable(_USED_UP)
    return int(text)


def _affine(form: Any, names: Sequence[str]) -> Affine:
    if form.dim(islpy.dim_type.div) or not form.get_denominator_val().is_one():
        raise Undecidable("a smallest member is not an affine function")
    terms = {n: _integer(form.get_coefficient_val(islpy.dim_type.in_, i)) for i, n in enumerate(names)}
    return Affine.of(terms, _integer(form.get_constant_val()))
