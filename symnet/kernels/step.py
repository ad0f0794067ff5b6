"""One time step of an action as a scalar body: L, its force and its momentum in the position and velocity of the step.

Input: a LatticeAction's step l(x_{n-1}, x_n). Output: `StepBody`, in the variables x (a point of the step) and v.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.errors import KernelError
from symnet.kernels.complex_parts import real_and_imaginary
from symnet.kernels.graph import Graph
from symnet.kernels.places import ALONE, POSITION, VELOCITY, Place, gathered, place
from symnet.kernels.segment import in_powers
from symnet.kernels.special import with_quotients, with_sizes
from symnet.notation import symbols

_ENDS = (symbols.x_prev, symbols.x_next)
_POINTS = (sp.Rational(1, 2), sp.S.Zero, sp.S.One)
"""Where in the step the body may take its position: the middle, the beginning, the end."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One real part of the action: the step's Lagrangian and its first derivatives.

    lagrangian is a function of x = x_{n-1} + point*dt*v and of v; for each coordinate, its force is the derivative with
    respect to x_{n-1} at fixed v, its momentum the one with respect to v at fixed x_{n-1}. On sites these are the
    derivatives of the sum over all sites.
    """

    lagrangian: sp.Expr
    forces: tuple[sp.Expr, ...]
    momenta: tuple[sp.Expr, ...]


Moves = Sequence[tuple[tuple[sp.Symbol, sp.Symbol], Place]]
"""The two ends of each place's step, and the place."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a body comes from: a lattice action's step, and which places its letters are the ends of."""

    step: sp.Expr
    moves: Moves


@dataclass(frozen=True, slots=True)
class StepBody:
    """What a loop over the steps computes; one channel (a real action) or two (its real and imaginary parts).

    places: the coordinates here, then their neighbours. axis: what the rows of the weights are, if there are rows.
    """

    point: sp.Rational
    channels: tuple[Channel, ...]
    parameters: tuple[sp.Symbol, ...]
    places: tuple[Place, ...] = (ALONE,)
    axis: Literal["none", "components", "sites"] = "none"
    origin: Origin | None = None

    @property
    def coordinates(self) -> tuple[Place, ...]:
        """The places whose rows are the weights'."""
        return tuple(place for place in self.places if place.here)

    @property
    def dimensions(self) -> int:
        """Of the space in which the sites lie; 0 where there are none."""
        return len(self.places[0].shift)


def lower(lattice: Any) -> StepBody:
    """The step of ``lattice`` at the point where it costs the fewest operations.

    Raises:
        KernelError: the step has an unevaluated integral or a function no target can compute.
    """
    step = with_quotients(sp.sympify(lattice.step, strict=True))
    refuse_unevaluated(step)
    re, im = map(with_sizes, real_and_imaginary(step))
    parts = (re,) if im == 0 else (re, im)
    if hasattr(lattice, "places"):
        return _state(lattice, parts)
    parameters = _parameters(lattice, step)
    moves = ((_ENDS, ALONE),)
    at, point = _cheapest(parts, moves)
    return StepBody(point, tuple(_channel(part, point) for part in at), parameters, origin=Origin(lattice.step, moves))


def _cheapest(parts: tuple[sp.Expr, ...], moves: Moves) -> tuple[tuple[sp.Expr, ...], sp.Rational]:
    """The parts in positions and velocities, written in the way and at the point that cost the fewest operations."""
    places = [place for _, place in moves]
    varying = frozenset(symbol for place in places for symbol in (place.position, place.velocity))
    ways = [(tuple(_in_velocity(part, point, moves) for part in parts), point) for point in _POINTS]
    ways.append((tuple(in_powers(part, places) for part in ways[0][0]), ways[0][1]))
    return min(ways, key=lambda way: _cost(way[0], varying))


def _state(lattice: Any, parts: tuple[sp.Expr, ...]) -> StepBody:
    """The body of several coordinates or of a field."""
    reached = lattice.places
    moves = tuple((each.ends, place(each)) for each in reached)
    at, point = _cheapest(parts, moves)
    channels = tuple(_state_channel(part, point, reached) for part in at)
    axis: Literal["components", "sites"] = "sites" if lattice.lagrangian.sites else "components"
    origin = Origin(lattice.step, moves)
    return StepBody(point, channels, (*lattice.lagrangian.parameters,), _seen(channels, reached), axis, origin)


def _seen(channels: tuple[Channel, ...], reached: Any) -> tuple[Place, ...]:
    """The coordinates here, then those of the neighbours that a channel speaks of, the nearest first."""
    spoken = {letter for c in channels for e in (c.lagrangian, *c.forces, *c.momenta) for letter in e.free_symbols}
    pairs = [zip(each.shift, other.shift, strict=True) for each in reached for other in reached]
    shifts = {tuple(a - b for a, b in pair) for pair in pairs}
    nearest = sorted(shifts, key=lambda shift: (sum(map(abs, shift)), shift))
    here = [each for each in reached if each.here]
    places = [place(each.moved(shift)) for shift in nearest for each in here]
    return tuple(at for at in places if at.here or {at.position, at.velocity} & spoken)


def _state_channel(lagrangian: sp.Expr, point: sp.Rational, reached: Any) -> Channel:
    """A site's force and momentum are what every site that reaches it contributes."""
    forces: list[sp.Expr] = []
    momenta: list[sp.Expr] = []
    for here in (each for each in reached if each.here):
        same = [each for each in reached if each.which == here.which]
        force = sp.Add(*(gathered(sp.diff(lagrangian, each.position), each, reached) for each in same))
        momentum = sp.Add(*(gathered(sp.diff(lagrangian, each.velocity), each, reached) for each in same))
        forces.append(force)
        momenta.append(momentum + point * symbols.dt * force)
    return Channel(lagrangian, tuple(forces), tuple(momenta))


def refuse_unevaluated(step: sp.Expr) -> None:
    """Name the integral or the unknown function that no target could compute.

    Raises:
        KernelError: there is one.
    """
    for e in sp.preorder_traversal(step):
        if isinstance(e, sp.Integral):
            raise KernelError(f"the step contains {e}, an integral without a closed form: no kernel; take another rule")
        if isinstance(e, AppliedUndef):
            raise KernelError(f"the step contains {e}: a kernel needs the function '{e.func}' written out")


def _parameters(lattice: Any, step: sp.Expr) -> tuple[sp.Symbol, ...]:
    declared = getattr(getattr(lattice, "lagrangian", None), "parameters", ())
    own = {*declared, *step.free_symbols} - {symbols.x_prev, symbols.x_next, symbols.dt}
    clash = own & {POSITION, VELOCITY}
    if clash:
        raise KernelError(f"the step still contains {sorted(map(str, clash))}; it must be written in x_prev and x_next")
    return tuple(sorted(own, key=lambda s: s.name))


def _in_velocity(step: sp.Expr, point: sp.Rational, moves: Moves) -> sp.Expr:
    """The step in x and v: differences of the ends become dt*v, also where they were multiplied out."""
    body = _collapsed(step, point, moves)
    if _divides_by_dt(body):
        expanded = sp.expand(body)
        return body if _divides_by_dt(expanded) else expanded
    return body


def _collapsed(e: sp.Basic, point: sp.Rational, moves: Moves) -> sp.Basic:
    """Every a*x_prev + b*x_next + c as (a + b)*x + (...)*dt*v + c, so that b = -a leaves no difference of positions."""
    all_ends = [end for ends, _ in moves for end in ends]
    if not e.has(*all_ends):
        return e
    if isinstance(e, (sp.Add, sp.Symbol)) and e.is_polynomial(*all_ends):
        slopes = [sp.diff(e, end) for end in all_ends]
        if not any(slope.has(*all_ends) for slope in slopes):
            rest = e.xreplace(dict.fromkeys(all_ends, sp.S.Zero))
            pairs = zip(slopes[::2], slopes[1::2], moves, strict=True)
            return sp.Add(rest, *(_place_and_rate(a, b, point, place) for a, b, (_, place) in pairs))
    return e.func(*(_collapsed(argument, point, moves) for argument in e.args))


def _place_and_rate(a: sp.Expr, b: sp.Expr, point: sp.Rational, at: Place) -> sp.Expr:
    """a*x_prev + b*x_next."""
    return (a + b) * at.position + (b * (1 - point) - a * point) * symbols.dt * at.velocity


def _divides_by_dt(e: sp.Expr) -> bool:
    return any(p.base == symbols.dt and p.exp.is_negative for p in e.atoms(sp.Pow))


def _channel(lagrangian: sp.Expr, point: sp.Rational) -> Channel:
    force = sp.diff(lagrangian, POSITION)
    return Channel(lagrangian, (force,), (sp.diff(lagrangian, VELOCITY) + point * symbols.dt * force,))


def _cost(parts: tuple[sp.Expr, ...], varying: frozenset[sp.Symbol]) -> int:
    """Operations at each step."""
    graph = Graph(varying)
    for part in parts:
        graph.add(part)
    return graph.cost()
