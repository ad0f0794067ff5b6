"""The partition function of a Gaussian system: a ring of N Euclidean steps."""

from __future__ import annotations

import sympy as sp

from symnet.errors import UnsupportedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.amplitude import Kernel, where_it_converges
from symnet.theory.gaussian.classical import stationary_action
from symnet.theory.gaussian.convergence import root_of_determinant
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.gaussian.step import StepAction, quadratic_step


def partition_function(lattice: StepAction) -> sp.Expr:
    """Z_N = (m/(2 pi hbar dt))**(N/2) * integral over x_0 ... x_{N-1}, x_N = x_0, of exp(-S_E/hbar).

    Raises:
        UnsupportedError: off the ring, or in real time.
        ZeroModeError: when nothing binds the ring, so that the integral is proportional to the volume.
    Source:
        the last lines of Section 5.1, with N dt = beta hbar; M. Creutz, B. Freedman, Ann. Phys. 132, 427 (1981).
    """
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    if not ends.is_ring or lattice.time.name != "euclidean":
        raise UnsupportedError(
            "a partition function needs the boundary 'ring' in euclidean time; "
            f"here they are {ends.name!r} and {lattice.time.name}"
        )
    if not step.is_bound:
        raise ZeroModeError("nothing binds the ring: its partition function is proportional to the volume of space")
    condition = where_it_converges(step, ends)
    kernel = Kernel(1 / root_of_determinant(step, ends), stationary_action(step, ends), lattice.time.phase, condition)
    return kernel.expression


def internal_energy(lattice: StepAction) -> sp.Expr:
    """-d(log Z_N)/d(beta) at fixed N, with beta hbar = N dt.

    Raises:
        UnsupportedError, ZeroModeError: as for the partition function.
    """
    closed = partition_function(lattice)
    weight = closed.args[0].expr if isinstance(closed, sp.Piecewise) else closed
    energy = -s.hbar / s.N * sp.diff(sp.expand_log(sp.log(weight), force=True), s.dt)
    return energy if weight is closed else sp.Piecewise((energy, closed.args[0].cond), (sp.nan, True))
