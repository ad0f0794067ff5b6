"""A formula set in lines."""

from __future__ import annotations

from dataclasses import dataclass

from symnet.report.math.tree import Row


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ``indent`` em to the right of where the first one's relation stands."""

    row: Row
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """``left`` stands once, before the first of ``lines``, which are aligned below each other.

    where: names given to parts too wide to break, each with its own layout.
    fits: no line is wider than asked.
    """

    left: Row
    lines: tuple[Line, ...]
    where: tuple[tuple[str, Layout], ...] = ()
    fits: bool = True
