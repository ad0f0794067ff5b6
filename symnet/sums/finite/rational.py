"""Affine forms with rational coefficients, as they are written in arguments of Max, Heaviside and conditions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

import sympy as sp

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine

RationalForm = dict[str, Fraction]


def rational_form(expr: sp.Expr, name_of: Callable[[sp.Symbol], str | None]) -> RationalForm | None:
    """The form, or None where the expression is not affine in integer symbols."""
    total: RationalForm = {}
    for term, factor in sp.expand(expr).as_coefficients_dict().items():
        if not factor.is_Rational:
            return None
        if term is sp.S.One:
            name: str | None = ""
        else:
            name = name_of(term) if isinstance(term, sp.Symbol) else None
        if name is None:
            return None
        total[name] = total.get(name, Fraction(0)) + Fraction(int(factor.p), int(factor.q))
    return total


def whole(form: RationalForm) -> Affine:
    """The form times its common denominator: an integer form of the same sign."""
    common = lcm(*(c.denominator for c in form.values()))
    return affine.of({v: int(c * common) for v, c in form.items()})
