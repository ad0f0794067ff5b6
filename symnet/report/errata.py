"""The errata note: every refuted equation as printed, as it should read, and where the printed form fails."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symnet.claims.verdict import VERIFYING, CounterexampleRecord, Status, Verdict
from symnet.report.document import Entry, Link, arrange
from symnet.report.latex import formula_tools
from symnet.report.summary import build_date, colophon
from symnet.templating import render

SCHEMA = "symnet.errata/1"


def errata(verdicts: Iterable[Verdict]) -> tuple[Entry, ...]:
    """The refuted claims, in order."""
    return tuple(e for e in arrange(verdicts, title="").entries if e.verdict.status is Status.REFUTED)


def as_json(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """The JSON document of the errata."""
    return {"schema": SCHEMA, "errata": [_record(entry) for entry in errata(verdicts)]}


def as_text(verdicts: Iterable[Verdict]) -> str:
    """The errata as plain text, formulas as TeX."""
    blocks = ["\n".join(_lines(entry)) for entry in errata(verdicts)]
    return "\n\n".join(blocks) + "\n" if blocks else "Nothing is refuted.\n"


def as_latex(verdicts: Iterable[Verdict], *, title: str = "Errata") -> str:
    """The errata as a LaTeX document."""
    return render(
        "latex/errata.tex.jinja",
        title=title,
        date=build_date(),
        entries=[(entry, dependents(entry)) for entry in errata(verdicts)],
        colophon=colophon(),
        **formula_tools(),
    )


def dependents(entry: Entry) -> tuple[tuple[Link, str], ...]:
    """The later claims that rest on ``entry``, each with what became of it."""
    return tuple((link, _fate(link)) for link in entry.used_by)


def _fate(link: Link) -> str:
    if link.status is None:
        return "not judged here"
    return "holds" if link.status in VERIFYING else link.status.value


def _record(entry: Entry) -> dict[str, Any]:
    verdict = entry.verdict
    found = verdict.counterexample
    return {
        "id": verdict.id,
        "section": verdict.section,
        "printed": verdict.printed,
        "corrected": verdict.corrected,
        "counterexample": None
        if found is None
        else {"values": dict(found.values), "lhs": found.lhs, "rhs": found.rhs, "tex": found.tex},
        "dependents": {link.id: fate for link, fate in dependents(entry)},
        "notes": list(verdict.notes),
        "expected": verdict.expected,
    }


def _lines(entry: Entry) -> list[str]:
    verdict = entry.verdict
    lines = [" ".join(filter(None, [entry.name, verdict.title, f"section {verdict.section}"]))]
    lines += _row("printed", verdict.printed) + _row("corrected", verdict.corrected)
    lines += _row("fails at", _instance(verdict.counterexample))
    for note in verdict.notes:
        lines += _row("note", note)
    lines += _row("used by", ", ".join(f"{link.id} ({fate})" for link, fate in dependents(entry)))
    return lines


def _row(word: str, text: str | None) -> list[str]:
    return [f"  {word:<10}{text}"] if text else []


def _instance(found: CounterexampleRecord | None) -> str:
    if found is None:
        return ""
    values = ", ".join(f"{name} = {value}" for name, value in found.values.items())
    return f"{values}: printed side {found.lhs}, derived side {found.rhs}"
