"""Random pairs of expressions: the right side is the left one rewritten in true and false ways.

Whether a pair is true is not assumed: the oracle says.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import sympy as sp

from symnet.notation import symbols as s

N = s.N
n = sp.Symbol("n", integer=True, positive=True)
a, b = sp.IndexedBase("a"), sp.IndexedBase("b")
dt, g = s.dt, s.g
F, G = sp.Function("F"), sp.Function("G")


def taken_apart(loop: sp.Expr) -> tuple[type, sp.Expr, tuple[sp.Expr, ...]]:
    """Kind, body and outermost range (SymPy writes nested sums as one, the innermost range first)."""
    *inner, outermost = loop.limits
    return type(loop), type(loop)(loop.function, *inner) if inner else loop.function, tuple(outermost)


class Pairs:
    """One pair for a seed; ``tags`` says what occurs in it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.tags: Counter[str] = Counter()
        self._count = 0

    def index(self) -> sp.Symbol:
        self._count += 1
        return sp.Symbol(f"k{self._count}", integer=True)

    def pair(self) -> tuple[sp.Expr, sp.Expr]:
        left = self.product() if self.random.random() < 0.12 else self.statement()
        right = left
        for _ in range(self.random.choice((1, 1, 2, 3))):
            right = self.rewritten(right)
        if self.random.random() < 0.45:
            right = self.slip(right)
        return left, right

    # left sides

    def product(self) -> sp.Expr:
        self.tags["product"] += 1
        k = self.index()
        factor = self.random.choice((a[k], a[k + 1], dt * a[k], a[k] * b[k], a[k] / a[k - 1], F(a[k]), dt, a[k] + b[k]))
        self.tags["function"] += factor.has(F)
        return sp.Product(factor, (k, self.random.choice((1, 1, 2)), self.random.choice((N, N, N - 1, N + 1))))

    def statement(self) -> sp.Expr:
        return sp.Add(*(self.sum([], 2) for _ in range(self.random.choice((1, 1, 2)))))

    def sum(self, scope: list[sp.Symbol], depth: int) -> sp.Expr:
        k = self.index()
        low = self.random.choice((0, 1, 1, 1, 2))
        high = self.random.choice([N, N, N - 1, N + 1, n, *([*scope, scope[-1] - 1] if scope else [])])
        body = sp.Mul(*(self.factor([*scope, k], depth - 1) for _ in range(self.random.choice((1, 2, 2)))))
        self.tags["nested"] += bool(scope)
        found = sp.Sum(body, (k, low, high))
        if depth > 1 and self.random.random() < 0.12:
            self.tags["square"] += 1
            return found**2
        return found

    def factor(self, scope: list[sp.Symbol], depth: int) -> sp.Expr:
        k = self.random.choice(scope)
        other = self.random.choice([*scope[:-1], N, n])
        shift = self.random.choice((-1, 0, 0, 1))
        kind = self.random.choices(
            ("entry", "number", "max", "delta", "step", "function", "sum", "far"), (30, 8, 7, 7, 7, 12, 28, 8)
        )[0]
        if kind == "entry":
            return self.random.choice((a, b))[k + shift]
        if kind == "number":
            return self.random.choice((k, k + shift, N - k + 1, sp.S(2), dt))
        if kind == "max":
            self.tags["max"] += 1
            return self.random.choice((sp.Max, sp.Max, sp.Min))(0, other - k + shift)
        if kind == "delta":
            self.tags["delta"] += 1
            return sp.KroneckerDelta(k, other + shift)
        if kind == "step":
            self.tags["step"] += 1
            return sp.Heaviside(other - k + self.random.choice((sp.S.Half, 0)), sp.S.Half)
        if kind == "function":
            return self.function(scope, k, depth)
        if kind == "far" or depth < 1:
            return a[self.random.choice((N - k + 1, N - k, k + 2))]
        return self.sum(scope, depth)

    def function(self, scope: list[sp.Symbol], k: sp.Symbol, depth: int) -> sp.Expr:
        self.tags["function"] += 1
        self.tags["function in a sum"] += 1
        inner = self.index()
        prefix = sp.Sum(self.random.choice((b[inner], (k - inner + 1) * b[inner])), (inner, 1, k))
        argument = self.random.choice((a[k], a[k] + dt, a[k] - b[k], prefix, s.x_ini + dt * prefix))
        self.tags["nested"] += argument.has(sp.Sum)
        return F(argument) if self.random.random() < 0.8 else G(argument, b[k])

    # rewriting, true where nothing is empty

    def rewritten(self, e: sp.Expr) -> sp.Expr:
        loops = sorted(e.atoms(sp.Sum, sp.Product), key=sp.default_sort_key)
        if not loops:
            return e
        old = self.random.choice(loops)
        return e.xreplace({old: self.same(old)})

    def same(self, loop: sp.Expr) -> sp.Expr:
        kind, body, (k, low, high), new = *taken_apart(loop), self.index()
        join = (lambda x, y: x + y) if kind is sp.Sum else (lambda x, y: x * y)
        way = self.random.choice(("rename", "shift", "reflect", "last", "first", "exchange", "expand", "delta"))
        if way == "shift":
            c = self.random.choice((-1, 1, 2))
            return kind(body.xreplace({k: new + c}), (new, low - c, high - c))
        if way == "reflect":
            return kind(body.xreplace({k: low + high - new}), (new, low, high))
        if way == "last":
            return join(kind(body, (k, low, high - 1)), body.xreplace({k: high}))
        if way == "first":
            return join(body.xreplace({k: low}), kind(body, (k, low + 1, high)))
        if way == "exchange" and kind is sp.Sum and isinstance(body, sp.Sum):
            _, body, (j, start, stop) = taken_apart(body)
            if stop == k and start == low:
                return sp.Sum(sp.Sum(body, (k, j, high)), (j, low, high))
            if not (start.has(k) or stop.has(k)):
                return sp.Sum(sp.Sum(body, (k, low, high)), (j, start, stop))
            body = sp.Sum(body, (j, start, stop))
        if way == "expand" and kind is sp.Sum and isinstance(body, sp.Mul):
            inner = [part for part in body.args if isinstance(part, sp.Sum)]
            if inner:
                rest, (_, term, limit) = body / inner[0], taken_apart(inner[0])
                return sp.Sum(sp.Sum(rest * term, limit), (k, low, high))
        if way == "delta" and kind is sp.Sum:
            self.tags["delta"] += 1
            return sp.Sum(sp.Sum(body * sp.KroneckerDelta(new, k), (k, low, high)), (new, low, high))
        return kind(body.xreplace({k: new}), (new, low, high))

    # slips

    def slip(self, e: sp.Expr) -> sp.Expr:
        loops = sorted(e.atoms(sp.Sum, sp.Product), key=sp.default_sort_key)
        entries = sorted(e.atoms(sp.Indexed), key=sp.default_sort_key)
        way = self.random.choice(("end", "end", "index", "sign", "factor"))
        if way == "end" and loops:
            old = self.random.choice(loops)
            kind, body, (k, low, high) = taken_apart(old)
            ends = self.random.choice(((low + 1, high), (low, high - 1), (low, high + 1), (low - 1, high)))
            return e.xreplace({old: kind(body, (k, *ends))})
        if way == "index" and entries:
            old = self.random.choice(entries)
            return e.xreplace({old: old.base[old.indices[0] + self.random.choice((-1, 1))]})
        if way == "sign" and isinstance(e, sp.Add):
            return e - 2 * e.args[0]
        return 2 * e if way == "factor" else e
