"""``symnet report``: verify, then write what was found as HTML, LaTeX, PDF or Markdown."""

from __future__ import annotations

import json
from pathlib import Path

import click

from symnet.cli.codes import EXIT_AS_EXPECTED, EXIT_NOT_AS_EXPECTED, EXIT_NOTHING

SCHEMA = "symnet.report/1"
FORMATS = ("html", "tex", "pdf", "md")

_SHOWN = ("path-and-network", "relu-and-step")
"""The figures that a report on the whole paper shows."""

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("report")
@click.argument("selection", nargs=-1, metavar="[ID|SECTION|PATH|systems]...")
@click.option("-o", "--output", type=_FOLDER, default=Path("report"), show_default=True, help="Made if need be.")
@click.option("--format", "formats", type=click.Choice(FORMATS), multiple=True, help="Repeatable [html and tex].")
@click.option("--title", default="Verification report", show_default=True)
@click.option("--figures", is_flag=True, help="Write the paper's figures as SVG and TikZ, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the files and the counts as JSON.")
@click.option("--no-cache", is_flag=True, help="Judge everything anew.")
def command(
    selection: tuple[str, ...],
    output: Path,
    formats: tuple[str, ...],
    title: str,
    figures: bool,
    as_json: bool,
    no_cache: bool,
) -> int:
    """Verify SELECTION (nothing named: the paper) and write the report into a folder."""
    from symnet.claims.verdict import as_document
    from symnet.cli.judging import judged
    from symnet.cli.reporting import summary
    from symnet.judge.running import RunOptions
    from symnet.report import figures as pictures
    from symnet.report import write

    found = judged(selection, RunOptions(cache=not no_cache))
    if not found:
        click.echo("nothing to report: no claim matches", err=True)
        return EXIT_NOTHING
    paths = write(found, output, formats or ("html", "tex"), title=title, figures=() if selection else _SHOWN)
    if figures:
        paths += pictures.write_figures(output / "figures", ((name, draw()) for name, draw in pictures.FIGURES.items()))
    if as_json:
        counts = as_document(found)["counts"]
        click.echo(json.dumps({"schema": SCHEMA, "files": [str(path) for path in paths], "counts": counts}, indent=2))
    else:
        for path in paths:
            click.echo(path)
        click.echo(summary(found), err=True)
    return EXIT_AS_EXPECTED if all(verdict.expected for verdict in found) else EXIT_NOT_AS_EXPECTED
