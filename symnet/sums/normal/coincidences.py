"""Which members of which families of arguments are equal, and the smallest that stands for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symnet.sums.normal.affine import Affine, Guard
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.regions import Regions


@dataclass(frozen=True, slots=True)
class Option:
    """Candidates for being equal: members (guards in ``targets``), and where they are unequal to the source."""

    tag: int
    targets: tuple[str, ...]
    members: tuple[Guard, ...]
    unequal: tuple[Guard, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """Inside the guard, the smallest equal member: which candidate, and its index in the source's variables."""

    guard: Guard
    tag: int
    index: tuple[Affine, ...]


def partners(
    regions: Regions, own: Sequence[str], members: Sequence[Guard], options: Sequence[Option], sources: Sequence[str]
) -> list[Partner]:
    """For every member of a family the first option, and in it the smallest member, that equals it.

    ``own`` are the parameters and then the ``sources``; the last option must be the family itself. What no option
    explains represents itself.
    """
    rest = regions.shadow(members, own)
    found: list[Partner] = []
    for option in options:
        names = [*own, *option.targets]
        pairs = regions.widened(rest, len(option.targets)).intersect(regions.shadow(option.members, names))
        same = pairs.subtract(regions.shadow(option.unequal, names))
        try:
            pieces = regions.smallest(same, own, option.targets)
        except Undecidable:
            continue
        found += [Partner(guard, option.tag, index) for guard, index in pieces]
        rest = rest.subtract(regions.leading(same, len(own)))
    if not rest.is_empty():
        found.append(Partner((), options[-1].tag, tuple(map(Affine.variable, sources))))
    return [replace(found[0], guard=())] if len(found) == 1 else found
