"""Real or Euclidean time: one code path, and a record that tells them apart."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols


@dataclass(frozen=True, slots=True)
class TimeSignature:
    """The lattice sees sign * L(x, velocity * v); a path has the weight exp(phase * action / hbar).

    Source:
        tau = i t (above eq. (5.1)): L_E(x, v) = -L(x, i v), i S = -S_E.
    """

    name: str
    velocity: sp.Expr
    sign: sp.Expr
    phase: sp.Expr
    action: str

    def rotated(self, lagrangian: sp.Expr, velocities: tuple[sp.Symbol, ...] = (symbols.velocity,)) -> sp.Expr:
        """The Lagrangian of this signature.

        Raises:
            UnsupportedError: the rotation needs a function of v that is not analytic.
        """
        if self.velocity == 1:
            return self.sign * lagrangian
        for corner in sorted(lagrangian.atoms(sp.Abs, sp.sign), key=str):
            if corner.has(*velocities):
                raise UnsupportedError(f"{self.name} time continues L to imaginary v, where {corner} is not analytic")
        return self.sign * lagrangian.xreplace({velocity: self.velocity * velocity for velocity in velocities})


REAL = TimeSignature("real", velocity=sp.S.One, sign=sp.S.One, phase=sp.I, action="S")
EUCLIDEAN = TimeSignature("euclidean", velocity=sp.I, sign=sp.S.NegativeOne, phase=sp.S.NegativeOne, action="S_E")
TIMES = (REAL, EUCLIDEAN)
