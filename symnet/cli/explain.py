"""``symnet explain ID``: everything known about one claim, in words and TeX."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from symnet.cli.codes import EXIT_AS_EXPECTED

if TYPE_CHECKING:
    from symnet.claims.verdict import Need, Verdict


@click.command()
@click.argument("id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Write it as JSON (schema symnet.verify/1, with needs).")
def command(id: str, as_json: bool) -> int:
    """Show how a claim is printed, read and derived, the steps, the evidence, what it uses and what rests on it.

    Of a claim that is true, each assumption is dropped in turn: it is needed (with a counterexample), not needed, or
    that is not known.
    """
    from symnet.claims.verdict import as_document
    from symnet.cli.judging import judged_claims
    from symnet.judge.running import RunOptions, needs_of
    from symnet.judge.selecting import select, with_neighbours

    chosen = select([id])
    options = RunOptions(cache=True)
    verdicts = {verdict.id: verdict for verdict in judged_claims(with_neighbours(chosen), options)}
    found = [(verdicts[stated[1].id], needs_of(stated, options)) for stated in chosen]
    if as_json:
        document = as_document([verdict for verdict, _ in found])
        for row, (_, needs) in zip(document["claims"], found, strict=True):
            row["needs"] = _as_json(needs)
        click.echo(json.dumps(document, indent=1, ensure_ascii=False))
    else:
        for verdict, needs in found:
            click.echo("\n".join([*_lines(verdict), *_needs(needs)]))
    return EXIT_AS_EXPECTED


def _as_json(needs: tuple[Need, ...] | None) -> list[dict[str, Any]] | None:
    return None if needs is None else [asdict(need) for need in needs]


def _needs(needs: tuple[Need, ...] | None) -> Iterator[str]:
    if needs is None:
        yield "without     not found out in time"
    for need in needs or ():
        instance = need.counterexample
        at = "" if instance is None else f": at {instance.tex or 'zero'}, {instance.lhs} is not {instance.rhs}"
        yield f"without     {need.assumption}: {need.need}{at}"


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
    if verdict.dependents:
        yield f"rest on it  {', '.join(f'{id} ({status})' for id, status in verdict.dependents.items())}"
