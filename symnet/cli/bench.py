"""``symnet bench``: this machine's table of targets, steps and batches, beside NumPy."""

from __future__ import annotations

import json
from typing import Any

import click

from symnet.cli.codes import EXIT_AS_EXPECTED
from symnet.cli.lagrangian_argument import LagrangianCommand
from symnet.cli.systems import Choices, choices_of_representation, kind_of_system, represented


@click.command(name="bench", cls=LagrangianCommand)
@click.argument("system", metavar="SYSTEM|'LAGRANGIAN'")
@click.option("--target", "targets", multiple=True, help="Measure only these targets; default: all that are installed.")
@click.option("--steps", multiple=True, type=click.IntRange(1, 10_000_000), default=(128, 2048), show_default=True)
@click.option("--batch", multiple=True, type=click.IntRange(1, 1_000_000), default=(1, 64), show_default=True)
@choices_of_representation
@kind_of_system
@click.option("--json", "as_json", is_flag=True, help="Write the table as JSON (schema symnet.bench/1).")
def command(
    system: str,
    targets: tuple[str, ...],
    steps: tuple[int, ...],
    batch: tuple[int, ...],
    activation: str,
    rule: str,
    time: str,
    boundary: str,
    coordinates: str | None,
    field: bool,
    dimensions: int | None,
    as_json: bool,
) -> int:
    """Time value and gradient of SYSTEM (see 'symnet list') or of a Lagrangian, target by target."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from symnet.kernels.bench import measured, missing
    from symnet.kernels.systems import named

    choices = Choices(activation, rule, time, boundary)
    kernel = represented(named(system).lagrangian, coordinates, field, dimensions, choices).kernel()
    rows = list(measured(kernel, targets, steps, batch))
    if as_json:
        document = {"schema": "symnet.bench/1", "system": system, **choices._asdict()}
        document["rows"] = [row.as_json() for row in rows]
        click.echo(json.dumps(document, indent=1))
        return EXIT_AS_EXPECTED
    table = Table("target", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("N", "batch", "µs a path", "/ NumPy"):
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(row.target, str(row.steps), str(row.batch), f"{row.microseconds:.2f}", f"{row.of_numpy:.2f}")
    click.echo(f"value and gradient, {system}{_of_sites(kernel.layout)}: {choices}")
    Console(highlight=False).print(table)
    for line in missing(targets):
        click.echo(line, err=True)
    return EXIT_AS_EXPECTED


def _of_sites(layout: Any) -> str:
    from symnet.kernels.inputs import shape_of

    return f" on {'x'.join(map(str, shape_of(layout)))} sites" if layout.body.axis == "sites" else ""
