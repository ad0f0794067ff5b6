"""Coefficient functions made readable: few disjoint regions with one formula each, and each product written once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, product
from math import factorial, prod

from symnet.sums.normal.affine import Affine, Constraint, Guard, at_least, equal
from symnet.sums.normal.collapse import plus
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.terms import Atom, Piece, Signature, Term, Value
from symnet.sums.normal.vanish import survivors, vanishes

FEW = 16
"""Up to so many regions it is tried whether one region's formula holds in another."""


def tidied(problem: Problem, pieces: list[Piece], context: Guard = ()) -> list[Piece]:
    """The same function by disjoint guards inside the context, a formula reaching as far as it holds."""
    inside = [((*guard, *context), value) for guard, value in pieces]
    cells = [(guard, cell.value) for cell in survivors(problem, inside) for guard in cell.guards]
    cells = [(g, v) for g, v in ((problem.regions.simplify(g), v) for g, v in cells) if g is not None]
    if len(cells) <= FEW:
        cells = _spread(problem, cells)
    groups: list[tuple[list[Guard], Value]] = []
    for guard, value in cells:
        same = next((guards for guards, other in groups if not _gap(value, other)), None)
        if same is None:
            groups.append(([guard], value))
        else:
            same.append(guard)
    whole = [(guard, value) for guards, value in groups for guard in problem.regions.merged(guards)]
    return [(_trimmed(problem, guard, value), value) for guard, value in whole]


def _trimmed(problem: Problem, guard: Guard, value: Value) -> Guard:
    """The guard without the faces on which the value vanishes anyway."""
    for wall in guard:
        if not wall.equality and len(guard) <= FEW:
            face = (*guard, Constraint(wall.form, True))
            if not problem.regions.is_empty(face) and vanishes(problem, face, value):
                inner = problem.regions.simplify((*guard, Constraint(wall.form - 1)))
                return _trimmed(problem, inner, value) if inner is not None else guard
    return guard


def _spread(problem: Problem, cells: list[Piece]) -> list[Piece]:
    """Give a cell another cell's formula where both agree; regions of most dimensions first."""
    ranked = sorted(cells, key=lambda cell: (sum(c.equality for c in cell[0]), len(cell[0])))
    chosen: list[Piece] = []
    for guard, value in ranked:
        fits = (other for _, other in chosen if vanishes(problem, guard, _gap(value, other)))
        chosen.append((guard, next(fits, value)))
    return chosen


def _gap(left: Value, right: Value) -> Value:
    return plus(left, {p: -c for p, c in right.items()})


def unfolded(problem: Problem, signature: Signature, pieces: list[Piece]) -> Iterator[Term]:
    """One term for each region and each pattern of equal slots, so that every product of atoms is counted once."""
    atoms = opened(problem, signature)
    blocks = [list(block) for _, block in groupby(atoms, key=lambda a: a.head)]
    slots = frozenset(v for a in atoms for e in a.index for v in e.variables)
    problem.budget.spend(prod((1 + len(block[0].index)) ** (len(block) - 1) for block in blocks))
    for guard, value in pieces:
        for pattern in product(*(_patterns(block) for block in blocks)):
            ties = tuple(c for constraints, _ in pattern for c in constraints)
            whole = problem.regions.simplify((*guard, *ties))
            if whole is not None:
                share = problem.ring.constant(1) / problem.ring.constant(prod(size for _, size in pattern))
                for powers, coefficient in sorted(value.items()):
                    yield Term(coefficient * share, whole, slots, powers, tuple(atoms))


def opened(problem: Problem, signature: Signature) -> list[Atom]:
    """The atoms of a signature with slots u0, u1, … as indices."""
    atoms, start = [], 0
    for head in signature:
        arity = problem.arity(head)
        atoms.append(Atom(head, tuple(Affine.variable(f"u{start + i}") for i in range(arity))))
        start += arity
    return atoms


def _patterns(block: list[Atom]) -> Iterator[tuple[tuple[Constraint, ...], int]]:
    """Which neighbours of a block coincide, and in how many orders the same product then was counted."""
    if not block[0].index:
        yield (), 1
        return
    for ties in product((True, False), repeat=len(block) - 1):
        choices = [[_tied(a, b)] if tie else _strictly(a, b) for tie, a, b in zip(ties, block, block[1:], strict=False)]
        runs = [sum(1 for _ in run) for joined, run in groupby(ties) if joined]
        orders = prod(factorial(length + 1) for length in runs)
        for choice in product(*choices):
            yield tuple(c for guard in choice for c in guard), orders


def _tied(first: Atom, second: Atom) -> Guard:
    return tuple(equal(a, b) for a, b in zip(first.index, second.index, strict=True))


def _strictly(first: Atom, second: Atom) -> list[Guard]:
    """First before second, lexicographically, by disjoint guards."""
    pairs = list(zip(first.index, second.index, strict=True))
    return [(*(equal(a, b) for a, b in pairs[:i]), at_least(pairs[i][1], pairs[i][0] + 1)) for i in range(len(pairs))]
