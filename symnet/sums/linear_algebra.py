"""Linear algebra of symbolic size: determinants and inverses in closed form, and the statements that prove them.

A tridiagonal matrix obeys D_n = diagonal D_{n-1} - off^2 D_{n-2}, so D_n = off^n U_n(diagonal/(2 off)) with U_n the
Chebyshev polynomial of the second kind; a determinant is linear in each end, which gives modified ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.funcmatrix import FunctionMatrix

from symnet.errors import InputError
from symnet.sums.decide import decide
from symnet.sums.decision import Decision

Style = Literal["chebyshev", "trigonometric", "hyperbolic"]


def _chebyshev(order: sp.Expr, ratio: sp.Expr) -> sp.Expr:
    return sp.chebyshevu(order, ratio)


def _trigonometric(order: sp.Expr, ratio: sp.Expr) -> sp.Expr:
    angle = sp.acos(ratio)
    return sp.sin((order + 1) * angle) / sp.sin(angle)


def _hyperbolic(order: sp.Expr, ratio: sp.Expr) -> sp.Expr:
    angle = sp.acosh(ratio)
    return sp.sinh((order + 1) * angle) / sp.sinh(angle)


STYLES: dict[str, Callable[[sp.Expr, sp.Expr], sp.Expr]] = {
    "chebyshev": _chebyshev,
    "trigonometric": _trigonometric,
    "hyperbolic": _hyperbolic,
}
"""How U_n(ratio) is written; adding a way is adding a row."""


def continuant(diagonal: sp.Expr, off: sp.Expr, size: sp.Expr, style: Style = "chebyshev") -> sp.Expr:
    """The determinant of the tridiagonal Toeplitz matrix of a size, for size >= -2: D_0 = 1, D_{-1} = 0."""
    if style not in STYLES:
        raise InputError(f"there is no style {style!r}; the styles are {', '.join(STYLES)}")
    diagonal, off, size = (sp.sympify(e, strict=True) for e in (diagonal, off, size))
    if off == 0:
        raise InputError("the matrix is diagonal: its determinant is a power")
    ratio = sp.cancel(diagonal / (2 * off))
    if ratio in (1, -1):
        return sp.expand(size + 1) * (ratio * off) ** size
    return off**size * STYLES[style](size, ratio)


@dataclass(frozen=True, slots=True)
class Tridiagonal:
    """A symmetric tridiagonal matrix of symbolic size with constant diagonals and ends of its own.

    Shapes:
        size x size, size >= 1, indices from 1. At size 1 what both ends have more than ``diagonal`` adds up.
    """

    diagonal: sp.Expr
    off: sp.Expr
    first: sp.Expr
    last: sp.Expr
    size: sp.Expr

    def determinant(self, style: Style = "chebyshev") -> sp.Expr:
        """D_n + (alpha + beta) D_{n-1} + alpha beta D_{n-2}, alpha and beta being what the ends have more."""
        alpha, beta = self._excess
        parts = [self._inner(self.size - shift, style) for shift in range(3)]
        return parts[0] + sp.expand(alpha + beta) * parts[1] + sp.expand(alpha * beta) * parts[2]

    def inverse(self, row: sp.Expr, column: sp.Expr, style: Style = "chebyshev") -> sp.Expr:
        """An entry of the inverse for row <= column: (-off)^(column - row) * minors on both sides / determinant."""
        alpha, beta = self._excess
        before, after = row - 1, self.size - column
        leading = self._inner(before, style) + alpha * self._inner(before - 1, style)
        trailing = self._inner(after, style) + beta * self._inner(after - 1, style)
        return (-self.off) ** (column - row) * leading * trailing / self.determinant(style)

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """An entry, rows and columns from 1."""
        alpha, beta = self._excess
        delta = sp.KroneckerDelta
        ends = alpha * delta(row, 1) + beta * delta(row, self.size)
        return delta(row, column) * (self.diagonal + ends) + self.off * (
            delta(row, column + 1) + delta(row, column - 1)
        )

    def matrix(self, size: int) -> sp.Matrix:
        """The matrix of an explicit size."""
        whole = Tridiagonal(self.diagonal, self.off, self.first, self.last, sp.Integer(size))
        return sp.Matrix(size, size, lambda i, j: whole.entry(sp.Integer(i + 1), sp.Integer(j + 1)))

    def proof(self, closed: sp.Expr) -> Decision:
        """Whether a closed form is the determinant, for every size >= 1."""
        i, j = sp.symbols("i j", integer=True)
        return proof(sp.Lambda((i, j), self.entry(i + 1, j + 1)), self.size, closed)

    @property
    def _excess(self) -> tuple[sp.Expr, sp.Expr]:
        return sp.expand(self.first - self.diagonal), sp.expand(self.last - self.diagonal)

    def _inner(self, size: sp.Expr, style: Style) -> sp.Expr:
        return continuant(self.diagonal, self.off, size, style)


def tridiagonal_determinant(
    diagonal: sp.Expr, off: sp.Expr, first: sp.Expr, last: sp.Expr, size: sp.Expr, *, style: Style = "chebyshev"
) -> sp.Expr:
    """The determinant of a symmetric tridiagonal matrix with its own first and last diagonal entry, for size >= 1."""
    parts = (sp.sympify(e, strict=True) for e in (diagonal, off, first, last, size))
    return Tridiagonal(*parts).determinant(style)


def uniform_determinant(diagonal: sp.Expr, beside: sp.Expr, size: sp.Expr) -> sp.Expr:
    """The determinant of the matrix with one value on the diagonal and one everywhere else, for size >= 1."""
    gap = sp.expand(diagonal - beside)
    return gap ** (size - 1) * (diagonal + (size - 1) * beside)


def proof(entries: sp.Lambda, size: sp.Expr, closed: sp.Expr) -> Decision:
    """Whether a closed form is the determinant of the matrix with these entries (indices from 0), for size >= 1."""
    return decide(Determinant(FunctionMatrix(size, size, entries)), closed, sp.Ge(size, 1))
