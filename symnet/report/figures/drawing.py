"""A drawing: lines, disks and labels in a plane of em, y upwards. It knows nothing of SVG or TikZ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


class Ink(StrEnum):
    """What a line or disk stands for; the writers choose its look."""

    AXIS = "axis"
    GUIDE = "guide"
    PATH = "path"
    LINK = "link"
    RANDOM = "random"
    UNIT = "unit"


class Anchor(StrEnum):
    """The side of a label that lies at its place."""

    CENTRE = "center"
    LEFT = "west"
    RIGHT = "east"
    TOP = "north"
    BOTTOM = "south"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A polygon line, with an arrow head at its end or not."""

    points: tuple[Point, ...]
    ink: Ink
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Disk:
    """A filled circle with an outline."""

    centre: Point
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Label:
    """TeX at a place."""

    place: Point
    tex: str
    anchor: Anchor = Anchor.CENTRE
    ink: Ink = Ink.AXIS


Mark: TypeAlias = Stroke | Disk | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks in a frame from (0, 0) to (width, height); ``caption`` says in words what is seen."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    caption: str


def shifted(marks: Iterable[Mark], right: float, up: float = 0.0) -> tuple[Mark, ...]:
    """The marks moved."""

    def moved(point: Point) -> Point:
        return point[0] + right, point[1] + up

    result: list[Mark] = []
    for mark in marks:
        match mark:
            case Stroke():
                result.append(replace(mark, points=tuple(map(moved, mark.points))))
            case Disk():
                result.append(replace(mark, centre=moved(mark.centre)))
            case Label():
                result.append(replace(mark, place=moved(mark.place)))
    return tuple(result)


def beside(left: Drawing, right: Drawing, gap: float = 3.0) -> Drawing:
    """Two drawings side by side, centred on each other."""
    height = max(left.height, right.height)
    marks = shifted(left.marks, 0.0, (height - left.height) / 2)
    marks += shifted(right.marks, left.width + gap, (height - right.height) / 2)
    return Drawing(left.width + gap + right.width, height, marks, f"Left: {left.caption} Right: {right.caption}")
