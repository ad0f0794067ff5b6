"""The width of a layout tree in em of display style, estimated: enough to choose where lines break."""

from __future__ import annotations

from functools import singledispatch

from symnet.report.math.commands import LIMIT_FUNCTIONS
from symnet.report.math.tree import (
    Accent,
    Atom,
    Fence,
    Font,
    Fraction,
    Group,
    Kind,
    Marked,
    NewLine,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Table,
    Words,
)

_SCRIPT_SCALE = 0.72
_ATOM = {
    Kind.LETTER: 0.56,
    Kind.NUMBER: 0.5,
    Kind.ORDINARY: 0.6,
    Kind.BINARY: 1.25,
    Kind.PREFIX: 0.8,
    Kind.RELATION: 1.36,
    Kind.OPEN: 0.4,
    Kind.CLOSE: 0.4,
    Kind.PUNCTUATION: 0.45,
    Kind.LARGE: 1.65,
    Kind.INTEGRAL: 1.1,
    Kind.FUNCTION: 0.5,
}
_WIDE_LETTERS = frozenset("mwMWNG")


def width(row: Row) -> float:
    """Width of ``row`` in em."""
    return sum(_width(node) for node in row)


@singledispatch
def _width(node: Node) -> float:
    raise TypeError(f"no width for {type(node).__name__}")


@_width.register
def _(node: Atom) -> float:
    if node.kind in {Kind.NUMBER, Kind.FUNCTION}:
        return _ATOM[node.kind] * len(node.text) + (0.2 if node.kind is Kind.FUNCTION else 0)
    if node.text in "|./":
        return 0.35
    return _ATOM[node.kind] + (0.28 if node.text in _WIDE_LETTERS else 0)


@_width.register
def _(node: Space) -> float:
    return node.em


@_width.register
def _(node: Words) -> float:
    return 0.47 * len(node.text)


@_width.register(Group)
@_width.register(Font)
@_width.register(Marked)
def _(node: Group | Font | Marked) -> float:
    return width(node.row)


@_width.register
def _(node: Accent) -> float:
    return _width(node.base)


@_width.register
def _(node: Fraction) -> float:
    scale = 1.0 if node.command == r"\dfrac" else 0.95
    return scale * max(_width(node.numerator), _width(node.denominator)) + (1.2 if node.command == r"\binom" else 0.3)


@_width.register
def _(node: Root) -> float:
    return _width(node.radicand) + 0.9


@_width.register
def _(node: Scripts) -> float:
    base = 0.0 if node.base is None else _width(node.base)
    scripts = [_SCRIPT_SCALE * _width(script) for script in (node.sub, node.sup) if script is not None]
    widest = max(scripts, default=0.0) + 0.25 * node.primes
    over_and_under = isinstance(node.base, Atom) and (node.base.kind is Kind.LARGE or node.base.text in LIMIT_FUNCTIONS)
    return max(base, widest + 0.2) if over_and_under else base + widest


@_width.register
def _(node: Fence) -> float:
    return width(node.row) + 0.6 * ((node.opening != ".") + (node.closing != "."))


@_width.register
def _(node: Table) -> float:
    columns = max((len(cells) for cells in node.rows), default=0)
    widths = [max((width(cells[c]) for cells in node.rows if c < len(cells)), default=0.0) for c in range(columns)]
    return sum(widths) + 1.0 * max(columns - 1, 0) + 1.2


@_width.register
def _(node: NewLine) -> float:
    return 0.0
