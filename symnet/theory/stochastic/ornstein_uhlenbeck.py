"""The Ornstein-Uhlenbeck process in steps: its stationary law at every step size, and the lattice it is.

Every linear step, explicit or implicit, is x' = kept*x + noise, so everything is closed at finite dt. The ground state
of a Euclidean lattice makes such a process too (Nelson's), with kept = z and variance G: the implicit midpoint's steps
are those of the midpoint rule, exactly.

Source:
    G. E. Uhlenbeck, L. S. Ornstein, Phys. Rev. 36, 823 (1930); E. Nelson, Phys. Rev. 150, 1079 (1966)
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.logic.boolalg import Boolean

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.discretization import LatticeAction
from symnet.theory.gaussian.step import quadratic_step
from symnet.theory.ground_state import stationary_state
from symnet.theory.stochastic.hooke import LinearSteps
from symnet.theory.stochastic.langevin import Langevin


@dataclass(frozen=True, slots=True)
class StationaryLaw:
    """What a linear process forgets its start for: Gaussian around 0.

    Shapes:
        correlation: of x_n and x_{n + r}, over the variance; r is ``symbols.n``, r >= 0.
    """

    variance: sp.Expr
    correlation: sp.Expr
    exists: Boolean


def steps(langevin: Langevin, alpha: sp.Expr) -> LinearSteps:
    """The steps of a linear drift read at x_n + alpha*(x_{n+1} - x_n): Euler's for 0, the implicit midpoint's for 1/2.

    Raises:
        UnsupportedError: the drift is not -rate*x.
    """
    noise = sp.expand(langevin.noise(s.x_prev, s.x_next, alpha))
    before, after = noise.coeff(s.x_prev, 1), noise.coeff(s.x_next, 1)
    if sp.expand(noise - before * s.x_prev - after * s.x_next) != 0 or after.has(s.x_prev):
        raise UnsupportedError(f"the drift {langevin.drift} is not proportional to {s.position}")
    return LinearSteps(sp.cancel(-before / after), sp.cancel(1 / (s.dt * after**2)))


def stationary_law(process: LinearSteps) -> StationaryLaw:
    """The variance that a step leaves as it is, v = kept**2 v + added."""
    variance = sp.factor(sp.cancel(process.added / (1 - process.kept**2)))
    return StationaryLaw(variance, process.kept**s.n, sp.Lt(sp.Abs(process.kept), 1))


def nelson_steps(lattice: LatticeAction) -> LinearSteps:
    """The process of a Euclidean lattice's ground state: steps weighed by psi(x_{n+1})/psi(x_n); mass, stiffness > 0.

    Raises:
        UnsupportedError: real time, or a force.
        ZeroModeError: nothing binds.
    """
    state, step = stationary_state(lattice), quadratic_step(lattice)
    if state.centre != 0:
        raise UnsupportedError("the process of a lattice is written for a state around 0; here a force acts")
    ahead = (step.late + state.width).replace(sp.Abs, lambda positive: positive)
    return LinearSteps(sp.cancel(step.coupling / ahead), sp.cancel(s.hbar / ahead))


def step_weight(process: LinearSteps) -> sp.Expr:
    """Minus the logarithm of one step's density, but for a constant: in ``symbols.x_prev`` and ``symbols.x_next``."""
    return (s.x_next - process.kept * s.x_prev) ** 2 / (2 * process.added)


def boundary_term(process: LinearSteps, lattice: LatticeAction) -> sp.Expr:
    """c, where the process's weights are the lattice's exp(-S_E/hbar) times exp(-c (x_N**2 - x_0**2)).

    Raises:
        UnsupportedError: the two weights differ by more than such a term.
    """
    difference = step_weight(process) - s.dt * lattice.step / s.hbar
    rest = sp.Poly(sp.expand(difference), s.x_prev, s.x_next).as_dict()
    end, start, mixed = (sp.cancel(rest.pop(powers, sp.S.Zero)) for powers in ((0, 2), (2, 0), (1, 1)))
    if any(sp.cancel(each) != 0 for each in (end + start, mixed, *rest.values())):
        raise UnsupportedError(f"the weights differ by {difference}, which is no term of the two ends")
    return end
