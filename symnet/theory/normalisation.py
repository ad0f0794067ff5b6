"""The factor that each step of a path integral carries so that the sum over paths is an amplitude."""

from __future__ import annotations

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.discretization import LatticeAction


def step_factor_squared(lattice: LatticeAction) -> sp.Expr:
    """A**2, where A times the integral of exp(phase * dt * m v**2/(2 hbar)) over the end of the step is 1, m = d2L/dv2.

    With v = y/dt the exponent is -a y**2/2 for a = -phase * m/(hbar dt), and the integral over y is sqrt(2 pi/a).
    With A in every step a short path integral tends to a delta function, as an amplitude must. A holds no other part
    of L.

    Units:
        [L^-2]
    Raises:
        UnsupportedError: d2L/dv2 vanishes, or depends on x or v.
    Source:
        R. P. Feynman, A. R. Hibbs, Quantum Mechanics and Path Integrals, eq. (2-21).
    """
    mass = lattice.time.rotated(lattice.lagrangian.expr).diff(symbols.velocity, 2)
    if mass == 0 or mass.has(symbols.velocity, symbols.position):
        raise UnsupportedError(f"the normalisation of a step needs a constant mass, and d2L/dv2 = {mass}")
    return -lattice.time.phase * mass / (2 * sp.pi * symbols.hbar * symbols.dt)
