"""The quadratic form of a Gaussian system: S = u^T A u/2 + b^T u + c, with closed forms in symbolic N."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.gaussian.classical import classical_path, stationary_action
from symnet.theory.gaussian.ends import Ends, ends_of
from symnet.theory.gaussian.green import OfTime
from symnet.theory.gaussian.increments import Increments
from symnet.theory.gaussian.independent import IndependentVariables, independent_variables
from symnet.theory.gaussian.modal import ModeCoefficients
from symnet.theory.gaussian.modes import Modes, modes_of
from symnet.theory.gaussian.positions import Positions
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step


class Coordinates(Protocol):
    """A choice of the variables u: what each such choice must say."""

    @property
    def size(self) -> sp.Expr: ...  # noqa: D102
    @property
    def constant(self) -> sp.Expr: ...  # noqa: D102
    @property
    def jacobian(self) -> sp.Expr: ...  # noqa: D102
    def variable(self, i: sp.Expr) -> sp.Expr: ...  # noqa: D102
    def entry(self, i: sp.Expr, j: sp.Expr) -> sp.Expr: ...  # noqa: D102
    def linear(self, i: sp.Expr) -> sp.Expr: ...  # noqa: D102
    def inverse(self, i: sp.Expr, j: sp.Expr) -> sp.Expr: ...  # noqa: D102
    def read(self, path: OfTime, i: sp.Expr) -> sp.Expr: ...  # noqa: D102


@dataclass(frozen=True)
class GaussianForm:
    """S = sum_ij A(i, j) u_i u_j/2 + sum_i b(i) u_i + c, without i/hbar; indices count from 1 to ``size``."""

    step: QuadraticStep
    ends: Ends
    coordinates: Coordinates

    @property
    def size(self) -> sp.Expr:
        """How many variables there are, in terms of N."""
        return self.coordinates.size

    def variable(self, i: Any) -> sp.Expr:
        """u_i."""
        return self.coordinates.variable(sp.sympify(i, strict=True))

    def entry(self, i: Any, j: Any) -> sp.Expr:
        """A(i, j) for symbolic or explicit i and j."""
        return self.coordinates.entry(*self._inside(i, j))

    def linear(self, i: Any) -> sp.Expr:
        """b(i)."""
        return self.coordinates.linear(*self._inside(i))

    @property
    def constant(self) -> sp.Expr:
        """c."""
        return self.coordinates.constant

    def determinant(self) -> sp.Expr:
        """det A, for every N from 1."""
        return self.coordinates.jacobian**2 * self.ends.matrix(self.step).determinant()

    def inverse(self, i: Any, j: Any) -> sp.Expr:
        """The element (i, j) of the inverse of A: the Green function."""
        return self.coordinates.inverse(*self._inside(i, j))

    def modes(self) -> Modes:
        """The modes of the path in which the form is a sum of squares, whatever variables it is written in."""
        return modes_of(self.step, self.ends)

    def mean(self, i: Any) -> sp.Expr:
        """The value of u_i on the stationary path, -A^{-1} b: completing the square.

        Raises:
            ZeroModeError: where the path can be moved for free.
        """
        (index,) = self._inside(i)
        return self.coordinates.read(lambda n: classical_path(self.step, self.ends, n), index)

    def completed(self) -> sp.Expr:
        """The action of the stationary path, c - b^T A^{-1} b/2."""
        return stationary_action(self.step, self.ends)

    def independent(self) -> IndependentVariables:
        """The triangular redefinition of the positions that makes them independent."""
        return independent_variables(self.step, self.ends)

    def matrix(self, N: int) -> sp.Matrix:
        """A at an explicit width."""
        size = self._size_at(N)
        i, j = sp.symbols("i j", integer=True, positive=True)
        entry = self.coordinates.entry(i, j).subs(s.N, N)
        return sp.Matrix(size, size, lambda row, column: entry.subs({i: row + 1, j: column + 1}))

    def vector(self, N: int) -> sp.Matrix:
        """b at an explicit width."""
        i = sp.Symbol("i", integer=True, positive=True)
        linear = self.coordinates.linear(i).subs(s.N, N)
        return sp.Matrix(self._size_at(N), 1, lambda row, _: linear.subs(i, row + 1))

    def _size_at(self, width: int) -> int:
        if not isinstance(width, int) or isinstance(width, bool) or width < 1:
            raise InputError(f"a width N is a positive integer, not {width!r}")
        return int(self.size.subs(s.N, width))

    def _inside(self, *indices: Any) -> tuple[sp.Expr, ...]:
        found = tuple(sp.sympify(index, strict=True) for index in indices)
        for index in found:
            beyond = index.is_number and (not index.is_integer or index < 1)
            if beyond or (sp.sympify(index, strict=True) - self.size).is_positive:
                raise InputError(f"the index {index} lies outside 1 ... {self.size}")
        return found


def gaussian_form(lattice: StepAction, variables: str = "x") -> GaussianForm:
    """The quadratic form of an action in positions "x", velocities "W", their increments "w" or mode coefficients "a".

    Raises:
        NotQuadraticError: naming the term of the action that is not at most quadratic.
        UnsupportedError: for other variables or boundaries.
    """
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    if variables not in _COORDINATES:
        raise UnsupportedError(f"no Gaussian form in the variables {variables!r}; there is one in {list(_COORDINATES)}")
    return GaussianForm(step, ends, _COORDINATES[variables](step, ends))


_COORDINATES: dict[str, Callable[[QuadraticStep, Ends], Coordinates]] = {
    "x": Positions,
    "W": lambda step, ends: Increments(step, ends, order=1),
    "w": lambda step, ends: Increments(step, ends, order=2),
    "a": ModeCoefficients,
}
