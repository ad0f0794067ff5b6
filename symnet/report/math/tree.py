"""The layout tree of a formula: frozen records that remember their TeX."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Kind(StrEnum):
    """What an atom is to its neighbours; decides spacing and where a line may break."""

    LETTER = "letter"
    NUMBER = "number"
    ORDINARY = "ordinary"
    BINARY = "binary"
    PREFIX = "prefix"
    RELATION = "relation"
    OPEN = "open"
    CLOSE = "close"
    PUNCTUATION = "punctuation"
    LARGE = "large"
    INTEGRAL = "integral"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Atom:
    """One character or named symbol: ``tex`` as written, ``text`` as shown."""

    tex: str
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Space:
    """An explicit space of ``em`` (negative allowed); a quad or more separates formulas."""

    tex: str
    em: float


@dataclass(frozen=True, slots=True)
class Words:
    r"""Upright words: ``\text{…}``, ``\operatorname{…}`` and the like."""

    command: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """A braced row."""

    row: Row


@dataclass(frozen=True, slots=True)
class Font:
    r"""A row in another alphabet; ``declared`` for the old form ``\rm …`` that reaches to the end of its group."""

    command: str
    row: Row
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over (or a line under) ``base``."""

    command: str
    base: Node


@dataclass(frozen=True, slots=True)
class Fraction:
    """A quotient with a bar, or a binomial without one."""

    command: str
    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or the root of that degree."""

    radicand: Node
    degree: Row | None = None


@dataclass(frozen=True, slots=True)
class Scripts:
    r"""``base`` with a subscript, a superscript, primes; ``limits`` is ``\limits``, ``\nolimits`` or empty."""

    base: Node | None
    sub: Node | None = None
    sup: Node | None = None
    primes: int = 0
    limits: str = ""
    sup_first: bool = False


@dataclass(frozen=True, slots=True)
class Fence:
    r"""``\left … \right``: delimiters that grow with the row between them; ``.`` is an invisible one.

    tall: the row is a part of one that is higher than a line; the delimiters are to look so too.
    """

    opening: str
    closing: str
    row: Row
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """An environment of rows and cells: cases, matrices, aligned lines."""

    name: str
    rows: tuple[tuple[Row, ...], ...]
    columns: str = ""


@dataclass(frozen=True, slots=True)
class NewLine:
    r"""A line break the author wrote: ``\\`` outside any environment."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A part to be shown as one that differs; it holds one node."""

    row: Row


Node: TypeAlias = (
    Atom | Space | Words | Group | Font | Accent | Fraction | Root | Scripts | Fence | Table | NewLine | Marked
)
Row: TypeAlias = tuple[Node, ...]
