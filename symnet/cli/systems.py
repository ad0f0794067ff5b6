"""How a command line says which system it means: a name or a Lagrangian, components, or a field on sites."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_OPTIONS = (
    click.option("--coordinates", metavar="X,Y", default=None, help="Several components; the velocity of x is vx."),
    click.option("--field", is_flag=True, help="A density in phi, phi_dot and phi_grad: a field on sites."),
    click.option(
        "--dimensions", type=click.IntRange(1, 3), default=None, help="Of a field's space, each a ring; default: 1."
    ),
)

Choices = tuple[str, str, str, str]
"""Activation, rule, time and boundary."""
_DEFAULT = ("relu", "midpoint", "real", "fixed")


def kind_of_system(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--coordinates``, ``--field`` and ``--dimensions``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def represented(
    text: str, coordinates: str | None, field: bool, dimensions: int | None, choices: Choices = _DEFAULT
) -> Any:
    """The representation of a Lagrangian, or of a density, with the words of ``represent`` that follow it."""
    from symnet.theory.field import FieldLagrangian
    from symnet.theory.represent import represent

    if field and coordinates is not None:
        raise click.UsageError("--field and --coordinates are two systems: give one of them")
    if dimensions is not None and not field:
        raise click.UsageError("--dimensions are those of a field: give --field too")
    if coordinates is not None:
        return represent(text, *choices, coordinates=tuple(name.strip() for name in coordinates.split(",")))
    if field:
        return represent(FieldLagrangian.parse(text, dimensions or 1), *choices)
    return represent(text, *choices)
