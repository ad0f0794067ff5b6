"""Which members of which families of arguments are equal, and the smallest that stands for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from symnet.sums.normal.affine import Affine, Constraint, Guard
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.terms import Piece
from symnet.sums.normal.vanish import vanishes


@dataclass(frozen=True, slots=True)
class Option:
    """Candidates for being equal: members (guards in ``targets``), and where they are unequal to the source."""

    tag: int
    targets: tuple[str, ...]
    members: tuple[Guard, ...]
    unequal: tuple[Guard, ...]
    doubtful: tuple[Piece, ...] = ()
    """Further guards with a difference that may vanish in places."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Inside the guard, the smallest equal member: which candidate, and its index in the source's variables."""

    guard: Guard
    tag: int
    index: tuple[Affine, ...]


def partners(
    problem: Problem, own: Sequence[str], members: Sequence[Guard], options: Sequence[Option], sources: Sequence[str]
) -> list[Partner]:
    """For every member of a family the first option, and in it the smallest member, that equals it.

    ``own`` are the parameters and then the ``sources``; the last option must be the family itself. What no option
    explains represents itself.
    """
    sets = problem.regions.sets
    rest = sets.shadow(members, own)
    found: list[Partner] = []
    for option in options:
        names = [*own, *option.targets]
        pairs = sets.widened(rest, len(option.targets)).intersect(sets.shadow(option.members, names))
        same = pairs.subtract(sets.shadow(option.unequal, names))
        try:
            same = _without_doubtful(problem, same, names, option, sources)
            pieces = sets.smallest(same, own, option.targets)
        except Undecidable:
            continue
        found += [Partner(guard, option.tag, index) for guard, index in pieces]
        rest = rest.subtract(sets.leading(same, len(own)))
    if not rest.is_empty():
        found.append(Partner((), options[-1].tag, tuple(map(Affine.variable, sources))))
    return [replace(found[0], guard=())] if len(found) == 1 else found


def _without_doubtful(problem: Problem, same: Any, names: Sequence[str], option: Option, sources: Sequence[str]) -> Any:
    """The pairs left when those on which a doubtful difference does not vanish are taken out, part by part.

    The parts are cut along equal indices first: there a difference often vanishes that factors nowhere.
    """
    if not option.doubtful:
        return same
    parts = problem.regions.sets.parts(same, names)
    for source, target in zip(sources, option.targets, strict=False):
        form = Affine.variable(source) - Affine.variable(target)
        sides = (Constraint(form, True), Constraint(form - 1), Constraint(-form - 1))
        cut = (problem.regions.simplify((*part, side)) for part in parts for side in sides)
        parts = [part for part in cut if part is not None]
    unequal = [
        (*part, *guard)
        for part in parts
        for guard, value in option.doubtful
        if not vanishes(problem, (*part, *guard), value)
    ]
    return same.subtract(problem.regions.sets.shadow(unequal, names))
