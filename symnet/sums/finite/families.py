"""Where a statement uses undefined functions: each occurrence with the indices it depends on and their ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from symnet.sums.finite import affine, language
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.language import Node


@dataclass(frozen=True, slots=True)
class Occurrence:
    """F(arguments) under sums: the bound indices that matter, outermost first, and what is known of them there."""

    function: str
    arguments: tuple[Node, ...]
    indices: tuple[str, ...]
    context: tuple[Affine, ...]


Replacement = Callable[[Occurrence], Node]


def innermost(node: Node) -> Iterator[Occurrence]:
    """The occurrences whose arguments contain no further one; elementary functions of scalars are left alone."""
    found: dict[Occurrence, None] = {}

    def note(occurrence: Occurrence) -> Node:
        found[occurrence] = None
        return language.ONE

    replaced(node, note)
    yield from found


def replaced(node: Node, replacement: Replacement) -> Node:
    """The node with its innermost occurrences replaced."""
    return _replaced(node, replacement, (), ())


def _replaced(node: Node, replacement: Replacement, bound: tuple[str, ...], context: tuple[Affine, ...]) -> Node:
    def inside(child: Node, *more: Affine, index: str | None = None) -> Node:
        indices = bound if index is None else (*bound, index)
        return _replaced(child, replacement, indices, (*context, *more))

    if node[0] == "fun" and not language.is_scalar(node) and not any(map(language.has_free_function, node[2])):
        free = frozenset().union(*map(language.free, node[2]))
        return replacement(Occurrence(node[1], node[2], tuple(v for v in bound if v in free), context))
    if node[0] == "sum":
        _, name, lo, hi, body = node
        v = affine.variable(name)
        return ("sum", name, lo, hi, inside(body, affine.minus(v, lo), affine.minus(hi, v), index=name))
    if node[0] == "mul":
        known = tuple(part[1] for part in node[1] if part[0] == "ind")
        return language.mul(*(inside(part, *known) for part in node[1]))
    return language.rebuilt(node, inside)
