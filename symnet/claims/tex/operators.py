"""The tree's nodes of calculus: signs that take a term, measures, derivatives."""

from __future__ import annotations

from dataclasses import dataclass

from symnet.claims.tex.tree import Name, Node


@dataclass(frozen=True, slots=True)
class Range(Node):
    """What stands under and over a big operator: indices, and bounds or conditions where printed."""

    indices: tuple[Name, ...]
    first: Node | None = None
    last: Node | None = None
    conditions: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeated(Node):
    """A sum or product over a range, with the term it takes."""

    operator: str
    range: Range
    body: Node


@dataclass(frozen=True, slots=True)
class Measured(Node):
    """A product sign before differentials: a measure."""

    range: Range
    body: Node


@dataclass(frozen=True, slots=True)
class Differential(Node):
    """``dx``; ``power`` is the d of ``d^d x``; ``increment`` holds inside a function's argument."""

    variable: Name
    power: Node | None
    increment: bool


@dataclass(frozen=True, slots=True)
class PathMeasure(Node):
    r"""``\\mathcal{D}x``; ``sign`` is the declared form of the D."""

    path: Name
    sign: str


@dataclass(frozen=True, slots=True)
class Integral(Node):
    """An integral sign with its bounds and the term it takes, differentials included."""

    lower: Node | None
    upper: Node | None
    body: Node


@dataclass(frozen=True, slots=True)
class Condition(Node):
    """A path's value at an end of a path integral, as in x(0) = y."""

    path: Name
    value: Node


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """A derivative of ``of`` by each variable so many times; ``total`` is written with d, else with a partial sign."""

    of: Node
    variables: tuple[tuple[Name, int], ...]
    total: bool


@dataclass(frozen=True, slots=True)
class Nabla(Node):
    """Gradient, laplacian, divergence or curl of a factor."""

    of: Node
    operation: str


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """The limit of a term as a variable tends to a target."""

    of: Node
    variable: Name
    target: Node
