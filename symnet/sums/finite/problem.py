"""A statement ready to be decided: two nodes, the parameters' domain in parts, and how to print it back in SymPy."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

from symnet.sums.finite import polyhedra
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.language import Node


@dataclass(frozen=True, slots=True)
class Case:
    """A part of the domain on which every parameter has a sign, and its height."""

    domain: tuple[Affine, ...]
    height: Affine


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names of the language -> the SymPy objects they stand for."""

    scalars: dict[str, sp.Expr] = field(default_factory=dict)
    sequences: dict[str, sp.Basic] = field(default_factory=dict)
    functions: dict[str, sp.Basic] = field(default_factory=dict)
    integers: dict[str, sp.Symbol] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """left = right for every integer point of the domains; ``conditions`` restrict the scalars.

    ``stated`` are the sides before sums over Z were brought to representatives.
    """

    left: Node
    right: Node
    parameters: tuple[str, ...]
    domains: tuple[tuple[Affine, ...], ...]
    vocabulary: Vocabulary
    stated: tuple[Node, Node]
    conditions: tuple[sp.Basic, ...] = ()

    def cases(self) -> list[Case]:
        """The domain's parts, none of them empty."""
        return [
            Case(part, polyhedra.height(part, self.parameters))
            for domain in self.domains
            for part in polyhedra.parts(domain, self.parameters)
        ]
