"""The basis in which a quadratic form is a sum of squares: sines, cosines or Fourier modes, as the boundary demands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.step import QuadraticStep


@dataclass(frozen=True)
class Modes:
    """x_n = (stationary or straight path) + sum_j a_j basis(j, n), and S = ... + sum_j norm(j) eigenvalue(j) a_j**2/2.

    ``first`` and ``last`` bound j. The basis is orthogonal: sum_n basis(i, n) basis(j, n) = norm(j) delta_ij, with the
    two free ends counted by half where the basis is a cosine ("ends counted by half" in ``measure``).
    """

    index: sp.Symbol
    time: sp.Symbol
    first: sp.Expr
    last: sp.Expr
    shape: sp.Expr
    spectrum: sp.Expr
    square: sp.Expr
    measure: str

    def basis(self, j: sp.Expr, n: sp.Expr) -> sp.Expr:
        """The j-th mode at time n."""
        return self.shape.subs({self.index: j, self.time: n}, simultaneous=True)

    def eigenvalue(self, j: sp.Expr) -> sp.Expr:
        """The j-th eigenvalue."""
        return self.spectrum.subs(self.index, j)

    def norm(self, j: sp.Expr) -> sp.Expr:
        """The j-th mode's square, summed over the times."""
        return self.square.subs(self.index, j)

    def overlap(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The scalar product of two modes, summed over the times: norm(j) delta_ij."""
        return self.product(lambda n: self.basis(i, n), lambda n: self.basis(j, n))

    def product(self, left: Callable[[sp.Expr], sp.Expr], right: Callable[[sp.Expr], sp.Expr]) -> sp.Expr:
        """The scalar product of two functions of the time in which the modes are orthogonal."""
        total = sp.Sum(left(self.time) * right(self.time), (self.time, self.first, self.last))
        return total - sp.Add(*[left(end) * right(end) for end in self.halved]) / 2

    @property
    def halved(self) -> tuple[sp.Expr, ...]:
        """The times counted by half in the scalar product."""
        if self.measure == _PLAIN:
            return ()
        return tuple(end for end in (self.first, self.last) if end in (sp.S.Zero, s.N))


_PLAIN, _HALVED = "every time counted once", "free ends counted by half"


def modes_of(step: QuadraticStep, ends: Ends) -> Modes:
    """The modes of the form in the positions.

    Raises:
        UnsupportedError: a free end whose own second derivative is not half the inner one: there the wave numbers
            solve a transcendental equation, which the message gives.
    """
    if not ends.is_ring and ends.finish is None:
        _refuse_uneven_ends(step, ends)
    return basis_of(step, ends)


def waves_on(ends: Ends) -> Modes:
    """The basis alone: it is the boundary's, whatever the step."""
    return basis_of(QuadraticStep(sp.S.One, sp.S.One, sp.S.One, sp.S.Zero, sp.S.Zero, sp.S.Zero), ends)


def basis_of(step: QuadraticStep, ends: Ends) -> Modes:
    """The basis that the boundary demands, and the eigenvalues as they are up to what a rule adds at free ends."""
    j, n = s.j, s.n
    if ends.is_ring:
        angle = 2 * sp.pi * j / s.N
        shape = sp.cos(angle * n) + sp.sin(angle * n)
        return _modes(step, angle, shape, (sp.S.Zero, s.N - 1), s.N, _PLAIN)
    if ends.start is not None and ends.finish is not None:
        angle = sp.pi * j / s.N
        return _modes(step, angle, sp.sin(angle * n), (sp.S.One, s.N - 1), s.N / 2, _PLAIN)
    if ends.start is not None:
        angle = sp.pi * (2 * j - 1) / (2 * s.N)
        return _modes(step, angle, sp.sin(angle * n), (sp.S.One, s.N), s.N / 2, _HALVED)
    angle = sp.pi * j / s.N
    square = s.N * (1 + sp.KroneckerDelta(j, 0) + sp.KroneckerDelta(j, s.N)) / 2
    return _modes(step, angle, sp.cos(angle * n), (sp.S.Zero, s.N), square, _HALVED)


def _modes(
    step: QuadraticStep, angle: sp.Expr, shape: sp.Expr, span: tuple[sp.Expr, sp.Expr], square: sp.Expr, measure: str
) -> Modes:
    spectrum = step.diagonal - 2 * step.coupling * sp.cos(angle)
    return Modes(s.j, s.n, span[0], span[1], shape, spectrum, square, measure)


def _refuse_uneven_ends(step: QuadraticStep, ends: Ends) -> None:
    uneven = tidy(step.late - step.early)
    if uneven == 0:
        return
    theta = sp.Symbol("theta")
    tail = tidy(step.late / step.coupling)
    secular = sp.Eq(sp.sin((s.N + 1) * theta) + (tail - 2 * sp.cos(theta)) * sp.sin(s.N * theta), 0)
    where = f"its wave numbers solve {secular}" if ends.start is not None else "the ends couple its cosines"
    raise UnsupportedError(
        f"on the boundary {ends.name!r} sines and cosines are modes only where both halves of a step weigh alike; "
        f"this rule has late - early = {uneven}, and {where}"
    )
