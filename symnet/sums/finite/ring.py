"""Exact values of instances: rational numbers, polynomials in atoms made on demand, and their quotients.

python-flint carries the polynomials when it is installed, SymPy's sparse polynomials otherwise.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from math import comb
from typing import Any

import sympy as sp

from symnet.sums.finite.budget import STEP, spend

try:
    import flint
except ImportError:  # pragma: no cover - exercised by the tests that hide flint
    flint = None

Value = Any
"""An int, a rational, a polynomial of the ring, or a Quotient of polynomials."""

Key = Hashable
"""What names an atom: ("sym", "dt"), ("at", "w", (3,)), ("fun", "V", keys of values), ("root", key of a value, 2)."""

Terms = frozenset[tuple[frozenset[tuple[Any, int]], Fraction]]
"""A polynomial as a set of (set of (atom, power), coefficient)."""

Named = tuple[Terms, Terms]
"""A value by name: numerator and denominator."""


class FullRingError(Exception):
    """More atoms were met than the ring has generators for; the evaluation starts again with a larger ring."""


class Ring:
    """Polynomials over the rationals in at most ``size`` atoms, some of them algebraic (i**2 = -1).

    ``given`` maps atoms to numbers: with it an evaluation is at a point, and only what it leaves out stays an atom.
    """

    def __init__(self, size: int, given: Mapping[Key, Fraction] | None = None, with_flint: bool = True) -> None:
        self.size, self.given = size, {} if given is None else given
        self.atoms: dict[Key, int] = {}
        self.powers: dict[int, tuple[int, Value]] = {}
        names = [f"g{i}" for i in range(size)]
        if flint is not None and with_flint:
            self._context = flint.fmpq_mpoly_ctx.get(names, flint.Ordering.degrevlex)
            self._generators = self._context.gens()
            self._rational: Any = flint.fmpq
        else:
            self._context = sp.ring(names, sp.QQ)[0]
            self._generators = self._context.gens
            self._rational = sp.QQ

    # atoms

    def atom(self, key: Key) -> Value:
        """The generator of this atom, or its given number."""
        if key in self.given:
            return self.rational(self.given[key])
        return self._generators[self._index(key)]

    def _index(self, key: Key) -> int:
        if key not in self.atoms:
            if len(self.atoms) == self.size:
                raise FullRingError
            self.atoms[key] = len(self.atoms)
        return self.atoms[key]

    def function(self, name: str, arguments: tuple[Value, ...]) -> Value:
        """The value of a function: a free atom for each argument, but for what is known of the elementary ones."""
        keys = tuple(self.key(argument) for argument in arguments)
        if name in ("sin", "cos", "exp") and self.is_zero(arguments[0]):
            return 0 if name == "sin" else 1
        found = self.atom(("fun", name, keys))
        if name == "sin":
            cosine = self.atom(("fun", "cos", keys))
            self.powers[self.atoms["fun", "sin", keys]] = (2, 1 + (-1) * cosine**2)
        return found

    def root(self, value: Value, degree: int) -> Value:
        """A root of a value; that of a quotient a/b is a root of a*b**(degree - 1), over b."""
        if isinstance(value, Quotient):
            return self.quotient(self.root(times(value.above, raised(value.below, degree - 1)), degree), value.below)
        key = ("root", self.key(value), degree)
        found = self.atom(key)
        self.powers[self.atoms[key]] = (degree, value)
        return found

    def rational(self, value: int | Fraction) -> Value:
        """A number of the ring's own kind."""
        return self._rational(value.numerator, value.denominator)

    # polynomials

    def is_polynomial(self, value: Value) -> bool:
        """A proper polynomial object, be it constant."""
        return isinstance(value, type(self._generators[0]))

    def terms(self, value: Value) -> dict[tuple[int, ...], Any]:
        """Exponents -> coefficient of a number or polynomial."""
        if self.is_polynomial(value):
            pairs = value.to_dict().items() if hasattr(value, "to_dict") else value.items()
            return {tuple(map(int, exponents)): c for exponents, c in pairs}
        return {(0,) * self.size: value} if value != 0 else {}

    def is_zero(self, value: Value) -> bool:
        """The value is zero, given what is known of the algebraic atoms."""
        above = value.above if isinstance(value, Quotient) else value
        if not self.powers or not self.is_polynomial(above):
            return bool(above == 0)
        return bool(self._lowered(above) == 0)

    def _lowered(self, value: Value) -> Value:
        """The polynomial with no algebraic atom at or above the power at which it is known."""
        for index, (degree, known) in self.powers.items():
            terms = self.terms(value)
            if any(exponents[index] >= degree for exponents in terms):
                total: Value = 0
                for exponents, c in terms.items():
                    factor: Value = c
                    for i, e in enumerate(exponents):
                        if e:
                            factor = times(factor, self._generators[i] ** (e % degree if i == index else e))
                    total = total + times(factor, raised(known, exponents[index] // degree))
                return self._lowered(total)
        return value

    def quotient(self, above: Value, below: Value) -> Value:
        """above/below, a number where it can be."""
        if self.is_zero(below):
            raise ZeroDivisionError
        if self.is_polynomial(below):
            terms = self.terms(below)
            if len(terms) > 1 or any(next(iter(terms))):
                return Quotient(self, above, below)
            (below,) = terms.values()
        return above * (self.rational(Fraction(1)) / below)

    def reduced(self, value: Value) -> tuple[Value, Value]:
        """Numerator and denominator without common factor, the denominator's leading coefficient 1."""
        if not isinstance(value, Quotient):
            return value, 1
        above, below = value.above, value.below
        if above == 0:
            return 0, 1
        common = below.gcd(above if self.is_polynomial(above) else below**0 * above)
        above, below = _exact(above, common), _exact(below, common)
        leading = self.terms(below)[max(self.terms(below))]
        return above / leading, below / leading

    def key(self, value: Value) -> Named:
        """A name of the value, the same in every ring: equal names only for equal values."""
        above, below = self.reduced(value)
        return self._named(above), self._named(below)

    def _named(self, value: Value) -> Terms:
        names = list(self.atoms)
        return frozenset(
            (frozenset((names[i], e) for i, e in enumerate(exponents) if e), _fraction(c))
            for exponents, c in self.terms(self._lowered(value)).items()
        )


def _fraction(number: Any) -> Fraction:
    return (
        Fraction(int(number.numerator), int(number.denominator))
        if hasattr(number, "numerator")
        else Fraction(int(number.p), int(number.q))
    )


def _exact(above: Value, below: Value) -> Value:
    if above == below:
        return above**0
    return above / below if flint is not None and isinstance(below, flint.fmpq_mpoly) else above.exquo(below)


class Quotient:
    """A quotient of polynomials, reduced only where it must be."""

    __slots__ = ("above", "below", "ring")

    def __init__(self, ring: Ring, above: Value, below: Value) -> None:
        self.ring, self.above, self.below = ring, above, below

    def __add__(self, other: Value) -> Value:
        if not isinstance(other, Quotient):
            return Quotient(self.ring, self.above + other * self.below, self.below)
        if self.below == other.below:
            return Quotient(self.ring, self.above + other.above, self.below)
        common = self.below.gcd(other.below)
        mine, theirs = _exact(self.below, common), _exact(other.below, common)
        return Quotient(self.ring, times(self.above, theirs) + times(other.above, mine), times(self.below, theirs))

    def __mul__(self, other: Value) -> Value:
        if not isinstance(other, Quotient):
            return 0 if other == 0 else Quotient(self.ring, times(self.above, other), self.below)
        return Quotient(self.ring, times(self.above, other.above), times(self.below, other.below))

    __radd__, __rmul__ = __add__, __mul__


def _length(value: Value) -> int:
    if isinstance(value, Quotient):
        return _length(value.above) + _length(value.below)
    return len(value) if hasattr(value, "__len__") else 1


_TERM = 8
"""Units of one term that a product may have: its memory counts, too."""


def times(a: Value, b: Value) -> Value:
    """a*b, paid from the budget."""
    spend(STEP + _TERM * _length(a) * _length(b), "multiplying polynomials")
    return a * b


def plus(a: Value, b: Value) -> Value:
    """a + b, paid from the budget."""
    spend(STEP + _length(a) + _length(b), "adding polynomials")
    return a + b


def raised(a: Value, exponent: int) -> Value:
    """a**exponent, paid from the budget before it is computed."""
    if isinstance(a, Quotient):
        return Quotient(a.ring, raised(a.above, exponent), raised(a.below, exponent))
    terms = _length(a)
    spend(4 * _TERM * comb(terms + exponent - 1, exponent) if terms > 1 else exponent, "raising a sum to a power")
    return a**exponent


def inverted(ring: Ring, value: Value) -> Value:
    """1/value."""
    if isinstance(value, Quotient):
        if ring.is_zero(value):
            raise ZeroDivisionError
        return ring.quotient(value.below, value.above)
    return ring.quotient(ring.rational(Fraction(1)), value)
