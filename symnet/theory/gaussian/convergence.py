"""When a Euclidean Gaussian integral converges, and the square root it gives, on the right branch.

exp(-u^T A u/2) is integrable where the real part of A is positive. Integrated one position after the other, each
integral gives the principal root of a number with positive real part; for a real form these combine to the root of
the determinant, for a complex one (a Lagrangian odd in v) they are kept apart, so that no branch is ever chosen.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp
from sympy.logic.boolalg import Boolean

from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.sums.linear_algebra.chebyshev import chebyshevt, chebyshevu
from symnet.sums.linear_algebra.toeplitz import Chain, Cycle
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.step import QuadraticStep


def convergence(step: QuadraticStep, ends: Ends) -> Boolean:
    """The condition, for positive mass, that Re A > 0: ``True`` where it always holds."""
    diagonal, coupling = (_real(c * s.dt / step.mass) for c in (step.diagonal, step.coupling))
    inner = sp.true if _dominates(diagonal, coupling) else _inner_condition(diagonal, coupling)
    if ends.start is not None and ends.finish is not None:
        return inner
    if ends.is_ring:
        matrix: Chain | Cycle = Cycle(s.N, diagonal, coupling)
    else:
        first = _real(step.early * s.dt / step.mass) if ends.start is None else None
        last = _real(step.late * s.dt / step.mass)
        matrix = Chain(ends.size, diagonal, coupling, first, last)
    return sp.And(inner, sp.Gt(matrix.determinant(), 0))


def root_of_determinant(step: QuadraticStep, ends: Ends) -> sp.Expr:
    """The root of det(A dt/mass), A with the free ends, where :func:`convergence` holds."""
    early, coupling, late = (tidy(c * s.dt / step.mass) for c in (step.early, step.coupling, step.late))
    scaled = replace(step, early=early, coupling=coupling, late=late)
    held = ends.start is not None and ends.finish is not None
    complex_inside = scaled.coupling.has(sp.I) or scaled.diagonal.has(sp.I)
    if held and complex_inside:
        return _root_by_roots(scaled)
    if held or not (complex_inside or scaled.early.has(sp.I) or scaled.late.has(sp.I)):
        return sp.sqrt(ends.matrix(scaled).determinant())
    inner = _root_by_roots(scaled) if complex_inside else sp.sqrt(_inner(scaled).determinant())
    whole = chebyshevu(s.N - 1, scaled.ratio)
    turned = chebyshevt(s.N, scaled.ratio)
    if ends.is_ring:
        return inner * sp.sqrt(2 * scaled.coupling * (turned - 1) / whole)
    across = scaled.coupling * turned / whole
    late = tidy((scaled.late - scaled.early) / 2) + across
    if ends.start is not None:
        return inner * sp.sqrt(late)
    early = tidy((scaled.early - scaled.late) / 2) + across
    return inner * sp.sqrt(late) * sp.sqrt(early - (scaled.coupling / whole) ** 2 / late)


def _inner(step: QuadraticStep) -> Chain:
    return Chain(s.N - 1, step.diagonal, step.coupling)


def _root_by_roots(step: QuadraticStep) -> sp.Expr:
    """The root of the inner determinant through the roots of the recurrence, z**2 - d z + q**2 = 0.

    The larger one is the limit of the pivots, so its real part is positive, and 1 - (smaller/larger)**N lies in the
    disc around 1: both roots below are principal, and continuous in the parameters.
    """
    if not step.is_bound:
        return step.coupling ** ((s.N - 1) / 2) * sp.sqrt(s.N)
    apart = sp.sqrt(step.stiffness) * sp.sqrt(sp.expand(step.diagonal + 2 * step.coupling))
    larger, smaller = (step.diagonal + apart) / 2, (step.diagonal - apart) / 2
    decay = smaller / larger
    return larger ** ((s.N - 1) / 2) * sp.sqrt(1 - decay**s.N) / sp.sqrt(1 - decay)


def _inner_condition(diagonal: sp.Expr, coupling: sp.Expr) -> Boolean:
    """Every eigenvalue d - 2q cos(j pi/N), 0 < j < N, is positive; for N = 1 there is none."""
    return sp.Or(sp.Eq(s.N, 1), sp.Gt(diagonal, 2 * sp.Abs(coupling) * sp.cos(sp.pi / s.N)))


def _dominates(diagonal: sp.Expr, coupling: sp.Expr) -> bool:
    """Whether d >= 2|q| and d > 0 can be read off the signs of the symbols."""
    above, below = sp.expand(diagonal - 2 * coupling), sp.expand(diagonal + 2 * coupling)
    return bool(above.is_nonnegative and below.is_nonnegative and diagonal.is_positive)


def _real(expression: sp.Expr) -> sp.Expr:
    expression = tidy(expression)
    return tidy(sp.re(expression).expand(complex=True)) if expression.has(sp.I) else expression
