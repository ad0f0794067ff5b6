"""The reference an artifact carries to measure itself: one step, its derivatives and their magnitudes, for mpmath."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.kernels.emit import PYTHON_FORMS, Body, Dialect, emit
from symnet.kernels.graph import Graph
from symnet.kernels.lowering import PATH_NAMES, keywords
from symnet.kernels.magnitude import SIZES_OF
from symnet.kernels.majorant import majorant
from symnet.kernels.programs import Layout, along
from symnet.kernels.vocabulary import FUNCTIONS

DIALECT = Dialect(
    calls={**{name: f"mp.{name}" for name in FUNCTIONS}, "Abs": "abs", "pow": "mp.power"},
    forms=PYTHON_FORMS,
    exact=True,
)
QUANTITIES = ("lagrangian", "force", "momentum", "dforce", "dmomentum")


@dataclass(frozen=True, slots=True)
class Reference:
    """The lines of one step; for each channel the names of its quantities, each followed by its magnitude."""

    body: Body
    names: tuple[str, ...]


def reference(layout: Layout) -> Reference:
    """The step of ``layout`` with everything that the value, the gradient and the Hessian-vector product need."""
    outputs: dict[str, sp.Expr] = {}
    for i, channel in enumerate(layout.body.channels):
        exact = (channel.lagrangian, channel.force, channel.momentum, along(channel.force), along(channel.momentum))
        for name, e in zip(QUANTITIES, exact, strict=True):
            outputs[f"{name}_{i}"] = e
            outputs[f"{name}_{i}_size"] = majorant(e, SIZES_OF)
    names = {**keywords(layout), **PATH_NAMES, **{size: f"{PATH_NAMES[of]}_size" for of, size in SIZES_OF.items()}}
    graph = Graph(frozenset({*PATH_NAMES, *SIZES_OF.values()}))
    nodes = {name: graph.add(e) for name, e in outputs.items()}
    return Reference(emit(graph, nodes, DIALECT, names), tuple(outputs))
