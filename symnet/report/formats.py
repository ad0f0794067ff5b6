"""The formats of a report, one row each, and the call that writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from symnet.claims.verdict import Verdict
from symnet.errors import InputError
from symnet.report.document import Document, arrange
from symnet.report.figures import FIGURES, Drawing
from symnet.report.html import write_html
from symnet.report.latex import write_latex
from symnet.report.markdown import write_markdown
from symnet.report.pdf import compile_latex
from symnet.report.summary import build_date


@dataclass(frozen=True, slots=True)
class Format:
    """``file`` is the name a report gets; ``write`` makes its bytes."""

    file: str
    write: Callable[[Document], bytes]


def _text(write: Callable[[Document], str]) -> Callable[[Document], bytes]:
    return lambda document: write(document).encode("utf-8")


FORMATS: dict[str, Format] = {
    "html": Format("report.html", _text(write_html)),
    "tex": Format("report.tex", _text(write_latex)),
    "pdf": Format("report.pdf", lambda document: compile_latex(write_latex(document))),
    "md": Format("report.md", _text(write_markdown)),
}


def write(
    verdicts: Iterable[Verdict],
    directory: Path | str,
    formats: Iterable[str] = ("html", "tex"),
    *,
    title: str = "Verification report",
    section_titles: Mapping[str, str] | None = None,
    figures: Iterable[str] = (),
) -> list[Path]:
    """Write ``verdicts`` to ``directory`` in each of ``formats``; the files (a PDF last).

    ``figures`` are names in :data:`FIGURES`, shown before the equations.

    Raises:
        InputError: a format or a figure that there is not.
        MissingExtraError: a PDF where there is no LaTeX; the other formats are written first.
    """
    formats = list(dict.fromkeys(formats))
    for name in formats:
        if name not in FORMATS:
            raise InputError(f"no report format '{name}'; there are {', '.join(FORMATS)}")
    drawings = [_figure(name) for name in figures]
    document = arrange(verdicts, title=title, section_titles=section_titles, date=build_date(), figures=drawings)
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in sorted(formats, key=lambda name: name == "pdf"):
        path = folder / FORMATS[name].file
        path.write_bytes(FORMATS[name].write(document))
        paths.append(path)
    return paths


def _figure(name: str) -> Drawing:
    if name not in FIGURES:
        raise InputError(f"no figure '{name}'; there are {', '.join(FIGURES)}")
    return FIGURES[name]()
