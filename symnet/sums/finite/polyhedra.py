"""Integer points of {form >= 0, …}: emptiness, implied forms, heights, points in order of height.

Fourier-Motzkin elimination over the rationals, tightened to integers; the systems are small (parameters, or one piece).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.budget import STEP, spend

LARGEST = 3000
"""Forms in a system beyond which emptiness is not decided (and taken as 'not empty', which is the safe side)."""


def is_empty(system: Iterable[Affine]) -> bool:
    """No integer point, as far as elimination over the rationals shows; False where that is unknown."""
    remaining = _simplified(system)
    while remaining is not None:
        names = affine.names(remaining)
        if not names:
            return False
        if len(remaining) > LARGEST:
            return False
        remaining = _simplified(_eliminated(remaining, _cheapest(remaining, names)))
    return True


def _cheapest(system: Iterable[Affine], names: Iterable[str]) -> str:
    """The variable whose elimination makes the fewest forms."""

    def cost(name: str) -> tuple[int, str]:
        signs = [affine.coefficient(f, name) for f in system]
        return sum(c > 0 for c in signs) * sum(c < 0 for c in signs), name

    return min(names, key=cost)


def _eliminated(system: Iterable[Affine], name: str) -> Iterator[Affine]:
    below: list[tuple[int, Affine]] = []
    above: list[tuple[int, Affine]] = []
    for form in system:
        c = affine.coefficient(form, name)
        if c == 0:
            yield form
        else:
            (below if c > 0 else above).append((abs(c), form))
    spend(15 * STEP * (1 + len(below) * len(above)), "eliminating a variable")
    for c, low in below:
        for d, high in above:
            yield affine.plus(affine.scaled(low, d), high, c)


def _simplified(system: Iterable[Affine]) -> frozenset[Affine] | None:
    """Tight forms, of parallel ones the strongest; None if one of them is a negative number."""
    strongest: dict[Affine, int] = {}
    for form in map(affine.tightened, system):
        direction, c = affine.linear(form), affine.coefficient(form, "")
        if not direction:
            if c < 0:
                return None
            continue
        strongest[direction] = min(c, strongest.get(direction, c))
    return frozenset(affine.shifted(direction, c) for direction, c in strongest.items())


def implies(system: Sequence[Affine], form: Affine) -> bool:
    """Every integer point of the system has form >= 0 (False where that is unknown)."""
    return is_empty([*system, affine.negated(form)])


def interval(system: Iterable[Affine], name: str) -> tuple[int | None, int | None]:
    """The smallest and largest value that the system allows one variable; None where it is not bounded."""
    remaining = _simplified(system)
    while remaining is not None and affine.names(remaining) - {name}:
        remaining = _simplified(_eliminated(remaining, _cheapest(remaining, affine.names(remaining) - {name})))
    if remaining is None:
        return 1, 0
    low: int | None = None
    high: int | None = None
    for form in remaining:
        c, rest = affine.coefficient(form, name), affine.coefficient(form, "")
        if c > 0:
            low = -(rest // c) if low is None else max(low, -(rest // c))
        elif c < 0:
            high = rest // -c if high is None else min(high, rest // -c)
    return low, high


def projected(system: Iterable[Affine], names: Iterable[str]) -> tuple[Affine, ...]:
    """The system without these variables: it holds wherever the given one does for some values of them."""
    remaining = _simplified(system)
    for name in sorted(names):
        if remaining is not None:
            remaining = _simplified(_eliminated(remaining, name))
    return (affine.constant(-1),) if remaining is None else tuple(sorted(remaining))


def points(system: Sequence[Affine], names: Sequence[str]) -> Iterator[dict[str, int]]:
    """Every integer point of a bounded system, in lexicographic order of ``names``."""
    if not names:
        if not is_empty(system):
            yield {}
        return
    name, *rest = names
    low, high = interval(system, name)
    if low is None or high is None:
        raise ValueError(f"{name} is not bounded")
    for value in range(low, high + 1):
        spend(STEP * (1 + len(system)), "listing the points of a domain")
        inside = [affine.substituted(form, name, affine.constant(value)) for form in system]
        for point in points(inside, rest):
            yield {name: value, **point}


def orthants(system: Sequence[Affine], names: Iterable[str]) -> Iterator[tuple[Affine, ...]]:
    """Disjoint parts of the system in each of which every variable has a sign, written down: v >= 0 or v <= -1."""
    parts: list[tuple[Affine, ...]] = [tuple(system)]
    for name in names:
        if sign(system, name) is None:
            positive = affine.variable(name)
            parts = [(*part, side) for part in parts for side in (positive, affine.negated(positive))]
    yield from (part for part in parts if not is_empty(part))


def parts(system: Sequence[Affine], names: Sequence[str]) -> Iterator[tuple[Affine, ...]]:
    """Disjoint parts in which every variable has a sign, and where one positive variable's height serves if it can.

    Where N and n are free of each other the height would be N + n; on n <= N and on n >= N + 1 one of them is enough.
    """
    for part in orthants(system, names):
        yield from _ordered(part, names)


def _ordered(system: tuple[Affine, ...], names: Sequence[str]) -> Iterator[tuple[Affine, ...]]:
    free = [v for v, c in height(system, names) if v and c > 0]
    if len(free) < 2 or len(free) > 3:
        yield system
        return
    above = affine.minus(affine.variable(free[0]), affine.variable(free[1]))
    for side in (above, affine.negated(above)):
        if not is_empty((*system, side)):
            yield from _ordered((*system, side), names)


def sign(system: Iterable[Affine], name: str) -> int | None:
    """1 where some form of the system says v >= c >= 0 (-1: v <= -c <= 0), None where none does."""
    for form in system:
        if affine.variables(form) == {name} and affine.coefficient(form, "") <= 0:
            return 1 if affine.coefficient(form, name) > 0 else -1
    return None


def height(system: Sequence[Affine], names: Sequence[str]) -> Affine:
    """The simplest form h >= 0 with finitely many points of the system for each value: a sum of some |v|."""
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            if _enclosed(system, names, chosen):
                return affine.of({v: sign(system, v) or 1 for v in chosen})
    raise ValueError("a variable has no sign")


def _enclosed(system: Sequence[Affine], names: Sequence[str], start: Iterable[str]) -> bool:
    """With these variables bounded, the forms of the system bound the others one after the other."""
    known = set(start)
    while len(known) < len(names):
        found = next((v for v in names if v not in known and _between(system, v, known)), None)
        if found is None:
            return False
        known.add(found)
    return True


def _between(system: Iterable[Affine], name: str, known: set[str]) -> bool:
    signs = {affine.coefficient(f, name) > 0 for f in system if name in affine.variables(f) <= known | {name}}
    return len(signs) == 2


def largest(system: Sequence[Affine], form: Affine) -> int | None:
    """The largest value of a form on the system, None if there is none."""
    top = affine.variable("top ")
    return interval([*system, affine.minus(form, top), affine.minus(top, form)], "top ")[1]


def by_height(system: Sequence[Affine], names: Sequence[str], h: Affine, bound: int) -> Iterator[dict[str, int]]:
    """Every point with h <= bound, smallest height first."""
    for value in range(bound + 1):
        level = [affine.shifted(h, -value), affine.shifted(affine.scaled(h, -1), value)]
        yield from points([*system, *level], names)
