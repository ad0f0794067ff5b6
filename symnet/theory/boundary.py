"""What holds a path at its two ends."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols


@dataclass(frozen=True, slots=True)
class Boundary:
    """x_0 = ``start`` and x_N = ``end`` (None: free); an indexed ``start`` is itself integrated over.

    ``origin`` is the time t_0, and n runs into the future (``direction`` 1) or into the past (-1).

    Source:
        fixed: below eq. (3.2); halfline: eqs. (5.2)-(5.4); ring: the last lines of Section 5.1.
    """

    name: str
    start: sp.Expr
    end: sp.Expr | None
    origin: sp.Expr = symbols.t_ini
    direction: int = 1

    def time(self, n: sp.Expr) -> sp.Expr:
        """t_n: eq. (3.2), and its mirror image for a path that runs into the past."""
        return self.origin + self.direction * n * symbols.dt

    @property
    def free_start(self) -> sp.Expr | None:
        """x_0 where it is one of the variables."""
        return self.start if isinstance(self.start, sp.Indexed) else None

    @property
    def width(self) -> sp.Expr:
        """How many of x_1 ... x_N (or of the weights) are free."""
        return symbols.N if self.end is None else symbols.N - 1


FIXED = Boundary("fixed", symbols.x_ini, symbols.x_fin)
HALFLINE = Boundary("halfline", symbols.x_ini, None, origin=sp.S.Zero, direction=-1)
RING = Boundary("ring", symbols.x[0], symbols.x[0])
FREE = Boundary("free", symbols.x[0], None)
BOUNDARIES = (FIXED, HALFLINE, RING, FREE)
