"""The report as a LaTeX document, and pieces of it that other documents use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symnet.claims.verdict import Status
from symnet.report.document import Document
from symnet.report.figures import to_tikz
from symnet.report.formula import PAPER, Formula
from symnet.report.glyphs import LOOKS
from symnet.report.math import Layout, Line, to_tex
from symnet.report.math.kinds import kind_of
from symnet.report.math.tree import Kind
from symnet.report.prose import mathematics, segments
from symnet.report.summary import colophon, summary
from symnet.templating import Markup, render


def write_latex(document: Document) -> str:
    """The whole document."""
    return render(
        "latex/report.tex.jinja",
        document=document,
        summary=summary(document),
        colophon=colophon(),
        present=[(s.value, document.counts[s]) for s in Status if document.counts.get(s)],
        looks={status.value: look for status, look in LOOKS.items()},
        figures=[(Markup(to_tikz(drawing)), drawing.caption) for drawing in document.figures],
        **formula_tools(),
    )


def formula_tools() -> Mapping[str, Any]:
    """What every LaTeX template calls to show formulas and sentences that hold some."""
    return {"equation": equation, "segments": segments, "mathematics": mathematics, "inline": _inline}


def equation(formula: Formula, limit: float = PAPER) -> Markup | None:
    """``formula`` as a displayed equation in lines; None where it cannot be laid out."""
    layout = formula.layout(limit)
    return None if layout is None else Markup(_displays(layout))


def _displays(layout: Layout, before: str = "") -> str:
    if len(layout.lines) == 1:
        body = to_tex(layout.left + layout.lines[0].row).strip()
    else:
        first, *others = layout.lines
        lines = [f"{to_tex(layout.left).strip()} & {_line(first)}", *(f"& {_line(line)}" for line in others)]
        body = "\\begin{split}\n" + " \\\\\n".join(lines) + "\n\\end{split}"
    text = f"\\begin{{equation*}}\n{before}{body or '{}'}\n\\end{{equation*}}"
    for number, (_, part) in enumerate(layout.where):
        word = "where" if number == 0 else "and"
        text += "\n" + _displays(part, rf"\text{{{word} }}")
    return text


def _line(line: Line) -> str:
    tex = to_tex(line.row).strip()
    indent = rf"\hspace{{{line.indent:g}em}}" if line.indent else ""
    lone = line.row and kind_of(line.row[0]) in {Kind.BINARY, Kind.RELATION}
    return indent + ("{}" if lone and indent else "") + tex


def _inline(piece: str | Formula) -> str | Markup:
    if isinstance(piece, str):
        return piece
    return Markup(f"${to_tex(piece.row)}$") if piece.row is not None else piece.tex
