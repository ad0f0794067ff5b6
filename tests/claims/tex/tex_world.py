"""A world of random exact numbers in which readings, and plain Python written from the paper, can be evaluated.

What is not arithmetic (a root, a cosine, an integral, an average) is a fixed random polynomial of the values of its
parts: two expressions then agree only if they are built alike.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.claims.tex import objects

Number = Fraction
SITES = range(-3, 4)
"""The sites at which fields do not vanish: sums over all integers stop here."""


class World:
    """Random values by name: symbols, members of families, opaque functions."""

    def __init__(self, seed: int, N: int) -> None:
        self.seed, self.N = seed, N
        self.n = random.Random(f"{seed} n").randint(1, N)
        self.i = random.Random(f"{seed} i").choice(SITES)

    def random(self, *key: object) -> Number:
        dice = random.Random(f"{self.seed} {key}")
        return Fraction(dice.randint(-9, 9) or 1, dice.randint(1, 7))

    def __getattr__(self, name: str) -> Number:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.random("symbol", name)

    def of(self, name: str, *indices: int) -> Number:
        """The member of a family; beyond the last weight, and outside the lattice, it is zero."""
        if name in ("w", "W") and indices[0] > self.last:
            return Fraction(0)
        return self.random("family", name, *map(int, indices))

    def field(self, i: int, *rest: object) -> Number:
        return self.random("field", i, *rest) if i in SITES else Fraction(0)

    @cached_property
    def last(self) -> int:
        return 2 * self.N + 3

    def call(self, name: str, *values: Number) -> Number:
        """A fixed random polynomial of the values, called ``name``."""
        total = self.random("call", name, len(values))
        for place, value in enumerate(values):
            total += self.random("call", name, place, 1) * value + self.random("call", name, place, 2) * value**2
        return total


def relu(value: Number) -> Number:
    return max(Fraction(0), value)


def step(value: Number) -> Number:
    return Fraction(value > 0) if value else Fraction(1, 2)


def value(object: sp.Basic, world: World, bound: dict[str, int] | None = None) -> Any:
    """The value of a reading's object."""
    return _Evaluation(world).value(object, bound or {"n": world.n, "i": world.i})


class _Evaluation:
    def __init__(self, world: World) -> None:
        self.world = world

    def value(self, e: sp.Basic, bound: dict[str, int]) -> Number:
        world = self.world
        if isinstance(e, sp.Rational):
            return Fraction(int(e.p), int(e.q))
        if isinstance(e, sp.Symbol):
            return self.symbol(e, bound)
        parts = lambda: [self.value(part, bound) for part in e.args]  # noqa: E731
        match e:
            case sp.Indexed():
                return self.member(e.base.name, [self.integer(index, bound) for index in e.indices])
            case sp.Add():
                return sum(parts(), Fraction(0))
            case sp.Mul():
                return _product(parts())
            case sp.Pow():
                return self.power(e, bound)
            case objects.ReLU():
                return relu(*parts())
            case sp.Heaviside():
                return step(self.value(e.args[0], bound))
            case sp.Sum() | objects.SumOver():
                return sum(self.each(e, bound), Fraction(0))
            case objects.ProductMeasure():
                return _product(self.each(e, bound))
            case AppliedUndef():
                return self.applied(e, bound)
            case sp.Derivative():
                return world.call(f"derivative {e.variable_count[0][1]}", *self.differentiated(e, bound))
            case sp.Integral():
                variable, first, last = e.limits[0]
                return world.call("integral", *(self.value(p, bound) for p in (e.function, variable, first, last)))
        named = {sp.pi: "pi", sp.I: "I", sp.oo: "oo", -sp.oo: "minus_oo"}
        if e in named:
            return world.random("symbol", named[e])
        return world.call(type(e).__name__, *parts())

    def symbol(self, e: sp.Symbol, bound: dict[str, int]) -> Number:
        if e.is_integer and e.name in bound:
            return Fraction(bound[e.name])
        return Fraction(self.world.N) if e.name == "N" else self.world.random("symbol", e.name)

    def integer(self, e: sp.Basic, bound: dict[str, int]) -> int:
        found = self.value(e, bound)
        assert found.denominator == 1
        return int(found)

    def member(self, name: str, indices: list[int]) -> Number:
        return self.world.field(*indices) if name == "phi" else self.world.of(name, *indices)

    def applied(self, e: sp.Basic, bound: dict[str, int]) -> Number:
        name, values = e.func.__name__, [self.value(part, bound) for part in e.args]
        if name == "phi" and e.args[0].is_integer:
            return self.world.field(int(values[0]), values[1])
        return self.world.call(name, *values)

    def differentiated(self, e: sp.Derivative, bound: dict[str, int]) -> list[Number]:
        return [self.value(e.expr, bound), self.value(e.variable_count[0][0], bound)]

    def power(self, e: sp.Pow, bound: dict[str, int]) -> Number:
        base = self.value(e.base, bound)
        if e.exp == sp.Rational(1, 2):
            return self.world.call("sqrt", base)
        exponent = self.value(e.exp, bound)
        assert exponent.denominator == 1
        return base ** int(exponent)

    def each(self, e: sp.Basic, bound: dict[str, int]) -> list[Number]:
        """The body for every value of the indices, the outermost running slowest."""
        limits = [part if isinstance(part, sp.Tuple) else sp.Tuple(part) for part in e.args[1:]]
        if not limits:
            return [self.value(e.args[0], bound)]
        values = [bound]
        for limit in reversed(limits):
            values = [{**now, limit[0].name: at} for now in values for at in self.range(limit, now)]
        return [self.value(e.args[0], now) for now in values]

    def range(self, limit: sp.Tuple, bound: dict[str, int]) -> range:
        if len(limit) == 1:
            return range(1, self.world.N + 1)
        if limit[1] == -sp.oo:
            return range(SITES.start - 1, SITES.stop + 1)
        first = self.integer(limit[1], bound)
        return range(first, (self.world.last if limit[2] == sp.oo else self.integer(limit[2], bound)) + 1)


def _product(values: list[Number]) -> Number:
    result = Fraction(1)
    for factor in values:
        result *= factor
    return result


Formula = Callable[[World], Any]
