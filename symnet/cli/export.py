"""``symnet export``: an action and its derivatives as source code, with a certificate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from symnet.cli.codes import EXIT_AS_EXPECTED, EXIT_NOT_AS_EXPECTED, EXIT_NOTHING
from symnet.cli.lagrangian_argument import LagrangianCommand
from symnet.cli.systems import Choices, choices_of_representation, kind_of_system, represented

if TYPE_CHECKING:
    from symnet.kernels.statements import Judged


@click.command(name="export", cls=LagrangianCommand)
@click.argument("system", metavar="SYSTEM|'LAGRANGIAN'", required=False)
@click.option("--to", "target", default="numpy", show_default=True, help="numpy, c, jax, numba or torch.")
@click.option("-o", "--output", default=".", show_default=True, help="The folder to write to.")
@click.option("--name", default=None, help="What the files and functions are called; default: the system's name.")
@choices_of_representation
@kind_of_system
@click.option("--force", is_flag=True, help="Export a system although one of its claims is refuted.")
@click.option("--verify", "folder", metavar="DIR", default=None, help="Measure the artifacts in DIR again instead.")
def command(
    system: str | None,
    target: str,
    output: str,
    name: str | None,
    activation: str,
    rule: str,
    time: str,
    boundary: str,
    coordinates: str | None,
    field: bool,
    dimensions: int | None,
    force: bool,
    folder: str | None,
) -> int:
    """Write the action of SYSTEM (see 'symnet list') or of a Lagrangian, and its derivatives, as source code.

    In Euclidean time the C header has the weight, too, in the signatures that samplers and integrators call.
    """
    from symnet.kernels.systems import named

    if folder is not None:
        return _recheck(Path(folder))
    if system is None:
        raise click.UsageError("give a system or a Lagrangian to export, or --verify DIR")
    chosen = named(system)
    choices = Choices(activation, rule, time, boundary)
    made = represented(chosen.lagrangian, coordinates, field, dimensions, choices).kernel()
    verdicts = _verdicts(chosen.name) if chosen.name == system else []
    called = name or chosen.name
    for path in made.export(Path(output), to=target, name=called, verdicts=verdicts, force=force):
        click.echo(str(path))
    return EXIT_AS_EXPECTED


def _verdicts(system: str) -> list[Judged]:
    """The verdicts of the claims that the system's file states; a refutation it declares does not count against it."""
    from symnet.claims.collecting import claims_in, systems
    from symnet.judge.running import RunOptions, run
    from symnet.kernels.statements import Judged

    file = systems() / f"{system}.py"
    verdicts = run([(file, claim) for claim in claims_in(file)], RunOptions())
    status = {
        v.id: "refuted, as declared" if v.status == "refuted" and v.expected else v.status.value for v in verdicts
    }
    return [Judged(v.id, status[v.id], v.title, tuple(v.evidence)) for v in verdicts]


def _recheck(folder: Path) -> int:
    from symnet.kernels.recheck import recheck

    found = list(recheck(folder))
    for artifact in found:
        text = "the certified text" if artifact.unchanged else "NOT the certified text"
        click.echo(f"{artifact.certificate}: {text}\n{artifact.report}\n")
    if not found:
        click.echo(f"no certificate in {folder}", err=True)
        return EXIT_NOTHING
    return EXIT_AS_EXPECTED if all(artifact.good for artifact in found) else EXIT_NOT_AS_EXPECTED
