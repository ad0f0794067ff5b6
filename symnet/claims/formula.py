"""Statements about a formula as a whole: its parts compared one by one, or only up to a constant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

import sympy as sp

from symnet.claims.show import VELOCITY, show
from symnet.claims.statement import Equation, Statement
from symnet.notation.tex import tex

_SLOT = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class Formula(Statement):
    r"""A printed formula that is no plain equation, such as ``P(x) = \mathcal{N} \int \mathcal{D}x\, e^{-\int L}``.

    ``layout`` is its TeX with a slot ``<name>`` for each part that is printed, ``parts`` what is claimed there. The
    derivation returns a record with an attribute of each name. ``introduces`` holds for a formula that defines; the two
    quantities of ``balance`` then have one dimension. Parts named in ``up_to_factor`` are functions of the position,
    compared up to a constant factor.
    """

    layout: str
    parts: tuple[tuple[str, sp.Expr], ...]
    introduces: bool = False
    balance: tuple[sp.Expr, sp.Expr] | None = None
    up_to_factor: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        slots, names = set(_SLOT.findall(self.layout)), {name for name, _ in self.parts}
        if not slots <= names:
            raise ValueError(f"the layout has the slots {sorted(slots)}, but the parts are called {sorted(names)}")

    @property
    def defines(self) -> bool:  # type: ignore[override]
        """True of the formula that introduces the symbol."""
        return self.introduces

    @property
    def names(self) -> frozenset[str]:
        """What its parts are called."""
        return frozenset(name for name, _ in self.parts)


def formula(layout: str, introduces: bool = False, **parts: sp.Expr | int) -> Formula:
    """A formula with its parts by name."""
    return Formula(layout, tuple((name, sp.sympify(value, strict=True)) for name, value in parts.items()), introduces)


@dataclass(frozen=True, slots=True)
class UpToConstant(Equation):
    """The two sides agree but for a constant factor, or an added constant, that is free of the ``variables``."""

    variables: tuple[sp.Symbol, ...]
    constant: Literal["factor", "added"] = "factor"


@dataclass(frozen=True, slots=True)
class ProportionalMeasure(Statement):
    """The product of d old_n is ``constant`` times that of d new_n, the constant free of the dynamics.

    The derivation returns a record with the constant's value, ``factor``, and the ``parameters`` that are in it.
    """

    constant: sp.Symbol
    old: sp.Indexed
    new: sp.Indexed
    range: sp.Tuple


@show.register
def _(statement: ProportionalMeasure, derived: Any = None) -> str:
    index, first, last = map(tex, statement.range)
    product = rf"\prod_{{{index}={first}}}^{{{last}}}"
    value = "" if derived is None else rf",\quad {tex(statement.constant)} = {tex(derived.factor)}"
    return rf"{product} d{tex(statement.old)} = {tex(statement.constant)} {product} d{tex(statement.new)}{value}"


@show.register
def _(statement: Formula, derived: Any = None) -> str:
    parts = {name: value if derived is None else getattr(derived, name) for name, value in statement.parts}
    return _SLOT.sub(lambda slot: tex(parts[slot[1]], names=VELOCITY), statement.layout)


@show.register
def _(statement: UpToConstant, derived: Any = None) -> str:
    left, right = tex(statement.subject), tex(statement.claimed if derived is None else derived, names=VELOCITY)
    return rf"{left} \propto {right}" if statement.constant == "factor" else rf"{left} = {right} + \text{{const.}}"
