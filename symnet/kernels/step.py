"""One time step of an action as a scalar body: L, its force and its momentum in the position and velocity of the step.

Input: a LatticeAction's step l(x_{n-1}, x_n). Output: `StepBody`, in the variables x (a point of the step) and v.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symnet.errors import KernelError
from symnet.kernels.complex_parts import real_and_imaginary
from symnet.kernels.graph import Graph
from symnet.notation import symbols

POSITION, VELOCITY = symbols.position, symbols.velocity
_POINTS = (sp.Rational(1, 2), sp.S.Zero, sp.S.One)
"""Where in the step the body may take its position: the middle, the beginning, the end."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One real part of the action: the step's Lagrangian and its first derivatives.

    lagrangian is a function of x = x_{n-1} + point*dt*v and of v; force is its derivative with respect to x_{n-1} at
    fixed v, momentum the one with respect to v at fixed x_{n-1}.
    """

    lagrangian: sp.Expr
    force: sp.Expr
    momentum: sp.Expr


@dataclass(frozen=True, slots=True)
class StepBody:
    """What a loop over the steps computes; one channel (a real action) or two (its real and imaginary parts)."""

    point: sp.Rational
    channels: tuple[Channel, ...]
    parameters: tuple[sp.Symbol, ...]

    @property
    def is_complex(self) -> bool:
        """Whether the action has an imaginary part."""
        return len(self.channels) == 2


def lower(lattice: Any) -> StepBody:
    """The step of ``lattice`` at the point where it costs the fewest operations.

    Raises:
        KernelError: the step has an unevaluated integral or a function no target can compute.
    """
    step = sp.sympify(lattice.step)
    parts = real_and_imaginary(step)
    parts = parts if parts[1] != 0 else parts[:1]
    parameters = _parameters(lattice, step)
    bodies = [_at(point, parts, parameters) for point in _POINTS]
    return min(bodies, key=_cost)


def _parameters(lattice: Any, step: sp.Expr) -> tuple[sp.Symbol, ...]:
    declared = getattr(getattr(lattice, "lagrangian", None), "parameters", ())
    own = {*declared, *step.free_symbols} - {symbols.x_prev, symbols.x_next, symbols.dt}
    clash = own & {POSITION, VELOCITY}
    if clash:
        raise KernelError(f"the step still contains {sorted(map(str, clash))}; it must be written in x_prev and x_next")
    return tuple(sorted(own, key=lambda s: s.name))


def _at(point: sp.Rational, parts: tuple[sp.Expr, ...], parameters: tuple[sp.Symbol, ...]) -> StepBody:
    shift = symbols.dt * VELOCITY
    ends = {symbols.x_prev: POSITION - point * shift, symbols.x_next: POSITION + (1 - point) * shift}
    return StepBody(point, tuple(_channel(_in_velocity(part, ends), point) for part in parts), parameters)


def _in_velocity(step: sp.Expr, ends: dict[sp.Symbol, sp.Expr]) -> sp.Expr:
    """The step in x and v; differences of the ends collapse to dt*v by themselves unless they were multiplied out."""
    body = step.xreplace(ends)
    if _divides_by_dt(body):
        expanded = sp.expand(body)
        return body if _divides_by_dt(expanded) else expanded
    return body


def _divides_by_dt(e: sp.Expr) -> bool:
    return any(p.base == symbols.dt and p.exp.is_negative for p in e.atoms(sp.Pow))


def _channel(lagrangian: sp.Expr, point: sp.Rational) -> Channel:
    force = sp.diff(lagrangian, POSITION)
    return Channel(lagrangian, force, sp.diff(lagrangian, VELOCITY) + point * symbols.dt * force)


def _cost(body: StepBody) -> int:
    graph = Graph(frozenset({POSITION, VELOCITY}))
    for channel in body.channels:
        for e in (channel.lagrangian, channel.force, channel.momentum):
            graph.add(e)
    return graph.cost()
