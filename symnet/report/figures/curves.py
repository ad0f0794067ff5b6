"""Curves over one axis, each named at its right end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from symnet.report.figures.drawing import Anchor, Drawing, Ink, Label, Mark, Point, Stroke


@dataclass(frozen=True, slots=True)
class Curve:
    """Points from left to right, and the name they go by."""

    name: str
    points: tuple[Point, ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Axis:
    """From ``low`` to ``high``, drawn ``length`` em long, with numbers at ``ticks``."""

    name: str
    low: float
    high: float
    length: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Where a value lies, in em from the start of the axis."""
        return (value - self.low) / (self.high - self.low) * self.length


_LEFT, _FOOT, _RIGHT, _TOP = 3.4, 2.4, 6.2, 2.4


def curve_panel(curves: Sequence[Curve], across: Axis, up: Axis, caption: str) -> Drawing:
    """The curves in a frame of two axes."""

    def at(x: float, y: float) -> Point:
        return _LEFT + across.place(x), _FOOT + up.place(y)

    corner = at(across.low, up.low)
    marks: list[Mark] = [
        Stroke((corner, (_LEFT + across.length + 0.8, corner[1])), Ink.AXIS, arrow=True),
        Stroke((corner, (corner[0], _FOOT + up.length + 0.8)), Ink.AXIS, arrow=True),
        Label((_LEFT + across.length + 1.0, corner[1]), across.name, Anchor.LEFT),
        Label((corner[0], _FOOT + up.length + 1.0), up.name, Anchor.BOTTOM),
        *_numbers(((at(tick, up.low), tick) for tick in across.ticks), (0.0, -0.4), Anchor.TOP),
        *_numbers(((at(across.low, tick), tick) for tick in up.ticks), (-0.4, 0.0), Anchor.RIGHT),
    ]
    for curve in curves:
        line = tuple(at(*point) for point in curve.points)
        name = Label((line[-1][0] + 0.4, line[-1][1]), rf"\text{{{curve.name}}}", Anchor.LEFT, curve.ink)
        marks += [Stroke(line, curve.ink), name]
    return Drawing(_LEFT + across.length + _RIGHT, _FOOT + up.length + _TOP, tuple(marks), caption)


def _numbers(ticks: Iterable[tuple[Point, float]], away: Point, side: Anchor) -> Iterable[Mark]:
    for place, value in ticks:
        end = (place[0] + away[0] / 2, place[1] + away[1] / 2)
        yield Stroke((place, end), Ink.AXIS)
        yield Label((place[0] + away[0], place[1] + away[1]), f"{value:g}", side)
