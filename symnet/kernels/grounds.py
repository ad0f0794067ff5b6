"""Is the body of a kernel the step of its lattice action? Stated for `symnet.sums.decide`, once for each kernel.

Targets and oracle alike compute what a `StepBody` says; these statements tie it to what was discretized. Quotients such
as sin(y)/y stand as such: the statements are about y != 0, where y = 0 is their limit.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symnet.kernels.special import Quotient, with_quotients
from symnet.kernels.step import StepBody
from symnet.notation import symbols

Sides = tuple[str, sp.Expr, sp.Expr]
"""What is stated, and the two sides of it."""


def grounds(body: StepBody) -> Iterator[Sides]:
    """The step itself; without neighbours also its force and its momentum in each coordinate.

    On sites a force is gathered from several steps: `symnet.kernels.statements.gathering` states how.
    """
    if body.origin is None:
        return
    dt, point, moves = symbols.dt, body.point, body.origin.moves
    step = _closed(with_quotients(body.origin.step))
    ends = {at.position: before + point * (after - before) for (before, after), at in moves}
    ends |= {at.velocity: (after - before) / dt for (before, after), at in moves}
    yield "kernel.step", step, _whole([c.lagrangian for c in body.channels]).xreplace(ends)
    if body.axis == "sites":
        return
    forward = step.xreplace({after: before + dt * at.velocity for (before, after), at in moves})
    along = {at.position: before + point * dt * at.velocity for (before, _), at in moves}
    for which, ((before, _), at) in enumerate(moves):
        force = _whole([channel.forces[which] for channel in body.channels])
        momentum = _whole([channel.momenta[which] for channel in body.channels])
        yield "kernel.force", sp.diff(forward, before), force.xreplace(along)
        yield "kernel.momentum", sp.diff(forward, at.velocity), momentum.xreplace(along)


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
