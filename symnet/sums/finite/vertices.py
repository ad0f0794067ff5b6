"""How far out the vertices of the cells between walls lie, and how long their rays are, in height."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import comb, gcd, isqrt, lcm, prod

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.budget import STEP, spend

LARGEST_SEARCH = 40_000
"""Sets of walls tried one by one; beyond that the bounds of Cramer and Hadamard serve."""


def reach(walls: Iterable[Affine], names: Sequence[str], h: Affine) -> tuple[Fraction, int]:
    """(V, rho): no vertex of a cell is higher than V, no primitive ray higher than rho.

    Each wall f has two sides, f = 0 and f = -1, because an integer form is >= 0 or <= -1.
    """
    forms = {affine.tightened(f) for f in walls}
    forms = {f for f in forms if affine.linear(f)}
    if not names:
        return Fraction(0), 1
    if all(_is_difference(f) for f in forms):
        return _paths(forms, names, h), max(1, len(affine.variables(h)))
    sides = _sides(forms)
    if comb(len(sides), len(names)) <= LARGEST_SEARCH:
        return _search(sides, names, h)
    return _hadamard(sides, names, h)


def _is_difference(form: Affine) -> bool:
    """y_a - y_b = c or y_a = c: the rows of a network matrix."""
    signs = sorted(c for v, c in form if v)
    return signs in ([1], [-1], [-1, 1])


def _paths(forms: Iterable[Affine], names: Sequence[str], h: Affine) -> Fraction:
    """A vertex is a spanning tree of walls; a height is read off along paths from the constant 0."""
    offset: dict[tuple[str, str], int] = {}
    for form in forms:
        ends = {c: v for v, c in form if v}
        low, high, c = ends.get(-1, ""), ends.get(1, ""), affine.coefficient(form, "")
        for a, b, largest in ((low, high, -c), (high, low, c + 1)):
            offset[a, b] = max(largest, offset.get((a, b), largest))
    total = 0
    for v, c in h:
        if v:
            total += abs(c) * (_longest(offset, names, "", v) if c > 0 else _longest(offset, names, v, ""))
        else:
            total += c
    return Fraction(total)


def _longest(offset: dict[tuple[str, str], int], names: Sequence[str], start: str, goal: str) -> int:
    """The longest simple path, by dynamic programming over the sets of nodes passed."""
    nodes = ["", *names]
    best: dict[tuple[frozenset[str], str], int] = {(frozenset([start]), start): 0}
    longest = 0
    while best:
        spend(STEP * len(best) * len(nodes), "searching the longest path between walls")
        farther: dict[tuple[frozenset[str], str], int] = {}
        for (passed, last), length in best.items():
            for b in nodes:
                if b not in passed and (last, b) in offset:
                    new = length + offset[last, b]
                    if b == goal:
                        longest = max(longest, new)
                        continue
                    place = (passed | {b}, b)
                    farther[place] = max(new, farther.get(place, new))
        best = farther
    return longest


Row = tuple[Fraction, ...]


def _sides(forms: Iterable[Affine]) -> dict[Affine, tuple[int, int]]:
    """Direction -> smallest and largest value that it takes on a side of a wall."""
    sides: dict[Affine, tuple[int, int]] = {}
    for form in forms:
        c = affine.coefficient(form, "")
        direction = affine.linear(form)
        low, high = -c - 1, -c
        if direction[0][1] < 0:
            direction, low, high = affine.scaled(direction, -1), -high, -low
        known = sides.get(direction, (low, high))
        sides[direction] = (min(low, known[0]), max(high, known[1]))
    return sides


def _search(sides: dict[Affine, tuple[int, int]], names: Sequence[str], h: Affine) -> tuple[Fraction, int]:
    """Every set of independent directions: heights of vertices are combinations of wall values, rays are kernels."""
    rows = [(tuple(Fraction(affine.coefficient(d, v)) for v in names), side) for d, side in sorted(sides.items())]
    target = tuple(Fraction(affine.coefficient(h, v)) for v in names)
    top, stride = Fraction(0), 1

    def descend(start: int, basis: list[tuple[Row, Row]], chosen: list[int]) -> None:
        nonlocal top, stride
        spend(10 * STEP * len(names) ** 2, "searching vertices")
        rest, mix = _expressed(target, basis, len(names))
        if not any(rest):
            value = sum(
                (max(m * rows[i][1][0], m * rows[i][1][1]) for i, m in zip(chosen, mix, strict=False)), Fraction(0)
            )
            top = max(top, value)
        if len(chosen) == len(names) - 1:
            stride = max(stride, _ray(basis, target, len(names)))
        if len(chosen) == len(names):
            return
        for i in range(start, len(rows)):
            rest, mix = _expressed(rows[i][0], basis, len(names))
            if any(rest):
                unit = [-m for m in mix]
                unit[len(chosen)] += 1
                descend(i + 1, [*basis, (rest, tuple(unit))], [*chosen, i])

    descend(0, [], [])
    return top + affine.coefficient(h, ""), stride


def _expressed(row: Row, basis: Sequence[tuple[Row, Row]], size: int) -> tuple[Row, Row]:
    """The row minus its combination of the basis, and that combination in the chosen rows."""
    rest, mix = list(row), [Fraction(0)] * (size + 1)
    for reduced, unit in basis:
        pivot = next(i for i, c in enumerate(reduced) if c)
        factor = rest[pivot] / reduced[pivot]
        if factor:
            rest = [a - factor * b for a, b in zip(rest, reduced, strict=True)]
            mix = [a + factor * b for a, b in zip(mix, unit, strict=True)]
    return tuple(rest), tuple(mix)


def _ray(basis: Sequence[tuple[Row, Row]], target: Row, size: int) -> int:
    """|h| of the primitive vector on which all the basis vanishes."""
    pivots = [next(i for i, c in enumerate(reduced) if c) for reduced, _ in basis]
    (free,) = set(range(size)) - set(pivots)
    ray = [Fraction(0)] * size
    ray[free] = Fraction(1)
    for (reduced, _), pivot in zip(reversed(basis), reversed(pivots), strict=True):
        ray[pivot] = -sum((reduced[i] * ray[i] for i in range(size) if i != pivot), Fraction(0)) / reduced[pivot]
    common = lcm(*(c.denominator for c in ray))
    whole = [int(c * common) for c in ray]
    return abs(int(sum(a * b for a, b in zip(target, whole, strict=True)))) // gcd(*whole)


def _hadamard(sides: dict[Affine, tuple[int, int]], names: Sequence[str], h: Affine) -> tuple[Fraction, int]:
    norms = sorted((isqrt(sum(c * c for _, c in d) - 1) + 1 for d in sides), reverse=True)
    cofactor = prod(norms[: len(names) - 1])
    size = sum(abs(c) for v, c in h if v)
    farthest = max((max(abs(low), abs(high)) for low, high in sides.values()), default=0)
    top = size * len(names) * cofactor * farthest
    return Fraction(top + affine.coefficient(h, "")), size * cofactor
