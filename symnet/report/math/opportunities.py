"""Where a row may be cut into lines, and how much it hurts there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from symnet.report.math.kinds import kind_of
from symnet.report.math.tree import Fence, Fraction, Kind, Marked, Node, Row, Scripts, Space
from symnet.report.math.width import width

Cut: TypeAlias = tuple[int, ...]
"""A place in a tree: the index in the row, then in the fence standing there, and so on inwards."""

START: Cut = (0,)
_FENCE_WIDTH = 0.6


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A place to cut.

    offset: the width before it. penalty: what a break there costs. indent: of the line that begins there.
    rank: how deep in the formula's structure it lies; a reader expects breaks of lower rank first.
    """

    cut: Cut
    offset: float
    penalty: float = 0.0
    indent: float = 0.0
    rank: int = 0


def opportunities(row: Row) -> list[Opportunity]:
    """Every place where ``row`` may be cut, from left to right."""
    return list(_opportunities(row, (), 0.0, 0))


def _opportunities(row: Row, path: Cut, offset: float, depth: int) -> Iterator[Opportunity]:
    brackets, chained = 0, False
    for index, node in enumerate(row):
        kind = kind_of(node)
        brackets -= kind is Kind.CLOSE and brackets > 0
        level = depth + brackets
        found = _break(row, index, level, chained=chained) if index else None
        if found is not None:
            yield Opportunity((*path, index), offset, *found)
        if level == 0:
            chained = (chained or kind is Kind.RELATION) and not _is_gap(node)
        fence = _fence_of(node)
        if isinstance(fence, Fence):
            inside = offset + _FENCE_WIDTH * (fence.opening != ".")
            yield from _opportunities(fence.row, (*path, index), inside, level + 1)
        brackets += kind is Kind.OPEN
        offset += width((node,))


def _break(row: Row, index: int, depth: int, *, chained: bool) -> tuple[float, float, int] | None:
    """Penalty, indent and rank of a break before ``row[index]``; None where none is allowed."""
    node, before = row[index], _last_visible(row, index)
    kind = kind_of(node)
    if _is_gap(row[index - 1]):
        return (0.0, 0.0, 0) if depth == 0 else (80.0 + 40 * depth, 2.0 + depth, 2 * depth + 1)
    if kind is Kind.RELATION:
        if depth:
            return 120.0 + 50 * depth, 2.0 + depth, 2 * depth + 1
        return (5.0, 0.0, 0) if chained else (60.0, 1.0, 2)
    if kind is Kind.BINARY:
        return (20.0, 1.5, 1) if depth == 0 else (60.0 + 50 * depth, 1.5 + depth, 2 * depth + 1)
    if before is not None and kind_of(before) is Kind.PUNCTUATION and not isinstance(node, Space):
        return 40.0 + 60 * depth, 2.0 + depth, 2 * depth + 1
    if (_is_factor(node) and _ends_operand(before)) or _follows_bracket(node, before):
        return 110.0 + 60 * depth, 2.5 + depth, 2 * depth + 2
    return None


def _fence_of(node: Node | None) -> Node | None:
    if isinstance(node, Marked):
        return _fence_of(node.row[0])
    return node.base if isinstance(node, Scripts) else node


def _last_visible(row: Row, index: int) -> Node | None:
    return next((node for node in reversed(row[:index]) if not isinstance(node, Space)), None)


def _is_gap(node: Node) -> bool:
    return isinstance(node, Space) and node.em >= 1


def _is_factor(node: Node) -> bool:
    return isinstance(node, Fraction) or kind_of(node) in {Kind.LARGE, Kind.INTEGRAL, Kind.FUNCTION}


def _follows_bracket(node: Node, before: Node | None) -> bool:
    """Whether ``node`` is a factor after a closed bracket: ``f(x) g(y)``, ``(a + b)(c + d)``."""
    if kind_of(before) is not Kind.CLOSE and not isinstance(_fence_of(before), Fence):
        return False
    return isinstance(_fence_of(node), Fence) or kind_of(node) in {Kind.LETTER, Kind.OPEN}


def _ends_operand(node: Node | None) -> bool:
    return node is not None and kind_of(node) in {None, Kind.LETTER, Kind.NUMBER, Kind.ORDINARY, Kind.CLOSE}
