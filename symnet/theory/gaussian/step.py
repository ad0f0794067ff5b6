"""The six numbers that a quadratic step is made of, read from any discretised action."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import sympy as sp

from symnet.errors import NotQuadraticError, UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.theory.quadratic import obstacles


class StepAction(Protocol):
    """What the Gaussian calculus asks of a discretised action: one step, its ends and its time.

    ``step`` is l(x_prev, x_next; dt, parameters) with S = dt * sum of l over the steps (S_E in Euclidean time).
    """

    @property
    def lagrangian(self) -> Any:
        """The Lagrangian, for messages."""

    @property
    def step(self) -> sp.Expr:
        """l(x_prev, x_next; dt, parameters)."""

    @property
    def boundary(self) -> Any:
        """The boundary: a record with a name."""

    @property
    def time(self) -> Any:
        """The time signature: a path has the weight exp(phase * action / hbar)."""


@dataclass(frozen=True)
class QuadraticStep:
    """dt*l = early*x_prev**2/2 - coupling*x_prev*x_next + late*x_next**2/2 + push*x_prev + pull*x_next + constant.

    Everything a Gaussian system knows about its Lagrangian and its rule is in these six numbers.
    """

    early: sp.Expr
    coupling: sp.Expr
    late: sp.Expr
    push: sp.Expr
    pull: sp.Expr
    constant: sp.Expr

    @cached_property
    def diagonal(self) -> sp.Expr:
        """Second derivative of the action at an inner time, where two steps meet."""
        return tidy(self.early + self.late)

    @cached_property
    def ratio(self) -> sp.Expr:
        """cos(theta) = diagonal/(2*coupling): theta is the angle by which the lattice oscillator turns in a step."""
        return tidy(self.diagonal / (2 * self.coupling))

    @cached_property
    def stiffness(self) -> sp.Expr:
        """Second derivative of a step along x_prev = x_next, -k*dt in real time; 0 when nothing binds."""
        return tidy(self.diagonal - 2 * self.coupling)

    @cached_property
    def force(self) -> sp.Expr:
        """The linear term at an inner time."""
        return tidy(self.push + self.pull)

    @cached_property
    def mass(self) -> sp.Expr:
        """The second derivative of L in v, found as the limit of late*dt for dt -> 0."""
        mass = tidy(self.late * s.dt).subs(s.dt, 0)
        if mass.is_zero or (not mass.is_finite and mass.is_number):
            raise UnsupportedError(f"the second derivative of L in v is {mass}: no measure per step is defined")
        return mass

    @cached_property
    def scale(self) -> sp.Expr:
        """coupling*dt/mass: 1 + O(dt); what a rule does to the weight of each step."""
        return tidy(self.coupling * s.dt / self.mass)

    @property
    def is_bound(self) -> bool:
        """Whether the centre of the motion is a single point."""
        return self.stiffness != 0

    @cached_property
    def centre(self) -> sp.Expr:
        """Where force and stiffness balance, x* = -force/stiffness."""
        return tidy(-self.force / self.stiffness) if self.is_bound else sp.S.Zero

    def __call__(self, x_prev: sp.Expr, x_next: sp.Expr) -> sp.Expr:
        """The action of one step."""
        quadratic = self.early * x_prev**2 / 2 - self.coupling * x_prev * x_next + self.late * x_next**2 / 2
        return quadratic + self.push * x_prev + self.pull * x_next + self.constant


def quadratic_step(lattice: StepAction) -> QuadraticStep:
    """Read the step of an action whose Lagrangian is at most quadratic.

    Raises:
        NotQuadraticError: naming the first term that is not.
    """
    ends = (s.x_prev, s.x_next)
    step = sp.expand(s.dt * lattice.step)
    _refuse_beyond_quadratic(lattice.lagrangian.expr, step)
    polynomial = sp.Poly(step, *ends)

    def coefficient(i: int, j: int) -> sp.Expr:
        return tidy(polynomial.coeff_monomial(s.x_prev**i * s.x_next**j))

    found = QuadraticStep(
        early=2 * coefficient(2, 0),
        coupling=tidy(-coefficient(1, 1)),
        late=2 * coefficient(0, 2),
        push=coefficient(1, 0),
        pull=coefficient(0, 1),
        constant=coefficient(0, 0),
    )
    if found.coupling == 0:
        raise UnsupportedError(f"the step {lattice.step} does not couple x_prev and x_next: it has no kinetic term")
    return found


def _refuse_beyond_quadratic(lagrangian: sp.Expr, step: sp.Expr) -> None:
    for term in obstacles(lagrangian):
        raise NotQuadraticError(f"the Lagrangian has the term {term}, {_degree(term, s.position, s.velocity)}")
    if not step.is_polynomial(s.x_prev, s.x_next) or sp.Poly(step, s.x_prev, s.x_next).total_degree() > 2:
        raise NotQuadraticError(f"the rule makes the step {step} of a quadratic Lagrangian: not quadratic itself")


def _degree(term: sp.Expr, *path: sp.Symbol) -> str:
    if not term.is_polynomial(*path):
        return "which is no polynomial in x and v; at most degree 2 is Gaussian"
    return f"of degree {sp.Poly(term, *path).total_degree()} in x and v; at most 2 is Gaussian"
