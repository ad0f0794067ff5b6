"""``symnet explain ID``: everything known about one claim, in words and TeX."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from symnet.claims.verdict import Verdict


@click.command()
@click.argument("id", metavar="ID")
def command(id: str) -> int:
    """Show how a claim is printed, read and derived, the steps, the evidence, what it uses and what uses it."""
    from symnet.cli.judging import judged_claims
    from symnet.judge.running import RunOptions
    from symnet.judge.selecting import select, with_neighbours

    chosen = select([id])
    verdicts = judged_claims(with_neighbours(chosen), RunOptions(cache=True))
    wanted = {claim.id for _, claim in chosen}
    for verdict in verdicts:
        if verdict.id in wanted:
            click.echo("\n".join(_lines(verdict)))
    return 0


def _lines(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.id}  {verdict.title}  (Section {verdict.section}; {verdict.place})"
    yield f"verdict     {verdict.status.value}, {verdict.scope}"
    rows = {"printed": verdict.printed, "understood": verdict.understood, "derived": verdict.derived}
    for name, tex in (rows | {"corrected": verdict.corrected}).items():
        if tex:
            yield f"{name:<12}{tex}"
    if verdict.assumptions:
        yield f"assuming    {', '.join(verdict.assumptions)}"
    if verdict.counterexample:
        instance = verdict.counterexample
        yield f"at          {instance.tex}: printed {instance.lhs}, derived {instance.rhs}"
    for number, step in enumerate(verdict.steps, 1):
        yield f"step {number:<7}{step.rule}\n            {step.before}\n          = {step.after}"
    for line in verdict.evidence:
        yield f"evidence    {line}"
    for line in verdict.notes:
        yield f"note        {line}"
    if verdict.premises:
        yield "uses        " + ", ".join(f"{id} ({use})" for id, use in verdict.premises.items())
    if verdict.used_by:
        yield f"used by     {', '.join(verdict.used_by)}"
