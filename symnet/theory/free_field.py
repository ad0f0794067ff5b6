"""The free scalar field on a space-time lattice: one oscillator for each spatial momentum.

phi on L**d sites of spacing dx, periodic in space: L = dx**d times the sum over sites of (d phi/dt)**2/2 - (grad
phi)**2/2 - m**2 phi**2/2, with c = 1. The wave with numbers p in {0 ... L-1}**d has the stiffness m**2 + (4/dx**2)
sum_a sin(pi p_a/L)**2 and unit mass, so every closed form of the oscillator is one of the field, with a sum over p.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp
from sympy.logic.boolalg import Boolean

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.sums.linear_algebra.toeplitz import Chain, Cycle
from symnet.theory.discretization import LatticeAction, discretize
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.gaussian.step import QuadraticStep, quadratic_step
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import MIDPOINT, Rule

_STIFFNESS = s.parameter("kappa")


@dataclass(frozen=True)
class FreeField:
    """The Euclidean free field in ``dimension`` spatial dimensions: time on a ring (torus) or held at 0 (Dirichlet).

    lattice: the oscillator of one momentum, its stiffness a letter.
    """

    lattice: LatticeAction
    dimension: int

    @property
    def stiffness(self) -> sp.Expr:
        """m**2 + (4/dx**2) sum_a sin(pi p_a/L)**2."""
        return self._stiffness([sp.sin(sp.pi * p / s.sites) for p in self._waves])

    @property
    def highest_stiffness(self) -> sp.Expr:
        """That of the shortest wave: for even L sin(pi p_a/L) reaches 1."""
        return self._stiffness([sp.sin(sp.pi * sp.floor(s.sites / 2) / s.sites)] * self.dimension)

    @cached_property
    def step(self) -> QuadraticStep:
        """The step of one momentum's oscillator."""
        return quadratic_step(self.lattice)

    def log_determinant(self) -> sp.Expr:
        """The logarithm of the determinant of S_E/dx**d as a form in all free phi."""
        return self._over_momenta(sp.log(self._matrix.determinant()))

    def propagator(self, n: sp.Expr, k: sp.Expr, *apart: sp.Expr) -> sp.Expr:
        """<phi phi> at times n <= k and ``apart`` sites away in each direction.

        Raises:
            InputError: another number of directions.
        """
        if len(apart) != self.dimension:
            raise InputError(f"the field has {self.dimension} directions in space, not {len(apart)}")
        ends = ends_of(self.lattice.boundary)
        green = self._matrix.ordered_inverse(*(ends.row(sp.sympify(time, strict=True)) for time in (n, k)))
        waves = [sp.cos(2 * sp.pi * p * r / s.sites) for p, r in zip(self._waves, apart, strict=True)]
        return s.hbar * self._over_momenta(green * sp.Mul(*waves)) / (s.sites * s.dx) ** self.dimension

    def transfer_is_positive(self) -> Boolean:
        """The condition that the matrix from one time to the next has no negative eigenvalue.

        One mode's kernel is exp(q x y/hbar) between two Gaussian factors, and its eigenvalues are as 1, z, z**2, ...
        with z of the sign of q; so every mode's q must be positive. It is affine in the stiffness, and therefore
        positive for all momenta if it is for the longest and the shortest wave.

        Source:
            K. Osterwalder, E. Seiler, Ann. Phys. 110, 440 (1978), for reflection positivity on a lattice
        """
        return sp.And(*[self._positive(stiffness) for stiffness in (s.m**2, self.highest_stiffness)])

    def _positive(self, stiffness: sp.Expr) -> Boolean:
        reduced = tidy(self.step.coupling * s.dt)
        if sp.degree(reduced, _STIFFNESS) > 1:
            raise UnsupportedError(f"the coupling {self.step.coupling} is not affine in the stiffness")
        return sp.Gt(reduced.subs(_STIFFNESS, stiffness), 0)

    @property
    def _matrix(self) -> Chain | Cycle:
        return ends_of(self.lattice.boundary).matrix(self.step)

    @property
    def _waves(self) -> tuple[sp.Symbol, ...]:
        return s.wave_numbers[: self.dimension]

    def _stiffness(self, sines: list[sp.Expr]) -> sp.Expr:
        return s.m**2 + 4 / s.dx**2 * sp.Add(*[sine**2 for sine in sines])

    def of_momentum(self, of_one: sp.Expr) -> sp.Expr:
        """What holds for one oscillator, such as a part of ``step``, for the wave of the numbers p."""
        return of_one.subs(_STIFFNESS, self.stiffness)

    def _over_momenta(self, of_one: sp.Expr) -> sp.Expr:
        return sp.Sum(self.of_momentum(of_one), *[(p, 0, s.sites - 1) for p in self._waves])


def free_field(dimension: int = 1, rule: str | Rule = MIDPOINT, boundary: str = "ring") -> FreeField:
    """The free field on a torus (boundary "ring") or between two times where it is held at 0 ("fixed").

    Raises:
        InputError: not 1, 2 or 3 dimensions.
        UnsupportedError: another boundary.
    """
    if isinstance(dimension, bool) or dimension not in (1, 2, 3):
        raise InputError(f"space has 1, 2 or 3 dimensions here, not {dimension!r}")
    if boundary not in ("ring", "fixed"):
        raise UnsupportedError(f"time is a ring or held at both ends, not {boundary!r}")
    oscillator = Lagrangian(s.velocity**2 / 2 - _STIFFNESS * s.position**2 / 2)
    return FreeField(discretize(oscillator, rule, boundary, "euclidean"), dimension)
