"""Two families of arguments of the same build: the index map is read off, without instances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from symnet.sums.finite import affine, language
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.families import Occurrence
from symnet.sums.finite.language import Node
from symnet.sums.finite.linear import solved


def read_off(occurrence: Occurrence, family: Occurrence) -> list[Affine] | None:
    """Forms phi with arguments = family(phi) where both are written alike, or None."""
    equations: list[tuple[Affine, Affine]] = []
    for mine, theirs in zip(occurrence.arguments, family.arguments, strict=True):
        pairs = list(_pairs(mine, theirs, {}))
        if None in pairs:
            return None
        equations += [pair for pair in pairs if pair is not None]
    forms = _phi(equations, family.indices)
    inner = frozenset().union(*map(language.binders, occurrence.arguments))
    return None if forms is None or affine.names(forms) & inner else forms


def _pairs(mine: Node, theirs: Node, names: Mapping[str, str]) -> Iterator[tuple[Affine, Affine] | None]:
    """The integer forms at equal places; None where the two differ in build."""
    inside = dict(names)
    if mine[0] in ("sum", "prod"):
        inside[theirs[1]] = mine[1]
    below, others = language.children(mine), language.children(theirs)
    here, there = language.forms(mine), language.forms(theirs)
    if _plain(mine) != _plain(theirs) or len(below) != len(others) or len(here) != len(there):
        yield None
        return
    yield from ((a, affine.renamed(b, names)) for a, b in zip(here, there, strict=True))
    for a, b in zip(below, others, strict=True):
        yield from _pairs(a, b, inside)


def _plain(node: Node) -> object:
    match node[0]:
        case "num" | "sym":
            return node
        case "at" | "fun":
            return node[:2]
        case "pow" | "root":
            return (node[0], node[2])
        case tag:
            return tag


def _phi(equations: Sequence[tuple[Affine, Affine]], indices: Sequence[str]) -> list[Affine] | None:
    """Solve theirs(phi) = mine for the indices, comparing coefficients; sums over bound variables must agree."""
    columns = sorted({v for a, b in equations for v, _ in (*a, *b)} - set(indices))
    found = []
    matrix: list[tuple[list[Fraction], dict[str, int]]] = []
    for mine, theirs in equations:
        left = [Fraction(affine.coefficient(theirs, v)) for v in indices]
        rest = affine.minus(mine, tuple((v, c) for v, c in theirs if v not in indices))
        matrix.append((left, dict(rest)))
    for column in columns or [""]:
        solution = solved([[*left, Fraction(rest.get(column, 0))] for left, rest in matrix], len(indices))
        if solution is None or any(c.denominator != 1 for c in solution):
            return None
        found.append((column, solution))
    return [affine.of({column: int(s[i]) for column, s in found}) for i in range(len(indices))]
