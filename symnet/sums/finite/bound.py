"""Theorem 1: from the walls of a statement's shape to the bound B below which checking is proving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, permutations, product
from math import ceil, factorial, floor, lcm, prod

from symnet.sums.finite import affine, vertices
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.budget import STEP, spend
from symnet.sums.finite.language import Node
from symnet.sums.finite.projection import Projection, label, projection
from symnet.sums.finite.shapes import Shape, patterns, shapes


@dataclass(frozen=True, slots=True)
class Bound:
    """B and what it was computed from, for the pattern of entries that needs the largest B."""

    pattern: tuple[str, ...]
    dimension: int
    terms: int
    reach: Fraction
    stride: int
    value: int
    exponential: bool

    def __str__(self) -> str:
        growth = f"T = {self.terms}" if self.exponential else f"D = {self.terms - 1}"
        stride = f", rho = {self.stride}" if self.stride != 1 else ""
        return f"r = {self.dimension}, {growth}, V = {self.reach}{stride}"


def bound(node: Node, parameters: Sequence[str], domain: tuple[Affine, ...], h: Affine) -> Bound:
    """The bound for node = 0 on the domain with the height h.

    Raises:
        OutOfReachError: the statement has a part for which no bound is proved.
    """
    found = [
        _pattern_bound(pattern, group, parameters, domain, h)
        for pattern, group in patterns(shapes(node, frozenset(parameters)))
    ]
    return max(found, key=lambda b: b.value, default=Bound((), len(parameters), 1, Fraction(0), 1, 0, False))


def _pattern_bound(
    pattern: tuple[str, ...], group: list[Shape], parameters: Sequence[str], domain: tuple[Affine, ...], h: Affine
) -> Bound:
    found = [projection(shape) for shape in group]
    labels = [label(f, s) for f, (_, forms) in enumerate(group[0].entries) for s in range(len(forms))]
    orders = list(_permutations(pattern, group[0]))
    spend(STEP * len(orders) * sum(len(each.walls) for each in found), "renaming the walls of equal entries")
    walls = {affine.renamed(form, names) for each in found for form in each.walls for names in orders}
    terms = _terms(found, orders)
    period = lcm(*(each.period for each in found))
    names = [*labels, *parameters]
    best = Bound(pattern, len(parameters), terms, Fraction(0), 1, 0, any(e.exponentials != {()} for e in found))
    for equations in sorted({each.equations for each in found}, key=sorted):
        put = _solved(equations, labels)
        left = [v for v in names if v not in put]
        reach, stride = vertices.reach([*(affine.replaced(f, put) for f in walls), *domain], left, h)
        stride *= period
        value = max(floor(reach), ceil(reach + stride * (terms - 1 + len(left))) - 1)
        if value >= best.value:
            best = replace(best, dimension=len(left), reach=reach, stride=stride, value=value)
    return best


def _solved(equations: Iterable[Affine], labels: Sequence[str]) -> dict[str, Affine]:
    """Labels in terms of other labels and parameters, on the subspace outside of which a coefficient is 0."""
    put: dict[str, Affine] = {}
    for equation in sorted(equations):
        form = affine.replaced(equation, put)
        name = next((v for v in reversed(labels) if abs(affine.coefficient(form, v)) == 1), None)
        if name is not None:
            value = affine.scaled(affine.substituted(form, name, ()), -affine.coefficient(form, name))
            put = {v: affine.substituted(f, name, value) for v, f in put.items()} | {name: value}
    return put


def _permutations(pattern: tuple[str, ...], shape: Shape) -> Iterator[dict[str, str]]:
    """The renamings of labels that permute the entries of equal heads."""
    blocks = [list(block) for _, block in groupby(range(len(pattern)), key=lambda f: pattern[f])]
    spend(prod(factorial(len(block)) for block in blocks) * len(pattern) * STEP, "permuting equal entries")
    for orders in product(*(permutations(block) for block in blocks)):
        new = [f for order in orders for f in order]
        yield {
            label(f, s): label(new[f], s)
            for f, (_, forms) in enumerate(shape.entries)
            for s in range(len(forms))
            if new[f] != f
        }


def _terms(found: Iterable[Projection], orders: Sequence[dict[str, str]]) -> int:
    """T: over the distinct exponentials the sum of 1 + the largest degree of their coefficients."""
    degrees: dict[object, int] = {}
    for each in found:
        for exponential in each.exponentials:
            for names in orders if exponential else orders[:1]:
                moved = tuple(sorted((base, affine.renamed(form, names)) for base, form in exponential))
                degrees[moved] = max(degrees.get(moved, 0), each.degree)
    return sum(1 + degree for degree in degrees.values()) or 1
