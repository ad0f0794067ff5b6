"""The path at which a quadratic action is stationary, and the action there.

Where a Lagrangian binds (stiffness != 0) the path is measured from its centre: then the linear terms only touch the
two ends, and the homogeneous recurrence is solved by U_n. Where it does not, the path is a parabola in n.
"""

from __future__ import annotations

import sympy as sp

from symnet.errors import ZeroModeError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.sums.linear_algebra.chebyshev import chebyshevt, chebyshevu
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.faulhaber import sum_polynomial
from symnet.theory.gaussian.step import QuadraticStep


def classical_path(step: QuadraticStep, ends: Ends, n: sp.Expr) -> sp.Expr:
    """x_n on the stationary path, 0 <= n <= N; the mean of x_n in the ensemble."""
    if not step.is_bound:
        return _parabola(step, ends, n)
    if ends.is_ring:
        return step.centre
    matrix = ends.matrix(step)
    pull = pull_on_the_end(step)
    if ends.start is None:
        row, first, last = ends.row(n), ends.row(sp.S.Zero), ends.row(s.N)
        return step.centre + pull * (matrix.inverse(row, first) - matrix.inverse(row, last))
    after, whole = _before_the_end(step, ends, s.N - n), _before_the_end(step, ends, s.N)
    grown = chebyshevu(n - 1, step.ratio)
    source = ends.finish - step.centre if ends.finish is not None else -pull / step.coupling
    return step.centre + ((ends.start - step.centre) * after + source * grown) / whole


def stationary_action(step: QuadraticStep, ends: Ends) -> sp.Expr:
    """The action on the stationary path, valid from N = 1."""
    if not step.is_bound:
        n = sp.Dummy("n")
        path = _parabola(step, ends, n)
        return sum_polynomial(sp.expand(step(path.subs(n, n - 1), path)), n, sp.S.One, s.N)
    rest = s.N * tidy(step.constant + step.force * step.centre / 2)
    if ends.is_ring:
        return rest
    if ends.start is None:
        return rest + _from_free_ends(step, ends)
    start = ends.start - step.centre
    if ends.finish is None:
        return rest + _from_the_start(step, start)
    return rest + _from_both_ends(step, start, ends.finish - step.centre)


def _from_both_ends(step: QuadraticStep, start: sp.Expr, finish: sp.Expr) -> sp.Expr:
    """q/(2 U_{N-1}) [T_N (start^2 + finish^2) - 2 start finish], and what the two halves of a step differ by."""
    turned, grown = chebyshevt(s.N, step.ratio), chebyshevu(s.N - 1, step.ratio)
    uneven = tidy((step.late - step.early) / 4) * (finish**2 - start**2) + pull_on_the_end(step) * (finish - start)
    return uneven + step.coupling / (2 * grown) * (turned * (start**2 + finish**2) - 2 * start * finish)


def _from_the_start(step: QuadraticStep, start: sp.Expr) -> sp.Expr:
    """The action that a free far end leaves as a function of the start."""
    turned, grown = chebyshevt(s.N, step.ratio), chebyshevu(s.N - 1, step.ratio)
    excess, pull = tidy(step.late / step.coupling - step.ratio), pull_on_the_end(step)
    whole = turned + excess * grown
    bound = step.coupling * (tidy(step.ratio**2 - 1) * grown + excess * turned) / (2 * whole)
    linear = pull * start * (1 / whole - 1) - pull**2 * grown / (2 * step.coupling * whole)
    return (tidy((step.early - step.late) / 4) + bound) * start**2 + (linear if pull != 0 else 0)


def _from_free_ends(step: QuadraticStep, ends: Ends) -> sp.Expr:
    pull = pull_on_the_end(step)
    if pull == 0:
        return sp.S.Zero
    matrix, first, last = ends.matrix(step), ends.row(sp.S.Zero), ends.row(s.N)
    across = matrix.inverse(first, first) - 2 * matrix.inverse(first, last) + matrix.inverse(last, last)
    return -(pull**2) * across / 2


def pull_on_the_end(step: QuadraticStep) -> sp.Expr:
    """The linear term at x_N, once the path is measured from the centre; the one at x_0 is its opposite."""
    return tidy(step.pull + (step.late - step.coupling) * step.centre)


def _before_the_end(step: QuadraticStep, ends: Ends, n: sp.Expr) -> sp.Expr:
    """The solution of the recurrence that meets the condition at x_N, at n steps before it."""
    if ends.finish is not None:
        return chebyshevu(n - 1, step.ratio)
    excess = tidy(step.late / step.coupling - step.ratio)
    return chebyshevt(n, step.ratio) + excess * chebyshevu(n - 1, step.ratio)


def _parabola(step: QuadraticStep, ends: Ends, n: sp.Expr) -> sp.Expr:
    """The stationary path where nothing binds: uniform acceleration force/coupling per step squared."""
    if ends.start is None:
        raise ZeroModeError("nothing binds and no end is held: the path can be moved for free, so it has no mean")
    bend = step.force / (2 * step.coupling)
    if ends.finish is not None:
        return ends.start + (ends.finish - ends.start) * n / s.N + bend * n * (n - s.N)
    loose = sp.expand((step.late - step.coupling) * s.N + step.coupling)
    kick = (step.late - step.coupling) * ends.start + step.pull
    kick += bend * (step.late * s.N**2 - step.coupling * (s.N - 1) ** 2)
    return ends.start - n * kick / loose + bend * n**2
