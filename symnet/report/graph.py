"""The dependency graph as a picture: layers by longest path, few crossings, the same picture for the same claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from symnet.claims.verdict import VERIFYING, Status
from symnet.report.document import Entry

_COLUMN, _ROW, _WIDTH, _HEIGHT, _MARGIN = 116, 38, 78, 24, 12
_SWEEPS = 8
_SOUND = VERIFYING | {Status.DEFINITION}


@dataclass(frozen=True, slots=True)
class Box:
    """A claim in the picture; ``grounded`` when it and all it rests on is verified or a definition."""

    entry: Entry
    x: float
    y: float
    width: float
    height: float
    grounded: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A premise's right side to its user's left side, as an SVG path."""

    path: str
    broken: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and arrows in a frame; ``alone`` are the claims that neither use nor are used."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    alone: tuple[Entry, ...]


def draw(entries: Iterable[Entry]) -> Picture:
    """The picture of ``entries`` and the premises among them."""
    entries = list(entries)
    premises = _premises(entries)
    joined = {claim for claim, used in premises.items() if used} | {p for used in premises.values() for p in used}
    linked = [entry for entry in entries if entry.verdict.id in joined]
    layers = _ordered(_layers([entry.verdict.id for entry in linked], premises), premises)
    places = _places(layers)
    sound = _grounded(entries, premises)
    boxes = tuple(Box(entry, *places[entry.verdict.id], _WIDTH, _HEIGHT, entry.verdict.id in sound) for entry in linked)
    status = {entry.verdict.id: entry.verdict.status for entry in entries}
    arrows = tuple(
        Arrow(_curve(places[premise], places[claim]), status[premise] is Status.REFUTED)
        for claim, used in premises.items()
        for premise in used
    )
    rows = max((len(layer) for layer in layers), default=0)
    return Picture(
        2 * _MARGIN + max(len(layers) * _COLUMN - (_COLUMN - _WIDTH), 0),
        2 * _MARGIN + max(rows * _ROW - (_ROW - _HEIGHT), 0),
        boxes,
        arrows,
        tuple(entry for entry in entries if entry.verdict.id not in joined),
    )


def _premises(entries: list[Entry]) -> dict[str, list[str]]:
    """Each claim's premises among ``entries``, without the ones that close a circle."""
    here = {entry.verdict.id for entry in entries}
    premises = {e.verdict.id: [p for p in e.verdict.premises if p in here and p != e.verdict.id] for e in entries}
    while True:
        try:
            TopologicalSorter(premises).prepare()
        except CycleError as error:
            premise, claim = error.args[1][-2:]
            premises[claim].remove(premise)
        else:
            return premises


def _layers(claims: list[str], premises: Mapping[str, list[str]]) -> list[list[str]]:
    depth: dict[str, int] = {}
    for claim in TopologicalSorter({claim: premises[claim] for claim in claims}).static_order():
        depth[claim] = 1 + max((depth[premise] for premise in premises[claim]), default=-1)
    for claim in claims:
        if not premises[claim]:  # what rests on nothing stands just before what first uses it
            depth[claim] = min(depth[user] for user in claims if claim in premises[user]) - 1
    layers: list[list[str]] = [[] for _ in range(1 + max(depth.values(), default=-1))]
    for claim in claims:
        layers[depth[claim]].append(claim)
    return layers


def _ordered(layers: list[list[str]], premises: Mapping[str, list[str]]) -> list[list[str]]:
    """Each layer sorted by the mean height of its neighbours, back and forth."""
    users: dict[str, list[str]] = {claim: [] for claim in premises}
    for claim, used in premises.items():
        for premise in used:
            users[premise].append(claim)
    height = {claim: _centred(index, layer) for layer in layers for index, claim in enumerate(layer)}
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        neighbours = premises if forward else users
        for layer in layers if forward else reversed(layers):
            layer.sort(key=lambda claim: _mean([height[n] for n in neighbours[claim]], height[claim]))
            height.update({claim: _centred(index, layer) for index, claim in enumerate(layer)})
    return layers


def _centred(index: int, layer: list[str]) -> float:
    return index - (len(layer) - 1) / 2


def _mean(values: list[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _places(layers: list[list[str]]) -> dict[str, tuple[float, float]]:
    rows = max((len(layer) for layer in layers), default=0)
    return {
        claim: (_MARGIN + column * _COLUMN, _MARGIN + (row + (rows - len(layer)) / 2) * _ROW)
        for column, layer in enumerate(layers)
        for row, claim in enumerate(layer)
    }


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = (start[0] + _WIDTH, start[1] + _HEIGHT / 2), (end[0], end[1] + _HEIGHT / 2)
    bend = (_COLUMN - _WIDTH) * 0.6
    return f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"


def _grounded(entries: list[Entry], premises: Mapping[str, list[str]]) -> set[str]:
    """Claims that are sound and rest, all the way down, on sound ones of this report."""
    by_id = {entry.verdict.id: entry for entry in entries}
    sound: set[str] = set()
    for claim in TopologicalSorter(premises).static_order():
        all_here = all(premise in by_id for premise in by_id[claim].verdict.premises)
        if by_id[claim].verdict.status in _SOUND and all_here and sound.issuperset(premises[claim]):
            sound.add(claim)
    return sound
