"""Sums over all of Z, up to shifts: each monomial is moved until its smallest offset is 0.

Sum_i f(i) with f the same at every site is a formal sum over orbits of monomials under shifts; the representative of
each orbit makes it a finite statement. That is exact: two such sums agree for all sequences of finite support if and
only if their representatives do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symnet.sums.finite import affine, language
from symnet.sums.finite.budget import STEP, spend
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.printing import text

MARK = "°"
"""Entries of representatives carry it, so that they are not taken for entries at fixed sites."""

REACH = 6
"""The largest offset, so that a window shows a sum over Z exactly (see instances.WINDOW)."""

Offsets = tuple[int, ...]


def is_infinite(node: Node) -> bool:
    """A sum over all of Z occurs."""
    return any(part[0] == "all" for part in language.walk(node))


def finite(node: Node) -> Node:
    """The statement with representatives in place of sums over Z.

    Raises:
        OutOfReachError: a summand is not the same at every site, or two such sums are multiplied.
    """
    if node[0] != "all":
        if node[0] == "mul" and sum(map(is_infinite, node[1])) > 1:
            raise OutOfReachError("a product of infinite sums")
        if node[0] in ("pow", "inv", "fun", "prod", "det") and is_infinite(node):
            raise OutOfReachError(f"an infinite sum inside {text(node)}")
        return language.rebuilt(node, finite)
    _, name, body = node
    parts = []
    for offsets, part in _by_offsets(finite(body), name).items():
        if not offsets:
            raise OutOfReachError(f"an infinite sum of {text(part)}, which is the same everywhere")
        parts.append(language.replaced(part, {name: affine.constant(-min(offsets))}))
    return language.add(*parts)


def _by_offsets(node: Node, name: str) -> dict[Offsets, Node]:
    """The node as a sum of parts, each with its offsets from the site (one for every entry)."""
    if name not in language.free(node):
        return {(): node}
    match node:
        case ("at", head, forms):
            slots = [f for f in forms if affine.coefficient(f, name)]
            plain = all(affine.linear(f) == affine.variable(name) for f in slots)
            if not plain:
                raise OutOfReachError(f"{text(node)} is not at a fixed distance from the site {name}")
            offsets = tuple(affine.coefficient(f, "") for f in slots)
            if any(abs(offset) > REACH for offset in offsets):
                raise OutOfReachError(f"{text(node)} is farther than {REACH} from the site {name}")
            return {offsets: ("at", f"{head.removesuffix(MARK)}{MARK}", forms)}
        case ("add", nodes):
            return _collected((offsets, part) for term in nodes for offsets, part in _by_offsets(term, name).items())
        case ("mul", nodes):
            return _product([_by_offsets(factor, name) for factor in nodes])
        case ("pow", base, exponent):
            return _product([_by_offsets(base, name)] * exponent)
        case ("sum", index, lo, hi, body) if name not in affine.names((lo, hi)):
            return {o: ("sum", index, lo, hi, part) for o, part in _by_offsets(body, name).items()}
        case ("fun", function, nodes):
            marked = tuple(_marked(part, name) for part in nodes)
            found = [o for part in nodes for o in _offsets_inside(part, name)]
            return {tuple(sorted(found)): ("fun", function, marked)}
    raise OutOfReachError(f"{text(node)} is not the same at every site {name}")


def _product(factors: list[dict[Offsets, Node]]) -> dict[Offsets, Node]:
    total: dict[Offsets, Node] = {(): language.ONE}
    for factor in factors:
        spend(10 * STEP * len(total) * len(factor), "collecting the offsets of an infinite sum")
        total = _collected(
            (tuple(sorted(o + p)), language.mul(a, b)) for o, a in total.items() for p, b in factor.items()
        )
    return total


def _collected(parts: Iterable[tuple[Offsets, Node]]) -> dict[Offsets, Node]:
    total: dict[Offsets, list[Node]] = {}
    for offsets, part in parts:
        total.setdefault(offsets, []).append(part)
    return {offsets: language.add(*found) for offsets, found in total.items()}


def _offsets_inside(node: Node, name: str) -> Iterator[int]:
    for part in language.walk(node):
        if part[0] == "at":
            yield from (o for offsets in _by_offsets(part, name) for o in offsets)
        elif name in affine.names(language.forms(part)):
            raise OutOfReachError(f"{text(node)} is not the same at every site {name}")


def _marked(node: Node, name: str) -> Node:
    """The node with the entries at a distance from the site marked."""
    if node[0] == "at":
        (found,) = _by_offsets(node, name).values()
        return found
    return language.rebuilt(node, lambda child: _marked(child, name))
