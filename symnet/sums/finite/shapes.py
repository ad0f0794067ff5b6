"""The shape of a statement: per expanded monomial its entries, constraints, degree and exponents, no coefficients.

The bound depends on nothing else, and without coefficients the expansion of a high power stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, count
from math import comb

from symnet.sums.finite import affine, language
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.budget import STEP, spend
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.printing import text

_JOINING = 40 * STEP
"""Units of one product of two shapes."""

Exponent = tuple[str, Affine]
"""A base and the linear part of its exponent."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One monomial under its sums, coefficients forgotten; every binder has a name of its own."""

    entries: tuple[tuple[str, tuple[Affine, ...]], ...] = ()
    constraints: frozenset[Affine] = frozenset()
    binders: tuple[str, ...] = ()
    degree: int = 0
    exponents: tuple[Exponent, ...] = ()

    def times(self, other: Shape) -> Shape:
        """The product; the binders must differ."""
        return Shape(
            tuple(sorted(self.entries + other.entries)),
            self.constraints | other.constraints,
            self.binders + other.binders,
            self.degree + other.degree,
            self.exponents + other.exponents,
        )

    def renamed(self, names: dict[str, str]) -> Shape:
        """The same with its integer variables renamed."""
        return Shape(
            tuple((head, tuple(affine.renamed(f, names) for f in forms)) for head, forms in self.entries),
            frozenset(affine.renamed(f, names) for f in self.constraints),
            tuple(names.get(b, b) for b in self.binders),
            self.degree,
            tuple((base, affine.renamed(f, names)) for base, f in self.exponents),
        )


UNIT = Shape()


def shapes(node: Node, parameters: frozenset[str]) -> list[Shape]:
    """The shapes of a statement's expansion.

    Raises:
        OutOfReachError: it has a part for which no bound is proved.
    """
    reader = _Expansion(parameters)
    found = reader.of(node)
    return [Shape(s.entries, s.constraints, s.binders, s.degree + reader.cleared(), s.exponents) for s in found]


class _Expansion:
    def __init__(self, parameters: frozenset[str]) -> None:
        self._parameters = parameters
        self._fresh = (f"b{i}'" for i in count())
        self._denominators: dict[str, tuple[int, int]] = {}

    def cleared(self) -> int:
        """The degree of the product of all denominators: multiplying it out raises degrees by at most this."""
        return sum(degree * power for degree, power in self._denominators.values())

    def of(self, node: Node) -> list[Shape]:
        match node:
            case ("num" | "sym", *_):
                return [UNIT]
            case ("int", _):
                return [Shape(degree=1)]
            case ("at", head, forms):
                return [Shape(entries=((head, forms),))]
            case ("ind", form):
                return [Shape(constraints=frozenset([form]))]
            case ("add", nodes):
                return _distinct(s for part in nodes for s in self.of(part))
            case ("mul", nodes):
                return self._product([self.of(part) for part in nodes])
            case ("pow", base, exponent):
                return self._power(self.of(base), exponent)
            case ("sum", name, lo, hi, body):
                v = affine.variable(name)
                ends = Shape(constraints=frozenset([affine.minus(v, lo), affine.minus(hi, v)]), binders=(name,))
                return [ends.times(s) for s in self.of(body)]
            case ("inv", base):
                return self._denominator(base, 1)
            case ("exp", base, form):
                self._must_be_scalar(base, "the base of a power with an index in its exponent")
                return [Shape(exponents=((text(base), affine.linear(form)),))]
            case ("lin", *numbers, form):
                for part in numbers:
                    self._must_be_scalar(part, "a coefficient of a linear recurrence")
                name = f"{text(numbers[0])}, {text(numbers[1])}"
                return [Shape(exponents=((f"root {i} of {name}", affine.linear(form)),)) for i in (1, 2)]
            case ("fun" | "root", *_):
                self._must_be_scalar(node, "the argument of a function")
                return [UNIT]
        raise OutOfReachError(f"no bound is known for {_word(node)}")

    def _must_be_scalar(self, node: Node, what: str) -> None:
        if not language.is_scalar(node):
            raise OutOfReachError(f"{what} is {text(node)}, which depends on indices or sequences")

    def _denominator(self, base: Node, power: int) -> list[Shape]:
        if base[0] == "pow":
            return self._denominator(base[1], power * base[2])
        if base[0] == "mul":
            return self._product([self._denominator(part, power) for part in base[1]])
        if not language.free(base) <= self._parameters:
            raise OutOfReachError(f"a summation index stands in the denominator {text(base)}")
        below = self.of(base)
        if any(s.entries or s.binders or s.exponents for s in below):
            raise OutOfReachError(f"no bound is known for the denominator {text(base)}")
        degree = max(s.degree for s in below)
        if degree:
            known = self._denominators.get(text(base), (degree, 0))
            self._denominators[text(base)] = (degree, known[1] + power)
        return [UNIT]

    def _product(self, factors: list[list[Shape]]) -> list[Shape]:
        total = [UNIT]
        for factor in factors:
            spend(_JOINING * len(total) * len(factor), "expanding a product into shapes")
            total = _distinct(s.times(self._apart(other)) for s in total for other in factor)
        return total

    def _power(self, base: list[Shape], exponent: int) -> list[Shape]:
        spend(_JOINING * exponent * comb(len(base) + exponent - 1, exponent), "expanding a power into shapes")
        products = []
        for chosen in combinations_with_replacement(base, exponent):
            total = UNIT
            for s in chosen:
                total = total.times(self._apart(s))
            products.append(total)
        return _distinct(products)

    def _apart(self, shape: Shape) -> Shape:
        return shape.renamed({b: next(self._fresh) for b in shape.binders}) if shape.binders else shape


def _distinct(found: Iterable[Shape]) -> list[Shape]:
    """One shape for all that differ in degree and in the names of binders only, with the largest degree."""
    largest: dict[Shape, Shape] = {}
    for shape in found:
        plain = _canonical(shape)
        if plain not in largest or largest[plain].degree < shape.degree:
            largest[plain] = shape
    return list(largest.values())


def _canonical(shape: Shape) -> Shape:
    names = {b: f"{i}" for i, b in enumerate(shape.binders)}
    plain = shape.renamed(names)
    return Shape(tuple(sorted(plain.entries)), plain.constraints, plain.binders, 0, tuple(sorted(plain.exponents)))


def _word(node: Node) -> str:
    words = {"prod": "a product", "det": "a determinant"}
    return f"{words.get(node[0], node[0])}: {text(node)}"


def patterns(found: Iterable[Shape]) -> Iterator[tuple[tuple[str, ...], list[Shape]]]:
    """The shapes grouped by the heads of their entries: each group is one coefficient function."""
    groups: dict[tuple[str, ...], list[Shape]] = {}
    for shape in found:
        groups.setdefault(tuple(head for head, _ in shape.entries), []).append(shape)
    yield from sorted(groups.items())
