"""Paths with two components by elimination of one position after the other, from the action of a step alone."""

from __future__ import annotations

from collections.abc import Callable

import mpmath

Point = tuple[mpmath.mpf, mpmath.mpf]


def step_matrices(action: Callable[[Point, Point], mpmath.mpc]) -> list[mpmath.matrix]:
    """(E, C, L) of a quadratic step p^T E p/2 - p^T C q + q^T L q/2, by second differences."""
    basis = [(mpmath.mpf(i == 0), mpmath.mpf(i == 1)) for i in range(2)]
    zero = (mpmath.mpf(0), mpmath.mpf(0))

    def plus(a: Point, b: Point) -> Point:
        return a[0] + b[0], a[1] + b[1]

    early, mixed, late = (mpmath.matrix(2, 2) for _ in range(3))
    for i, a in enumerate(basis):
        for j, b in enumerate(basis):
            early[i, j] = action(plus(a, b), zero) - action(a, zero) - action(b, zero)
            late[i, j] = action(zero, plus(a, b)) - action(zero, a) - action(zero, b)
            mixed[i, j] = action(a, zero) + action(zero, b) - action(a, b)
    return [early, mixed, late]


def amplitude_of(parts: list[mpmath.matrix], N: int, phase, hbar, spread, ends: tuple[Point, Point]) -> mpmath.mpc:
    """spread**N * integral over the N - 1 inner points; ``spread`` is the measure per step of both components."""
    early, mixed, late = parts
    a, c, b, root = early, mixed, late, spread
    for _ in range(N - 1):
        pivot = b + early
        inverse = pivot**-1
        root *= spread * gauss(pivot, phase, hbar)
        a, c, b = a - c * inverse * c.T, c * inverse * mixed, late - mixed.T * inverse * mixed
    p, q = (mpmath.matrix(point) for point in ends)
    action = (p.T * a * p)[0] / 2 - (p.T * c * q)[0] + (q.T * b * q)[0] / 2
    return root * mpmath.exp(phase * action / hbar)


def gauss(pivot: mpmath.matrix, phase, hbar) -> mpmath.mpc:
    """The integral of exp(phase u^T P u/(2 hbar)) over the plane, P real: each eigenvalue with its own phase."""
    determinant, trace = mpmath.re(mpmath.det(pivot)), mpmath.re(pivot[0, 0] + pivot[1, 1])
    gap = mpmath.sqrt(trace**2 / 4 - determinant)
    values = (trace / 2 + gap, trace / 2 - gap)
    return mpmath.fprod(mpmath.sqrt(2 * mpmath.pi * hbar / (-phase * value)) for value in values)
