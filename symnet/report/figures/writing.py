"""Drawings as SVG, and as TikZ that people can edit."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot
from pathlib import Path

from symnet.report.figures.drawing import Anchor, Drawing, Label, Mark, Point, Stroke
from symnet.report.figures.labels import tspans
from symnet.templating import Markup, render

SCALE = 15.0
"""SVG units for one em."""

_ACROSS = {Anchor.LEFT: "start", Anchor.RIGHT: "end"}
_BASELINE = {Anchor.TOP: 0.95, Anchor.BOTTOM: -0.2}
"""How far below its place the baseline of a label lies, in em; a third where the place is its middle."""

_HEAD_LENGTH, _HEAD_WIDTH = 0.5, 0.34


def to_svg(drawing: Drawing, *, standalone: bool = True) -> str:
    """An ``<svg>`` element; ``standalone`` gives it colours of its own."""

    def at(point: Point) -> str:
        return f"{_short(point[0] * SCALE)} {_short((drawing.height - point[1]) * SCALE)}"

    return render(
        "html/figure.svg.jinja",
        drawing=drawing,
        marks=[(type(mark).__name__, mark) for mark in drawing.marks],
        width=_short(drawing.width * SCALE),
        height=_short(drawing.height * SCALE),
        size=_short(SCALE),
        standalone=standalone,
        at=at,
        short=lambda value: _short(value * SCALE),
        head=lambda stroke: [at(point) for point in _head(stroke)],
        baseline=lambda label: at((label.place[0], label.place[1] - _BASELINE.get(label.anchor, 0.33))).split(),
        across=lambda label: _ACROSS.get(label.anchor, "middle"),
        tspans=lambda label: tspans(label.tex),
    ).strip()


def _head(stroke: Stroke) -> tuple[Point, ...]:
    """The corners of the triangle at the end of an arrow."""
    (x1, y1), (x2, y2) = stroke.points[-2:]
    length = hypot(x2 - x1, y2 - y1)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - _HEAD_LENGTH * dx, y2 - _HEAD_LENGTH * dy
    half = _HEAD_WIDTH / 2
    return (x2, y2), (back_x - half * dy, back_y + half * dx), (back_x + half * dy, back_y - half * dx)


def _short(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"


def to_tikz(drawing: Drawing) -> str:
    """A ``tikzpicture`` environment, one command for each mark."""

    def at(point: Point) -> str:
        return f"({point[0]:.2f}, {point[1]:.2f})"

    return render(
        "latex/figure.tex.jinja",
        caption=drawing.caption,
        marks=[(type(mark).__name__, mark) for mark in drawing.marks],
        at=at,
        tex=_tex_of,
    ).strip()


def _tex_of(mark: Mark) -> Markup:
    return Markup(mark.tex if isinstance(mark, Label) else "")


def write_figures(folder: Path, drawings: Iterable[tuple[str, Drawing]]) -> list[Path]:
    """Each drawing as ``NAME.svg`` and ``NAME.tex`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, drawing in drawings:
        for suffix, text in ((".svg", to_svg(drawing)), (".tex", to_tikz(drawing))):
            path = folder / f"{name}{suffix}"
            path.write_text(text + "\n", encoding="utf-8")
            paths.append(path)
    return paths
