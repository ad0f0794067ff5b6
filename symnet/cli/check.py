"""``symnet check ID --tex '…'``: is my own form of an equation right?"""

from __future__ import annotations

import json

import click

from symnet.cli.codes import EXIT_AS_EXPECTED, EXIT_NOT_AS_EXPECTED


@click.command()
@click.argument("id", metavar="ID")
@click.option("--tex", required=True, help="Your form of the equation, in the paper's notation.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=120.0, show_default=True, metavar="S")
@click.option("--json", "as_json", is_flag=True, help="Write the verdict as JSON (schema symnet.verify/1).")
def command(id: str, tex: str, timeout: float, as_json: bool) -> int:
    """Judge your own form of equation ID against the derived side, not against what is printed.

    Any equivalent form is proved; anything else is refuted with a counterexample. An index outside its declared range
    (w_0, x_{-1}) is an independent value.
    """
    from symnet.claims.verdict import as_document
    from symnet.cli.reporting import paragraph
    from symnet.judge.running import checked_form

    verdict = checked_form(id, tex, timeout)
    if as_json:
        click.echo(json.dumps(as_document([verdict]), indent=1, ensure_ascii=False))
    else:
        from rich.console import Console

        Console(highlight=False).print(paragraph(verdict))
    return EXIT_AS_EXPECTED if verdict.expected else EXIT_NOT_AS_EXPECTED
