"""The path at which a quadratic action is stationary, and the action there.

Where a Lagrangian binds (stiffness != 0) the path is measured from its centre: then the linear terms only touch the
two ends, and the homogeneous recurrence is solved by U_n. Where it does not, the path is a parabola in n.
"""

from __future__ import annotations

import sympy as sp

from symnet.errors import ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.gaussian.chebyshev import Style, second_kind
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.faulhaber import sum_polynomial
from symnet.theory.gaussian.step import QuadraticStep


def classical_path(step: QuadraticStep, ends: Ends, n: sp.Expr, style: Style = "chebyshev") -> sp.Expr:
    """x_n on the stationary path, 0 <= n <= N; the mean of x_n in the ensemble."""
    if not step.is_bound:
        return _parabola(step, ends, n)
    if ends.is_ring:
        return step.centre
    matrix = ends.matrix(step)
    pull = pull_on_the_end(step)
    if ends.start is None:
        row, first, last = ends.row(n), ends.row(sp.S.Zero), ends.row(s.N)
        return step.centre + pull * (matrix.inverse(row, first, style) - matrix.inverse(row, last, style))
    after = _from_the_end(step, ends, s.N - n, style)
    whole = _from_the_end(step, ends, s.N, style)
    grown = second_kind(n - 1, step.ratio, style)
    source = ends.finish - step.centre if ends.finish is not None else -pull / step.coupling
    return step.centre + ((ends.start - step.centre) * after + source * grown) / whole


def stationary_action(step: QuadraticStep, ends: Ends, style: Style = "chebyshev") -> sp.Expr:
    """The action on the stationary path, valid from N = 1."""
    if not step.is_bound:
        n = sp.Dummy("n")
        path = _parabola(step, ends, n)
        return sum_polynomial(sp.expand(step(path.subs(n, n - 1), path)), n, sp.S.One, s.N)
    rest = s.N * (step.constant + step.force * step.centre / 2)
    pull = pull_on_the_end(step)
    if ends.is_ring:
        return rest
    if ends.start is None:
        matrix, first, last = ends.matrix(step), ends.row(sp.S.Zero), ends.row(s.N)
        across = matrix.inverse(first, first, style) - 2 * matrix.inverse(first, last, style)
        return rest - pull**2 * (across + matrix.inverse(last, last, style)) / 2
    start = ends.start - step.centre
    shrunk = _from_the_end(step, ends, s.N - 1, style)
    whole = _from_the_end(step, ends, s.N, style)
    grown = second_kind(s.N - 1, step.ratio, style)
    from_start = step.early * start**2 / 2 - pull * start - step.coupling * start**2 * shrunk / (2 * whole)
    if ends.finish is None:
        return rest + from_start + (pull * start - pull**2 * grown / (2 * step.coupling)) / whole
    finish = ends.finish - step.centre
    from_finish = step.late * finish**2 / 2 + pull * finish - step.coupling * finish**2 * shrunk / (2 * whole)
    return rest + from_start + from_finish - step.coupling * start * finish / whole


def pull_on_the_end(step: QuadraticStep) -> sp.Expr:
    """The linear term at x_N, once the path is measured from the centre; the one at x_0 is its opposite."""
    return sp.expand(step.pull + (step.late - step.coupling) * step.centre)


def _from_the_end(step: QuadraticStep, ends: Ends, n: sp.Expr, style: Style) -> sp.Expr:
    """The solution of the recurrence that meets the condition at x_N, n steps before the place it starts from."""
    if ends.finish is not None:
        return second_kind(n - 1, step.ratio, style)
    return ends.matrix(step).minor(n, step.late, style)


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
