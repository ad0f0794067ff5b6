"""The report as Markdown for a code host: formulas in ``math`` fences, in the commands such hosts draw."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symnet.claims.verdict import Status
from symnet.report.document import Document
from symnet.report.formula import WIDE, Formula
from symnet.report.glyphs import LOOKS
from symnet.report.math import Layout, to_tex
from symnet.report.math.print_tex import MARK
from symnet.report.prose import mathematics, segments
from symnet.report.summary import colophon, summary
from symnet.templating import render


def write_markdown(document: Document) -> str:
    """The whole report."""
    text = render(
        "markdown/report.md.jinja",
        document=document,
        summary=summary(document),
        colophon=colophon(),
        present=[(s.value, document.counts[s]) for s in Status if document.counts.get(s)],
        glyphs={status.value: look.glyph for status, look in LOOKS.items()},
        plain=plain,
        segments=segments,
        mathematics=mathematics,
        inline=_inline,
        lines=lambda formula: list(_lines(formula)),
        fenced=fenced,
    )
    return re.sub(r"\n{3,}", "\n\n", text)


def plain(text: str) -> str:
    """``text`` as one line of Markdown that says just that."""
    line = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in str(text)))
    return re.sub(r"([\\`*_{}\[\]<>#+!|$~&@])", r"\\\1", line)


def fenced(text: str, language: str) -> str:
    """A fenced block that ``text`` cannot end."""
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=2))
    body = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return f"{ticks}{language}\n{body}\n{ticks}"


def _portable(tex: str) -> str:
    """Without the commands that code hosts refuse or do not know."""
    return re.sub(r"\\operatorname\*?", r"\\mathrm", tex).replace(MARK, r"\textcolor{red}")


def _lines(formula: Formula) -> Iterator[str]:
    layout = formula.layout(WIDE)
    if layout is not None:
        yield from _displays(layout)


def _displays(layout: Layout) -> Iterator[str]:
    first, *others = [to_tex(line.row).strip() for line in layout.lines]
    left = to_tex(layout.left).strip()
    if others:
        rows = [f"{left} & {first}", *(f"& \\quad {line}" for line in others)]
        yield _portable("\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}")
    else:
        yield _portable(f"{left} {first}".strip())
    for _, part in layout.where:
        yield from _displays(part)


def _inline(piece: str | Formula) -> str:
    if isinstance(piece, str):
        return plain(piece)
    return plain(piece.tex) if piece.row is None else f"$`{_portable(to_tex(piece.row))}`$"
