"""One time step of an action as a scalar body: L, its force and its momentum in the position and velocity of the step.

Input: a LatticeAction's step l(x_{n-1}, x_n). Output: `StepBody`, in the variables x (a point of the step) and v.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.errors import KernelError
from symnet.kernels.complex_parts import real_and_imaginary
from symnet.kernels.graph import Graph
from symnet.kernels.special import with_quotients
from symnet.notation import symbols

POSITION, VELOCITY = symbols.position, symbols.velocity
_ENDS = (symbols.x_prev, symbols.x_next)
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
    step = with_quotients(sp.sympify(lattice.step, strict=True))
    refuse_unevaluated(step)
    re, im = real_and_imaginary(step)
    parts = (re,) if im == 0 else (re, im)
    parameters = _parameters(lattice, step)
    at = {point: tuple(_in_velocity(part, point) for part in parts) for point in _POINTS}
    point = min(_POINTS, key=lambda p: _cost(at[p]))
    return StepBody(point, tuple(_channel(part, point) for part in at[point]), parameters)


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


def _in_velocity(step: sp.Expr, point: sp.Rational) -> sp.Expr:
    """The step in x and v: differences of the ends become dt*v, also where they were multiplied out."""
    body = _collapsed(step, point)
    if _divides_by_dt(body):
        expanded = sp.expand(body)
        return body if _divides_by_dt(expanded) else expanded
    return body


def _collapsed(e: sp.Basic, point: sp.Rational) -> sp.Basic:
    """Every a*x_prev + b*x_next + c as (a + b)*x + (...)*dt*v + c, so that b = -a leaves no difference of positions."""
    if not e.has(*_ENDS):
        return e
    if isinstance(e, (sp.Add, sp.Symbol)):
        a, b = (sp.diff(e, end) for end in _ENDS)
        if not (a.has(*_ENDS) or b.has(*_ENDS)):
            rest = e.xreplace(dict.fromkeys(_ENDS, sp.S.Zero))
            return (a + b) * POSITION + (b * (1 - point) - a * point) * symbols.dt * VELOCITY + rest
    return e.func(*(_collapsed(argument, point) for argument in e.args))


def _divides_by_dt(e: sp.Expr) -> bool:
    return any(p.base == symbols.dt and p.exp.is_negative for p in e.atoms(sp.Pow))


def _channel(lagrangian: sp.Expr, point: sp.Rational) -> Channel:
    force = sp.diff(lagrangian, POSITION)
    return Channel(lagrangian, force, sp.diff(lagrangian, VELOCITY) + point * symbols.dt * force)


def _cost(parts: tuple[sp.Expr, ...]) -> int:
    """Operations at each step."""
    graph = Graph(frozenset({POSITION, VELOCITY}))
    for part in parts:
        graph.add(part)
    return graph.cost()
