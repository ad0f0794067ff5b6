"""Short formulas as runs of SVG text: letters in italics, scripts raised or lowered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from symnet.report.math import read
from symnet.report.math.commands import ACCENTS
from symnet.report.math.tree import Accent, Atom, Font, Fraction, Group, Kind, Node, Row, Scripts, Space, Words

_ACCENT = {"~": "\N{COMBINING TILDE}", "^": "\N{COMBINING CIRCUMFLEX ACCENT}", "˙": "\N{COMBINING DOT ABOVE}"}
_SCRIPT, _RAISE, _LOWER = 0.7, 0.38, -0.22


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style; ``level`` is its height over the baseline and ``size`` its size, in em."""

    text: str
    italic: bool
    level: float = 0.0
    size: float = 1.0
    down: float = 0.0


def tspans(tex: str) -> list[Run]:
    """The runs of a formula; ``down`` is how far each begins below the one before it."""
    result: list[Run] = []
    level = 0.0
    for run in _row(read(tex)):
        result.append(replace(run, down=level - run.level))
        level = run.level
    return result


def _row(row: Row) -> Iterator[Run]:
    for node in row:
        yield from _node(node)


def _node(node: Node) -> Iterator[Run]:
    match node:
        case Atom():
            yield Run(_spaced(node), node.kind is Kind.LETTER)
        case Words():
            yield Run(node.text, italic=False)
        case Space():
            yield Run("\N{NO-BREAK SPACE}" * max(1, round(2 * node.em)), italic=False)
        case Group() | Font():
            yield from _row(node.row)
        case Accent():
            *first, last = _node(node.base)
            yield from first
            yield replace(last, text=last.text + _ACCENT.get(ACCENTS[node.command], ""))
        case Fraction():
            yield from (*_node(node.numerator), Run("/", italic=False), *_node(node.denominator))
        case Scripts():
            yield from _scripts(node)
        case _:
            raise TypeError(f"no label for {type(node).__name__}")


def _spaced(atom: Atom) -> str:
    return f"\N{THIN SPACE}{atom.text}\N{THIN SPACE}" if atom.kind in {Kind.BINARY, Kind.RELATION} else atom.text


def _scripts(node: Scripts) -> Iterator[Run]:
    yield from () if node.base is None else _node(node.base)
    for script, rise in ((node.sub, _LOWER), (node.sup, _RAISE)):
        for run in () if script is None else _node(script):
            yield replace(run, text=run.text.replace("\N{THIN SPACE}", ""), level=run.level + rise, size=_SCRIPT)
