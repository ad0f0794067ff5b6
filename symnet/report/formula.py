"""A formula of a report: its source, and how it is laid out on a wide and on a narrow page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from symnet.report.math import Layout, UnreadableTexError, lay_out, read
from symnet.report.math.difference import mark_differences, same
from symnet.report.math.tree import Row
from symnet.report.math.width import width

WIDE, PAPER, NARROW = 40.0, 36.0, 19.0
"""Widths in em: a screen's column, a printed page's, a telephone's; each with room for an estimate 8 % short."""

INLINE = 12.0
"""A wider formula is not set in a line of text."""


@dataclass(frozen=True, slots=True)
class Formula:
    """``tex`` as it came; ``row`` is None where it cannot be laid out, and ``problem`` says why."""

    tex: str
    row: Row | None
    problem: str = ""
    marked: bool = False

    @classmethod
    def of(cls, tex: str) -> Formula:
        """The formula of ``tex``; one that cannot be read is shown as its source, never dropped."""
        try:
            return cls(tex, read(tex))
        except UnreadableTexError as error:
            return cls(tex, None, error.message)

    @property
    def displayed(self) -> bool:
        """Whether it is too wide for a line of text."""
        return self.row is not None and width(self.row) > INLINE

    def layout(self, limit: float) -> Layout | None:
        """The formula in lines of ``limit`` em."""
        return None if self.row is None else lay_out(self.row, limit)

    def same_as(self, other: Formula) -> bool:
        """Whether both look the same, but for spacing, superfluous braces and the stop at the end."""
        if self.row is None or other.row is None:
            return self.tex == other.tex
        return same(self.row, other.row)


def formula(tex: str | None) -> Formula | None:
    """The formula of ``tex``; None of None."""
    return None if tex is None else Formula.of(tex)


def compared(first: Formula, second: Formula) -> tuple[Formula, Formula]:
    """Both with the parts marked that the other lacks."""
    if first.row is None or second.row is None:
        return first, second
    left, right = mark_differences(first.row, second.row)
    return replace(first, row=left, marked=True), replace(second, row=right, marked=True)
