"""The quadratic form in the positions x_n themselves: tridiagonal."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.green import OfTime
from symnet.theory.gaussian.step import QuadraticStep


@dataclass(frozen=True)
class Positions:
    """u_i = x_i, or x_{i-1} where x_0 is free too."""

    step: QuadraticStep
    ends: Ends

    @property
    def size(self) -> sp.Expr:
        """How many variables there are."""
        return self.ends.size

    def variable(self, i: sp.Expr) -> sp.Expr:
        """The i-th variable."""
        return s.x[i + self.ends.first_free - 1]

    def entry(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """A(i, j)."""
        return self.ends.matrix(self.step).entry(i, j)

    def linear(self, i: sp.Expr) -> sp.Expr:
        """b(i)."""
        step, ends, delta = self.step, self.ends, sp.KroneckerDelta
        linear = step.force
        if ends.is_ring:
            return linear
        if ends.start is None:
            linear -= step.pull * delta(i, 1)
        else:
            linear -= step.coupling * ends.start * delta(i, 1)
        if ends.finish is None:
            return linear - step.push * delta(i, self.size)
        return linear - step.coupling * ends.finish * delta(i, self.size)

    @property
    def constant(self) -> sp.Expr:
        """The part that no variable enters; for two held ends and one step, that is the whole action."""
        step, ends = self.step, self.ends
        constant = s.N * step.constant
        if ends.start is not None:
            constant += step.early * ends.start**2 / 2 + step.push * ends.start
        if ends.finish is not None:
            constant += step.late * ends.finish**2 / 2 + step.pull * ends.finish
        if ends.start is not None and ends.finish is not None:
            constant -= step.coupling * ends.start * ends.finish * sp.KroneckerDelta(s.N, 1)
        return constant

    @property
    def jacobian(self) -> sp.Expr:
        """d(positions)/d(variables)."""
        return sp.S.One

    def inverse(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The element (i, j) of the inverse of A."""
        return self.ends.matrix(self.step).inverse(i, j)

    def read(self, path: OfTime, i: sp.Expr) -> sp.Expr:
        """The i-th variable of a path given as a function of the time."""
        return path(i + self.ends.first_free - 1)
