"""Determinants, orthogonality, limits of symbolic size, reached through ``symnet.sums``; each has a false twin."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import KroneckerDelta, Sum, cos, pi, sin
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.funcmatrix import FunctionMatrix

from symnet import sums

N = sp.Symbol("N", integer=True, positive=True)
p, q, i, j, k, n = sp.symbols("p q i j k n", integer=True)
c, dt, omega, T = sp.symbols("c dt omega T", positive=True)
w = sp.IndexedBase("w")


def determinant(entry: sp.Expr) -> sp.Expr:
    return Determinant(FunctionMatrix(N, N, sp.Lambda((i, j), entry)))


PATH = dt * Sum((i + 1 - k + 1) * w[k], (k, 1, i + 1))
"""x_{i+1} from the weights w_1 ... w_{i+1}; rows of the Jacobian are counted from 0."""

INSIDE = (p >= 1) & (p <= N) & (q >= 1) & (q <= N)

STATEMENTS = {
    "Jacobian of the path in the weights": (determinant(sp.Derivative(PATH, w[j + 1])), dt**N, dt ** (N - 1), True),
    "triangular": (
        determinant(sp.Piecewise((c + i, sp.Eq(i, j)), (w[i - j], i > j), (0, True))),
        sp.Product(c + i, (i, 0, N - 1)),
        sp.Product(c + i, (i, 1, N)),
        True,
    ),
    "I + c J": (determinant(KroneckerDelta(i, j) + c), 1 + N * c, 1 + c, True),
    "sine basis": (
        Sum(sin(pi * p * k / (N + 1)) * sin(pi * q * k / (N + 1)), (k, 1, N)),
        (N + 1) * KroneckerDelta(p, q) / 2,
        N * KroneckerDelta(p, q) / 2,
        INSIDE,
    ),
    "cosine basis": (
        Sum(cos(pi * p * (2 * k - 1) / (2 * N)) * cos(pi * q * (2 * k - 1) / (2 * N)), (k, 1, N)),
        N * KroneckerDelta(p, q) / 2,
        N * KroneckerDelta(p, q),
        INSIDE & (p < N) & (q < N),
    ),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_of_symbolic_size_is_proved_and_its_false_twin_refuted(name: str) -> None:
    left, right, twin, assumptions = STATEMENTS[name]
    assert sums.decide(left, right, assumptions).answer == "equal"
    false = sums.decide(left, twin, assumptions)
    assert false.answer == "different"
    assert false.counterexample is not None


@pytest.mark.parametrize("style", ["chebyshev", "trigonometric", "hyperbolic"])
def test_a_modified_end_in_each_style_is_the_explicit_determinant(style: sums.Style) -> None:
    closed = sums.tridiagonal_determinant(2 * c, -omega, 3 * c, c + omega, N, style=style)
    values = {c: sp.Rational(5, 4), omega: sp.Rational(2, 3)}
    for size in range(1, 6):
        matrix = sums.Chain(sp.Integer(size), 2 * c, omega, 3 * c, c + omega)
        exact = sp.Matrix(size, size, lambda row, column, of=matrix: of.entry(row + 1, column + 1)).subs(values).det()
        assert abs(sp.N(closed.subs(N, size).subs(values), 40) - exact) < sp.Float("1e-30")


def test_the_free_determinant_and_its_continuum() -> None:
    closed = sums.tridiagonal_determinant(2 - (omega * dt) ** 2, -1, 2 - (omega * dt) ** 2, 2 - (omega * dt) ** 2, N)
    found = sums.limit_with_rate(dt * closed, N, step=dt, duration=T)
    assert sp.simplify(found.value - sp.sin(omega * T) / omega) == 0
    values = {omega: sp.Float("0.9", 40), T: sp.Float("1.4", 40)}
    left = []
    for size in (2**10, 2**11):
        exact = explicit(values[omega] * values[T] / size, size) * values[T] / size
        left.append((exact - found.value.subs(values)) * size**found.order)
    wanted = found.correction.subs(values)
    assert abs(left[1] - wanted) < 0.6 * abs(left[0] - wanted) < 0.01


def explicit(turn: sp.Expr, size: int) -> sp.Expr:
    """The determinant of the matrix with 2 - turn^2 on the diagonal and -1 beside it, row by row."""
    before, now = sp.Float(1, 40), 2 - turn**2
    for _ in range(size - 1):
        before, now = now, (2 - turn**2) * now - before
    return now


def test_uniform_matrices_have_one_closed_form() -> None:
    assert sp.expand(sums.uniform_determinant(1 + c, c, N) - (1 + N * c)) == 0
