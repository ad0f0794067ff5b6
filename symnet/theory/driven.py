"""A force f_n on every step, as symbols: the amplitude as a functional of the force."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.amplitude import propagator
from symnet.theory.discretization import LatticeAction
from symnet.theory.gaussian.classical import classical_path
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.gaussian.step import quadratic_step

FORCE = sp.IndexedBase("f", real=True)
"""f_n, the force on the step from x_{n-1} to x_n."""


def driven_amplitude(lattice: LatticeAction, force: sp.IndexedBase = FORCE) -> sp.Expr:
    """The amplitude of L + f(t) x, with f = f_n on the n-th step and x averaged there as the rule says.

    The force enters through the classical path once and through the Green function twice; the prefactor does not
    know of it. Derivatives by f_n are the correlators of the averaged position.

    Raises:
        UnsupportedError, UnboundedError: as for the amplitude.
    Source:
        R. P. Feynman, A. R. Hibbs, Quantum Mechanics and Path Integrals, eq. (3-66), at finite width
    """
    return replace(propagator(lattice), action=driven_action(lattice, force)).expression


def driven_action(lattice: LatticeAction, force: sp.IndexedBase = FORCE) -> sp.Expr:
    """The stationary action with the force, as sums over the steps."""
    step, ends, n, k = quadratic_step(lattice), ends_of(lattice.boundary), s.n, s.k_
    average = sp.expand(lattice.rule.average(s.position, s.x_prev, s.x_next))
    shares = ((average.coeff(s.x_prev), -1), (average.coeff(s.x_next), 0))
    push = lattice.time.sign * s.dt
    matrix = ends.matrix(step)

    def green(first: sp.Expr, second: sp.Expr) -> sp.Expr:
        return matrix.ordered_inverse(ends.row(first), ends.row(second))

    def between(late: sp.Expr, early: sp.Expr) -> sp.Expr:
        """The Green function of the averaged positions of two different steps."""
        return sp.Add(*[a * b * green(early + q, late + p) for a, p in shares for b, q in shares])

    def within(at: sp.Expr) -> sp.Expr:
        """The same for one step, where the earlier of the two ends is known."""
        return sp.Add(*[a * b * green(at + min(p, q), at + max(p, q)) for a, p in shares for b, q in shares])

    mean = sp.Add(*[a * classical_path(step, ends, n + p) for a, p in shares])
    once = push * sp.Sum(force[n] * mean, (n, 1, s.N))
    pairs = sp.Sum(sp.Sum(force[n] * force[k] * between(n, k), (k, 1, n - 1)), (n, 2, s.N))
    same = sp.Sum(force[n] ** 2 * within(n), (n, 1, s.N)) / 2
    return propagator(lattice).action + once - push**2 * (pairs + same)
