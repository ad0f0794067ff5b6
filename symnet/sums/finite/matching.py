"""Guessing how the indices of one family of arguments run through another: from instances, then fitted exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from symnet.sums.finite import affine, language, polyhedra
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.families import Occurrence
from symnet.sums.finite.instances import Instances, UndefinedInstanceError
from symnet.sums.finite.linear import solved
from symnet.sums.finite.polyhedra import points
from symnet.sums.finite.problem import Case

MARGIN = 2
"""A family's formula is also tried this far outside its own range."""

Row = tuple[dict[str, int], list[tuple[int, ...]]]
"""Indices and parameters of one occurrence, and the places in the family with the same arguments."""


def samples(case: Case, parameters: tuple[str, ...]) -> list[dict[str, int]]:
    """A few parameter points from which index maps are guessed."""
    if not parameters:
        return [{}]
    low = (
        polyhedra.interval(
            [
                *case.domain,
                affine.minus(case.height, affine.variable("h ")),
                affine.minus(affine.variable("h "), case.height),
            ],
            "h ",
        )[0]
        or 0
    )
    chosen = []
    for level in range(low + 4, low + 7):
        at_level = [affine.shifted(case.height, -level), affine.shifted(affine.scaled(case.height, -1), level)]
        found = list(points([*case.domain, *at_level], parameters))
        chosen += found[:: max(1, len(found) // 3)][:4]
    return chosen or list(polyhedra.by_height(case.domain, parameters, case.height, low + 3))[-3:]


def guesses(
    occurrence: Occurrence, family: Occurrence, at: Sequence[dict[str, int]], instances: Instances
) -> list[Affine] | None:
    """Forms phi of the occurrence's indices and the parameters with arguments = family(phi) on all samples, or None."""
    rows: list[Row] = []
    for point in at:
        found = _rows(occurrence, family, point, instances)
        if found is None:
            return None
        rows += found
    if not rows:
        return None
    names = [*occurrence.indices, *sorted(at[0])]
    fitted = [_fitted(rows, slot, names) for slot in range(len(family.indices))]
    forms = [form for form in fitted if form is not None]
    if len(forms) < len(fitted):
        return None
    return forms if all(tuple(affine.at(f, env) for f in forms) in places for env, places in rows) else None


def _rows(occurrence: Occurrence, family: Occurrence, point: dict[str, int], instances: Instances) -> list[Row] | None:
    """The occurrences at one parameter point, each with its places in the family; None if one has no place."""
    mine = _inside(occurrence, point)
    if not mine:
        return []
    own, margin = _around(family, point)
    renamed = dict(zip(family.indices, (f"{v} " for v in family.indices), strict=True))
    other = tuple(
        language.replaced(part, {old: affine.variable(new) for old, new in renamed.items()})
        for part in family.arguments
    )
    try:
        ring, values = instances.table(occurrence.arguments, [{**point, **env} for env in mine])
    except UndefinedInstanceError:
        return None
    mine_keys = [tuple(ring.key(v) for v in row) for row in values]
    places: dict[object, list[tuple[int, ...]]] = {}
    for env in [*own, *margin]:
        try:
            ring, (row,) = instances.table(other, [{**point, **{renamed[v]: value for v, value in env.items()}}])
        except UndefinedInstanceError:
            continue
        known = places.setdefault(tuple(ring.key(v) for v in row), [])
        if env in own or not any(dict(zip(family.indices, place, strict=True)) in own for place in known):
            known.append(tuple(env[v] for v in family.indices))
    if any(key not in places for key in mine_keys):
        return None
    return [({**env, **point}, places[key]) for env, key in zip(mine, mine_keys, strict=True)]


def _inside(occurrence: Occurrence, point: dict[str, int]) -> list[dict[str, int]]:
    """The values of the occurrence's indices at a parameter point."""
    system = [affine.replaced(f, {v: affine.constant(c) for v, c in point.items()}) for f in occurrence.context]
    others = sorted(affine.names(system) - set(occurrence.indices))
    found = {tuple(env[v] for v in occurrence.indices): None for env in points(system, [*occurrence.indices, *others])}
    return [dict(zip(occurrence.indices, values, strict=True)) for values in found]


def _around(family: Occurrence, point: dict[str, int]) -> tuple[list[dict[str, int]], list[dict[str, int]]]:
    """The values of a family's indices at a parameter point, and those in a margin around them."""
    own = _inside(family, point)
    if not own:
        return [], []
    ranges = [
        range(min(env[v] for env in own) - MARGIN, max(env[v] for env in own) + MARGIN + 1) for v in family.indices
    ]
    box = [dict(zip(family.indices, values, strict=True)) for values in product(*ranges)]
    return own, [env for env in box if env not in own]


def _fitted(rows: Sequence[Row], slot: int, names: Sequence[str]) -> Affine | None:
    """The affine form through the unambiguous rows (through the first place of all, where there are none)."""
    certain = [(env, places[0][slot]) for env, places in rows if len({place[slot] for place in places}) == 1]
    certain = certain or [(rows[0][0], rows[0][1][0][slot])]
    columns = [*names, ""]
    matrix = [[Fraction(env.get(v, 1)) for v in columns] + [Fraction(value)] for env, value in certain]
    solution = solved(matrix, len(columns))
    if solution is None or any(c.denominator != 1 for c in solution):
        return None
    return affine.of({v: int(c) for v, c in zip(columns, solution, strict=True)})
