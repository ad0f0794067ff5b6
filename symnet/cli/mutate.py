"""``symnet mutate``: edit the true form of every claim at every place, and count what the judge makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from symnet.cli.codes import EXIT_AS_EXPECTED, EXIT_NOT_AS_EXPECTED, EXIT_NOTHING

if TYPE_CHECKING:
    from symnet.judge.mutation_run import MutationRun


@click.command()
@click.argument("selection", nargs=-1, metavar="[ID|SECTION|PATH|systems]...")
@click.option("--sample", type=click.IntRange(1), metavar="K", help="Only K mutants, drawn at random.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the draw.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=2, show_default=True, help="Processes side by side.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True, metavar="S")
@click.option("--json", "as_json", is_flag=True, help="Write every mutant as JSON (schema symnet.mutate/1).")
def command(selection: tuple[str, ...], sample: int | None, seed: int, jobs: int, timeout: float, as_json: bool) -> int:
    """Measure the judge: every slip that matters must be refuted, and no false equation may be proved.

    Mutants start from the true form of a claim; definitions are left out. The score is refuted / (all - equivalent).
    """
    from symnet.judge.mutation_run import as_document, mutate
    from symnet.judge.running import RunOptions
    from symnet.judge.selecting import select

    run = mutate(select(selection), RunOptions(jobs=jobs, timeout=timeout), sample, seed)
    document = as_document(run)
    if as_json:
        click.echo(json.dumps(document, indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(run, document)))
    if not run.outcomes:
        return EXIT_NOTHING
    slipped = sum(number for name, number in document["counts"].items() if name not in ("refuted", "equivalent"))
    return EXIT_NOT_AS_EXPECTED if slipped else EXIT_AS_EXPECTED


def _lines(run: MutationRun, document: dict[str, Any]) -> Iterator[str]:
    from symnet.judge.mutating import score

    for each in run.outcomes:
        if each.outcome not in ("refuted", "equivalent"):
            yield f"{each.claim}: {each.outcome}: {each.operator}: {each.before} -> {each.after}"
    counts = ", ".join(f"{number} {name}" for name, number in document["counts"].items() if number)
    yield f"{len(run.outcomes)} mutants of {run.mutated} claims ({run.left_out} left out: definitions, limits)"
    for name, row in document["operators"].items():
        yield f"  {name:<16}{row['refuted']:>5} refuted of {row['mutants'] - row['equivalent']}"
    yield f"{counts or 'none'}; score {100 * score(run.outcomes):.2f} %"
