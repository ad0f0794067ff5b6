"""Sums are reflected so that indices become a variable plus a constant: w[n-k+1] under k = 1..n is w[k] under k = 1..n.

Systems of differences have the sharpest bounds, and only these can be re-checked. Names of sums are made distinct too.
"""

from __future__ import annotations

from collections.abc import Iterator

from symnet.sums.finite import affine, language
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.language import Node


def straightened(node: Node) -> Node:
    """An equal node with as many plain indices as reflections of its sums can reach."""
    node = language.rebuilt(node, straightened)
    if node[0] != "sum":
        return node
    return min([node, *_reflections(node)], key=bent)


def bent(node: Node) -> int:
    """How many integer forms are not those of a system of differences."""
    return sum(not _plain(part[0], form) for part in language.walk(node) for form in _judged(part))


def _judged(node: Node) -> tuple[Affine, ...]:
    return language.forms(node) if node[0] in ("at", "sum", "ind") else ()


def _plain(tag: str, form: Affine) -> bool:
    signs = sorted(c for v, c in form if v)
    return signs in ([], [1]) or (tag == "ind" and signs in ([-1], [-1, 1]))


def _reflections(node: Node) -> Iterator[Node]:
    _, name, lo, hi, body = node
    turned = {
        form
        for part in language.walk(body)
        if part[0] == "at"
        for form in part[2]
        if affine.coefficient(form, name) == -1
    }
    inner = language.binders(body)
    for form in sorted(turned):
        total = affine.plus(form, affine.variable(name))
        if not affine.variables(total) & inner:
            back = affine.minus(total, affine.variable(name))
            yield ("sum", name, affine.minus(total, hi), affine.minus(total, lo), language.replaced(body, {name: back}))


def distinct(node: Node, taken: set[str]) -> Node:
    """The node with no name bound twice (or bound and ``taken``)."""
    if node[0] not in ("sum", "prod"):
        return language.rebuilt(node, lambda child: distinct(child, taken))
    tag, name, lo, hi, body = node
    new, number = name, 1
    while new in taken:
        number += 1
        new = f"{name}_{number}"
    taken.add(new)
    if new != name:
        body = language.replaced(body, {name: affine.variable(new)})
    return (tag, new, lo, hi, distinct(body, taken))
