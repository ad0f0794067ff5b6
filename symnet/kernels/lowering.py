"""Programs ready for a template: bodies emitted in the target's dialect, names chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symnet.kernels import programs
from symnet.kernels.emit import Body, Dialect, emit, written_out
from symnet.kernels.graph import Graph
from symnet.kernels.ir import Ends, Program
from symnet.kernels.names import parameter_names
from symnet.kernels.parameter_gradient import parameter_gradient
from symnet.kernels.programs import Layout

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PROGRAMS = (programs.action, programs.gradient, programs.hessian_vector, parameter_gradient)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the results of a function over sites; kept: the first of one for each site."""

    text: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Function:
    """One program as text: its body, and its results as expressions in the reduced names.

    spans: the body asks how far the path has come (`SPAN`).
    """

    program: Program
    body: Body
    results: tuple[str, ...]
    names: Mapping[sp.Symbol, str]
    spans: bool

    @property
    def dotted(self) -> frozenset[str]:
        """The outputs that are products and only summed."""
        kept = {s.force for s in self.program.back} | {s.momentum for s in self.program.back}
        summed = {r.of for r in self.program.reduce if r.how == "sum"} - kept
        last = {r.of for r in self.program.reduce if r.how == "last"}
        return frozenset(name for name in summed - last if self.body.output(name).factors)

    @property
    def pushed(self) -> frozenset[str]:
        """The outputs that only the suffix sums read, which mind the sign themselves."""
        read = {r.of for r in self.program.reduce}
        return frozenset(s.force for s in self.program.back if s.force not in read)

    @property
    def vectors(self) -> bool:
        """Whether several steps can go through at once: plain arithmetic, sums only, no memory of where it began."""
        return self.body.arithmetic and not self.spans and all(r.how == "sum" for r in self.program.reduce)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Where each result goes: one kept for each site takes as many places as there are sites."""
        found: list[Slot] = []
        single = whole = 0
        for name, _ in self.program.results:
            kept = name in self.program.kept
            found.append(Slot(f"{single} + {whole} * sites" if whole else str(single), kept))
            single, whole = single + (not kept), whole + kept
        return tuple(found)

    def needs(self, ends: Ends) -> frozenset[str]:
        """The keywords whose values the function reads."""
        return self.used() | {"dt", *ends.keywords}

    def shift(self, velocity: str) -> str:
        """From the beginning of a step to the point at which its body is taken."""
        point = self.program.step.point
        return "" if point == 0 else f" + {'' if point == 1 else '0.5 * '}dt * {velocity}"

    def used(self) -> frozenset[str]:
        """Every name that the body or the results mention."""
        return words(self.body, *self.results)


def words(body: Body, *more: str) -> frozenset[str]:
    """Every name that a body's lines and outputs mention."""
    lines = [line.text for line in (*body.fixed, *body.lines)]
    outputs = [output.text for output in body.outputs]
    return frozenset(_WORD.findall(" ".join([*lines, *outputs, *more])))


def keywords(layout: Layout) -> dict[sp.Symbol, str]:
    """The kernel's parameters, each with its name in generated code; hbar is not among them."""
    own = parameter_names(p.symbol for p in layout.params if p.role == "lagrangian")
    return {p.symbol: own.get(p.symbol, p.name) for p in layout.params[:-1]}


def path_names(layout: Layout) -> dict[sp.Symbol, str]:
    """What changes along the path, with its names in generated code."""
    return {symbol: name for place in layout.body.places for symbol, name in place.letters.items()}


def functions(layout: Layout, dialect: Dialect) -> list[Function]:
    """All programs of a kernel in one dialect."""
    return [function(make(layout), layout, dialect) for make in PROGRAMS]


def function(program: Program, layout: Layout, dialect: Dialect) -> Function:
    """One program in one dialect."""
    along = path_names(layout)
    names = {**keywords(layout), **along}
    graph = Graph(frozenset(along))
    body = emit(graph, {name: graph.add(e) for name, e in program.step.outputs}, dialect, names)
    reduced = {sp.Symbol(r.name): r.name for r in program.reduce}
    spans = any(e.has(*(at.span for at in layout.body.places)) for _, e in program.step.outputs)
    return Function(
        program, body, tuple(_result(e, {**names, **reduced}, dialect) for _, e in program.results), names, spans
    )


def _result(e: sp.Expr, names: Mapping[sp.Symbol, str], dialect: Dialect) -> str:
    graph = Graph(frozenset())
    return written_out(graph, graph.add(e), replace(dialect, fused=False), names)
