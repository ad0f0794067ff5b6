"""From a graph of operations to lines of text in one dialect: what parameters decide first, then what steps repeat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp

from symnet.errors import KernelError
from symnet.kernels.graph import Graph, Op

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_STRENGTH = {"add": 1, "sub": 1, "mul": 2, "div": 2, "neg": 3}
_ATOM = 4
_LARGEST_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one language writes what is not plain arithmetic.

    calls: function -> its name there; forms: select, relations and logic -> a format string with {0}, {1}, {2}.
    fused: a product that is added or subtracted is written as FMA(a, b, c) = a*b + c, FMS = a*b - c, FNMA = c - a*b,
    and what depends on parameters only as ALL(a) in their places. exact: numbers are mpmath's, never rounded.
    """

    calls: Mapping[str, str]
    forms: Mapping[str, str]
    number: Callable[[float], str] = repr
    fused: bool = False
    exact: bool = False


COMPARISONS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
_PYTHON_RELATIONS = {kind: f"({{0}} {sign} {{1}})" for kind, sign in COMPARISONS.items()}
C_FORMS = {
    **_PYTHON_RELATIONS,
    "and": "({0} && {1})",
    "or": "({0} || {1})",
    "not": "(!{0})",
    "select": "({0} ? {1} : {2})",
}
PYTHON_FORMS = {
    **_PYTHON_RELATIONS,
    "and": "({0} and {1})",
    "or": "({0} or {1})",
    "not": "(not {0})",
    "select": "({1} if {0} else {2})",
}
ARRAY_FORMS = {**_PYTHON_RELATIONS, "and": "({0} & {1})", "or": "({0} | {1})", "not": "(~{0})"}


@dataclass(frozen=True, slots=True)
class Line:
    """One assignment ``name = text``."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Output:
    """One result: ``text`` is its value, or the negative of its value where ``negative`` says so.

    constant: it does not change along the path. factors: it is the product of these two and nothing else needs it.
    """

    name: str
    text: str
    negative: bool
    constant: bool
    factors: tuple[str, str] | None = None

    @property
    def signed(self) -> str:
        """Its value."""
        return f"-({self.text})" if self.negative else self.text


@dataclass(frozen=True, slots=True)
class Body:
    """Assignments that compute ``outputs``: ``fixed`` once, from parameters alone; ``lines`` at every step.

    arithmetic: nothing but + - * / happens at a step.
    """

    fixed: tuple[Line, ...]
    lines: tuple[Line, ...]
    outputs: tuple[Output, ...]
    arithmetic: bool

    def output(self, name: str) -> Output:
        """The output called ``name``."""
        return next(output for output in self.outputs if output.name == name)


@dataclass
class _Writer:
    graph: Graph
    dialect: Dialect
    names: Mapping[sp.Symbol, str]
    named: dict[int, str] = field(default_factory=dict)

    def write(self, node: int, strength: int = 0) -> str:
        """The text of ``node``, in brackets if it binds less than ``strength``."""
        if node in self.named:
            return self.named[node]
        text, own = self.operation(self.graph.ops[node])
        return f"({text})" if own < strength else text

    def operation(self, op: Op) -> tuple[str, int]:
        """The text of an operation, and how strongly it binds."""
        if op.kind == "symbol":
            return self.names[op.value], _ATOM
        if op.kind == "number":
            return self.number(op.value)
        if self.dialect.fused and op.kind in ("add", "sub"):
            fused = self.fused(op)
            if fused:
                return fused, _ATOM
        if op.kind in _SIGNS:
            own = _STRENGTH[op.kind]
            left, right = op.arguments
            return f"{self.write(left, own)} {_SIGNS[op.kind]} {self.write(right, own + 1)}", own
        if op.kind == "neg":
            return f"-{self.write(op.arguments[0], _STRENGTH['neg'] + 1)}", _STRENGTH["neg"]
        texts = [self.write(argument) for argument in op.arguments]
        if op.kind == "call":
            return f"{self.dialect.calls[str(op.value)]}({', '.join(texts)})", _ATOM
        return self.dialect.forms[op.kind].format(*(self.write(a, _ATOM) for a in op.arguments)), _ATOM

    def fused(self, op: Op) -> str | None:
        """A sum with a product that nobody else needs, as one operation."""
        left, right = op.arguments
        for product, other, form in ((right, left, "FMA" if op.kind == "add" else "FNMA"), (left, right, "FMS")):
            if self.lone_product(product):
                form = "FMA" if op.kind == "add" else form
                parts = (*self.graph.ops[product].arguments, other)
                return f"{form}({', '.join(self.everywhere(part) for part in parts)})"
        return None

    def factors(self, node: int) -> tuple[str, str] | None:
        """The two factors of a lone product, both of which change along the path."""
        arguments = self.graph.ops[node].arguments
        if not self.lone_product(node) or any(self.graph.invariant[a] for a in arguments):
            return None
        return self.write(arguments[0]), self.write(arguments[1])

    def lone_product(self, node: int) -> bool:
        """A product at each step that is not named."""
        return self.graph.ops[node].kind == "mul" and node not in self.named and not self.graph.invariant[node]

    def everywhere(self, node: int) -> str:
        """What depends on parameters only has one value for all lanes."""
        return f"ALL({self.write(node)})" if self.graph.invariant[node] else self.write(node)

    def number(self, value: sp.Basic) -> tuple[str, int]:
        """A number, correctly rounded; a fraction as a quotient of two exact doubles where it is one."""
        if self.dialect.exact:
            return _exact(value), _ATOM
        write = self.dialect.number
        if not value.is_Rational:
            return write(float(value)), _ATOM
        p, q = int(value.p), int(value.q)
        if q != 1 and q & (q - 1) and max(abs(p), q) <= _LARGEST_EXACT:
            return f"{write(float(p))} / {write(float(q))}", _STRENGTH["div"]
        try:
            return write(float(Fraction(p, q))), _ATOM
        except OverflowError:
            raise KernelError("the step contains a number beyond the largest double, 1.8e308") from None


def _exact(value: sp.Basic) -> str:
    if value in (sp.pi, sp.E):
        return "mp.pi" if value is sp.pi else "mp.e"
    ratio = sp.Rational(value)
    return f"(mp.mpf({ratio.p}) / {ratio.q})" if ratio.q != 1 else f"mp.mpf({ratio.p})"


def emit(graph: Graph, outputs: Mapping[str, int], dialect: Dialect, names: Mapping[sp.Symbol, str]) -> Body:
    """The lines that compute ``outputs``, each shared operation once, the parameters' part apart."""
    writer = _Writer(graph, dialect, names)
    bare = {name: _bare(graph, node) for name, node in outputs.items()}
    uses = graph.uses(bare.values())
    hoisted = _hoisted(graph, uses)
    fixed: list[Line] = []
    lines: list[Line] = []
    for node, op in enumerate(graph.ops):
        if op.arguments and (node in hoisted or uses[node] > 1):
            place, letter = (fixed, "c") if graph.invariant[node] else (lines, "t")
            line = Line(f"{letter}{len(place)}", writer.write(node))
            place.append(line)
            writer.named[node] = line.name
    results = tuple(
        Output(name, writer.write(node), node != outputs[name], graph.invariant[node], writer.factors(node))
        for name, node in bare.items()
    )
    return Body(tuple(fixed), tuple(lines), results, graph.arithmetic)


def written_out(graph: Graph, node: int, dialect: Dialect, names: Mapping[sp.Symbol, str]) -> str:
    """One expression that refers to no line before it."""
    return _Writer(graph, dialect, names).write(node)


def _bare(graph: Graph, node: int) -> int:
    op = graph.ops[node]
    return op.arguments[0] if op.kind == "neg" else node


def _hoisted(graph: Graph, uses: Sequence[int]) -> set[int]:
    """Invariant operations that a step asks for directly."""
    return {
        argument
        for node, op in enumerate(graph.ops)
        if uses[node] and not graph.invariant[node]
        for argument in op.arguments
        if graph.invariant[argument]
    }
