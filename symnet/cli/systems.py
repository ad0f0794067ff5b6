"""How a command line says which system it means, and as what: rows or sites; activation, rule, time and boundary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import click

_KIND = (
    click.option("--coordinates", metavar="X,Y", default=None, help="Several components; the velocity of x is vx."),
    click.option("--field", is_flag=True, help="A density in phi, phi_dot and phi_grad: a field on sites."),
    click.option(
        "--dimensions", type=click.IntRange(1, 3), default=None, help="Of a field's space, each a ring; default: 1."
    ),
)
_CHOICES = (
    click.option("--activation", default="relu", metavar="NAME", help="relu (default), step or cosine."),
    click.option(
        "--rule", default="midpoint", metavar="NAME", help="midpoint (default), endpoint, trapezoid or zigzag."
    ),
    click.option("--time", default="real", metavar="NAME", help="real (default) or euclidean."),
    click.option("--boundary", default="fixed", metavar="NAME", help="fixed (default), halfline, ring or free."),
)


class Choices(NamedTuple):
    """The names of what ``represent`` takes after the Lagrangian, in its order."""

    activation: str
    rule: str
    time: str
    boundary: str

    def __str__(self) -> str:
        return f"{self.activation}, {self.rule} rule, {self.time} time, boundary {self.boundary}"


def kind_of_system(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--coordinates``, ``--field`` and ``--dimensions``."""
    return _with(_KIND, command)


def choices_of_representation(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--activation``, ``--rule``, ``--time`` and ``--boundary``."""
    return _with(_CHOICES, command)


def _with(options: tuple[Callable[..., Any], ...], command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command


def represented(text: str, coordinates: str | None, field: bool, dimensions: int | None, choices: Choices) -> Any:
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
