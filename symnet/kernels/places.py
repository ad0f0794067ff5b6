"""What a step's body may speak of: each coordinate of the state where it is, and at its neighbouring sites.

One particle in one dimension has one place. A particle of several components has one for each; a field has one for its
site and one for every neighbour that the site's Lagrangian reaches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import sympy as sp

from symnet.notation import symbols

POSITION, VELOCITY = symbols.position, symbols.velocity
D_POSITION, D_VELOCITY = sp.symbols("δ\\ x δ\\ v", real=True)
"""A variation of the path at one step; the blank keeps these from being anyone's parameter."""
SPAN = sp.Symbol("x_{n-1}\\ -\\ x_0", real=True)
"""How far the path has come before the step."""


@dataclass(frozen=True, slots=True)
class Place:
    """The coordinate number ``which``: its letters in a body, and how they vary.

    shift: so many sites further along each direction of space, empty where there are no sites. name: what it is called
    in generated code, after x, v, dx, dv and span.
    """

    position: sp.Symbol
    velocity: sp.Symbol
    d_position: sp.Symbol = D_POSITION
    d_velocity: sp.Symbol = D_VELOCITY
    span: sp.Symbol = SPAN
    which: int = 0
    shift: tuple[int, ...] = ()
    name: str = ""

    @property
    def here(self) -> bool:
        """Whether it is at the site itself."""
        return not any(self.shift)

    @property
    def letters(self) -> dict[sp.Symbol, str]:
        """Symbol -> its name in generated code."""
        named = {"x": self.position, "v": self.velocity, "dx": self.d_position, "dv": self.d_velocity}
        return {symbol: f"{prefix}{self.name}" for prefix, symbol in (named | {"span": self.span}).items()}


ALONE = Place(POSITION, VELOCITY)
"""The one coordinate of a particle in one dimension."""


def place(of: Any) -> Place:
    """The place of a state's coordinate, given as a `symnet.theory.state.Place`."""
    axes = [f"_axis{axis}" if len(of.shift) > 1 else "" for axis in range(1, len(of.shift) + 1)]
    steps = zip(of.shift, axes, strict=True)
    far = "".join(f"_{'right' if step > 0 else 'left'}{abs(step)}{axis}" for step, axis in steps if step)
    return Place(
        of.position,
        of.velocity,
        sp.Symbol(f"δ\\ {of.position}", real=True),
        sp.Symbol(f"δ\\ {of.velocity}", real=True),
        sp.Symbol(f"{of.position}_{{n-1}}\\ -\\ {of.position}_0", real=True),
        of.which,
        of.shift,
        f"{of.which}{far}",
    )


def gathered(slope: sp.Expr, of: Any, reached: Iterable[Any]) -> sp.Expr:
    """The derivative of the sum over all sites by one of them: ``slope`` by ``of``, seen from where ``of`` is here."""
    moved: dict[sp.Symbol, sp.Symbol] = {}
    for each in reached:
        there = each.moved(tuple(-step for step in of.shift))
        moved |= {each.position: there.position, each.velocity: there.velocity}
    return slope.xreplace(moved)


def in_rows(nested: list[Any], dimensions: int) -> tuple[list[Any], tuple[int, ...]]:
    """The rows of a table of sites one after the other, and how many sites each direction has.

    Neighbours in the last direction are neighbouring rows; without directions all rows belong to one site.
    """
    rows, shape = nested, [len(nested)] * min(dimensions, 1)
    for _ in range(dimensions - 1):
        shape.append(len(rows[0]))
        rows = list(chain.from_iterable(rows))
    return rows, tuple(shape)


def neighbours(shape: tuple[int, ...], shift: tuple[int, ...]) -> list[int]:
    """For each site, in the order of the rows, the number of the one that is ``shift`` away."""
    sites = np.arange(int(np.prod(shape))).reshape(shape)
    found: list[int] = np.roll(sites, [-step for step in shift], axis=tuple(range(len(shape)))).ravel().tolist()
    return found
