"""The identities every gradient rests on, for symbolic N: derivatives by the weights are suffix sums.

Input: a path's ends and order. Output: `Adjoint` records whose sides `symnet.sums.decide` can compare.

`adjoints` is the statement for every Lagrangian at once: by the chain rule dS/dw_k is linear in the forces F_n and the
momenta P_n of the steps, whatever these are. `gradients` is the same for one Lagrangian, its action written out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import sympy as sp

from symnet.kernels.ir import Ends
from symnet.kernels.places import POSITION, VELOCITY
from symnet.kernels.programs import Layout
from symnet.notation import symbols

_J, _N, _L, _K = symbols.j, symbols.n, symbols.i, symbols.k_
OnStep = Callable[[sp.Expr | None], sp.Expr]
"""A quantity of the step n; of the step that closes the path for None."""


@dataclass(frozen=True, slots=True)
class Adjoint:
    """derivative = suffix_sums under the assumptions; variable is what the action is differentiated by."""

    variable: sp.Expr
    derivative: sp.Expr
    suffix_sums: sp.Expr
    assumptions: sp.Basic


@dataclass(frozen=True, slots=True)
class FreePath:
    """x_n and v_n of the free variables, as sums of symbolic length."""

    ends: Ends
    order: int

    @property
    def weights(self) -> sp.IndexedBase:
        """w or W."""
        return symbols.w if self.order == 2 else symbols.W

    @property
    def last(self) -> sp.Expr:
        """The last step whose weight is free."""
        return symbols.N - 1 if self.ends.closed else symbols.N

    @property
    def start(self) -> sp.Expr:
        """x_0."""
        return symbols.x[0] if self.ends.origin else symbols.x_ini

    def velocity(self, n: sp.Expr | None) -> sp.Expr:
        """v_n."""
        if n is None:
            end = self.start if self.ends.last == "x_0" else symbols.x_fin
            return (end - self.position(symbols.N - 1)) / symbols.dt
        return sp.Sum(self.weights[_J], (_J, 1, n)) if self.order == 2 else self.weights[n]

    def position(self, n: sp.Expr) -> sp.Expr:
        """x_n."""
        term = (n - _J + 1) * self.weights[_J] if self.order == 2 else self.weights[_J]
        return self.start + symbols.dt * sp.Sum(term, (_J, 1, n))

    def before(self, n: sp.Expr | None) -> sp.Expr:
        """x_{n-1}."""
        return self.position((symbols.N if n is None else n) - 1)

    def total(self, of: OnStep, first: sp.Expr = sp.S.One) -> sp.Expr:
        """The sum over the steps from ``first`` on, the closing one apart."""
        free = sp.Sum(of(_N), (_N, first, self.last))
        return free + of(None) if self.ends.closed else free

    def back(self, force: OnStep, momentum: OnStep) -> sp.Expr:
        """The suffix sums for the weight k."""
        dt = symbols.dt

        def own(n: sp.Expr) -> sp.Expr:
            closing = momentum(None) if self.ends.closed else sp.S.Zero
            return dt * (momentum(n) - closing + dt * self.total(force, n + 1))

        return sp.Sum(own(_L), (_L, _K, self.last)) if self.order == 2 else own(_K)

    def identities(self, derivative: Callable[[sp.Expr], sp.Expr], force: OnStep, momentum: OnStep) -> list[Adjoint]:
        """For a weight and, where x_0 is free, for x_0."""
        weight = self.weights[_K]
        free = sp.And(sp.Ge(_K, 1), sp.Le(_K, self.last))
        found = [Adjoint(weight, derivative(weight), self.back(force, momentum), free)]
        if self.ends.origin:
            found.append(Adjoint(self.start, derivative(self.start), symbols.dt * self.total(force), sp.true))
        return found


def adjoints(ends: Ends, order: int) -> tuple[Adjoint, ...]:
    """For every Lagrangian: F_n and P_n are left open."""
    path = FreePath(ends, order)

    def force(n: sp.Expr | None) -> sp.Expr:
        return symbols.force[symbols.N if n is None else n]

    def momentum(n: sp.Expr | None) -> sp.Expr:
        return symbols.momentum[symbols.N if n is None else n]

    def chain_rule(variable: sp.Expr) -> sp.Expr:
        return symbols.dt * path.total(
            lambda n: (
                force(n) * sp.Derivative(path.before(n), variable)
                + momentum(n) * sp.Derivative(path.velocity(n), variable)
            )
        )

    return tuple(path.identities(chain_rule, force, momentum))


def gradients(layout: Layout) -> tuple[Adjoint, ...]:
    """For the Lagrangian of ``layout``; one set for each channel."""
    path = FreePath(layout.ends, layout.order)

    def at(e: sp.Expr) -> OnStep:
        def on_step(n: sp.Expr | None) -> sp.Expr:
            place = path.before(n) + layout.body.point * symbols.dt * path.velocity(n)
            return e.xreplace({POSITION: place, VELOCITY: path.velocity(n)})

        return on_step

    found: list[Adjoint] = []
    for channel in layout.body.channels:
        action = symbols.dt * path.total(at(channel.lagrangian))
        found += path.identities(partial(sp.Derivative, action), at(channel.forces[0]), at(channel.momenta[0]))
    return tuple(found)
