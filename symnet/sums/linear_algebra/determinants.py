"""Determinants of symbolic size in closed form, and whether a closed form is one, for every size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.funcmatrix import FunctionMatrix

from symnet.errors import InputError
from symnet.sums.decide import decide
from symnet.sums.decision import Decision
from symnet.sums.linear_algebra.chebyshev import hyperbolic, trigonometric
from symnet.sums.linear_algebra.toeplitz import Chain

Style = Literal["chebyshev", "trigonometric", "hyperbolic"]
STYLES: dict[str, Callable[[sp.Expr], sp.Expr]] = {
    "chebyshev": lambda closed: closed,
    "trigonometric": trigonometric,
    "hyperbolic": hyperbolic,
}
"""How the Chebyshev polynomials of a closed form are written; adding a way is adding a row."""


def tridiagonal_determinant(
    diagonal: sp.Expr, off: sp.Expr, first: sp.Expr, last: sp.Expr, size: sp.Expr, *, style: Style = "chebyshev"
) -> sp.Expr:
    """The determinant of a symmetric tridiagonal matrix with its own first and last diagonal entry, for size >= 1.

    At size 1 what both ends have more than ``diagonal`` adds up.

    Raises:
        InputError: an unknown style, or nothing beside the diagonal.
    """
    if style not in STYLES:
        raise InputError(f"there is no style {style!r}; the styles are {', '.join(STYLES)}")
    diagonal, off, first, last, size = (sp.sympify(e, strict=True) for e in (diagonal, off, first, last, size))
    if off == 0:
        raise InputError("the matrix is diagonal: its determinant is a product")
    ends = (None if end == diagonal else end for end in (first, last))
    return STYLES[style](Chain(size, diagonal, -off, *ends).determinant())


def uniform_determinant(diagonal: sp.Expr, beside: sp.Expr, size: sp.Expr) -> sp.Expr:
    """The determinant of the matrix with one value on the diagonal and one everywhere else, for size >= 1."""
    gap = sp.expand(diagonal - beside)
    return gap ** (size - 1) * (diagonal + (size - 1) * beside)


def is_determinant(entries: Callable[[sp.Expr, sp.Expr], sp.Expr], size: sp.Expr, closed: sp.Expr) -> Decision:
    """Whether a closed form is the determinant of the matrix with these entries (indices from 1), for size >= 1."""
    i, j = sp.symbols("i j", integer=True)
    matrix = FunctionMatrix(size, size, sp.Lambda((i, j), entries(i + 1, j + 1)))
    return decide(Determinant(matrix), closed, sp.Ge(size, 1))
