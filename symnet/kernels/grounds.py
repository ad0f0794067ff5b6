"""Is the body of a kernel the step of its lattice action? Stated for `symnet.sums.decide`, once for each kernel.

Targets and oracle alike compute what a `StepBody` says; these statements tie it to what was discretized. Quotients such
as sin(y)/y stand as such: the statements are about y != 0, where y = 0 is their limit.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symnet.kernels.programs import along
from symnet.kernels.special import Quotient, with_quotients
from symnet.kernels.step import StepBody
from symnet.notation import symbols

Sides = tuple[str, sp.Expr, sp.Expr]
"""What is stated, and the two sides of it."""


def grounds(body: StepBody) -> Iterator[Sides]:
    """How force and momentum vary, and the step itself; without neighbours also its force and momentum.

    On sites a force is gathered from several steps: `symnet.kernels.statements.gathering` states how.
    """
    if body.origin is None:
        return
    dt, point, moves = symbols.dt, body.point, body.origin.moves
    step = _closed(with_quotients(body.origin.step))
    ends = {at.position: before + point * (after - before) for (before, after), at in moves}
    ends |= {at.velocity: (after - before) / dt for (before, after), at in moves}
    for e in (e for channel in body.channels for e in (*channel.forces, *channel.momenta)):
        yield "kernel.variation", _moved(e, body), _closed(along(e, body.places))
    yield "kernel.step", step, _whole([c.lagrangian for c in body.channels]).xreplace(ends)
    if body.axis == "sites":
        return
    forward = step.xreplace({after: before + dt * at.velocity for (before, after), at in moves})
    at_start = {at.position: before + point * dt * at.velocity for (before, _), at in moves}
    for which, ((before, _), at) in enumerate(moves):
        force = _whole([channel.forces[which] for channel in body.channels])
        momentum = _whole([channel.momenta[which] for channel in body.channels])
        yield "kernel.force", sp.diff(forward, before), force.xreplace(at_start)
        yield "kernel.momentum", sp.diff(forward, at.velocity), momentum.xreplace(at_start)


def _moved(e: sp.Expr, body: StepBody) -> sp.Expr:
    """How e changes at first when every place moves along its variation; where it jumps that counts as none."""
    far = sp.Symbol("far", real=True)
    moved = {at.position: at.position + far * at.d_position for at in body.places}
    moved |= {at.velocity: at.velocity + far * at.d_velocity for at in body.places}
    rate = sp.diff(_closed(e).xreplace(moved), far)
    return rate.xreplace(dict.fromkeys(rate.atoms(sp.DiracDelta), sp.S.Zero)).xreplace({far: sp.S.Zero})


def _whole(parts: list[sp.Expr]) -> sp.Expr:
    """One expression of a real part or of a real and an imaginary one, its quotients closed."""
    return _closed(sp.Add(*(part * unit for part, unit in zip(parts, (sp.S.One, sp.I), strict=False))))


def _closed(e: sp.Expr) -> sp.Expr:
    """Every quotient by its formula."""
    letter = sp.Symbol("y", real=True)

    def formula(quotient: Quotient) -> sp.Expr:
        y, order = quotient.args
        return sp.diff(quotient.of(letter) / letter, letter, int(order)).xreplace({letter: y})

    return e.replace(lambda part: isinstance(part, Quotient), formula)
