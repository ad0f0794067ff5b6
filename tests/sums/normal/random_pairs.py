"""Random statements: an expression of the domain and the same one after edits, some harmless, some not."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import sympy as sp
from sympy import Heaviside, KroneckerDelta, Max, Min, Piecewise, Product, Rational, Sum

N = sp.Symbol("N", integer=True, positive=True)
n = sp.Symbol("n", integer=True)
a, b, f = map(sp.IndexedBase, "abf")
V, G = sp.Function("V"), sp.Function("G")
z, dt = sp.symbols("z dt", positive=True)


class Pairs:
    """Draws pairs of expressions in N and n."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.made = 0

    def pair(self) -> tuple[sp.Expr, sp.Expr]:
        """A pair without stray indices (SymPy lets some out when it folds cases out of a sum)."""
        while True:
            left, right = self.drawn()
            if all(v in (N, n) for v in (left - right).free_symbols if v.is_integer):
                return left, right

    def drawn(self) -> tuple[sp.Expr, sp.Expr]:
        left = sp.Add(*(self.total(self.random.choice([1, 2, 2, 3])) for _ in range(self.random.choice([1, 1, 2]))))
        right = left
        for _ in range(self.random.choice([1, 1, 2, 3])):
            right = self.edited(right)
        return left, right

    def symbol(self) -> sp.Symbol:
        self.made += 1
        return sp.Symbol(f"k{self.made}", integer=True)

    def affine(self, scope: list[sp.Symbol]) -> sp.Expr:
        choose = self.random.choice
        form = sp.Integer(choose([-1, 0, 0, 0, 1, 2]))
        if scope and self.random.random() < 0.9:
            form += choose(scope) * choose([1, 1, 1, -1])
        if self.random.random() < 0.3:
            form += choose([N, N, n, -N])
        return form

    def range(self, scope: list[sp.Symbol]) -> tuple[sp.Expr, sp.Expr]:
        choose = self.random.choice
        low = choose(
            [sp.Integer(0), sp.Integer(1), sp.Integer(1), sp.Integer(2), n] + [v + choose([0, 1]) for v in scope]
        )
        high = choose([N, N, N - 1, N + 1, n, 2 * N] + [v + choose([-1, 0, 1]) for v in scope] + [N - v for v in scope])
        return low, high

    def total(self, depth: int, scope: tuple[sp.Symbol, ...] = ()) -> sp.Expr:
        k = self.symbol()
        low, high = self.range(list(scope))
        summed = Sum(self.body(depth - 1, (*scope, k)), (k, low, high))
        return summed ** self.random.choice([1, 1, 1, 1, 2]) if depth <= 2 else summed

    def body(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        factors = [self.factor(depth, scope) for _ in range(self.random.choice([1, 1, 2]))]
        return sp.Mul(*factors) * self.random.choice([1, 1, 2, -1, Rational(1, 2)])

    def factor(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        kinds: list[Callable[..., sp.Expr]] = [
            self.entry,
            self.entry,
            self.polynomial,
            self.kink,
            self.delta,
            self.step,
        ]
        kinds += [self.cases, self.function, self.power, self.mixed, self.product, self.slope, self.halved, self.share]
        if depth > 0:
            kinds += [lambda d, s: self.total(d, s)] * 8
        return self.random.choice(kinds)(depth, scope)

    def entry(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        if self.random.random() < 0.1:
            return f[self.affine(list(scope)), self.affine(list(scope))]
        return self.random.choice([a, b])[self.affine(list(scope))]

    def mixed(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        return self.entry(depth, scope) - self.entry(depth, scope) / dt

    def polynomial(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        return self.affine(list(scope)) ** self.random.choice([1, 1, 2]) + self.random.choice([0, dt])

    def kink(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        return self.random.choice([Max, Min])(0, dt * self.affine(list(scope))) / dt

    def delta(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        return KroneckerDelta(self.random.choice(scope), self.affine(list(scope))) * self.entry(depth, scope)

    def step(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        return Heaviside(self.affine(list(scope)) + self.random.choice([0, Rational(1, 2)]))

    def cases(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        left, right = self.affine(list(scope)), self.affine(list(scope))
        when = self.random.choice([sp.Le, sp.Ge, sp.Eq, sp.Ne, sp.Lt])(left, right)
        return Piecewise((self.entry(depth, scope), when), (self.polynomial(depth, scope), True))

    def function(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        inside = self.entry(depth, scope)
        if self.random.random() < 0.5:
            k = self.symbol()
            low, high = self.range(list(scope))
            inside = Sum(self.entry(0, (*scope, k)) * self.random.choice([1, k]), (k, low, high)) + self.random.choice(
                [0, dt]
            )
        if self.random.random() < 0.2:
            inside = V(inside) + self.entry(depth, scope)
        return V(inside) if self.random.random() < 0.7 else G(inside, self.affine(list(scope)))

    def power(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        return self.random.choice([z, sp.Integer(2), sp.Integer(-1)]) ** self.affine(list(scope))

    def product(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        k = self.symbol()
        low, high = self.range(list(scope))
        factor = self.random.choice([a[k], z * b[self.affine([k])], 1 + a[k], a[k] ** 2])
        return Product(factor, (k, low, high))

    def slope(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        k = self.symbol()
        low, high = self.range(list(scope))
        inside = self.random.choice([a[k] ** 2, a[k] * b[k], a[k] * a[k + 1], V(a[k]), V(a[k] + b[k]) * a[k]])
        return sp.Derivative(Sum(inside, (k, low, high)), a[self.affine(list(scope))])

    def halved(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        half = sp.floor(self.affine(list(scope)) / 2)
        return self.random.choice([half, a[half]])

    def share(self, depth: int, scope: tuple[sp.Symbol, ...]) -> sp.Expr:
        return self.entry(depth, scope) / self.random.choice([N, N + 1, dt, z - 1])

    def edited(self, expr: sp.Expr) -> sp.Expr:
        sums = sorted(expr.atoms(Sum), key=sp.default_sort_key)
        if not sums:
            return expr + self.random.choice([0, 1])
        target = self.random.choice(sums)
        harmless = (self.renamed, self.shifted, self.reflected, self.split, self.peeled, self.swapped, self.expanded)
        edit = self.random.choice([*harmless, self.moved_end, self.changed_number])
        if edit == self.swapped:
            return expr.xreplace({target: self.swapped(target)})
        inner, outer = Sum(target.function, target.limits[0]), target.limits[1:]
        return expr.xreplace({target: Sum(edit(inner), *outer) if outer else edit(inner)})

    def renamed(self, s: Sum) -> sp.Expr:
        k, low, high = s.limits[0]
        fresh = self.symbol()
        return Sum(s.function.xreplace({k: fresh}), (fresh, low, high))

    def shifted(self, s: Sum) -> sp.Expr:
        k, low, high = s.limits[0]
        by, fresh = self.random.choice([1, -1, 2]), self.symbol()
        return Sum(s.function.xreplace({k: fresh - by}), (fresh, low + by, high + by))

    def reflected(self, s: Sum) -> sp.Expr:
        k, low, high = s.limits[0]
        fresh = self.symbol()
        return Sum(s.function.xreplace({k: low + high - fresh}), (fresh, low, high))

    def split(self, s: Sum) -> sp.Expr:
        k, low, high = s.limits[0]
        middle = self.random.choice([low + 1, high - 1, N, n])
        return Sum(s.function, (k, low, Min(middle, high))) + Sum(s.function, (k, Max(low, middle + 1), high))

    def peeled(self, s: Sum) -> sp.Expr:
        k, low, high = s.limits[0]
        return Sum(s.function, (k, low, high - 1)) + s.function.xreplace({k: high})

    def swapped(self, s: Sum) -> sp.Expr:
        """SymPy writes nested sums as one with several limits, the innermost first."""
        if len(s.limits) < 2 or s.limits[0][1].has(s.limits[1][0]) or s.limits[0][2].has(s.limits[1][0]):
            return s
        return Sum(s.function, s.limits[1], s.limits[0], *s.limits[2:])

    def expanded(self, s: Sum) -> sp.Expr:
        k, low, high = s.limits[0]
        return sp.Add(*(Sum(t, (k, low, high)) for t in sp.Add.make_args(sp.expand(s.function, deep=False))))

    def moved_end(self, s: Sum) -> sp.Expr:
        k, low, high = s.limits[0]
        return Sum(s.function, self.random.choice([(k, low + 1, high), (k, low, high + 1), (k, low, high - 1)]))

    def changed_number(self, s: Sum) -> sp.Expr:
        k, low, high = s.limits[0]
        entries = sorted(s.function.atoms(sp.Indexed), key=sp.default_sort_key)
        if not entries:
            return 2 * s
        chosen = self.random.choice(entries)
        index = list(chosen.indices)
        index[0] += self.random.choice([1, -1])
        return Sum(s.function.xreplace({chosen: chosen.base[tuple(index)]}), (k, low, high))
