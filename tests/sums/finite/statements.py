"""True statements, each with a false twin one slip away, and statements that are false: the tables of the task.

Each row: left, right, twin of the right side, assumptions.
"""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols as s

N, n, k, j, i = s.N, s.n, s.k_, s.j, s.i
w, W, x, dt = s.w, s.W, s.x, s.dt
m = sp.Symbol("m", integer=True)
a, b, phi = (sp.IndexedBase(name) for name in ("a", "b", "phi"))
z, r, q, theta = sp.symbols("z r q theta")
half = sp.Rational(1, 2)
F, V, G = sp.Function("F"), sp.Function("V"), sp.Function("G")
Sum, Product, Delta, pi = sp.Sum, sp.Product, sp.KroneckerDelta, sp.pi

within = (n >= 1) & (n <= N)
modes = (n >= 1) & (n <= N - 1) & (m >= 1) & (m <= N - 1)


def over(term: sp.Expr, index: sp.Symbol = k, low: sp.Expr = sp.S.One, high: sp.Expr = N) -> sp.Expr:
    return Sum(term, (index, low, high))


def everywhere(term: sp.Expr) -> sp.Expr:
    return Sum(term, (i, -sp.oo, sp.oo))


def matrix(size: sp.Expr, entry: sp.Expr) -> sp.Expr:
    return sp.Determinant(sp.FunctionMatrix(size, size, sp.Lambda((i, j), entry)))


def tridiagonal(size: sp.Expr, inside: sp.Expr, beside: sp.Expr, last: sp.Expr | None = None) -> sp.Expr:
    corner = sp.Eq(i, size - 1) & sp.Eq(j, size - 1)
    rows = [(inside if last is None else last, corner), (inside, sp.Eq(i, j)), (beside, sp.Eq(abs(i - j), 1))]
    return matrix(size, sp.Piecewise(*rows, (0, True)))


def path(n: sp.Expr) -> sp.Expr:
    return s.x_ini + dt * over(k * w[n - k + 1], high=n, low=sp.S.Zero)


ELEMENTARY = {
    "renaming": (over(a[k]), over(a[j], j), over(a[j + 1], j), True),
    "shift of a range": (over(a[k + 1]), over(a[k], low=2, high=N + 1), over(a[k], low=2, high=N), True),
    "reflection": (over(a[k] * k), over(a[N - k + 1] * (N - k + 1)), over(a[N - k + 1] * (N - k)), True),
    "splitting a range": (
        over(a[k]),
        over(a[k], high=n) + over(a[k], low=n + 1),
        over(a[k], high=n) + over(a[k], low=n),
        within,
    ),
    "telescoping": (over(a[k + 1] - a[k]), a[N + 1] - a[1], a[N] - a[1], True),
    "a product of sums": (over(a[k]) * over(b[k]), over(over(a[k] * b[j], j)), over(over(a[k] * b[k], j)), True),
    "a square": (
        over(a[k]) ** 2,
        over(a[k] ** 2) + 2 * over(over(a[k] * a[j], j, high=k - 1)),
        over(a[k] ** 2) + 2 * over(over(a[k] * a[j], j, high=k)),
        True,
    ),
    "a sum of partial sums": (over(over(a[k], high=n), n), over((N - k + 1) * a[k]), over((N - k) * a[k]), True),
    "a convolution reversed": (over(n * w[N - n + 1], n), over((N - n + 1) * w[n], n), over((N - n) * w[n], n), True),
    "a delta inside its range": (over(Delta(k, n) * a[k]), a[n], a[n + 1], within),
    "a delta outside its range": (over(Delta(k, N + 1) * a[k]), sp.S.Zero, a[N + 1], True),
    "a delta with its range condition": (
        over(Delta(k, n) * a[k]),
        sp.Piecewise((a[n], within), (0, True)),
        sp.Piecewise((a[n], (n >= 0) & (n <= N)), (0, True)),
        True,
    ),
    "the variance": (
        over((a[k] - over(a[j], j) / N) ** 2),
        over(a[k] ** 2) - over(a[k]) ** 2 / N,
        over(a[k] ** 2) - over(a[k]) ** 2,
        True,
    ),
    "summation by parts": (
        over(a[k] * (b[k + 1] - b[k])),
        a[N + 1] * b[N + 1] - a[1] * b[1] - over(b[k + 1] * (a[k + 1] - a[k])),
        a[N] * b[N + 1] - a[1] * b[1] - over(b[k + 1] * (a[k + 1] - a[k])),
        True,
    ),
    "a derivative inside the range": (sp.Derivative(over(w[k] ** 2), w[n]), 2 * w[n], w[n], within),
    "a derivative anywhere": (
        sp.Derivative(over(w[k] ** 2), w[n]),
        2 * w[n] * sp.Heaviside(n - half) * sp.Heaviside(N + half - n),
        2 * w[n],
        True,
    ),
    "squares": (over(k**2), N * (N + 1) * (2 * N + 1) / 6, N * (N + 1) * (2 * N - 1) / 6, True),
    "fourth powers": (
        over(k**4),
        N * (N + 1) * (2 * N + 1) * (3 * N**2 + 3 * N - 1) / 30,
        N * (N + 1) * (2 * N + 1) * (3 * N**2 + 3 * N + 1) / 30,
        True,
    ),
    "an empty sum": (over(a[k], low=5, high=2), sp.S.Zero, a[3], True),
    "a kink": (
        over(a[k] * sp.Max(0, n - k)),
        over(over(a[k], high=j), j, high=n - 1),
        over(over(a[k], high=j), j, high=n),
        within,
    ),
    "Green's function": (
        sp.Min(n + 1, m) - 2 * sp.Min(n, m) + sp.Min(n - 1, m),
        -Delta(n, m),
        Delta(n, m),
        modes,
    ),
    "convolution commutes": (
        Sum(a[k] * b[n - k], (k, 0, n)),
        Sum(a[n - k] * b[k], (k, 0, n)),
        Sum(a[n - k] * b[k], (k, 1, n)),
        n >= 0,
    ),
    "even and odd": (
        over(a[2 * k]) + over(a[2 * k - 1]),
        over(a[k], high=2 * N),
        over(a[k], high=2 * N + 1),
        True,
    ),
}

FUNCTIONS = {
    "a potential along the path": (
        over(V(path(n)), n, low=sp.S.Zero),
        V(s.x_ini) + over(V(path(n)), n),
        over(V(path(n)), n),
        True,
    ),
    "two arguments": (
        over(F(a[k], over(b[j], j, high=k))),
        over(F(a[N - k + 1], over(b[j], j, high=N - k + 1))),
        over(F(a[N - k + 1], over(b[j], j, high=N - k))),
        True,
    ),
    "nested": (over(F(G(x[n]) + n), n), over(F(G(x[N - n + 1]) + N - n + 1), n), over(F(G(x[N - n + 1]) + n), n), True),
    "inside a double sum": (
        over(over(F(a[k] - b[j]), j)),
        over(over(F(a[j] - b[k]), j)),
        over(over(F(b[j] - a[k]), j)),
        True,
    ),
    "a square of a sum": (
        over(F(a[k])) ** 2,
        over(over(F(a[k]) * F(a[j]), j)),
        over(over(F(a[k]) * F(a[k]), j)),
        True,
    ),
    "the force": (
        sp.Derivative(over(V(x[k])), x[n]),
        sp.Subs(sp.Derivative(V(z), z), z, x[n]),
        V(x[n]),
        within,
    ),
}

PRODUCTS = {
    "of a constant": (Product(q, (k, 1, N)), q**N, q ** (N - 1), True),
    "of a shifted factor": (Product(a[k + 1], (k, 1, N)), Product(a[k], (k, 2, N + 1)), Product(a[k], (k, 1, N)), True),
    "the last factor": (
        Product(a[k], (k, 1, N)),
        a[N] * Product(a[k], (k, 1, N - 1)),
        Product(a[k], (k, 1, N - 1)),
        True,
    ),
    "telescoping": (Product(a[k + 1] / a[k], (k, 1, N)), a[N + 1] / a[1], a[N] / a[1], True),
    "reflection": (
        Product(a[k] + b[k], (k, 1, N)),
        Product(a[N - k + 1] + b[N - k + 1], (k, 1, N)),
        Product(a[N - k] + b[N - k], (k, 1, N)),
        True,
    ),
    "of a function": (
        Product(F(a[k]), (k, 1, N)),
        F(a[N]) * Product(F(a[k]), (k, 1, N - 1)),
        F(a[N]) * Product(F(a[k]), (k, 1, N)),
        True,
    ),
    "a geometric sum": (Sum(z**k, (k, 0, N)), (z ** (N + 1) - 1) / (z - 1), (z**N - 1) / (z - 1), True),
    "a weighted geometric sum": (
        (z - 1) ** 2 * over(k * z**k),
        N * z ** (N + 2) - (N + 1) * z ** (N + 1) + z,
        N * z ** (N + 2) - (N + 1) * z ** (N + 1) - z,
        True,
    ),
    "Chebyshev": (
        sp.chebyshevu(N, z) ** 2 - sp.chebyshevu(N + 1, z) * sp.chebyshevu(N - 1, z),
        sp.S.One,
        z,
        True,
    ),
    "hyperbolic": (
        sp.sinh(2 * N * theta),
        2 * sp.sinh(N * theta) * sp.cosh(N * theta),
        2 * sp.sinh(N * theta) ** 2,
        True,
    ),
    "a free angle": (
        2 * sp.sin(theta / 2) * over(sp.cos(k * theta)),
        sp.sin((2 * N + 1) * theta / 2) - sp.sin(theta / 2),
        sp.sin((2 * N - 1) * theta / 2) - sp.sin(theta / 2),
        True,
    ),
}

DETERMINANTS = {
    "triangular": (matrix(N - 1, sp.Derivative(path(i + 1), w[j + 1])), dt ** (N - 1), dt**N, True),
    "unit triangular": (matrix(N, sp.Piecewise((1, j <= i), (0, True))), sp.S.One, sp.S.Zero, True),
    "tridiagonal": (
        tridiagonal(N - 1, 2 * r, -q),
        q ** (N - 1) * sp.chebyshevu(N - 1, r / q),
        q**N * sp.chebyshevu(N - 1, r / q),
        True,
    ),
    "one end free": (tridiagonal(N, sp.S(2), sp.S(-1), sp.S.One), sp.S.One, N, True),
    "second difference": (tridiagonal(N, sp.S(2), sp.S(-1)), N + 1, N, True),
    "one plus a constant": (matrix(N, q * Delta(i, j) + z), q ** (N - 1) * (q + N * z), q**N * (1 + N * z), True),
}

WAVES = {
    "roots of unity": (over(sp.cos(2 * pi * n * k / N)), sp.S.Zero, sp.S.One, (n >= 1) & (n <= N - 1)),
    "sines": (
        Sum(sp.sin(pi * n * k / N) * sp.sin(pi * m * k / N), (k, 1, N - 1)),
        N * Delta(n, m) / 2,
        N * Delta(n, m),
        modes,
    ),
    "cosines between": (
        over(sp.cos(pi * n * (2 * k - 1) / (2 * N)) * sp.cos(pi * m * (2 * k - 1) / (2 * N))),
        N * Delta(n, m) * (1 + Delta(n, 0)) / 2,
        N * Delta(n, m) / 2,
        (n >= 0) & (n <= N - 1) & (m >= 0) & (m <= N - 1),
    ),
    "Parseval": (
        Sum(Sum(a[n] * sp.sin(pi * n * k / N), (n, 1, N - 1)) ** 2, (k, 1, N - 1)),
        N * Sum(a[n] ** 2, (n, 1, N - 1)) / 2,
        N * Sum(a[n] ** 2, (n, 1, N)) / 2,
        True,
    ),
    "addition": (
        sp.sin(pi * n * (k + 1) / N) + sp.sin(pi * n * (k - 1) / N),
        2 * sp.cos(pi * n / N) * sp.sin(pi * n * k / N),
        2 * sp.sin(pi * n / N) * sp.sin(pi * n * k / N),
        True,
    ),
}

LATTICE = {
    "a shift": (everywhere(phi[i + 1] ** 2), everywhere(phi[i] ** 2), everywhere(phi[i] * phi[i + 1]), True),
    "by parts": (
        everywhere(phi[i] * (phi[i + 1] - 2 * phi[i] + phi[i - 1])),
        -everywhere((phi[i + 1] - phi[i]) ** 2),
        everywhere((phi[i + 1] - phi[i]) ** 2),
        True,
    ),
    "in time": (
        over(everywhere((phi[i + 1, n] - phi[i, n]) ** 2), n),
        2 * over(everywhere(phi[i, n] ** 2 - phi[i, n] * phi[i + 1, n]), n),
        2 * over(everywhere(phi[i, n] ** 2 - phi[i, n] * phi[i, n + 1]), n),
        True,
    ),
}

TRUE = {
    f"{room}: {name}": row
    for room, table in {
        "sums": ELEMENTARY,
        "functions": FUNCTIONS,
        "products": PRODUCTS,
        "determinants": DETERMINANTS,
        "waves": WAVES,
        "lattice": LATTICE,
    }.items()
    for name, row in table.items()
}

FALSE = {
    "sum = N * one": (over(a[k]), N * a[i]),
    "square = N * squares": (over(a[k]) ** 2, N * over(a[k] ** 2)),
    "sum of products = product of sums": (over(a[k] * b[k]), over(a[k]) * over(b[k])),
    "an end moved": (over(a[k]), over(a[k], high=N - 1)),
    "a sign": (over(a[k] - b[k]), over(a[k]) + over(b[k])),
    "the diagonal forgotten": (over(over(a[k] * a[j], j, high=k - 1)), over(over(a[k] * a[j], j)) / 2),
    "product of sums = sum of products": (
        Product(a[k] + b[k], (k, 1, N)),
        Product(a[k], (k, 1, N)) + Product(b[k], (k, 1, N)),
    ),
    "delta leaves one": (over(Delta(i, k) + a[k]), a[i] + 1),
}

LATE = {
    "values of a polynomial": (
        over(k**8),
        sp.interpolate([(p, sum(t**8 for t in range(1, p + 1))) for p in range(1, 7)], N),
        7,
    ),
    "eight zeros": (over(sp.prod([k - p for p in range(1, 9)]) * a[k]), sp.S.Zero, 9),
    "twelve on": (over(a[k], low=12), sp.S.Zero, 12),
    "a late triangle": (over(over(a[k] * b[j], j, low=k + 3, high=N - 4), low=3), sp.S.Zero, 10),
    "a later triangle": (
        over(over(a[k] * b[j] * (k - 3) * (j - k - 3) * (j - k - 4) * (N - 4 - j), j, low=k + 3, high=N - 4), low=3),
        sp.S.Zero,
        14,
    ),
    "a late kink": (over(a[k] * sp.Max(0, k - 9)), sp.S.Zero, 10),
    "far neighbours": (over(over(a[k] * a[j], j, low=k + 7)), sp.S.Zero, 8),
    "powers of two": ((2**N - 2) * (2**N - 4) * (2**N - 8) * (2**N - 16), sp.S.Zero, 5),
}
"""False statements = 0 that hold for small N, with the N at which each first fails."""
