"""Polynomials over Q in named generators, on python-flint. The only file that imports flint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb, prod
from typing import Any

import flint

from symnet.sums.normal.affine import Affine
from symnet.sums.normal.budget import Undecidable

LARGEST = 2**18
"""No polynomial is made that could have more terms."""


class Generators:
    """The generators of one decision; new ones may join at any time, and old polynomials are lifted when they meet."""

    ROOM = 24

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self._context = flint.fmpq_mpoly_ctx.get(tuple(f"g{i}" for i in range(self.ROOM)), "deglex")
        self._generators = self._context.gens()

    @property
    def names(self) -> list[str]:
        """The generators in use, in the order they came."""
        return list(self.index)

    def number(self, value: Fraction | int) -> Any:
        """A rational number as a polynomial."""
        return self._context.constant(flint.fmpq(value.numerator, value.denominator))

    def generator(self, name: str) -> Any:
        """A generator, made when it is new."""
        place = self._place(name)
        return self._generators[place]

    def form(self, form: Affine) -> Any:
        """An affine form as a polynomial."""
        places = [(self._place(name), factor) for name, factor in form.terms]
        total = self._context.constant(form.constant)
        for place, factor in places:
            total = total + self._generators[place] * factor
        return total

    def lift(self, polynomial: Any) -> Any:
        """A polynomial in the generators as they are now."""
        if polynomial.context() is self._context:
            return polynomial
        return polynomial.project_to_context(self._context)

    def composed(self, polynomial: Any, values: Mapping[str, Affine]) -> Any:
        """Replace generators by affine forms, all at once.

        Raises:
            Undecidable: when the result could have too many terms.
        """
        images = {n: self.form(v) for n, v in values.items() if n in self.index}
        polynomial = self.lift(polynomial)
        lengths = [(self.index[n], len(values[n].terms) + bool(values[n].constant)) for n in images]
        roughly = len(polynomial) * _images(polynomial.degrees(), lengths)
        if roughly > LARGEST and sum(_images(exponents, lengths) for exponents in polynomial.monoms()) > LARGEST:
            raise Undecidable("a coefficient has too many terms")
        arguments = list(self._generators)
        for name, image in images.items():
            arguments[self.index[name]] = self.lift(image)
        return polynomial.compose(*arguments)

    def product(self, left: Any, right: Any) -> Any:
        """left · right.

        Raises:
            Undecidable: when the result could have too many terms.
        """
        left, right = self.lift(left), self.lift(right)
        if len(left) * len(right) > LARGEST * 16:
            raise Undecidable("a coefficient has too many terms")
        return left * right

    def power(self, polynomial: Any, exponent: int) -> Any:
        """polynomial^exponent.

        Raises:
            Undecidable: when the result could have too many terms, or numbers too long.
        """
        polynomial = self.lift(polynomial)
        length = max(len(polynomial), 1)
        if exponent > LARGEST or comb(length + exponent - 1, exponent) > LARGEST:
            raise Undecidable("a coefficient has too many terms")
        return polynomial**exponent

    def gathered(self, terms: Mapping[tuple[int, ...], Any]) -> Any:
        """A polynomial from its exponents and coefficients."""
        return self._context.from_dict(dict(terms))

    def _place(self, name: str) -> int:
        if name not in self.index:
            self.index[name] = len(self.index)
            if len(self.index) > self._context.nvars():
                count = self._context.nvars()
                self._context = self._context.append_gens(*[f"g{i}" for i in range(count, count + self.ROOM)])
                self._generators = self._context.gens()
        return self.index[name]


def _images(exponents: Sequence[int], lengths: Iterable[tuple[int, int]]) -> int:
    """At most so many terms has a monomial after the generators at given places became sums of given lengths."""
    return prod(comb(exponents[place] + max(length, 1) - 1, exponents[place]) for place, length in lengths)
