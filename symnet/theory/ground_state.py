"""The ground state as a half line of Euclidean time makes it, exact for N steps and in their limit."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.theory.amplitude import Kernel, where_it_converges
from symnet.theory.gaussian.classical import pull_on_the_end, stationary_action
from symnet.theory.gaussian.convergence import root_of_determinant
from symnet.theory.gaussian.effective import impedance
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.gaussian.step import StepAction, quadratic_step


def ground_state(lattice: StepAction) -> sp.Expr:
    """psi_N(x_ini) = (m/(2 pi hbar dt))**(N/2) * integral over x_1 ... x_N of exp(-S_E/hbar).

    It is not normalised: its decay with N is the ground-state energy. The value is oo where the integral diverges.

    Raises:
        UnsupportedError: off the half line, or in real time.
    Source:
        eqs. (5.2) and (5.7), for N slices and with the measure per step.
    """
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    if ends.name != "halfline" or lattice.time.name != "euclidean":
        raise UnsupportedError(
            "a ground state needs the boundary 'halfline' in euclidean time; "
            f"here they are {ends.name!r} and {lattice.time.name}"
        )
    condition = where_it_converges(step, ends)
    kernel = Kernel(1 / root_of_determinant(step, ends), stationary_action(step, ends), lattice.time.phase, condition)
    return kernel.expression


@dataclass(frozen=True)
class StationaryState:
    """psi(x) = exp(-width*(x - centre)**2/(2 hbar) - ...), energy and gap of the infinite half line at finite dt.

    Units:
        width [M T^-1], energy and gap [action T^-1].
    """

    width: sp.Expr
    centre: sp.Expr
    energy: sp.Expr
    gap: sp.Expr


def stationary_state(lattice: StepAction) -> StationaryState:
    """What psi_N tends to as N grows at fixed dt: exact in dt.

    psi_{N+1}/psi_N tends to exp(-energy*dt/hbar), and what is left of the far end falls off as exp(-2 gap N dt/hbar).

    Raises:
        UnsupportedError: in real time.
        ZeroModeError: where nothing binds.
    """
    step = quadratic_step(lattice)
    if lattice.time.name != "euclidean":
        raise UnsupportedError("a stationary state is the limit of euclidean time; here the time is real")
    if not step.is_bound:
        raise ZeroModeError("nothing binds: no state is stationary on the half line")
    width = tidy((step.early - step.late) / 2) + impedance(step, euclidean=True)
    linear = pull_on_the_end(step)
    growth = tidy(step.diagonal * s.dt / (2 * step.mass)) + impedance(step, euclidean=True) * s.dt / step.mass
    rest = tidy((step.constant + step.force * step.centre / 2) / s.dt)
    return StationaryState(
        width=width,
        centre=step.centre + linear / width,
        energy=rest + s.hbar * sp.log(growth) / (2 * s.dt),
        gap=s.hbar * sp.acosh(step.ratio) / s.dt,
    )
