"""Linear equations over the rationals."""

from __future__ import annotations

from fractions import Fraction


def solved(matrix: list[list[Fraction]], unknowns: int) -> list[Fraction] | None:
    """One solution of a linear system, free unknowns 0; None if there is none."""
    pivots: list[tuple[int, list[Fraction]]] = []
    for row in matrix:
        for column, pivot in pivots:
            if row[column]:
                row = [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
        column = next((i for i in range(unknowns) if row[i]), unknowns)
        if column == unknowns:
            if row[-1]:
                return None
            continue
        row = [a / row[column] for a in row]
        pivots = [(c, [a - p[column] * b for a, b in zip(p, row, strict=True)] if p[column] else p) for c, p in pivots]
        pivots.append((column, row))
    solution = [Fraction(0)] * unknowns
    for column, row in pivots:
        solution[column] = row[-1]
    return solution
