"""Closed determinants and inverses of symbolic size against explicit matrices, and proved for every size."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.errors import InputError
from symnet.sums.linear_algebra import Tridiagonal, continuant, proof, tridiagonal_determinant, uniform_determinant

n = sp.Symbol("n", integer=True, positive=True)
a, b, f, g = sp.symbols("a b f g", positive=True)
NUMBERS = {a: sp.Rational(7, 2), b: sp.Rational(-3, 5), f: sp.Rational(4, 3), g: sp.Rational(9, 7)}

MATRICES = {
    "ends of their own": Tridiagonal(a, b, f, g, n),
    "equal ends": Tridiagonal(a, b, a, a, n),
    "one free end": Tridiagonal(2 * a, -b, 2 * a, a, n),
    "free particle": Tridiagonal(sp.Integer(2), sp.Integer(-1), sp.Integer(2), sp.Integer(2), n),
    "both ends free": Tridiagonal(sp.Integer(2), sp.Integer(-1), sp.Integer(1), sp.Integer(1), n),
}


@pytest.mark.parametrize("matrix", MATRICES.values(), ids=MATRICES)
def test_determinant_is_that_of_the_explicit_matrix(matrix: Tridiagonal) -> None:
    for size in range(1, 9):
        closed = matrix.determinant().subs(n, size).doit().subs(NUMBERS)
        assert sp.simplify(sp.expand_func(closed) - matrix.matrix(size).subs(NUMBERS).det()) == 0


@pytest.mark.parametrize("style", ["trigonometric", "hyperbolic"])
def test_other_styles_have_the_same_value(style: str) -> None:
    matrix = MATRICES["ends of their own"]
    for size in (1, 2, 5):
        closed = sp.N(matrix.determinant(style).subs(n, size).subs(NUMBERS), 30)
        assert abs(closed - matrix.matrix(size).subs(NUMBERS).det()) < sp.Float("1e-25")


@pytest.mark.parametrize("name", ["ends of their own", "equal ends", "one free end", "free particle"])
def test_inverse_is_that_of_the_explicit_matrix(name: str) -> None:
    matrix = MATRICES[name]
    i, j = sp.symbols("i j", integer=True)
    closed = matrix.inverse(i, j)
    for size in range(1, 6):
        inverse = matrix.matrix(size).subs(NUMBERS).inv()
        for p in range(1, size + 1):
            for q in range(p, size + 1):
                value = sp.expand_func(closed.subs({i: p, j: q, n: size}, simultaneous=True)).subs(NUMBERS)
                assert sp.simplify(value - inverse[p - 1, q - 1]) == 0


@pytest.mark.parametrize("name", MATRICES)
def test_determinants_are_proved_for_every_size_and_their_false_twins_refuted(name: str) -> None:
    matrix = MATRICES[name]
    assert matrix.proof(matrix.determinant()).answer == "equal"
    assert matrix.proof(matrix.determinant() + b ** (n - 1)).answer == "different"


def test_uniform_determinants_are_proved() -> None:
    i, j = sp.symbols("i j", integer=True)
    entries = sp.Lambda((i, j), b + (a - b) * sp.KroneckerDelta(i, j))
    assert proof(entries, n, uniform_determinant(a, b, n)).answer == "equal"
    assert proof(entries, n, uniform_determinant(a, b, n + 1)).answer == "different"


def test_the_brief_form() -> None:
    assert sp.simplify(tridiagonal_determinant(2, -1, 2, 2, n) - (n + 1)) == 0


def test_bad_requests_are_named() -> None:
    with pytest.raises(InputError, match="'cubic'"):
        continuant(a, b, n, "cubic")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="diagonal"):
        continuant(a, sp.Integer(0), n)
