"""Closed determinants and inverses of symbolic size against explicit matrices, and proved for every size."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp

from symnet.errors import InputError
from symnet.sums import Chain, Cycle, is_determinant, tridiagonal_determinant, uniform_determinant
from symnet.sums.linear_algebra.determinants import STYLES

n = sp.Symbol("n", integer=True, positive=True)
i, j = sp.symbols("i j", integer=True)
a, b, f, g = sp.symbols("a b f g", positive=True)
NUMBERS = {a: sp.Rational(7, 2), b: sp.Rational(3, 5), f: sp.Rational(4, 3), g: sp.Rational(9, 7)}

MATRICES = {
    "no end modified": Chain(n, a, b),
    "the first end": Chain(n, a, b, first=f),
    "the last end": Chain(n, a, b, last=g),
    "both ends": Chain(n, a, b, f, g),
    "half an end": Chain(n, 2 * a, b, last=a),
    "the other sign beside the diagonal": Chain(n, a, -b, f, g),
    "free particle": Chain(n, sp.Integer(2), sp.Integer(1)),
    "both ends free": Chain(n, sp.Integer(2), sp.Integer(1), sp.Integer(1), sp.Integer(1)),
    "ring": Cycle(n, a, b),
}
CHAINS = {name: matrix for name, matrix in MATRICES.items() if isinstance(matrix, Chain)}


def explicit(matrix: Chain | Cycle, size: int) -> sp.Matrix:
    whole = replace(matrix, size=sp.Integer(size))
    return sp.Matrix(size, size, lambda p, q: whole.entry(p + 1, q + 1)).subs(NUMBERS)


@pytest.mark.parametrize("matrix", MATRICES.values(), ids=MATRICES)
def test_determinant_is_that_of_the_explicit_matrix(matrix: Chain | Cycle) -> None:
    for size in range(3 if isinstance(matrix, Cycle) else 1, 9):
        closed = matrix.determinant().subs(n, size).doit().subs(NUMBERS)
        assert sp.expand(sp.expand_func(closed) - explicit(matrix, size).det()) == 0


@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_the_same_value(style: str) -> None:
    closed = tridiagonal_determinant(a, -b, f, g, n, style=style)
    for size in (1, 2, 5):
        exact = explicit(MATRICES["both ends"], size).det()
        assert abs(sp.N(closed.subs(n, size).subs(NUMBERS), 30) - exact) < sp.Float("1e-25")


@pytest.mark.parametrize("name", ["no end modified", "the first end", "both ends", "free particle", "ring"])
def test_inverse_is_that_of_the_explicit_matrix(name: str) -> None:
    matrix = MATRICES[name]
    closed = matrix.ordered_inverse(i, j)
    for size in range(3, 6):
        inverse = explicit(matrix, size).inv()
        for p in range(1, size + 1):
            for q in range(p, size + 1):
                value = sp.expand_func(closed.subs({i: p, j: q, n: size}, simultaneous=True)).subs(NUMBERS)
                assert sp.simplify(value - inverse[p - 1, q - 1]) == 0


@pytest.mark.parametrize("name", CHAINS)
def test_determinants_are_proved_for_every_size_and_their_false_twins_refuted(name: str) -> None:
    matrix = CHAINS[name]
    assert is_determinant(matrix.entry, n, matrix.determinant()).answer == "equal"
    assert is_determinant(matrix.entry, n, matrix.determinant() + b ** (n - 1)).answer == "different"


def test_uniform_determinants_are_proved() -> None:
    def entry(p: sp.Expr, q: sp.Expr) -> sp.Expr:
        return b + (a - b) * sp.KroneckerDelta(p, q)

    assert is_determinant(entry, n, uniform_determinant(a, b, n)).answer == "equal"
    assert is_determinant(entry, n, uniform_determinant(a, b, n + 1)).answer == "different"


def test_the_brief_form() -> None:
    assert sp.expand(tridiagonal_determinant(2, -1, 2, 2, n) - (n + 1)) == 0


def test_bad_requests_are_named() -> None:
    with pytest.raises(InputError, match="'cubic'"):
        tridiagonal_determinant(a, b, a, a, n, style="cubic")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="diagonal"):
        tridiagonal_determinant(a, 0, a, a, n)
