"""Powers with symbolic exponents: bases split into independent parts, so that equal powers look equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from symnet.sums.normal.affine import Affine
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient, Ring

Powers = tuple[tuple[str, Affine], ...]
"""base^exponent, bases by their names in the table, sorted; exponents have no constant part."""


@dataclass(slots=True)
class Bases:
    """The bases of one decision. ``roots`` says of a generator which power of it is known, and what that is."""

    ring: Ring
    table: dict[str, Coefficient] = field(default_factory=dict)
    roots: dict[str, tuple[int, Coefficient]] = field(default_factory=dict)
    _orders: dict[str, tuple[int, Coefficient | None]] = field(default_factory=dict)

    def power(self, base: Coefficient, exponent: Affine) -> tuple[Coefficient, Powers]:
        """base^exponent, the base split into -1, primes and irreducible polynomials."""
        powers: dict[str, Affine] = {}
        for name, multiplicity in self._split(base):
            powers[name] = powers.get(name, Affine()) + exponent * multiplicity
        return self.normal(self.ring.constant(1), powers)

    def normal(self, coefficient: Coefficient, powers: Mapping[str, Affine]) -> tuple[Coefficient, Powers]:
        """Constant exponents go into the coefficient, those of roots (and of -1) are brought below their order."""
        kept, waiting = [], dict(powers)
        while waiting:
            base = min(waiting)
            exponent = waiting.pop(base)
            if exponent.constant:
                coefficient = coefficient * self.table[base] ** exponent.constant
            exponent = Affine(exponent.terms)
            order, value = self._orders.get(base, (0, None))
            if order:
                whole = Affine.of({v: c // order for v, c in exponent.terms})
                exponent = exponent - whole * order
                for name, multiplicity in () if value is None else self._split(value):
                    waiting[name] = waiting.get(name, Affine()) + whole * multiplicity
            if exponent.terms:
                kept.append((base, exponent))
        return coefficient, tuple(sorted(kept))

    def _split(self, base: Coefficient) -> list[tuple[str, int]]:
        """The names of a base's irreducible parts with their multiplicities; each is entered in the table of bases."""
        number, factors = base.factors()
        found = []
        for part, multiplicity in [(self.ring.constant(p), e) for p, e in prime_factors(number)] + factors:
            rational = part.rational()
            name = str(part) if rational is None else str(rational)
            if self.table.setdefault(name, part) is part:
                self._note_order(name, part)
            found.append((name, multiplicity))
        return found

    def _note_order(self, name: str, part: Coefficient) -> None:
        """A root whose power is free of itself, and -1, have a finite order as bases."""
        if name == "-1":
            self._orders[name] = (2, None)
        for generator in part.variables() & self.roots.keys():
            order, value = self.roots[generator]
            if generator not in value.variables() and part == self.ring.variable(generator):
                self._orders[name] = (order, value)

    def reduced(self, coefficient: Coefficient) -> Coefficient:
        """Powers of roots (I^2 = -1, t^2 = 2 x t - 1) brought below their order."""
        used = coefficient.variables()
        for name, (order, value) in self.roots.items():
            powers = coefficient.above().powers_of(name) if name in used else {0: coefficient}
            while max(powers, default=0) >= order:
                root, coefficient = self.ring.variable(name), self.ring.constant(0)
                for exponent, part in powers.items():
                    coefficient = coefficient + part * value ** (exponent // order) * root ** (exponent % order)
                powers = coefficient.above().powers_of(name)
        return coefficient


def prime_factors(number: Fraction) -> list[tuple[int, int]]:
    """-1 and primes with their multiplicities, negative below the line.

    Raises:
        Undecidable: for numbers that take long to factor.
    """
    found = [(-1, 1)] if number < 0 else []
    for part, sign in ((abs(number.numerator), 1), (number.denominator, -1)):
        rest, prime = part, 2
        while rest > 1:
            if prime > 1_000_000:
                raise Undecidable(f"the base {number} is too large to factor")
            prime = prime if prime * prime <= rest else rest
            times = 0
            while rest % prime == 0:
                rest //= prime
                times += 1
            if times:
                found.append((prime, sign * times))
            prime += 1
    return found
