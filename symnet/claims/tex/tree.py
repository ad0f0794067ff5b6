"""The tree: what was printed, piece by piece, brackets and order kept, each node with its place in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from symnet.claims.tex.vocabulary.entry import Entry

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of printed TeX."""

    span: Span

    def children(self) -> Iterator[Node]:
        """The nodes directly inside."""
        for field in fields(self):
            yield from _nodes(getattr(self, field.name))


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes(part)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """Digits, perhaps with a decimal point."""

    digits: str


@dataclass(frozen=True, slots=True)
class Infinity(Node):
    r"""``\\infty``."""


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A declared form with what stands in its slots and brackets; ``entry`` is None for a plain index letter.

    ``implied`` says that the arguments were not printed, as in dG/dx.
    """

    head: str
    entry: Entry | None
    slots: tuple[Node, ...] = ()
    arguments: tuple[Node, ...] | None = None
    implied: bool = False

    @property
    def printed(self) -> str:
        """The form it was matched with."""
        return self.entry.form if self.entry else self.head

    @property
    def key(self) -> str:
        """What it is bound by: the letter alone, or the whole form where that has scripts or brackets."""
        entry = self.entry
        decorated = entry and (entry.sub or entry.sup or entry.primes or entry.arguments)
        return self.printed if decorated else self.head


@dataclass(frozen=True, slots=True)
class Addition(Node):
    """Terms with their signs (``+`` or ``-``, or ``\\pm``)."""

    terms: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """Factors side by side, or with a printed sign of multiplication."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Quotient(Node):
    """A fraction, or a slash."""

    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    """A base with a superscript that is no label."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Factorial(Node):
    """A factor with an exclamation mark."""

    of: Node


@dataclass(frozen=True, slots=True)
class Root(Node):
    """A square root, or the root of a printed degree."""

    radicand: Node
    degree: Node | None


@dataclass(frozen=True, slots=True)
class Bracket(Node):
    """A printed pair of brackets around one expression; ``style`` is the opening one (``{`` prints nothing)."""

    style: str
    inside: Node


@dataclass(frozen=True, slots=True)
class Mean(Node):
    """An average between angle brackets."""

    inside: Node


@dataclass(frozen=True, slots=True)
class Amplitude(Node):
    """``<final | initial>``."""

    final: Node
    initial: Node


@dataclass(frozen=True, slots=True)
class Modulus(Node):
    """Something between bars."""

    inside: Node


@dataclass(frozen=True, slots=True)
class Commutator(Node):
    """``[a, b]`` standing as a factor."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Family(Node):
    """All members of a family, ``{w_n}``."""

    member: Name


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """Values with the condition of each; None is otherwise."""

    rows: tuple[tuple[Node, Node | None], ...]


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Members with the relation signs between them."""

    members: tuple[Node, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForRange(Node):
    r"""``n = 0, 1, \\cdots, N``: the values the statement before it is made for; without ``last`` they never end."""

    index: Name
    values: tuple[Node, ...]
    last: Node | None


@dataclass(frozen=True, slots=True)
class Statements(Node):
    """Everything claimed in one display; a ForRange belongs to the statement before it."""

    parts: tuple[Node, ...]


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it."""
    yield node
    for child in node.children():
        yield from walk(child)
