"""The path that a network draws, evaluated from the network's own formula at explicit weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.report.figures.drawing import Anchor, Disk, Drawing, Ink, Label, Mark, Point, Stroke
from symnet.theory.represent import Representation

_UNITS = {symbols.dt: 1, symbols.t_ini: 0}
"""A picture's time: the step is 1 and the first instant 0."""

_STRETCH, _RISE, _LEFT, _FOOT, _FLOOR = 2.1, 2.6, 4.0, 2.6, 2.0


def weights_of(system: Representation, positions: Sequence[sp.Expr]) -> dict[sp.Basic, sp.Expr]:
    """The weights at which the network draws ``positions``, from the inverse of its path map, for dt = 1."""
    inverse, base = system.path.inverse(), system.path.weights
    if inverse.valid_from > 2:
        raise UnsupportedError(f"weight {inverse.valid_from - 1} has no formula in the positions")
    known = {symbols.x[n]: value for n, value in enumerate(positions)}
    later = {base[n]: inverse.expression.subs(symbols.n, n) for n in range(2, len(positions))}
    return {weight: value.subs(known).subs(_UNITS) for weight, value in {base[1]: inverse.first, **later}.items()}


def pieces(system: Representation, positions: Sequence[sp.Expr]) -> list[tuple[Point, Point]]:
    """The straight pieces of the network's output between the times at which its units switch on."""
    width = len(positions) - 1
    given = {**weights_of(system, positions), symbols.x_ini: positions[0], **_UNITS}
    output = system.network.output().subs(symbols.N, width).doit().subs(given)
    arguments = [system.network.argument(symbols.t, sp.Integer(n)).subs(_UNITS) for n in range(1, width + 1)]
    switches = {sp.solve(argument, symbols.t)[0] for argument in arguments}
    found = []
    for start, stop in pairwise(sorted(switches | set(_instants(system, width)))):
        third = (stop - start) / 3
        first, second = (output.subs(symbols.t, start + k * third) for k in (1, 2))
        found.append(((float(start), float(2 * first - second)), (float(stop), float(2 * second - first))))
    return found


def _instants(system: Representation, width: int) -> list[sp.Expr]:
    return [sp.sympify(system.lattice.boundary.time(sp.Integer(n)), strict=True).subs(_UNITS) for n in range(width + 1)]


def path_panel(
    system: Representation,
    positions: Sequence[sp.Expr],
    caption: str,
    *,
    time: str = "t",
    names: Mapping[str, str] | None = None,
) -> Drawing:
    """The network's path over its times, with the positions x_n on it; ``names`` renames symbols in the labels."""
    width = len(positions) - 1
    instants = [float(instant) for instant in _instants(system, width)]
    first, low = min(instants), float(min(positions))

    def place(t: float, x: float) -> Point:
        return _LEFT + (t - first) * _STRETCH, _FOOT + (x - low) * _RISE

    right, high = place(first + width, float(max(positions)))
    vertices = [place(t, float(x)) for t, x in zip(instants, positions, strict=True)]
    marks = _axes(right, high, time)
    for n, vertex in enumerate(vertices):
        marks.append(Stroke((vertex, (vertex[0], _FLOOR)), Ink.GUIDE))
        if n in (0, 1, 2, width):
            marks.append(Label((vertex[0], _FLOOR - 0.25), f"{time}_{{{'N' if n == width else n}}}", Anchor.TOP))
    line = [place(*end) for piece in pieces(system, positions) for end in piece]
    marks.append(Stroke(tuple(dict.fromkeys(line)), Ink.PATH))
    marks += [Disk(vertex, 0.16, Ink.PATH) for vertex in vertices]
    marks += _ends(system, vertices, names or {})
    return Drawing(right + 3.2, high + 2.6, tuple(marks), caption)


def _axes(right: float, high: float, time: str) -> list[Mark]:
    corner = _LEFT - 0.9
    return [
        Stroke(((corner - 0.4, _FLOOR), (right + 1.6, _FLOOR)), Ink.AXIS, arrow=True),
        Stroke(((corner, _FLOOR - 0.4), (corner, high + 1.2)), Ink.AXIS, arrow=True),
        Label((right + 1.8, _FLOOR), time, Anchor.LEFT),
        Label((corner, high + 1.4), f"x({time})", Anchor.BOTTOM),
    ]


def _ends(system: Representation, vertices: Sequence[Point], names: Mapping[str, str]) -> list[Mark]:
    """What the boundary fixes the two ends to."""
    boundary = system.lattice.boundary
    forward = vertices[0][0] < vertices[-1][0]
    marks: list[Mark] = []
    for (x, y), value, at_left in ((vertices[0], boundary.start, forward), (vertices[-1], boundary.end, not forward)):
        if value is not None:
            shown = tex(value, names)
            marks.append(
                Label((x - 1.2, y), shown, Anchor.RIGHT) if at_left else Label((x + 0.4, y), shown, Anchor.LEFT)
            )
    return marks
