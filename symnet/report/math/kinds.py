"""What a node is to its neighbours, and TeX's rule for signs without a left operand."""

from __future__ import annotations

from dataclasses import replace

from symnet.report.math.tree import Atom, Kind, Marked, Node, Row, Scripts, Space, Words

_OPERAND_MUST_FOLLOW = {Kind.BINARY, Kind.PREFIX, Kind.RELATION, Kind.OPEN, Kind.PUNCTUATION, Kind.LARGE, Kind.INTEGRAL}


def with_prefix_signs(nodes: list[Node]) -> Row:
    """A binary sign without a left operand is a prefix (TeX's own rule)."""
    result: list[Node] = []
    previous: Kind | None = Kind.OPEN
    for node in nodes:
        if isinstance(node, Atom) and node.kind is Kind.BINARY and previous in _OPERAND_MUST_FOLLOW:
            node = replace(node, kind=Kind.PREFIX)
        result.append(node)
        if not isinstance(node, Space):
            previous = kind_of(node)
    return tuple(result)


def kind_of(node: Node | None) -> Kind | None:
    """The kind of the atom that ``node`` is or stands on; None for anything that is an operand by itself."""
    if isinstance(node, Scripts) and node.base is not None:
        return kind_of(node.base)
    if isinstance(node, Marked):
        return kind_of(node.row[0])
    if isinstance(node, Words):
        return Kind.FUNCTION if node.command.startswith(r"\operatorname") else None
    return node.kind if isinstance(node, Atom) else None
