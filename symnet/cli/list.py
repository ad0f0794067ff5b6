"""``symnet list``: every claim that can be verified, and every system that can be exported."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write the list as JSON (schema symnet.list/1).")
def command(as_json: bool) -> int:
    """List the claims with their sections and titles, and the systems."""
    from symnet.claims.collecting import collect, derivation_files, paper, systems

    claims = [claim for _, claim in collect([paper(), systems()]).values()]
    names = [file.stem for file in derivation_files(systems())]
    if as_json:
        rows = [{"id": claim.id, "section": claim.section, "title": claim.title} for claim in claims]
        click.echo(json.dumps({"schema": "symnet.list/1", "claims": rows, "systems": names}, indent=1))
        return 0
    width = max(len(claim.id) for claim in claims)
    for claim in claims:
        click.echo(f"{claim.id:<{width}}  {claim.title}")
    click.echo(f"\nsystems: {', '.join(names)}")
    return 0
