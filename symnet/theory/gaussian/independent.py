"""The linear redefinition that makes the variables independent: elimination step by step, in closed form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.sums.linear_algebra.toeplitz import Chain
from symnet.theory.gaussian.ends import Ends
from symnet.theory.gaussian.step import QuadraticStep


@dataclass(frozen=True)
class IndependentVariables:
    """y_i = u_i - mixing(i) u_{i+1}, u counted from the mean path: then S = completed + sum_i pivot(i) y_i**2/2.

    Each y_i is a Gaussian of its own, of variance hbar/pivot(i) in Euclidean time, and measures agree: du = dy. Back,
    u_i = sum_{j >= i} back(i, j) y_j.

    Source:
        the proper linear redefinition below eq. (3.19), explicit
    """

    matrix: Chain

    def mixing(self, i: Any) -> sp.Expr:
        """How much of the next variable is taken off; 0 after the last."""
        i = sp.sympify(i, strict=True)
        return self.matrix.first_rows(i - 1) / self.matrix.first_rows(i)

    def pivot(self, i: Any) -> sp.Expr:
        """What multiplies y_i**2/2."""
        i = sp.sympify(i, strict=True)
        inner = self.matrix.coupling * self.matrix.first_rows(i) / self.matrix.first_rows(i - 1)
        whole = self.matrix.reduced_determinant / self.matrix.first_rows(self.matrix.size - 1)
        if self.matrix.last is None:
            return inner
        return sp.Piecewise((self.matrix.coupling * whole, sp.Eq(i, self.matrix.size)), (inner, True))

    def back(self, i: Any, j: Any) -> sp.Expr:
        """How much of y_j, j >= i, is in u_i: the product of the mixings from i to j - 1."""
        i, j = sp.sympify(i, strict=True), sp.sympify(j, strict=True)
        return self.matrix.first_rows(i - 1) / self.matrix.first_rows(j - 1)


def independent_variables(step: QuadraticStep, ends: Ends) -> IndependentVariables:
    """The redefinition for the positions of a path with ends.

    Raises:
        UnsupportedError: on a ring, where the modes are what is independent.
    """
    matrix = ends.matrix(step)
    if not isinstance(matrix, Chain):
        raise UnsupportedError(f"a ring of {s.N} positions has no first one to eliminate; its modes are independent")
    return IndependentVariables(matrix)
