"""Which printed names are bound by sums, products and integrals, and which are free."""

from __future__ import annotations

from collections.abc import Iterator

from symnet.claims.tex.operators import Differential, Integral, Measured, Range, Repeated
from symnet.claims.tex.tree import Name, Node


def free_names(node: Node) -> frozenset[str]:
    """The printed names in ``node`` that no sum, product or integral inside it binds."""
    match node:
        case Repeated(_, _, range_, body) | Measured(_, range_, body):
            return (free_names(body) - bound_names(node)) | _bounds(range_)
        case Integral(_, lower, upper, body):
            ends = frozenset[str]().union(*(free_names(end) for end in (lower, upper) if end))
            return (free_names(body) - bound_names(node)) | ends
        case Name():
            inner = frozenset[str]().union(*map(free_names, node.children()))
            return inner | {node.key}
        case _:
            return frozenset[str]().union(*map(free_names, node.children()))


def _bounds(range_: Range) -> frozenset[str]:
    ends = (end for end in (range_.first, range_.last) if end)
    return frozenset[str]().union(*map(free_names, ends))


def bound_names(node: Node) -> frozenset[str]:
    """The printed names that ``node`` binds in the term it takes."""
    match node:
        case Repeated(_, _, range_, _) | Measured(_, range_, _):
            return frozenset(index.head for index in range_.indices)
        case Integral(_, _, _, body):
            return frozenset(_integrated(body))
        case _:
            return frozenset()


def _integrated(node: Node) -> Iterator[str]:
    """The variables of the differentials that belong to the integral around ``node``, not to one inside it."""
    if isinstance(node, Differential) and not node.increment:
        yield node.variable.key
    elif not isinstance(node, Integral | Name):
        for child in node.children():
            yield from _integrated(child)
