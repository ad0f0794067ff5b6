"""What a kernel claims of itself, decided for every N: prefix sums are the network's path, suffix sums its gradient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from symnet.errors import SymnetError
from symnet.kernels.adjoint import FreePath, adjoints
from symnet.kernels.modes import in_velocities
from symnet.kernels.programs import Layout
from symnet.notation import symbols
from symnet.sums import decide
from symnet.theory.activation import activation_named
from symnet.theory.boundary import BOUNDARIES
from symnet.theory.choices import choose
from symnet.theory.network import gauge_fixed
from symnet.theory.path import read_out

_STATUS = {"equal": "proved", "different": "refuted", "undecided": "undecided"}


@dataclass(frozen=True, slots=True)
class Statement:
    """An identity that the generated code relies on."""

    id: str
    lhs: sp.Expr
    rhs: sp.Expr
    assumptions: sp.Basic


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement's verdict, in the words of a report: proved, refuted, undecided."""

    id: str
    status: str
    statement: str
    evidence: tuple[str, ...]


def statements(layout: Layout) -> Iterator[Statement]:
    """The path as prefix sums, the gradient of any Lagrangian as suffix sums, on sites also what a site gathers."""
    if layout.modes:
        yield from mode_sums(layout)
        layout = in_velocities(layout)
    boundary = choose("boundary", layout.boundary, BOUNDARIES)
    network = gauge_fixed(activation_named(layout.activation), boundary)
    drawn, summed, n = read_out(network, boundary), FreePath(layout.ends, layout.order), symbols.n
    inside = sp.And(sp.Ge(n, 1), sp.Le(n, symbols.N))
    yield Statement("kernel.path", drawn.position(n), summed.position(n), inside)
    yield Statement("kernel.velocity", drawn.velocity(n), summed.velocity(n), inside)
    if layout.body.axis == "sites":
        yield from gathering()
    for identity in adjoints(layout.ends, layout.order):
        name = "kernel.adjoint" if identity.variable.base != symbols.x else "kernel.adjoint.origin"
        yield Statement(name, identity.derivative, identity.suffix_sums, identity.assumptions)


def mode_sums(layout: Layout) -> Iterator[Statement]:
    """Velocities are differences of positions: derivatives F by those, summed by parts, are derivatives by these."""
    N, k, slope, position = symbols.N, symbols.k_, symbols.force, symbols.x
    last = N - 1 if layout.ends.closed else N
    differences = sp.Sum(slope[k] * (position[k] - position[k - 1]), (k, 1, last))
    by_parts = sp.Sum((slope[k] - slope[k + 1]) * position[k], (k, 1, last - 1)) + slope[last] * position[last]
    yield Statement("kernel.modes.adjoint", differences, by_parts - slope[1] * position[0], sp.Ge(last, 1))


def gathering() -> Iterator[Statement]:
    """On a ring of L sites, the derivative of sum_i l_i(phi_i, phi_{i+1}) by phi_j: its own site and the one before."""
    i, j, sites, own, reach = symbols.i, symbols.j, symbols.sites, symbols.force, symbols.reach
    chain_rule = sp.Sum(own[i] * sp.KroneckerDelta(i, j) + reach[i] * sp.KroneckerDelta(i + 1, j), (i, 1, sites - 1))
    chain_rule += own[sites] * sp.KroneckerDelta(sites, j) + reach[sites] * sp.KroneckerDelta(1, j)
    later = sp.And(sp.Ge(j, 2), sp.Le(j, sites))
    yield Statement("kernel.gather", chain_rule, own[j] + reach[j - 1], later)
    yield Statement("kernel.gather.first", chain_rule.xreplace({j: sp.S.One}), own[1] + reach[sites], sp.Ge(sites, 1))


def judge(layout: Layout) -> tuple[Judged, ...]:
    """The verdict of each statement."""
    return tuple(_judged(statement) for statement in statements(layout))


def _judged(statement: Statement) -> Judged:
    text = f"{statement.lhs} = {statement.rhs}"
    try:
        decision = decide(statement.lhs, statement.rhs, statement.assumptions)
    except SymnetError as error:
        return Judged(statement.id, "undecided", text, (str(error),))
    findings = (*decision.proofs, *decision.undecided)
    return Judged(statement.id, _STATUS[decision.answer], text, tuple(f.evidence for f in findings))
