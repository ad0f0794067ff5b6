"""What the judging commands share: choose the claims, judge them with progress on a terminal, return the verdicts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from symnet.claims.verdict import Verdict
from symnet.judge.running import RunOptions, Stated, run
from symnet.judge.selecting import select


def judged(words: Sequence[str], options: RunOptions) -> list[Verdict]:
    """The verdicts on the claims that the words name."""
    return judged_claims(select(words), options)


def judged_claims(stated: Sequence[Stated], options: RunOptions) -> list[Verdict]:
    """The verdicts on these claims; on a terminal, a bar on stderr meanwhile."""
    if not sys.stderr.isatty():
        return run(stated, options)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("judging {task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(stated))
        return run(stated, options, lambda verdict: progress.update(task, advance=1, description=verdict.id))
