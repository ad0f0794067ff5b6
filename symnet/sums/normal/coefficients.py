"""Exact coefficients: rational functions over Q in named generators (scalars, parameters, indices)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import isqrt, lcm
from typing import Any

from symnet.sums.normal.affine import Affine
from symnet.sums.normal.generators import Generators


@dataclass(frozen=True, slots=True)
class Ring:
    """Where the coefficients of one decision live."""

    generators: Generators = field(default_factory=Generators)

    def constant(self, value: Fraction | int) -> Coefficient:
        """A rational number."""
        return Coefficient(self, self.generators.number(value))

    def variable(self, name: str) -> Coefficient:
        """A generator."""
        return Coefficient(self, self.generators.generator(name))

    def affine(self, form: Affine) -> Coefficient:
        """An affine form."""
        return Coefficient(self, self.generators.form(form))

    def gathered(self, terms: Mapping[tuple[int, ...], Any]) -> Coefficient:
        """A polynomial from its exponents and coefficients."""
        return Coefficient(self, self.generators.gathered(terms))


@dataclass(frozen=True, slots=True, eq=False)
class Coefficient:
    """numerator / denominator, in lowest terms; ``denominator`` is None when it is 1."""

    ring: Ring
    _numerator: Any
    _denominator: Any = None

    @property
    def numerator(self) -> Any:
        """The polynomial above the line."""
        return self.ring.generators.lift(self._numerator)

    @property
    def denominator(self) -> Any:
        """The polynomial below the line, or None."""
        return None if self._denominator is None else self.ring.generators.lift(self._denominator)

    def _lowest(self, numerator: Any, denominator: Any) -> Coefficient:
        if denominator is None or numerator.is_zero():
            return Coefficient(self.ring, numerator)
        if not denominator.is_constant():
            common = numerator.gcd(denominator)
            if not common.is_one():
                numerator, denominator = numerator / common, denominator / common
        leading = denominator.leading_coefficient()
        if leading != 1:
            numerator, denominator = numerator / leading, denominator / leading
        return Coefficient(self.ring, numerator, None if denominator.is_one() else denominator)

    def __add__(self, other: Coefficient) -> Coefficient:
        a, b, p, q = self.numerator, other.numerator, self.denominator, other.denominator
        if p is None and q is None:
            return Coefficient(self.ring, a + b)
        if p is not None and q is not None and p == q:
            return self._lowest(a + b, p)
        above = a if q is None else a * q
        below = b if p is None else b * p
        return self._lowest(above + below, p if q is None else q if p is None else p * q)

    def __neg__(self) -> Coefficient:
        return Coefficient(self.ring, -self.numerator, self.denominator)

    def __sub__(self, other: Coefficient) -> Coefficient:
        return self + (-other)

    def __mul__(self, other: Coefficient | int) -> Coefficient:
        if isinstance(other, int):
            return Coefficient(self.ring, self.numerator * other, None if other == 0 else self.denominator)
        p, q = self.denominator, other.denominator
        product = self.ring.generators.product(self._numerator, other._numerator)
        if p is None and q is None:
            return Coefficient(self.ring, product)
        return self._lowest(product, p if q is None else q if p is None else p * q)

    def __truediv__(self, other: Coefficient) -> Coefficient:
        return self * other.inverse()

    def __pow__(self, exponent: int) -> Coefficient:
        base, power = self if exponent >= 0 else self.inverse(), self.ring.generators.power
        below = None if base._denominator is None else power(base._denominator, abs(exponent))
        return Coefficient(self.ring, power(base._numerator, abs(exponent)), below)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Coefficient) and (self - other).is_zero

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    def inverse(self) -> Coefficient:
        """1 / self.

        Raises:
            ZeroDivisionError: of zero.
        """
        if self.is_zero:
            raise ZeroDivisionError("1/0 among the coefficients")
        one = self.numerator * 0 + 1
        return self._lowest(one if self.denominator is None else self.denominator, self.numerator)

    @property
    def is_zero(self) -> bool:
        """Whether it is the zero function."""
        return bool(self._numerator.is_zero())

    @property
    def length(self) -> int:
        """How many monomials stand above the line."""
        return len(self._numerator)

    def leading_sign(self) -> int:
        """The sign of the leading number above the line, 0 for zero."""
        leading = Fraction(0) if self.is_zero else _fraction(self.numerator.leading_coefficient())
        return (leading > 0) - (leading < 0)

    def square_root(self) -> Coefficient | None:
        """A rational function whose square this is, None when there is none."""
        number, factors = self.factors()
        above, below = isqrt(abs(number.numerator)), isqrt(number.denominator)
        if Fraction(above**2, below**2) != number or any(e % 2 for _, e in factors):
            return None
        result = self.ring.constant(Fraction(above, below))
        for factor, exponent in factors:
            result = result * factor ** (exponent // 2)
        return result

    def rational(self) -> Fraction | None:
        """The number it is, or None."""
        if self._denominator is not None or not self._numerator.is_constant():
            return None
        return _fraction(self._numerator.leading_coefficient()) if not self.is_zero else Fraction(0)

    def variables(self) -> frozenset[str]:
        """The generators that occur."""
        degrees = list(self.numerator.degrees())
        if self.denominator is not None:
            degrees = [a + b for a, b in zip(degrees, self.denominator.degrees(), strict=True)]
        return frozenset(n for n, i in self.ring.generators.index.items() if i < len(degrees) and degrees[i] > 0)

    def substitute(self, values: Mapping[str, Affine]) -> Coefficient:
        """Replace generators by affine forms, all at once."""
        if self._numerator.is_constant() and self._denominator is None:
            return self
        numerator = self.ring.generators.composed(self.numerator, values)
        if self._denominator is None:
            return Coefficient(self.ring, numerator)
        denominator = self.ring.generators.composed(self.denominator, values)
        if denominator.is_zero():
            raise ZeroDivisionError("a denominator vanishes identically on its region")
        return self._lowest(self.ring.generators.lift(numerator), denominator)

    def derivative(self, name: str) -> Coefficient:
        """With respect to one generator."""
        place = self.ring.generators.index.get(name)
        if place is None:
            return self.ring.constant(0)
        slope = Coefficient(self.ring, self.numerator.derivative(place))
        below = self.below()
        if below is None:
            return slope
        return slope / below - self.above() * Coefficient(self.ring, below.numerator.derivative(place)) / (
            below * below
        )

    def powers_of(self, name: str) -> dict[int, Coefficient]:
        """Coefficients by the exponent of one generator; it must not stand below the line."""
        place = self.ring.generators.index.get(name)
        if place is None:
            return {} if self.is_zero else {0: self}
        parts: dict[int, dict[tuple[int, ...], Any]] = {}
        for exponents, value in self.numerator.terms():
            rest = (*exponents[:place], 0, *exponents[place + 1 :])
            parts.setdefault(exponents[place], {})[rest] = value
        below = self.denominator
        return {e: self._lowest(self.ring.gathered(part).numerator, below) for e, part in sorted(parts.items())}

    def split(self, names: Iterable[str]) -> list[Coefficient]:
        """The numerator's coefficients, as polynomials in the named generators, of each monomial in the others."""
        inner = {self.ring.generators.index.get(n) for n in names}
        parts: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
        for exponents, value in self.numerator.terms():
            outer = tuple(0 if i in inner else e for i, e in enumerate(exponents))
            rest = tuple(e if i in inner else 0 for i, e in enumerate(exponents))
            parts.setdefault(outer, {})[rest] = value
        return [self.ring.gathered(part) for _, part in sorted(parts.items())]

    def above(self) -> Coefficient:
        """The numerator alone."""
        return Coefficient(self.ring, self.numerator)

    def below(self) -> Coefficient | None:
        """The denominator alone, None when it is 1."""
        return None if self._denominator is None else Coefficient(self.ring, self.denominator)

    def factors(self) -> tuple[Fraction, list[tuple[Coefficient, int]]]:
        """A number and irreducible polynomials with exponents (negative: of the denominator)."""
        number, found = Fraction(1), []
        for part, sign in ((self.numerator, 1), (self.denominator, -1)):
            if part is None:
                continue
            content, factors = part.factor()
            number *= _fraction(content) ** sign
            found += [(Coefficient(self.ring, f), sign * int(e)) for f, e in factors]
        return number, sorted(found, key=lambda item: (str(item[0]), item[1]))

    def as_affine(self, names: frozenset[str]) -> tuple[Affine, Fraction] | None:
        """(form, scale) with self = scale * form and integer form, when it is affine in the named generators alone."""
        if self._denominator is not None or self.numerator.total_degree() > 1 or not self.variables() <= names:
            return None
        constant, linear = Fraction(0), {}
        for name, value in self.monomials():
            if not name:
                constant = value
            else:
                linear[name[0][0]] = value
        numbers = [*linear.values(), constant]
        scale = lcm(*(number.denominator for number in numbers))
        form = Affine.of({n: int(c * scale) for n, c in linear.items()}, int(constant * scale))
        return form, Fraction(1, scale)

    def monomials(self) -> Iterator[tuple[tuple[tuple[str, int], ...], Fraction]]:
        """The numerator's terms: ((generator, exponent), …) and the rational coefficient."""
        names = self.ring.generators.names
        for exponents, value in self.numerator.terms():
            yield tuple((names[i], int(e)) for i, e in enumerate(exponents) if e), _fraction(value)


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))
