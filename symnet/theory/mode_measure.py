"""The measure in mode coefficients: the determinant of the waves on the grid, from their squares."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols
from symnet.theory.gaussian.ends import Ends, ends_of
from symnet.theory.gaussian.modes import Modes, waves_on
from symnet.theory.measure import Measure

_ROW, _COLUMN = symbols.i, symbols.j


@dataclass(frozen=True, slots=True)
class Overlap:
    """lhs = rhs for all parameters inside ``assumptions``: a scalar product of two waves."""

    lhs: sp.Expr
    rhs: sp.Expr
    assumptions: sp.Basic


def mode_measure(boundary: object) -> Measure:
    """The measure of the free positions in the coefficients of the boundary's modes.

    With S the matrix of the waves at the free times and D what these count for, S^T D S is the diagonal matrix of the
    waves' squares, which is what ``overlaps`` says: so |det S| is the root of their product over det D.

    Raises:
        UnsupportedError: a boundary without modes.
    """
    ends = ends_of(boundary)
    modes = waves_on(ends)
    determinant = _determinant(modes)
    return Measure(
        variables=symbols.a,
        lower=modes.first,
        upper=modes.last,
        factor=determinant,
        jacobian=_jacobian(modes, ends),
        determinant=determinant,
        constraint=None,
        start=None,
    )


def overlaps(boundary: object) -> tuple[Overlap, ...]:
    """What has to hold for the determinant: waves are orthogonal, and their squares are those of the basis.

    Ends counted by half are half of a walk along the grid and back. On the ring, where
    (cos a + sin a)(cos b + sin b) = cos(a - b) + sin(a + b), the two sums stand apart.
    """
    ends = ends_of(boundary)
    modes, i, j, n = waves_on(ends), symbols.i, symbols.j, symbols.n
    inside = sp.And(*[sp.And(sp.Ge(label, modes.first), sp.Le(label, modes.last)) for label in (i, j)])
    square = modes.norm(i) * sp.KroneckerDelta(i, j)
    if ends.is_ring:
        angle, times = 2 * sp.pi * n / symbols.N, (n, modes.first, modes.last)
        even, odd = sp.Sum(sp.cos(angle * (i - j)), times), sp.Sum(sp.sin(angle * (i + j)), times)
        return Overlap(even, square, inside), Overlap(odd, sp.S.Zero, inside)
    if len(modes.halved) < 2:
        return (Overlap(modes.overlap(i, j), square, inside),)
    there_and_back = sp.Sum(modes.basis(i, n) * modes.basis(j, n), (n, 0, 2 * symbols.N - 1)) / 2
    return (Overlap(there_and_back, square, inside),)


def _determinant(modes: Modes) -> sp.Expr:
    """|det S|: the squares that are unlike the others are those of the waves at either end of the spectrum."""
    size, inner = modes.last - modes.first + 1, modes.square.replace(sp.KroneckerDelta, lambda *_: sp.S.Zero)
    unlike = sp.Mul(*[modes.norm(end) / inner for end in (modes.first, modes.last)])
    return sp.sqrt(unlike * 2 ** len(modes.halved)) * inner ** (size / 2)


def _jacobian(modes: Modes, ends: Ends) -> sp.Expr:
    """det(d x_n / d a_j) with SymPy's indices from 0."""
    entry = modes.basis(_COLUMN + modes.first, _ROW + ends.first_free)
    return sp.Determinant(sp.FunctionMatrix(ends.size, ends.size, sp.Lambda((_ROW, _COLUMN), entry)))
