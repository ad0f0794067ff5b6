"""The quadratic form in the weights of a network: velocities W (step activation) or their increments w (ReLU).

x_n = x_0 + sum_{j <= n} p(n - j) u_j with p = dt for W and p(s) = (s + 1) dt for w; the last of them is eliminated
where x_N is held or is x_0. Each entry is then a sum over the times after both indices of a product of two p's, a
polynomial in Min(i, j), Max(i, j) and N.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.faulhaber import sum_polynomial
from symnet.theory.gaussian.green import OfTime, between_times, between_weights, weight_of
from symnet.theory.gaussian.step import QuadraticStep

_EARLIER = sp.Dummy("i", integer=True, positive=True)
_LATER = sp.Dummy("j", integer=True, positive=True)
_TIME = sp.Dummy("n", integer=True, positive=True)


@dataclass(frozen=True)
class Increments:
    """Weights of order 1 (velocities W) or 2 (velocity increments w), after x_0 where that is free."""

    step: QuadraticStep
    ends: Ends
    order: int

    @property
    def size(self) -> sp.Expr:
        """How many variables there are."""
        return self.ends.size

    @property
    def _offset(self) -> int:
        """How many variables stand before the first weight: 1 where x_0 is free."""
        return 1 - self.ends.first_free

    def variable(self, i: sp.Expr) -> sp.Expr:
        """The i-th variable."""
        weight = (s.W if self.order == 1 else s.w)[i - self._offset]
        return _split(i, s.x[0], weight) if self._offset else weight

    def reach(self, steps: sp.Expr) -> sp.Expr:
        """p(steps): how far one weight has moved the path after a number of further steps."""
        return s.dt if self.order == 1 else s.dt * (steps + 1)

    def entry(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """A(i, j)."""
        if not self._offset:
            return self._weights_entry(i, j)
        mixed = _split(j, self._whole_path, self._start_entry(j - 1))
        return _split(i, mixed, _split(j, self._start_entry(i - 1), self._weights_entry(i - 1, j - 1)))

    def linear(self, i: sp.Expr) -> sp.Expr:
        """b(i)."""
        if not self._offset:
            return self._weights_linear(i)
        return _split(i, s.N * self.step.force, self._weights_linear(i - 1))

    @property
    def constant(self) -> sp.Expr:
        """The action of the path whose weights are all 0."""
        start, finish = self.ends.start, self.ends.finish
        if start is None:
            return s.N * self.step.constant
        if finish is None:
            return s.N * self.step(start, start)
        return (s.N - 1) * self.step(start, start) + self.step(start, finish)

    @property
    def jacobian(self) -> sp.Expr:
        """d(positions)/d(variables): triangular, dt for each weight."""
        return s.dt ** (self.size - self._offset)

    def inverse(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        """The element (i, j) of the inverse of A, by differences of the inverse in the positions."""
        step, ends, zero = self.step, self.ends, sp.S.Zero
        if not self._offset:
            return between_weights(step, ends, i, j, self.order)

        def from_start(k: sp.Expr) -> sp.Expr:
            return weight_of(lambda n: between_times(step, ends, zero, n), k, self.order)

        corner = _split(j, between_times(step, ends, zero, zero), from_start(j - 1))
        weights = between_weights(step, ends, i - 1, j - 1, self.order)
        return _split(i, corner, _split(j, from_start(i - 1), weights))

    def read(self, path: OfTime, i: sp.Expr) -> sp.Expr:
        """The i-th variable of a path given as a function of the time."""
        weight = weight_of(path, i - self._offset, self.order)
        return _split(i, path(sp.S.Zero), weight) if self._offset else weight

    @property
    def _whole_path(self) -> sp.Expr:
        """A(1, 1) where the first variable is x_0: moving the whole path costs the stiffness at every step."""
        return s.N * self.step.stiffness

    @cached_property
    def _block(self) -> sp.Expr:
        """The entry for two weights, an expression in the earlier and the later index."""
        step, last, p = self.step, self.ends.last_free, self.reach
        i, j, n = _EARLIER, _LATER, _TIME
        same = sum_polynomial(p(n - i) * p(n - j), n, j, last)
        crossed = sum_polynomial(p(n - 1 - i) * p(n - j), n, j, last)
        crossed += sum_polynomial(p(n - 1 - j) * p(n - i), n, j + 1, last)
        entry = step.diagonal * same - step.coupling * crossed
        if last == s.N:
            entry -= step.early * p(s.N - i) * p(s.N - j)
        return sp.factor_terms(sp.collect(sp.expand(entry), s.dt))

    def _weights_entry(self, i: sp.Expr, j: sp.Expr) -> sp.Expr:
        p = self.reach
        kink = self.step.coupling * p(sp.S.NegativeOne) * p(sp.S.Zero)
        block = self._block.subs({_EARLIER: sp.Min(i, j), _LATER: sp.Max(i, j)}, simultaneous=True)
        return block + kink * sp.KroneckerDelta(i, j)

    @cached_property
    def _pull_on_weight(self) -> sp.Expr:
        """The gradient of the action along one weight, at a path at rest: an expression in the later index and x."""
        step, last, p = self.step, self.ends.last_free, self.reach
        rest = self.ends.start if self.ends.start is not None else sp.S.Zero
        inner = step.stiffness * rest + step.force
        total = inner * sum_polynomial(p(_TIME - _LATER), _TIME, _LATER, last)
        if self.ends.finish is not None:
            total -= step.coupling * (self.ends.finish - rest) * p(last - _LATER)
        elif last == s.N:
            total -= ((step.early - step.coupling) * rest + step.push) * p(s.N - _LATER)
        return total

    def _weights_linear(self, i: sp.Expr) -> sp.Expr:
        return self._pull_on_weight.subs(_LATER, i)

    def _start_entry(self, j: sp.Expr) -> sp.Expr:
        """A(x_0, j-th weight): what a shift of the whole path adds to the gradient."""
        step, last, p = self.step, self.ends.last_free, self.reach
        total = step.stiffness * sum_polynomial(p(_TIME - _LATER), _TIME, _LATER, last)
        if last == s.N:
            total -= (step.early - step.coupling) * p(s.N - _LATER)
        return total.subs(_LATER, j)


def _split(i: sp.Expr, at_first: sp.Expr, after: sp.Expr) -> sp.Expr:
    """One value at i = 1 and another beyond it."""
    i = sp.sympify(i, strict=True)
    if i.is_Integer:
        return at_first if i == 1 else after
    return sp.Piecewise((at_first, sp.Eq(i, 1)), (after, True))
