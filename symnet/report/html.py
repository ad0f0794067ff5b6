"""The report as one HTML file: no script, no link to anywhere outside it, the same bytes for the same verdicts."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from symnet.claims.verdict import Status
from symnet.report.document import Document
from symnet.report.figures import to_svg
from symnet.report.formula import NARROW, WIDE, Formula
from symnet.report.glyphs import LOOKS
from symnet.report.graph import draw
from symnet.report.math import Layout, to_mathml
from symnet.report.prose import mathematics, segments
from symnet.report.summary import colophon, summary
from symnet.resources import resource
from symnet.templating import Markup, render

_POLICY = "default-src 'none'; style-src 'sha256-{}'; font-src data:; base-uri 'none'; form-action 'none'"

_FILTER = (
    "body:has(#show-{name}:checked) :is(.claim:not(.{name}), #claims > section:not(:has(.claim.{name})))"
    " {{ display: none; }}"
)


def write_html(document: Document) -> str:
    """The whole page."""
    style = _style(document)
    present = [(status.value, count) for status, count in _present(document)]
    return render(
        "html/report.html.jinja",
        document=document,
        policy=_POLICY.format(b64encode(sha256(style.encode()).digest()).decode()),
        style=Markup(style),
        summary=summary(document),
        colophon=colophon(),
        present=present,
        unexpected=sum(not entry.verdict.expected for entry in document.entries),
        glyphs={status: look.glyph for status, look in LOOKS.items()},
        looks=[(status.value, look) for status, look in LOOKS.items()],
        picture=draw(document.entries),
        figures=[(Markup(to_svg(drawing, standalone=False)), drawing.caption) for drawing in document.figures],
        math=_math,
        segments=segments,
        mathematics=mathematics,
        inline=_inline,
    )


def _present(document: Document) -> list[tuple[Status, int]]:
    return [(status, document.counts[status]) for status in Status if document.counts.get(status)]


def _style(document: Document) -> str:
    """The style sheet with the font inside and one filter rule for each verdict."""
    names = [status.value for status, _ in _present(document)] + ["unexpected"]
    rules = [_FILTER.format(name=name) for name in names]
    sheet = resource("templates", "html", "report.css").read_text(encoding="utf-8")
    font = b64encode(resource("templates", "html", "math.woff2").read_bytes()).decode()
    face = f'@font-face {{ font-family: "symnet math"; src: url("data:font/woff2;base64,{font}") format("woff2"); }}\n'
    return face + sheet.replace("/* filters */", "\n".join(rules))


@dataclass(frozen=True, slots=True)
class Shown:
    """A layout as MathML, and the named parts below it."""

    math: Markup
    where: tuple[tuple[str, Shown], ...]


def _math(formula: Formula) -> tuple[Shown | None, Shown | None]:
    """The formula for a wide and for a narrow page; one of them where they are the same."""
    wide, narrow = formula.layout(WIDE), formula.layout(NARROW)
    if wide is None or narrow is None:
        return None, None
    return _shown(wide), None if wide == narrow else _shown(narrow)


def _shown(layout: Layout) -> Shown:
    where = tuple((name, _shown(part)) for name, part in layout.where)
    return Shown(Markup(to_mathml(layout)), where)


def _inline(piece: str | Formula) -> str | Markup:
    if isinstance(piece, str):
        return piece
    return Markup(to_mathml(piece.row)) if piece.row is not None else piece.tex
