"""Which series belongs to which boundary."""

from __future__ import annotations

from collections.abc import Callable

from symnet.errors import UnsupportedError
from symnet.theory.discretization import LatticeAction
from symnet.theory.perturbation.line import LineSeries, line_series
from symnet.theory.perturbation.ring import RingSeries, ring_series
from symnet.theory.perturbation.vertex import Anharmonic, anharmonic

SERIES: dict[str, Callable[[Anharmonic], LineSeries | RingSeries]] = {"halfline": line_series, "ring": ring_series}
"""On the half line it is the ground state's, which the half line makes as it becomes infinite."""


def perturbation(lattice: LatticeAction) -> LineSeries | RingSeries:
    """The first two orders in what is not quadratic.

    Raises:
        InputError, UnsupportedError, ZeroModeError: as for ``vertex.anharmonic``; or another boundary.
    """
    name = lattice.boundary.name
    if name not in SERIES:
        raise UnsupportedError(f"perturbation theory is for {' and '.join(SERIES)}; here the boundary is {name}")
    return SERIES[name](anharmonic(lattice))
