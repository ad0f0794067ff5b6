"""The programs of one kernel in its path: action, gradient and Hessian-vector product.

Input: a step's body and the path's ends and order. Output: `Program` records, which targets lower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import sympy as sp

from symnet.kernels.ir import ORDERS, Ends, Param, PrefixSum, Program, Reduce, Step, SuffixSum
from symnet.kernels.places import ALONE, Place
from symnet.kernels.step import Channel, StepBody
from symnet.notation import symbols


@dataclass(frozen=True, slots=True)
class Layout:
    """One kernel: its step, its path, and what they are called.

    boundary and time are names; title is the Lagrangian as text; modes: the weights are mode coefficients.
    """

    body: StepBody
    ends: Ends
    order: int
    time: str = "real"
    boundary: str = "fixed"
    title: str = ""
    modes: bool = False

    @property
    def channels(self) -> int:
        """How many doubles make one number: two for a complex action."""
        return len(self.body.channels)

    @property
    def params(self) -> tuple[Param, ...]:
        """dt, the ends, the Lagrangian's own by name, hbar."""
        held = tuple(Param(sp.Symbol(name, real=True), "end") for name in self.ends.keywords)
        own = tuple(Param(symbol, "lagrangian") for symbol in self.body.parameters)
        return (Param(symbols.dt, "dt"), *held, *own, Param(symbols.hbar, "hbar"))

    @property
    def has_rows(self) -> bool:
        """Whether the weights have one more axis, of components or of sites."""
        return self.body.axis != "none"

    @property
    def axes(self) -> int:
        """How many axes the weights of one path have: of sites, one for each direction of space."""
        return 1 + (self.body.dimensions or self.has_rows)

    @property
    def varying(self) -> frozenset[sp.Symbol]:
        """What changes along the path."""
        return frozenset(letter for place in self.body.places for letter in place.letters)

    @property
    def activation(self) -> str:
        """The activation's name."""
        return "cosine" if self.modes else next(name for name, order in ORDERS.items() if order == self.order)

    @property
    def variables(self) -> str:
        """The free variables, in order, in words."""
        last, letter = "N-1" if self.ends.closed else "N", "w" if self.order == 2 else "W"
        free = f"{'x_0, ' if self.ends.origin else ''}{letter}_1 ... {letter}_{last}"
        if self.modes:
            free = f"a_{0 if self.ends.origin else 1} ... a_{last}"
        rows = {
            "components": f"of {', '.join(str(p.position) for p in self.body.coordinates)}",
            "sites": "of each site",
        }
        return f"{free} {rows[self.body.axis]}" if self.has_rows else free

    def paths(self) -> tuple[PrefixSum, ...]:
        """The path of each coordinate."""
        return tuple(
            PrefixSum("w", at.position, at.velocity, self.order, self.ends.first, self.ends.last, at.which, beside)
            for at in self.body.coordinates
            for beside in [tuple((p.position, p.velocity, p.shift) for p in self._neighbours(at))]
        )

    def variations(self) -> tuple[PrefixSum, ...]:
        """How the path of each coordinate moves when the weights move along ``u``."""
        first: Literal["weight", "0"] = "weight" if self.ends.origin else "0"
        last: Literal["x_0", "0", "free"] = "0" if self.ends.last == "x_fin" else self.ends.last
        return tuple(
            PrefixSum("u", at.d_position, at.d_velocity, self.order, first, last, at.which, beside)
            for at in self.body.coordinates
            for beside in [tuple((p.d_position, p.d_velocity, p.shift) for p in self._neighbours(at))]
        )

    def _neighbours(self, at: Place) -> list[Place]:
        return [place for place in self.body.places if place.which == at.which and not place.here]


Named = tuple[tuple[str, sp.Expr], ...]


def channels_of(layout: Layout) -> Iterator[tuple[int, Channel, str]]:
    """Number, channel and the ending of its names."""
    endings = [""] if layout.channels == 1 else ["_re", "_im"]
    for number, (channel, ending) in enumerate(zip(layout.body.channels, endings, strict=True)):
        yield number, channel, ending


def suffix(layout: Layout, at: Place) -> str:
    """The ending of what a coordinate has of its own."""
    return f"_{at.which}" if layout.has_rows else ""


def action(layout: Layout) -> Program:
    """S, one number for each channel."""
    outputs, reduce, results = _values(layout)
    return Program("action", layout.paths(), Step(layout.body.point, outputs), reduce, results)


def gradient(layout: Layout) -> Program:
    """S and its derivatives by all free variables."""
    outputs, reduce, results = _values(layout)
    found, back = _pushes(layout, lambda e: e)
    return Program("grad", layout.paths(), Step(layout.body.point, outputs + found), reduce, results, back)


def _pushes(layout: Layout, of: Callable[[sp.Expr], sp.Expr]) -> tuple[Named, tuple[SuffixSum, ...]]:
    """``of`` each force and momentum, and the suffix sums they go into."""
    outputs: list[tuple[str, sp.Expr]] = []
    back: list[SuffixSum] = []
    for number, channel, end in channels_of(layout):
        for at, force, momentum in zip(layout.body.coordinates, channel.forces, channel.momenta, strict=True):
            names = f"force{end}{suffix(layout, at)}", f"momentum{end}{suffix(layout, at)}"
            outputs += zip(names, (of(force), of(momentum)), strict=True)
            back.append(SuffixSum(*names, layout.order, number, at.which))
    return tuple(outputs), tuple(back)


def _values(layout: Layout) -> tuple[Named, tuple[Reduce, ...], Named]:
    """Each term's part that changes along the path is summed by itself, its coefficient is applied to the sum."""
    outputs: list[tuple[str, sp.Expr]] = []
    reduce: list[Reduce] = []
    results: list[tuple[str, sp.Expr]] = []
    for _, channel, end in channels_of(layout):
        total: sp.Expr = sp.S.Zero
        for i, (coefficient, term) in enumerate(_terms(channel.lagrangian, layout.varying)):
            outputs.append((f"term{i}{end}", term))
            reduce.append(Reduce(f"sum{i}{end}", f"term{i}{end}"))
            total += coefficient * sp.Symbol(f"sum{i}{end}")
        results.append((f"action{end}", symbols.dt * total))
    return tuple(outputs), tuple(reduce), tuple(results)


def _terms(lagrangian: sp.Expr, varying: frozenset[sp.Symbol]) -> list[tuple[sp.Expr, sp.Expr]]:
    """(coefficient, what depends on the path) of each term."""
    found: dict[sp.Expr, sp.Expr] = {}
    for term in sorted(sp.Add.make_args(lagrangian), key=sp.default_sort_key):
        coefficient, rest = term.as_independent(*varying, as_Add=False)
        found[rest] = found.get(rest, sp.S.Zero) + coefficient
    return [(coefficient, rest) for rest, coefficient in found.items()]


def hessian_vector(layout: Layout) -> Program:
    """The gradient's change along a direction u: the same suffix sums, of the varied force and momentum."""
    outputs, back = _pushes(layout, partial(along, places=layout.body.places))
    return Program("hvp", (*layout.paths(), *layout.variations()), Step(layout.body.point, outputs), back=back)


def along(e: sp.Expr, places: tuple[Place, ...] = (ALONE,)) -> sp.Expr:
    """The change of e along a variation; where a force jumps (a corner of the potential) its slope counts as none."""
    total: sp.Expr = sp.S.Zero
    for at in places:
        for letter, variation in ((at.position, at.d_position), (at.velocity, at.d_velocity)):
            slope = sp.diff(e, letter)
            total += slope.xreplace(dict.fromkeys(slope.atoms(sp.DiracDelta), sp.S.Zero)) * variation
    return total
