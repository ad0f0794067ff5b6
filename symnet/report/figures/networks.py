"""Networks and walks as disks and arrows, labelled with the network's own parameters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import sympy as sp

from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.report.figures.drawing import Anchor, Disk, Drawing, Ink, Label, Mark, Point, Stroke
from symnet.theory.activation import Activation
from symnet.theory.network import Network

DOTS = r"\vdots"
_UNIT, _STEP, _LAYER, _LEFT = 0.6, 1.9, 5.4, 2.2


def network_panel(network: Network, outputs: Sequence[str], caption: str, *, random: bool = False) -> Drawing:
    """One input, a hidden layer of which units 1, 2, 3 and N are drawn, and ``outputs`` (``DOTS``: more of them).

    random: the arrows to the outputs are shown as what is averaged over.
    """
    height = (max(5, len(outputs)) - 1) * _STEP + 4.4
    source = (_LEFT, height / 2)
    hidden = _column(_LEFT + _LAYER, height / 2, 5)
    ends = dict(zip(_column(_LEFT + 2 * _LAYER, height / 2, len(outputs)), outputs, strict=True))
    ink = Ink.RANDOM if random else Ink.LINK
    marks: list[Mark] = [Label(hidden[3], DOTS), *(Label(place, DOTS) for place, name in ends.items() if name == DOTS)]
    for place in (*hidden[:3], hidden[4]):
        marks.append(_link(source, place, Ink.LINK))
        marks += [_link(place, end, ink) for end, name in ends.items() if name != DOTS]
        marks += [Disk(place, _UNIT, Ink.UNIT), _graph_of(network.activation, place)]
    marks += [Disk(source, _UNIT, Ink.UNIT), Label(source, tex(symbols.t))]
    for end, name in ends.items():
        if name != DOTS:
            marks += [Disk(end, _UNIT, Ink.UNIT), Label((end[0] + _UNIT + 0.3, end[1]), name, Anchor.LEFT)]
    marks += _parameters(network, hidden, next(iter(ends)), Ink.RANDOM if random else Ink.AXIS)
    return Drawing(_LEFT + 2 * _LAYER + 3.6, height, tuple(marks), caption)


def _column(x: float, middle: float, count: int) -> list[Point]:
    return [(x, middle + ((count - 1) / 2 - index) * _STEP) for index in range(count)]


def _link(start: Point, end: Point, ink: Ink) -> Stroke:
    """An arrow from the rim of one unit to the rim of another."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    dx, dy = _UNIT * (x2 - x1) / length, _UNIT * (y2 - y1) / length
    return Stroke(((x1 + dx, y1 + dy), (x2 - 1.15 * dx, y2 - 1.15 * dy)), ink, arrow=True)


def _graph_of(activation: Activation, centre: Point) -> Stroke:
    """The activation's own graph, small, inside its unit."""
    at_zero, at_one = (float(activation.positive(sp.Integer(z))) for z in (0, 1))
    size, (x, y) = 0.32, centre
    graph = ((-1.0, 0.0), (0.0, 0.0), (0.0, at_zero), (1.0, at_one))
    return Stroke(tuple((x + size * z, y + size * (value - 0.5)) for z, value in graph), Ink.PATH)


def _parameters(network: Network, hidden: Sequence[Point], end: Point, ink: Ink) -> list[Mark]:
    """The parameters of the first unit: weight and bias before it, weight behind it."""
    (x, y), first = hidden[0], sp.Integer(1)
    before = ",\\; ".join(tex(value.subs(symbols.n, first)) for value in (network.inner_weight, network.inner_bias))
    behind = tex(network.output_weight.subs(symbols.n, first))
    return [
        Label((x - 0.5, y + _UNIT + 0.2), before, Anchor.BOTTOM),
        Label((x + 0.55 * (end[0] - x), y + 0.55 * (end[1] - y) + 0.3), behind, Anchor.BOTTOM, ink),
    ]


def walk_panel(positions: Sequence[str], kicks: Sequence[str], caption: str) -> Drawing:
    """A walk from left to right: each of ``positions`` is the one before it and a random unit's kick (empty: none)."""
    left, line, above, pitch = 1.6, 2.0, 4.6, 3.3
    places = [(left + index * pitch, line) for index in range(len(positions))]
    marks: list[Mark] = [_link(start, end, Ink.LINK) for start, end in pairwise(places)]
    for (x, y), name in zip(places, positions, strict=True):
        if name == r"\cdots":
            marks.append(Label((x, y), name))
        else:
            marks += [Disk((x, y), _UNIT, Ink.UNIT), Label((x, y - _UNIT - 0.2), name, Anchor.TOP)]
    for (x, y), kick in zip(places[1:], kicks, strict=True):
        if kick:
            marks += [
                _link((x, above), (x, y), Ink.RANDOM),
                Disk((x, above), _UNIT, Ink.RANDOM),
                Label((x, above + _UNIT + 0.2), kick, Anchor.BOTTOM, Ink.RANDOM),
            ]
    return Drawing(places[-1][0] + 1.6, above + 2.4, tuple(marks), caption)
