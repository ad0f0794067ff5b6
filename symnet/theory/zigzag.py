"""The network's output between the times t_n: on each step every unit is either on or off throughout."""

from __future__ import annotations

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.boundary import Boundary
from symnet.theory.network import Network
from symnet.theory.ranges import PositivePart, positive_part

_TIME, _UNIT = symbols.n, symbols.j


def output_within_step(network: Network, boundary: Boundary, share: sp.Expr) -> sp.Expr:
    """x at t_{n-1} + ``share`` * dt for 0 <= share <= 1 and 1 <= n <= N.

    A unit's argument is affine in the time: one that is nowhere negative at both ends of a step is so all along it, and
    one that is nowhere positive at both ends likewise.

    Raises:
        UnsupportedError: the activation jumps at zero, or a unit switches inside a step.
    """
    if network.activation.positive(sp.S.Zero) != 0:
        raise UnsupportedError(f"the {network.activation.name} jumps, so that its path is no zigzag")
    start, finish = (_positive_part(network, boundary, end) for end in (sp.S.Zero, sp.S.One))
    reach = start.last if start.zero is None else start.zero
    if not (reach - finish.last).is_nonnegative or not (finish.last - start.last).is_nonnegative:
        raise UnsupportedError(f"a unit after {start.last} switches inside the step from t_{{n-1}} to t_n")
    argument = sp.expand(network.argument(_within(boundary, share), _UNIT))
    unit = network.output_weight.xreplace({symbols.n: _UNIT}) * network.activation.positive(argument)
    return network.bias + sp.Sum(unit, (_UNIT, 1, finish.last))


def unit_within_step(network: Network, boundary: Boundary, share: sp.Expr, unit: sp.Expr) -> sp.Expr:
    """What the unit's activation gives at t_{n-1} + ``share`` * dt."""
    return network.activation.sigma(sp.expand(network.argument(_within(boundary, share), unit)))


def _positive_part(network: Network, boundary: Boundary, share: sp.Expr) -> PositivePart:
    argument = network.argument(_within(boundary, share), _UNIT)
    return positive_part(sp.expand(argument / symbols.dt), _UNIT, _TIME)


def _within(boundary: Boundary, share: sp.Expr) -> sp.Expr:
    return boundary.time(_TIME - 1) + boundary.direction * share * symbols.dt
