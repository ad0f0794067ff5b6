"""``symnet verify``: judge the paper's equations, a system's claims, or your own derivation files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from symnet.cli.codes import EXIT_AS_EXPECTED, EXIT_NOT_AS_EXPECTED, EXIT_NOTHING

if TYPE_CHECKING:
    from symnet.claims.verdict import Verdict


@click.command()
@click.argument("selection", nargs=-1, metavar="[ID|SECTION|PATH|systems]...")
@click.option("--json", "as_json", is_flag=True, help="Write the verdicts as JSON (schema symnet.verify/1) to stdout.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write a JUnit file as well.")
@click.option("--github", is_flag=True, help="Write GitHub annotations for verdicts that are not as expected.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=2, show_default=True, help="Processes side by side.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=120.0,
    show_default=True,
    metavar="S",
    help="Seconds of wall time for one claim.",
)
@click.option("--no-cache", is_flag=True, help="Judge everything anew, and keep nothing.")
@click.option("--recheck", is_flag=True, help="Check every certificate again with the small independent checker.")
def command(
    selection: tuple[str, ...],
    as_json: bool,
    junit: Path | None,
    github: bool,
    jobs: int,
    timeout: float,
    no_cache: bool,
    recheck: bool,
) -> int:
    """Judge claims: each is proved for every N, refuted by an exact counterexample, or said to be undecided.

    Nothing named: the whole paper. A PATH is a derivation file or a folder of them; it is Python and is run, as tests
    are. The exit code is 0 if every verdict is as the derivation file expects (a printed misprint is expected to be
    refuted), 1 if not, 5 if there was nothing to check.

    Final verdicts are kept in the user's cache ($SYMNET_CACHE_DIR, else ~/.cache/symnet) and taken from there as long
    as the claim, what it rests on, its vocabulary, symnet and SymPy are the same to the letter. A file that imports
    anything but symnet, SymPy and pure parts of the standard library is judged anew each time.
    """
    from symnet.cli import continuous_integration as ci
    from symnet.cli.judging import judged
    from symnet.judge.running import RunOptions

    verdicts = judged(selection, RunOptions(jobs=jobs, timeout=timeout, cache=not no_cache))
    if recheck:
        from symnet.judge.rechecking import rechecked, summary

        again = [rechecked(verdict) for verdict in verdicts]
        verdicts = [one.verdict for one in again]
    _print(verdicts, as_json=as_json)
    if recheck:
        click.echo(summary(again), err=as_json)
    if junit is not None:
        junit.write_text(ci.junit(verdicts), encoding="utf-8")
    if github:
        for line in ci.github_annotations(verdicts):
            click.echo(line, err=as_json)
    if not verdicts:
        return EXIT_NOTHING
    return EXIT_AS_EXPECTED if all(verdict.expected for verdict in verdicts) else EXIT_NOT_AS_EXPECTED


def _print(verdicts: Sequence[Verdict], *, as_json: bool) -> None:
    if as_json:
        from symnet.claims.verdict import as_document

        click.echo(json.dumps(as_document(verdicts), indent=1, ensure_ascii=False))
    else:
        from symnet.cli.reporting import table

        table(verdicts)
