"""The reference an artifact carries to measure itself: one step, its derivatives and their magnitudes, for mpmath."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.kernels.emit import PYTHON_FORMS, Body, Dialect, emit
from symnet.kernels.graph import Graph
from symnet.kernels.lowering import keywords, path_names
from symnet.kernels.magnitude import sizes_of
from symnet.kernels.majorant import majorant
from symnet.kernels.programs import Layout, along
from symnet.kernels.vocabulary import FUNCTIONS

DIALECT = Dialect(
    calls={**{name: f"mp.{name}" for name in FUNCTIONS}, "Abs": "abs", "pow": "mp.power"},
    forms=PYTHON_FORMS,
    exact=True,
)
QUANTITIES = ("force", "momentum", "dforce", "dmomentum")


@dataclass(frozen=True, slots=True)
class Reference:
    """The lines of one step: each channel's Lagrangian, then each coordinate's quantities, all with magnitudes."""

    body: Body
    names: tuple[str, ...]


def reference(layout: Layout) -> Reference:
    """The step of ``layout`` with everything that the value, the gradient and the Hessian-vector product need."""
    outputs: dict[str, sp.Expr] = {}
    of = sizes_of(layout)
    for i, channel in enumerate(layout.body.channels):
        named = [(f"lagrangian_{i}", channel.lagrangian)]
        for which, (force, momentum) in enumerate(zip(channel.forces, channel.momenta, strict=True)):
            exact = (force, momentum, along(force, layout.body.places), along(momentum, layout.body.places))
            named += [(f"{name}_{i}_{which}", e) for name, e in zip(QUANTITIES, exact, strict=True)]
        for name, e in named:
            outputs |= {name: e, f"{name}_size": majorant(e, of)}
    paths = path_names(layout)
    names = {**keywords(layout), **paths, **{size: f"{paths[symbol]}_size" for symbol, size in of.items()}}
    graph = Graph(frozenset({*paths, *of.values()}))
    nodes = {name: graph.add(e) for name, e in outputs.items()}
    return Reference(emit(graph, nodes, DIALECT, names), tuple(outputs))
