"""Affine forms, coefficients and guards as SymPy writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import sympy as sp

from symnet.sums.normal.affine import Affine, Constraint, Guard
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.problem import Problem

Names = Mapping[str, sp.Expr]
"""What each variable is written as."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one problem's variables combine; floors are written by what defines them."""

    problem: Problem

    def affine(self, form: Affine, names: Names) -> sp.Expr:
        """An affine form."""
        return sp.Integer(form.constant) + sp.Add(*(c * self._variable(v, names) for v, c in form.terms))

    def coefficient(self, value: Coefficient, names: Names) -> sp.Expr:
        """A coefficient as a product of its irreducible factors."""
        return sp.Mul(*self.parts(value, names))

    def parts(self, value: Coefficient, names: Names) -> tuple[sp.Rational, sp.Expr]:
        """A number, and a product of irreducible factors."""
        number, factors = value.factors()
        result = []
        for factor, exponent in factors:
            size = self._scale(factor)
            number *= size**exponent
            result.append(self._polynomial(factor, names, size) ** exponent)
        return sp.Rational(number.numerator, number.denominator), sp.Mul(*result)

    def _scale(self, factor: Coefficient) -> Fraction:
        """What to divide a factor by, so that a linear one reads N - k + 1 or k - 1/2."""
        found = factor.as_affine(frozenset(factor.variables()))
        if found is None:
            return Fraction(1)
        form, scale = found
        content = gcd(*(c for _, c in form.terms))
        ranked = [c for v, c in form.terms if v in self.problem.parameters] or [c for _, c in form.terms]
        sign = sum(ranked) or form.constant or ranked[0]
        return scale * (content if sign > 0 else -content)

    def relation(self, guard: Guard, names: Names) -> sp.Basic:
        """A guard as a SymPy Boolean."""
        return sp.And(*(self._comparison(c, names) for c in guard))

    def _comparison(self, c: Constraint, names: Names) -> sp.Basic:
        above = Affine.of({v: f for v, f in c.form.terms if f > 0}, max(c.form.constant, 0))
        below = -(c.form - above)
        kind = sp.Eq if c.equality else sp.Ge if above.terms else sp.Le
        left, right = (above, below) if above.terms else (below, above)
        return kind(self.affine(left, names), self.affine(right, names))

    def _polynomial(self, polynomial: Coefficient, names: Names, size: Fraction) -> sp.Expr:
        terms = []
        for monomial, number in polynomial.monomials():
            scaled = number / size
            product = sp.Mul(*(self._variable(v, names) ** e for v, e in monomial))
            terms.append(sp.Rational(scaled.numerator, scaled.denominator) * product)
        return sp.Add(*terms)

    def _variable(self, name: str, names: Names) -> sp.Expr:
        if name in names:
            return names[name]
        table = {q: key for key, q in self.problem.floors.items()}
        if name not in table:
            raise Undecidable(f"the variable {name} has no name outside")
        form, size = table[name]
        return sp.floor(self.affine(form, names) / size)
