"""The first tables for the engine: every true statement with a false twin, and statements that are plainly false."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy import KroneckerDelta, Max, Product, Rational, Sum
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.funcmatrix import FunctionMatrix

from symnet.notation import symbols as s

N, dt, x_ini, x_fin, w, W = s.N, s.dt, s.x_ini, s.x_fin, s.w, s.W
n, i, j, l = sp.symbols("n i j l", integer=True)  # noqa: E741
k = s.k_
a, b, c = map(sp.IndexedBase, "abc")
V, L = sp.Function("V"), sp.Function("L")
z = sp.Symbol("z")
theta = sp.Symbol("theta", positive=True)
half = Rational(1, 2)


@dataclass(frozen=True)
class Statement:
    """lhs = rhs holds inside the assumptions; with ``twin`` as its right side it does not."""

    name: str
    lhs: sp.Expr
    rhs: sp.Expr
    twin: sp.Expr
    assumptions: sp.Basic | bool = True


def x(time: sp.Expr) -> sp.Expr:
    """The path at a time, eq. (3.7)."""
    return x_ini + dt * Sum(k * w[time - k + 1], (k, 0, time))


def y(time: sp.Expr) -> sp.Expr:
    """The path through the velocities, eq. (4.2)."""
    return x_ini + dt * Sum(W[k], (k, 1, time))


def determinant(entry: sp.Expr, size: sp.Expr) -> sp.Expr:
    """A determinant of symbolic size, indices i and j from 0."""
    return Determinant(FunctionMatrix(size, size, sp.Lambda((i, j), entry)))


def tridiagonal(diagonal: sp.Expr, beside: sp.Expr) -> sp.Expr:
    """The entries of a tridiagonal Toeplitz matrix."""
    return diagonal * KroneckerDelta(i, j) + beside * (KroneckerDelta(j, i + 1) + KroneckerDelta(j, i - 1))


def midpoint(shift: sp.Expr = half) -> sp.Expr:
    """The first argument in eq. (3.12)."""
    return x_ini + dt * Sum((k - shift) * w[n - k + 1], (k, 1, n))


LAST = (x_fin - x_ini) / dt - Sum(W[k], (k, 1, N - 1))
inside = (n >= 1) & (n <= N)

TRUE = [
    Statement("renaming", Sum(a[i], (i, 1, N)), Sum(a[j], (j, 1, N)), Sum(a[j], (j, 1, N - 1))),
    Statement("shift", Sum(a[i], (i, 1, N)), Sum(a[i - 1], (i, 2, N + 1)), Sum(a[i - 1], (i, 2, N))),
    Statement("reflection", Sum(a[i], (i, 1, N)), Sum(a[N - i + 1], (i, 1, N)), Sum(a[N - i], (i, 1, N))),
    Statement(
        "splitting",
        Sum(a[i], (i, 1, N)),
        Sum(a[i], (i, 1, n)) + Sum(a[i], (i, n + 1, N)),
        Sum(a[i], (i, 1, n)) + Sum(a[i], (i, n, N)),
        (n >= 0) & (n <= N),
    ),
    Statement("telescoping", Sum(a[i] - a[i - 1], (i, 1, N)), a[N] - a[0], a[N] - a[1]),
    Statement(
        "product of sums",
        Sum(a[i], (i, 1, N)) * Sum(b[i], (i, 1, N)),
        Sum(a[i] * b[j], (i, 1, N), (j, 1, N)),
        Sum(a[i] * b[i], (i, 1, N)),
    ),
    Statement(
        "square of a sum",
        Sum(a[i], (i, 1, N)) ** 2,
        Sum(a[i] ** 2, (i, 1, N)) + 2 * Sum(a[i] * a[j], (j, i + 1, N), (i, 1, N)),
        Sum(a[i] ** 2, (i, 1, N)) + 2 * Sum(a[i] * a[j], (j, i, N), (i, 1, N)),
    ),
    Statement(
        "order of sums",
        Sum(a[k], (k, 1, n), (n, 1, N)),
        Sum((N - k + 1) * a[k], (k, 1, N)),
        Sum((N - k) * a[k], (k, 1, N)),
    ),
    Statement(
        "weights reversed",
        Sum(n * w[N - n + 1], (n, 1, N)),
        Sum((N - n + 1) * w[n], (n, 1, N)),
        Sum((N - n) * w[n], (n, 1, N)),
    ),
    Statement("delta inside", Sum(KroneckerDelta(i, n) * a[i], (i, 1, N)), a[n], a[n - 1], inside),
    Statement("delta outside", Sum(KroneckerDelta(i, n) * a[i], (i, 1, N)), sp.Integer(0), a[n], (n > N)),
    Statement(
        "delta anywhere",
        Sum(KroneckerDelta(i, n) * a[i], (i, 1, N)),
        sp.Piecewise((a[n], inside), (0, True)),
        a[n],
    ),
    Statement(
        "variance",
        Sum((a[i] - Sum(a[j], (j, 1, N)) / N) ** 2, (i, 1, N)),
        Sum(a[i] ** 2, (i, 1, N)) - Sum(a[i], (i, 1, N)) ** 2 / N,
        Sum(a[i] ** 2, (i, 1, N)) - Sum(a[i], (i, 1, N)) ** 2 / (N + 1),
    ),
    Statement(
        "Abel",
        Sum(a[i] * (b[i] - b[i - 1]), (i, 1, N)),
        a[N] * b[N] - a[1] * b[0] - Sum(b[i] * (a[i + 1] - a[i]), (i, 1, N - 1)),
        a[N] * b[N] - a[1] * b[0] - Sum(b[i] * (a[i + 1] - a[i]), (i, 1, N)),
    ),
    Statement("force inside", sp.Derivative(Sum(w[i] ** 2, (i, 1, N)), w[n]), 2 * w[n], w[n], inside),
    Statement(
        "force anywhere",
        sp.Derivative(Sum(w[i] ** 2, (i, 1, N)), w[n]),
        sp.Piecewise((2 * w[n], inside), (0, True)),
        2 * w[n],
    ),
    Statement("Faulhaber", Sum(k**3, (k, 1, N)), (N * (N + 1) / 2) ** 2, (N * (N - 1) / 2) ** 2),
    Statement("geometric", Sum(z**k, (k, 0, N)), (z ** (N + 1) - 1) / (z - 1), (z**N - 1) / (z - 1)),
    Statement(
        "ReLU",
        Sum(w[j] * Max(0, dt * (n - j + 1)), (j, 1, N)),
        dt * Sum(k * w[n - k + 1], (k, 0, n)),
        dt * Sum(k * w[n - k], (k, 0, n)),
        (n >= 0) & (n <= N),
    ),
    Statement(
        "step at half integers",
        Sum(W[j] * sp.Heaviside(dt * (n - j + half)), (j, 1, N)),
        Sum(W[j], (j, 1, n)),
        Sum(W[j], (j, 1, n - 1)),
        (n >= 0) & (n <= N),
    ),
    Statement(
        "step at integers is one half",
        Sum(W[j] * sp.Heaviside(n - j), (j, 1, N)),
        Sum(W[j], (j, 1, n - 1)) + W[n] / 2,
        Sum(W[j], (j, 1, n)),
        inside,
    ),
    Statement(
        "kinetic term in w",
        Sum(((x(n) - x(n - 1)) / dt) ** 2, (n, 1, N)),
        Sum(Sum(w[k], (k, 1, n)) ** 2, (n, 1, N)),
        Sum(Sum(w[k], (k, 2, n)) ** 2, (n, 1, N)),
    ),
    Statement(
        "quartic action in w",
        Sum(((x(n) + x(n - 1)) / 2) ** 4, (n, 1, N)),
        Sum(midpoint() ** 4, (n, 1, N)),
        Sum(midpoint(Rational(1, 3)) ** 4, (n, 1, N)),
    ),
    Statement(
        "reflected potential",
        Sum(V(a[N - n]), (n, 0, N)),
        Sum(V(a[n]), (n, 0, N)),
        Sum(V(a[n]), (n, 1, N)),
    ),
    Statement(
        "square of a sum of functions",
        Sum(V(a[n]), (n, 1, N)) ** 2,
        Sum(V(a[n]) ** 2, (n, 1, N)) + 2 * Sum(V(a[n]) * V(a[k]), (k, n + 1, N), (n, 1, N)),
        Sum(V(a[n]) ** 2, (n, 1, N)) + 2 * Sum(V(a[n]) * V(a[k]), (k, n, N), (n, 1, N)),
    ),
    Statement(
        "any Lagrangian in w",
        Sum(dt * L((x(n) + x(n - 1)) / 2, (x(n) - x(n - 1)) / dt), (n, 1, N)),
        dt * Sum(L(midpoint(), Sum(w[k], (k, 1, n))), (n, 1, N)),
        dt * Sum(L(midpoint(sp.Integer(0)), Sum(w[k], (k, 1, n))), (n, 1, N)),
    ),
    Statement(
        "nested function",
        Sum(V(V(a[n]) + Sum(a[k], (k, 1, n))), (n, 1, N)),
        Sum(V(V(a[N - n + 1]) + Sum(a[k], (k, 1, N - n + 1))), (n, 1, N)),
        Sum(V(V(a[N - n + 1]) + Sum(a[k], (k, 1, N - n))), (n, 1, N)),
    ),
    Statement(
        "path through velocities",
        x(n),
        y(n).replace(lambda e: isinstance(e, sp.Indexed), lambda e: Sum(w[j], (j, 1, e.indices[0]))),
        y(n - 1).replace(lambda e: isinstance(e, sp.Indexed), lambda e: Sum(w[j], (j, 1, e.indices[0]))),
        (n >= 0),
    ),
    Statement("product of a constant", Product(z, (n, 1, N)), z**N, z ** (N - 1)),
    Statement(
        "product of a shifted factor",
        Product(z * a[n - 1], (n, 2, N + 1)),
        z**N * Product(a[n], (n, 1, N)),
        z**N * Product(a[n], (n, 1, N + 1)),
    ),
    Statement("last factor", a[N] * Product(a[n], (n, 1, N - 1)), Product(a[n], (n, 1, N)), Product(a[n], (n, 0, N))),
    Statement("factorials", N * Product(k, (k, 1, N - 1)), Product(k, (k, 1, N)), Product(k, (k, 2, N + 1))),
    Statement(
        "telescoping products",
        Sum((a[n] - 1) * Product(a[k], (k, 1, n - 1)), (n, 1, N)),
        Product(a[k], (k, 1, N)) - 1,
        Product(a[k], (k, 1, N)),
    ),
    Statement(
        "factors in reverse",
        Product(a[i] + b[i], (i, 1, N)),
        Product(b[N + 1 - i] + a[N + 1 - i], (i, 1, N)),
        Product(b[N - i] + a[N + 1 - i], (i, 1, N)),
    ),
    Statement(
        "triangular determinant",
        determinant(sp.Piecewise((a[i], sp.Eq(i, j)), (z * b[i], i > j), (0, True)), N),
        Product(a[i], (i, 0, N - 1)),
        Product(a[i], (i, 0, N)),
    ),
    Statement(
        "sum of sines",
        Sum(sp.sin(k * theta), (k, 1, N)),
        sp.sin(N * theta / 2) * sp.sin((N + 1) * theta / 2) / sp.sin(theta / 2),
        sp.sin(N * theta / 2) * sp.sin((N - 1) * theta / 2) / sp.sin(theta / 2),
    ),
    Statement("Chebyshev", sp.chebyshevt(2 * N, z), 2 * sp.chebyshevt(N, z) ** 2 - 1, 2 * sp.chebyshevt(N, z) ** 2),
    Statement(
        "uniform determinant",
        determinant(z + theta * KroneckerDelta(i, j), N),
        theta ** (N - 1) * (theta + N * z),
        theta ** (N - 1) * (theta + N * z + z),
    ),
    Statement(
        "oscillator's determinant",
        determinant(tridiagonal(2 * z, -theta), N - 1),
        theta ** (N - 1) * sp.chebyshevu(N - 1, z / theta),
        theta ** (N - 1) * sp.chebyshevu(N, z / theta),
    ),
    Statement(
        "determinant with a free end",
        determinant(tridiagonal(2 * z, -theta) - z * KroneckerDelta(i, j) * KroneckerDelta(i, N - 1), N),
        theta**N * sp.chebyshevt(N, z / theta),
        theta**N * sp.chebyshevu(N, z / theta),
    ),
    Statement("determinant of the free particle", determinant(tridiagonal(2, -1), N), N + 1, N),
    Statement(
        "Jacobian of the path",
        determinant(sp.Derivative(x(i + 1), w[j + 1]), N - 1),
        dt ** (N - 1),
        dt**N,
    ),
]

FALSE = [
    ("index only in the name", Sum(a[i], (i, 1, N)), N * a[i]),
    ("square inside", Sum(a[i], (i, 1, N)) ** 2, N * Sum(a[i] ** 2, (i, 1, N))),
    ("one index for two", Sum(a[i] * b[i], (i, 1, N)), Sum(a[i], (i, 1, N)) * Sum(b[i], (i, 1, N))),
    ("an end moved", Sum(a[i], (i, 1, N)), Sum(a[i], (i, 1, N + 1))),
    ("a sign", Sum(a[i] - b[i], (i, 1, N)), Sum(a[i], (i, 1, N)) + Sum(b[i], (i, 1, N))),
    (
        "diagonal forgotten",
        Sum(a[i] * a[j], (i, 1, j - 1), (j, 1, N)),
        Sum(a[i] * a[j], (i, 1, N), (j, 1, N)) / 2,
    ),
    ("delta without range", Sum(KroneckerDelta(i, j) + a[j], (j, 1, N)), a[i] + 1),
    ("eight zeros", Sum(sp.prod([i - d for d in range(1, 9)]) * a[i], (i, 1, N)), sp.Integer(0)),
    ("starts at twelve", Sum(a[i], (i, 12, N)), sp.Integer(0)),
    ("three apart", Sum(a[i] * b[j], (j, i + 3, N - 4), (i, 3, N)), sp.Integer(0)),
    (
        "three apart with zeros",
        Sum((i - 3) * (j - i - 3) * (j - i - 4) * (N - 4 - j) * a[i] * b[j], (j, i + 3, N - 4), (i, 3, N)),
        sp.Integer(0),
    ),
    ("late kink", Sum(a[i] * Max(0, i - 9), (i, 1, N)), sp.Integer(0)),
    ("far pairs", Sum(a[i] * a[j], (j, i + 7, N), (i, 1, N)), sp.Integer(0)),
    ("sharp powers", sp.prod([2**N - 2**e for e in range(1, 5)]), sp.Integer(0)),
    ("product of sums", Product(a[i] + b[i], (i, 1, N)), Product(a[i], (i, 1, N)) + Product(b[i], (i, 1, N))),
    (
        "eighth powers through six values",
        Sum(i**8, (i, 1, N)),
        sp.expand(sp.interpolate([(m, sum(q**8 for q in range(1, m + 1))) for m in range(1, 7)], N)),
    ),
]
"""VERIFYING's false statements, and those that a bound of 6 lets pass."""
