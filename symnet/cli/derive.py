"""``symnet derive``: a Lagrangian's action in positions and weights, its measure, and whether it is Gaussian."""

from __future__ import annotations

import json
import shutil
import sys

import click

from symnet.cli.lagrangian_argument import LagrangianCommand
from symnet.cli.systems import choices_of_representation
from symnet.notation.bounds import measure
from symnet.notation.grammar import read


@click.command(cls=LagrangianCommand)
@click.argument("lagrangian", metavar="LAGRANGIAN")
@choices_of_representation
@click.option("--json", "as_json", is_flag=True, help="For machines: schema symnet.derive/1.")
def command(lagrangian: str, activation: str, rule: str, time: str, boundary: str, as_json: bool) -> None:
    """Print the action of LAGRANGIAN in x, in w and in W (and the cosine's in a) for every width N, with the measure.

    \b
    symnet derive 'm*v^2/2 - k*x^2/2 - g*x^4'
    symnet derive 'm*v^2/2 - V(x)' --time euclidean --boundary ring

    x is the position, v the velocity, every other letter a parameter.
    """
    measure(lagrangian, read(lagrangian))
    from symnet.cli.derivation import glyphs_for, page, record
    from symnet.theory.represent import represent

    representation = represent(lagrangian, activation=activation, rule=rule, time=time, boundary=boundary)
    if as_json:
        click.echo(json.dumps(record(lagrangian, representation), indent=2))
        return
    width = max(40, min(shutil.get_terminal_size().columns, 160))
    glyphs = glyphs_for(sys.stdout.encoding)
    click.echo(page(representation, width, glyphs))
