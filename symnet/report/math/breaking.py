"""Long formulas to lines: at relations, then at signs, then inside delimiters, then by naming what is still too wide.

The tokens stay as they are: joined again, with each name replaced by what it stands for, the lines are the formula.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from symnet.report.math.height import is_tall
from symnet.report.math.kinds import kind_of
from symnet.report.math.layout import Layout, Line
from symnet.report.math.naming import named_parts
from symnet.report.math.opportunities import START, Cut, Opportunity, opportunities
from symnet.report.math.tree import Atom, Fence, Kind, Marked, NewLine, Node, Row, Scripts
from symnet.report.math.width import width

COMFORTABLE = 44.0
"""Width of a report's column in em."""

_LEFT_SHARE = 0.34
_LINE_COST = 15.0
_OVERFLOW_COST = 1000.0
_RAGGED_COST = 12.0
_HIDDEN_COST = 40.0
"""For each end of a line that lies deeper in the formula than a place the line runs over."""

_WHERE = 5.0
"""Room for the word before a definition."""

_DEEPEST = 1000
_ROUNDING = 1e-9


def lay_out(row: Row, limit: float = COMFORTABLE, *, taken: frozenset[str] = frozenset()) -> Layout:
    """``row`` in lines of at most ``limit`` em where that can be done; names avoid ``taken``."""
    layout = _in_lines(row, limit)
    if layout.fits:
        return layout
    shorter, parts = named_parts(row, limit, taken)
    if not parts:
        return layout
    taken |= {name for name, _ in parts}
    room = limit - _WHERE
    where = tuple((name, lay_out(_definition(name, part), room, taken=taken)) for name, part in parts)
    named = _in_lines(shorter, limit)
    return Layout(named.left, named.lines, where, named.fits and all(layout.fits for _, layout in where))


def _definition(name: str, part: Row) -> Row:
    return (Atom(name, name, Kind.LETTER), Atom("=", "=", Kind.RELATION), *part)


def _in_lines(row: Row, limit: float) -> Layout:
    left, rest = _left_side(row, limit)
    space = limit - width(left)
    lines: list[Line] = []
    fits = True
    for number, part in enumerate(_parts_between_new_lines(rest)):
        cuts = _best_cuts(part, space, 0.0 if number == 0 else 2.0)
        lines += [Line(_between(part, a.cut, b.cut), a.indent) for a, b in pairwise(cuts)]
        fits = fits and all(b.offset - a.offset + a.indent <= space + _ROUNDING for a, b in pairwise(cuts))
    return Layout(left, tuple(lines), fits=fits)


def _left_side(row: Row, limit: float) -> tuple[Row, Row]:
    """What stands before the first relation, when it is short enough to align the rest behind it."""
    if width(row) <= limit and NEW_LINE not in row:
        return (), row
    for index, node in enumerate(row):
        if kind_of(node) is Kind.RELATION:
            left = row[:index]
            fitting = index > 0 and width(left) <= _LEFT_SHARE * limit and NEW_LINE not in left
            return (left, row[index:]) if fitting else ((), row)
        if kind_of(node) is Kind.OPEN:
            break
    return (), row


NEW_LINE = NewLine()


def _parts_between_new_lines(row: Row) -> list[Row]:
    parts: list[list[Node]] = [[]]
    for node in row:
        if node == NEW_LINE:
            parts.append([])
        else:
            parts[-1].append(node)
    return [tuple(part) for part in parts if part] or [()]


@dataclass(frozen=True, slots=True)
class _Best:
    cost: float
    previous: int


def _best_cuts(row: Row, space: float, first_indent: float) -> list[Opportunity]:
    """Start, the cheapest places to cut, and end: shortest path over all opportunities."""
    start = Opportunity(START, 0.0, indent=first_indent)
    end = Opportunity((len(row),), width(row))
    if end.offset + first_indent <= space:
        return [start, end]
    points = [start, *opportunities(row), end]
    best = [_Best(0.0, 0)]
    for stop in range(1, len(points)):
        best.append(min(_ways_to(points, best, stop, space), key=lambda found: found.cost))
    path, index = [end], len(points) - 1
    while index:
        index = best[index].previous
        path.append(points[index])
    return path[::-1]


def _ways_to(points: list[Opportunity], best: list[_Best], stop: int, space: float) -> Iterator[_Best]:
    """Every line that ends at ``points[stop]``, with the cost of all lines up to it."""
    passed_over = _DEEPEST
    for index in reversed(range(stop)):
        cost = best[index].cost + _cost(points[index], points[stop], space, last=stop == len(points) - 1)
        hidden = (passed_over < points[index].rank) + (passed_over < points[stop].rank)
        yield _Best(cost + hidden * _HIDDEN_COST, index)
        passed_over = min(passed_over, points[index].rank)


def _cost(start: Opportunity, end: Opportunity, space: float, *, last: bool) -> float:
    line = end.offset - start.offset + start.indent
    overflow = 1.0 + line - space if line > space + _ROUNDING else 0.0
    ragged = 0.0 if last else max(0.0, (space - line) / space) ** 2
    return _LINE_COST + end.penalty + _OVERFLOW_COST * overflow + _RAGGED_COST * ragged


def _between(row: Row, start: Cut, end: Cut) -> Row:
    """The part of ``row`` between two cuts; a delimiter cut off is invisible, a script stays with the closing one."""
    nodes: list[Node] = []
    for index in range(start[0], min(end[0] + (len(end) > 1), len(row))):
        opened = start[1:] if index == start[0] and len(start) > 1 else None
        closed = end[1:] if index == end[0] and len(end) > 1 else None
        node = row[index]
        nodes.append(node if opened is None and closed is None else _part_of_fence(node, opened, closed))
    return tuple(nodes)


def _part_of_fence(node: Node, start: Cut | None, end: Cut | None) -> Node:
    if isinstance(node, Marked):
        return Marked((_part_of_fence(node.row[0], start, end),))
    fence = node.base if isinstance(node, Scripts) else node
    if not isinstance(fence, Fence):
        raise TypeError(f"a line break inside {type(fence).__name__}")
    part = Fence(
        fence.opening if start is None else ".",
        fence.closing if end is None else ".",
        _between(fence.row, start or START, end or (len(fence.row),)),
        tall=fence.tall or is_tall(fence.row),
    )
    if isinstance(node, Scripts) and end is None:
        return Scripts(part, node.sub, node.sup, node.primes, node.limits, node.sup_first)
    return part
