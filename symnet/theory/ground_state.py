"""The ground state as a half line of Euclidean time makes it, exact for N steps and in their limit."""

from __future__ import annotations

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.amplitude import where_it_converges
from symnet.theory.gaussian.classical import stationary_action
from symnet.theory.gaussian.convergence import root_of_determinant
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
    weight = sp.exp(-stationary_action(step, ends) / s.hbar)
    return where_it_converges(step, ends, weight / root_of_determinant(step, ends))
