"""Verdicts on a terminal: the table, and a paragraph for each one that is refuted or not as expected."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from symnet.claims.verdict import VERIFYING, Status, Verdict, as_document

GLYPHS = {
    Status.PROVED: ("✓", "green"),
    Status.LIMIT: ("→", "green"),
    Status.DEFINITION: ("○", "blue"),
    Status.REFUTED: ("✗", "red"),
    Status.CHECKED: ("≈", "yellow"),
    Status.UNDECIDED: ("?", "yellow"),
    Status.TIMEOUT: ("⌛", "yellow"),
    Status.ERROR: ("!", "red"),
}

WIDE = 76
"""From this many columns on, the table has room for the scope and the seconds."""

NARROW = 18
"""How many columns an id has at most where there are fewer."""


def table(verdicts: Sequence[Verdict], console: Console | None = None) -> None:
    """Print the table, what deserves a paragraph, and the counts."""
    console = console or Console(highlight=False)
    if not verdicts:
        console.print("nothing to check")
        return
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    wide = console.width >= WIDE
    grid.add_column("claim", no_wrap=wide, overflow="fold", max_width=None if wide else NARROW)
    grid.add_column("verdict", no_wrap=True)
    if wide:
        grid.add_column("scope", no_wrap=True)
    grid.add_column("what it says", overflow="fold")
    if wide:
        grid.add_column("s", justify="right", style="dim", no_wrap=True)
    for verdict in verdicts:
        seldom = (verdict.scope, verdict.title, f"{verdict.seconds:.2f}") if wide else (verdict.title,)
        grid.add_row(Text(verdict.id, style="bold"), _word(verdict), *seldom)
    console.print(grid)
    for verdict in verdicts:
        if verdict.status not in (Status.PROVED, Status.LIMIT, Status.DEFINITION) or not verdict.expected:
            console.print(paragraph(verdict), soft_wrap=False)
    console.print(summary(verdicts))


def _word(verdict: Verdict) -> Text:
    glyph, colour = GLYPHS[verdict.status]
    word = Text(f"{glyph} {verdict.status.value}", style=colour)
    if not verdict.expected:
        word.append(" ‼", style="bold red")
    return word


def paragraph(verdict: Verdict) -> Text:
    """Where, the verdict, what differs, the smallest witness, and the command that reruns just this."""
    text = Text()
    text.append_text(Text.assemble((verdict.id, "bold"), "  ", _word(verdict), "  ", (_where(verdict), "dim"), "\n"))
    if verdict.counterexample is not None:
        instance = verdict.counterexample
        text.append(f"  at {instance.tex or 'every instance'}: printed {instance.lhs}, derived {instance.rhs}\n")
    for line in verdict.notes if verdict.status is Status.REFUTED else verdict.evidence:
        text.append(f"  {line.partition(': $')[0]}\n")
    if verdict.dependents:
        text.append(f"  {resting(verdict)}\n")
    if verdict.status not in VERIFYING:
        command = "explain" if verdict.corrected else "verify"
        what = "the corrected formula and the proofs" if verdict.corrected else "run again"
        text.append(f"  {what}: symnet {command} {shlex.quote(verdict.id)}\n", style="dim")
    return text


def resting(verdict: Verdict) -> str:
    """Which claims rest on a refuted one, and whether they survive: none uses it as printed."""
    words = {id: "holds" if Status(status) in VERIFYING else status for id, status in verdict.dependents.items()}
    return "rest on it, as corrected: " + ", ".join(f"{id} ({word})" for id, word in words.items())


def _where(verdict: Verdict) -> str:
    file, _, line = verdict.place.rpartition(":")
    path = Path(file)
    return f"{Path(*path.parts[-3:])}:{line}" if file else ""


def summary(verdicts: Sequence[Verdict]) -> str:
    """The counts in one line."""
    counts = as_document(verdicts)["counts"]
    words = ", ".join(f"{number} {status}" for status, number in counts.items() if number)
    surprises = sum(not verdict.expected for verdict in verdicts)
    printed = [verdict.reading for verdict in verdicts if verdict.printed]
    read = f"{printed.count('parsed')} of {len(printed)} printed equations parsed"
    remembered = sum(verdict.remembered for verdict in verdicts)
    as_hoped = f"{surprises} not as expected (‼)" if surprises else "all as expected"
    closing = f"; {remembered} from the cache" if remembered else ""
    return f"{len(verdicts)} claims: {words or 'none'}; {read}; {as_hoped}{closing}"
