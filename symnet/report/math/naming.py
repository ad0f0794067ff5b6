"""Names for the parts of a formula that no line can hold: long numerators, denominators, radicands and exponents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from symnet.report.math.tree import Atom, Fence, Fraction, Group, Kind, Node, Root, Row, Scripts
from symnet.report.math.width import width

_LETTERS = "ABCDEFGHKMPQRUYZ"
_MARGIN = 6.0


def named_parts(row: Row, limit: float, taken: frozenset[str]) -> tuple[Row, list[tuple[str, Row]]]:
    """``row`` with names in place of parts wider than ``limit`` allows, and what each name stands for."""
    used = taken | {atom.tex for atom in _atoms(row)}
    names = iter([letter for letter in _LETTERS if letter not in used])
    parts: list[tuple[str, Row]] = []

    def shorten(node: Node) -> Node:
        if not isinstance(node, Group) or width(node.row) <= limit - _MARGIN:
            return node
        name = next(names, None)
        if name is None:
            return node
        parts.append((name, node.row))
        return Group((Atom(name, name, Kind.LETTER),))

    def visit(node: Node) -> Node:
        match node:
            case Fraction():
                return replace(node, numerator=shorten(node.numerator), denominator=shorten(node.denominator))
            case Root():
                return replace(node, radicand=shorten(node.radicand))
            case Scripts():
                base = None if node.base is None else visit(node.base)
                return replace(node, base=base, sup=None if node.sup is None else shorten(node.sup))
            case Fence() | Group():
                return replace(node, row=tuple(visit(child) for child in node.row))
            case _:
                return node

    return tuple(visit(node) for node in row), parts


def _atoms(value: Any) -> Iterator[Atom]:
    """Every atom below a node, a row or a table's rows."""
    if isinstance(value, Atom):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _atoms(item)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from _atoms(getattr(value, field.name))
