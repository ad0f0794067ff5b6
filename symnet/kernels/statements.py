"""What a kernel claims of itself, decided for every N: prefix sums are the network's path, suffix sums its gradient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sympy as sp

from symnet.errors import SymnetError
from symnet.kernels.adjoint import FreePath, adjoints
from symnet.kernels.grounds import grounds
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
    """The body as the lattice's step, the path as prefix sums, the gradient of any Lagrangian as suffix sums.

    On sites also what a site gathers.
    """
    if layout.modes:
        yield from mode_sums(layout)
        layout = in_velocities(layout)
    boundary = choose("boundary", layout.boundary, BOUNDARIES)
    network = gauge_fixed(activation_named(layout.activation), boundary)
    drawn, summed, n = read_out(network, boundary), FreePath(layout.ends, layout.order), symbols.n
    inside = sp.And(sp.Ge(n, 1), sp.Le(n, symbols.N))
    for name, step, body in grounds(layout.body):
        yield Statement(name, step, body, sp.true)
    yield Statement("kernel.path", drawn.position(n), summed.position(n), inside)
    yield Statement("kernel.velocity", drawn.velocity(n), summed.velocity(n), inside)
    if layout.body.axis == "sites":
        yield from gathering(layout.body.dimensions)
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


def gathering(dimensions: int = 1) -> Iterator[Statement]:
    """The derivative by phi_j of a sum over sites that each see their own field and the next one in each direction.

    Every direction is a ring, of L_1, L_2, ... sites: j's own site gives to it, and the one before it in each.
    There are two statements for each direction (j behind another site, and j the first); their sum is the derivative,
    and the first direction's has the site's own.
    """
    alone = dimensions == 1
    i, j = ((symbols.i,), (symbols.j,)) if alone else (symbols.here[:dimensions], symbols.there[:dimensions])
    for axis in range(dimensions):
        lengths = (symbols.sites,) if alone else symbols.lengths[:dimensions]
        length, across = lengths[axis], [k for k in range(dimensions) if k != axis]
        inside = [condition for k in across for condition in (sp.Ge(j[k], 1), sp.Le(j[k], lengths[k]))]
        chain_rule, name = _chain_rule(i, j, lengths, axis), "kernel.gather" + f".{axis + 1}" * (not alone)
        own, before, last = _own(j, axis), _put(j, axis, j[axis] - 1), _put(j, axis, length)
        later = sp.And(*inside, sp.Ge(j[axis], 2), sp.Le(j[axis], length))
        yield Statement(name, chain_rule, own + symbols.reach[before], later)
        first = {j[axis]: sp.S.One}
        closing = chain_rule.xreplace(first), (own + symbols.reach[last]).xreplace(first)
        yield Statement(f"{name}.first", closing[0], closing[1], sp.And(*inside, sp.Ge(length, 1)))


Numbers = tuple[sp.Expr, ...]


def _chain_rule(i: Numbers, j: Numbers, lengths: Numbers, axis: int) -> sp.Expr:
    """The sum over all sites i of what phi_j changes there, on the way along one direction, the last site apart."""
    others = [k for k in range(len(i)) if k != axis]
    same = sp.Mul(*(sp.KroneckerDelta(i[k], j[k]) for k in others))
    across = [(i[k], 1, lengths[k]) for k in others]
    last = _put(i, axis, lengths[axis])

    def at(site: Numbers, following: sp.Expr) -> sp.Expr:
        by_own = _own(site, axis) * sp.KroneckerDelta(site[axis], j[axis])
        return same * (by_own + symbols.reach[site] * sp.KroneckerDelta(following, j[axis]))

    ring_closes = at(last, sp.S.One)
    total = sp.Sum(at(i, i[axis] + 1), *across, (i[axis], 1, lengths[axis] - 1))
    return total + (sp.Sum(ring_closes, *across) if across else ring_closes)


def _own(site: Numbers, axis: int) -> sp.Expr:
    """The derivative of a site's Lagrangian by its own field, once among the directions."""
    return symbols.force[site] if axis == 0 else sp.S.Zero


def _put(site: Numbers, axis: int, number: sp.Expr) -> Numbers:
    return (*site[:axis], number, *site[axis + 1 :])


def judge(layout: Layout) -> tuple[Judged, ...]:
    """The verdict of each statement."""
    return tuple(_judged(statement) for statement in statements(layout))


@lru_cache(maxsize=64)
def _judged(statement: Statement) -> Judged:
    text = f"{statement.lhs} = {statement.rhs}"
    try:
        decision = decide(statement.lhs, statement.rhs, statement.assumptions)
    except (SymnetError, TypeError) as error:  # SymPy cannot order what may be complex
        return Judged(statement.id, "undecided", text, (str(error),))
    findings = (*decision.proofs, *decision.undecided)
    return Judged(statement.id, _STATUS[decision.answer], text, tuple(f.evidence for f in findings))
