"""``symnet errata``: the refuted equations as printed, corrected, and where they fail."""

from __future__ import annotations

import json

import click

from symnet.cli.codes import EXIT_AS_EXPECTED, EXIT_NOT_AS_EXPECTED, EXIT_NOTHING


@click.command("errata")
@click.argument("selection", nargs=-1, metavar="[ID|SECTION|PATH|systems]...")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--tex", "form", flag_value="tex", help="Print a LaTeX note, ready to send.")
@click.option("--title", default="Errata", show_default=True, help="Title of the LaTeX note.")
@click.option("--no-cache", is_flag=True, help="Judge everything anew.")
def command(selection: tuple[str, ...], form: str | None, title: str, no_cache: bool) -> int:
    """Verify SELECTION (nothing named: the paper) and list what is refuted."""
    from symnet.cli.judging import judged
    from symnet.judge.running import RunOptions
    from symnet.report import errata

    found = judged(selection, RunOptions(cache=not no_cache))
    if not found:
        click.echo("nothing to list: no claim matches", err=True)
        return EXIT_NOTHING
    if form == "json":
        click.echo(json.dumps(errata.as_json(found), indent=2))
    elif form == "tex":
        click.echo(errata.as_latex(found, title=title), nl=False)
    else:
        click.echo(errata.as_text(found), nl=False)
    return EXIT_AS_EXPECTED if all(verdict.expected for verdict in found) else EXIT_NOT_AS_EXPECTED
