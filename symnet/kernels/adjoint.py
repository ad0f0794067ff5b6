"""The identity every gradient rests on, for symbolic N: dS/dw_k is a suffix sum of the steps' momenta and forces.

Input: a kernel's layout. Output: `Adjoint` records whose sides `symnet.sums.decide` can compare.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.kernels.programs import Layout
from symnet.kernels.step import POSITION, VELOCITY
from symnet.notation import symbols

_J, _N, _L = symbols.j, symbols.n, symbols.i
_K = symbols.k_


@dataclass(frozen=True, slots=True)
class Adjoint:
    """gradient = suffix_sums under the assumptions; variable is what the action is differentiated by."""

    variable: sp.Expr
    gradient: sp.Expr
    suffix_sums: sp.Expr
    assumptions: sp.Basic


@dataclass(frozen=True, slots=True)
class _Path:
    """x_n and v_n of the free variables, as sums of symbolic length."""

    layout: Layout

    @property
    def weights(self) -> sp.IndexedBase:
        """w or W."""
        return symbols.w if self.layout.order == 2 else symbols.W

    @property
    def last(self) -> sp.Expr:
        """The last step whose weight is free."""
        return symbols.N - 1 if self.layout.ends.closed else symbols.N

    @property
    def start(self) -> sp.Expr:
        """x_0."""
        return symbols.x[0] if self.layout.ends.origin else symbols.x_ini

    def velocity(self, n: sp.Expr) -> sp.Expr:
        """v_n of a step with a free weight."""
        return sp.Sum(self.weights[_J], (_J, 1, n)) if self.layout.order == 2 else self.weights[n]

    def position(self, n: sp.Expr) -> sp.Expr:
        """x_n."""
        term = (n - _J + 1) * self.weights[_J] if self.layout.order == 2 else self.weights[_J]
        return self.start + symbols.dt * sp.Sum(term, (_J, 1, n))

    def at(self, e: sp.Expr, n: sp.Expr) -> sp.Expr:
        """A function of the step, at a step with a free weight."""
        return self._on(e, self.position(n - 1), self.velocity(n))

    def at_end(self, e: sp.Expr) -> sp.Expr:
        """A function of the step, at the step that closes the path."""
        before = self.position(symbols.N - 1)
        end = self.start if self.layout.ends.last == "x_0" else symbols.x_fin
        return self._on(e, before, (end - before) / symbols.dt)

    def _on(self, e: sp.Expr, position: sp.Expr, velocity: sp.Expr) -> sp.Expr:
        place = position + self.layout.body.point * symbols.dt * velocity
        return e.xreplace({POSITION: place, VELOCITY: velocity})


def adjoints(layout: Layout) -> tuple[Adjoint, ...]:
    """The identities for a weight w_k (or W_k) and, where x_0 is free, for x_0; one set for each channel."""
    path = _Path(layout)
    found = []
    for channel in layout.body.channels:
        action = symbols.dt * _total(path, channel.lagrangian, sp.S.One)
        weight = path.weights[_K]
        own = sp.And(sp.Ge(_K, 1), sp.Le(_K, path.last))
        sums = _backwards(path, channel.force, channel.momentum)
        found.append(Adjoint(weight, sp.Derivative(action, weight), sums, own))
        if layout.ends.origin:
            force = symbols.dt * _total(path, channel.force, sp.S.One)
            found.append(Adjoint(path.start, sp.Derivative(action, path.start), force, sp.true))
    return tuple(found)


def _total(path: _Path, e: sp.Expr, first: sp.Expr) -> sp.Expr:
    """The sum of e over the steps from ``first`` on, the closing one apart."""
    free = sp.Sum(path.at(e, _N), (_N, first, path.last))
    return free + path.at_end(e) if path.layout.ends.closed else free


def _backwards(path: _Path, force: sp.Expr, momentum: sp.Expr) -> sp.Expr:
    dt = symbols.dt

    def own(n: sp.Expr) -> sp.Expr:
        closing = path.at_end(momentum) if path.layout.ends.closed else sp.S.Zero
        return dt * (path.at(momentum, n) - closing + dt * _total(path, force, n + 1))

    return sp.Sum(own(_L), (_L, _K, path.last)) if path.layout.order == 2 else own(_K)
