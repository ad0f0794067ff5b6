"""Laying a formula out in lines of a given width: broken inside brackets, between terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

_INDENT = 2


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    parts: tuple[Layout, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Terms in brackets (or none), which may stand on lines of their own; each term carries its own sign."""

    opening: str
    terms: tuple[Layout, ...]
    closing: str
    glue: str = " "


Layout: TypeAlias = str | Row | Block


def flat(layout: Layout) -> str:
    """All in one line."""
    if isinstance(layout, str):
        return layout
    if isinstance(layout, Row):
        return "".join(map(flat, layout.parts))
    return layout.opening + layout.glue.join(map(flat, layout.terms)) + layout.closing


def laid_out(layout: Layout, width: int, indent: int = 0, column: int | None = None) -> str:
    """Lines of at most ``width`` where a break inside brackets can achieve it; the first starts at ``column``."""
    column = indent if column is None else column
    line = flat(layout)
    if isinstance(layout, str) or column + len(line) <= width:
        return line
    if isinstance(layout, Row):
        return _row(layout, width, indent, column)
    inner = indent + _INDENT if layout.opening else indent
    terms = [laid_out(term, width, inner) for term in layout.terms]
    separator = "\n" + " " * inner
    if not layout.opening:
        return separator.join(terms)
    return f"{layout.opening}{separator}{separator.join(terms)}\n{' ' * indent}{layout.closing}"


def _row(row: Row, width: int, indent: int, column: int) -> str:
    text, at = "", column
    for place, part in enumerate(row.parts):
        tail = sum(len(flat(later)) for later in row.parts[place + 1 :] if isinstance(later, str))
        text += laid_out(part, width - tail, indent, at)
        at = len(text.rsplit("\n", 1)[-1]) + (0 if "\n" in text else column)
    return text
