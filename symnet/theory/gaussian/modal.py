"""The quadratic form in the coefficients a_j of sines, cosines or Fourier modes around a straight or resting path."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.faulhaber import sum_polynomial
from symnet.theory.gaussian.green import OfTime
from symnet.theory.gaussian.modes import Modes, basis_of
from symnet.theory.gaussian.step import QuadraticStep


@dataclass(frozen=True)
class ModeCoefficients:
    """u_i = a_j with j counted from 1 (sines) or 0 (cosines, ring).

    x_n = x_ini + (x_fin - x_ini) n/N + sines between two held ends, x_ini + sines on the half line, cosines between
    free ends, cos + sin of one angle on the ring. The form is diagonal but for what a rule adds at the free ends.
    """

    step: QuadraticStep
    ends: Ends

    @property
    def size(self) -> sp.Expr:
        """How many variables there are."""
        return self.ends.size

    @property
    def modes(self) -> Modes:
        """The basis."""
        return basis_of(self.step, self.ends)

    def variable(self, i: sp.Expr) -> sp.Expr:
        """The i-th variable."""
        return s.a[self._label(i)]

    def entry(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """A(i, j)."""
        p, q, modes = self._label(i), self._label(j), self.modes
        diagonal = modes.norm(p) * modes.eigenvalue(p) * sp.KroneckerDelta(i, j)
        if self._uneven == 0 or self.ends.is_ring or self.ends.finish is not None:
            return diagonal
        signs = (-1) ** (p + q)
        return diagonal + self._uneven * (signs - 1 if self.ends.start is None else signs)

    def linear(self, i: sp.Expr) -> sp.Expr:
        """b(i)."""
        j, step, ends = self._label(i), self.step, self.ends
        if ends.is_ring:
            return s.N * step.force * sp.KroneckerDelta(j, 0)
        if ends.start is None:
            uneven = (step.pull - step.push) / 2
            return s.N * step.force * sp.KroneckerDelta(j, 0) + uneven * ((-1) ** j - 1)
        if ends.finish is None:
            rest = step.stiffness * ends.start + step.force
            edge = self._uneven * ends.start + (step.pull - step.push) / 2
            return rest * sp.cot((2 * j - 1) * sp.pi / (4 * s.N)) / 2 - (-1) ** j * edge
        at_start, at_finish = (step.stiffness * end + step.force for end in (ends.start, ends.finish))
        return sp.cot(j * sp.pi / (2 * s.N)) / 2 * (at_start - (-1) ** j * at_finish)

    @property
    def constant(self) -> sp.Expr:
        """The action of the path around which the modes are counted."""
        start, finish = self.ends.start, self.ends.finish
        if start is None or finish is None:
            return s.N * self.step(*(sp.S.Zero if start is None else start,) * 2)
        n = sp.Dummy("n")
        line = start + (finish - start) * n / s.N
        return sum_polynomial(sp.expand(self.step(line.subs(n, n - 1), line)), n, sp.S.One, s.N)

    @property
    def jacobian(self) -> sp.Expr:
        """d(positions)/d(variables): the basis is orthogonal, its free ends counted by half."""
        free = int(self.ends.start is None) + int(self.ends.finish is None)
        if self.ends.is_ring:
            return s.N ** (s.N / 2)
        doubled = 4 if free == 2 else sp.sqrt(2) ** free
        return doubled * (s.N / 2) ** (self.size / 2)

    def inverse(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The element (i, j) of the inverse of A.

        Raises:
            UnsupportedError: where the ends couple the modes.
        """
        if self._uneven != 0 and not self.ends.is_ring and self.ends.finish is None:
            raise UnsupportedError(f"the ends couple the modes by {self._uneven}: invert the form in the positions")
        label = self._label(i)
        return sp.KroneckerDelta(i, j) / (self.modes.norm(label) * self.modes.eigenvalue(label))

    def read(self, path: OfTime, i: sp.Expr) -> sp.Expr:
        """The i-th variable of a path given as a function of the time.

        Raises:
            UnsupportedError: always; a projection is a sum over all times.
        """
        raise UnsupportedError(f"the mode a[{self._label(i)}] of a path is a sum over its times; ask for the mean of x")

    @property
    def _uneven(self) -> sp.Expr:
        """By how much the free end at x_N is more than half an inner element."""
        return tidy((self.step.late - self.step.early) / 2)

    def _label(self, i: sp.Expr) -> sp.Expr:
        return i + self.modes.first - 1
