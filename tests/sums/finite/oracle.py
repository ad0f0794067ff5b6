"""Brute force, written apart from the engine: the value of a SymPy statement at explicit integers.

Empty ranges are 0 (sums) and 1 (products). Entries, scalars and functions of values come from the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from hashlib import blake2b
from math import prod
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

PRIME = 2**61 - 1


class Oracle:
    """Values in a field: ``named(name, arguments)`` is what an entry, a scalar or a function is worth."""

    def __init__(self, named: Callable[[str, tuple[Any, ...]], Any], number: Callable[[Fraction], Any]) -> None:
        self._named, self._number = named, number

    def value(self, e: Any, env: Mapping[sp.Symbol, int]) -> Any:
        if isinstance(e, sp.Rational):
            return self._number(Fraction(int(e.p), int(e.q)))
        if isinstance(e, sp.Symbol):
            return self._number(Fraction(env[e])) if e in env else self._named(e.name, ())
        if isinstance(e, sp.Add):
            return sum((self.value(part, env) for part in e.args), start=self._number(Fraction(0)))
        if isinstance(e, sp.Mul):
            return prod((self.value(part, env) for part in e.args), start=self._number(Fraction(1)))
        if isinstance(e, sp.Pow):
            exponent = self.integer(e.exp, env)
            base = self.value(e.base, env)
            return base**exponent
        if isinstance(e, sp.Indexed):
            return self._named(str(e.base.label), tuple(self.integer(part, env) for part in e.indices))
        if isinstance(e, sp.Sum | sp.Product):
            return self.loop(e, list(e.limits), env)
        if isinstance(e, sp.KroneckerDelta):
            return self._number(Fraction(self.integer(e.args[0] - e.args[1], env) == 0))
        if isinstance(e, sp.Heaviside):
            x = self.rational(e.args[0], env)
            return self._number(Fraction(x > 0)) if x else self.value(e.args[1], env)
        if isinstance(e, sp.Max | sp.Min):
            ends = [self.rational(part, env) for part in e.args]
            return self._number(max(ends) if isinstance(e, sp.Max) else min(ends))
        if isinstance(e, sp.Piecewise):
            return next(self.value(v, env) for v, c in e.args if c is sp.true or c.xreplace(numbers(env)) is sp.true)
        if isinstance(e, AppliedUndef):
            return self._named(e.func.__name__, tuple(self.value(part, env) for part in e.args))
        raise TypeError(f"the oracle does not know {e!r}")

    def loop(self, e: Any, limits: list[Any], env: Mapping[sp.Symbol, int]) -> Any:
        if not limits:
            return self.value(e.function, env)
        *inner, (k, lo, hi) = limits
        places = range(self.integer(lo, env), self.integer(hi, env) + 1)
        found = [self.loop(e, inner, {**env, k: place}) for place in places]
        zero, one = self._number(Fraction(0)), self._number(Fraction(1))
        return sum(found, start=zero) if isinstance(e, sp.Sum) else prod(found, start=one)

    def rational(self, e: Any, env: Mapping[sp.Symbol, int]) -> Fraction:
        found = e.xreplace(numbers(env))
        return Fraction(int(found.p), int(found.q))

    def integer(self, e: Any, env: Mapping[sp.Symbol, int]) -> int:
        found = self.rational(e, env)
        assert found.denominator == 1
        return int(found)


def numbers(env: Mapping[sp.Symbol, int]) -> dict[sp.Symbol, sp.Integer]:
    return {symbol: sp.Integer(value) for symbol, value in env.items()}


class Modular(int):
    """A residue modulo PRIME."""

    def __add__(self, other: int) -> Modular:
        return Modular(int.__add__(self, other) % PRIME)

    def __mul__(self, other: int) -> Modular:
        return Modular(int.__mul__(self, other) % PRIME)

    def __pow__(self, exponent: int) -> Modular:  # type: ignore[override]
        return Modular(pow(int(self), exponent, PRIME))


def generic(seed: int) -> Oracle:
    """Values of all entries, scalars and functions as good as random, modulo a prime."""

    def named(name: str, arguments: tuple[Any, ...]) -> Modular:
        words = repr((seed, name, tuple(int(part) for part in arguments))).encode()
        return Modular(int.from_bytes(blake2b(words, digest_size=16).digest()) % PRIME)

    return Oracle(named, lambda q: Modular(q.numerator * pow(q.denominator, -1, PRIME) % PRIME))


def stated(values: Mapping[str, Any]) -> Oracle:
    """The exact values of a counterexample; what it does not name is 0."""
    known = {name: Fraction(int(value.p), int(value.q)) for name, value in values.items()}

    def named(name: str, arguments: tuple[Any, ...]) -> Fraction:
        shown = ", ".join(str(part) for part in arguments)
        candidates = (name, f"{name}[{shown}]", f"{name}({shown})")
        return next((known[word] for word in candidates if word in known), Fraction(0))

    return Oracle(named, lambda q: q)
