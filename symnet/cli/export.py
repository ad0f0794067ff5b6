"""``symnet export``: an action and its derivatives as source code."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="export")
@click.argument("system", metavar="SYSTEM|'LAGRANGIAN'")
@click.option("--to", "target", default="numpy", show_default=True, help="numpy, c, …: what to generate.")
@click.option("-o", "--output", default=".", show_default=True, help="The folder to write to.")
@click.option("--name", default=None, help="What the files and functions are called; default: the system's name.")
@click.option("--activation", default="relu", show_default=True)
@click.option("--rule", default="midpoint", show_default=True)
@click.option("--time", default="real", show_default=True)
@click.option("--boundary", default="fixed", show_default=True)
def command(
    system: str, target: str, output: str, name: str | None, activation: str, rule: str, time: str, boundary: str
) -> None:
    """Write the action of SYSTEM (see 'symnet list') or of a Lagrangian, and its derivatives, as source code."""
    from symnet.kernels import kernel
    from symnet.kernels.systems import named
    from symnet.theory.discretization import discretize
    from symnet.theory.lagrangian import Lagrangian

    chosen = named(system)
    lattice = discretize(Lagrangian.parse(chosen.lagrangian), rule, boundary, time)
    for path in kernel(lattice, activation).export(Path(output), to=target, name=name or chosen.name):
        click.echo(str(path))
