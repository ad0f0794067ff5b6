"""How a sum is arranged for printing: as it is written by hand."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp


def by_hand(terms: Iterable[sp.Expr]) -> list[sp.Expr]:
    """Plus before minus, plain before summed, a number at the end: ``m v^2/2 - k x^2/2``, ``n - j + 1``."""
    listed = list(terms)
    leading = [term for term in listed if not term.is_number and not term.could_extract_minus_sign()]
    return sorted(listed, key=lambda term: _rank(term, numbers_last=bool(leading)))


def common_denominator(expr: sp.Add) -> tuple[sp.Expr, int]:
    """x/2 + y/2 as (x + y, 2); other sums stay as they are, over 1.

    So do m v^2/2 + k x^2/2: there the number belongs to the coefficient.
    """
    parts = [term.as_coeff_Mul(rational=True) for term in expr.args]
    numbers = {abs(number) for number, _ in parts}
    number = numbers.pop()
    if numbers or number.p != 1 or number.q == 1 or any(_has_coefficient(rest) for _, rest in parts):
        return expr, 1
    return sp.Add(*[number.q * term for term in expr.args]), int(number.q)


def _has_coefficient(term: sp.Expr) -> bool:
    """A letter beside a power or a bracket, such as the m of m v^2."""
    factors = sp.Mul.make_args(term)
    return any(factor.is_Symbol for factor in factors) and any(factor.is_Pow or factor.is_Add for factor in factors)


def _rank(term: sp.Expr, *, numbers_last: bool) -> tuple[bool, bool, int]:
    return bool(numbers_last and term.is_number), bool(term.could_extract_minus_sign()), _sums(term)


def _sums(term: sp.Expr) -> int:
    """0 without a sum, 1 for a multiple of a sum, 2 for sums inside."""
    if not term.has(sp.Sum):
        return 0
    return 1 if any(isinstance(factor, sp.Sum) for factor in sp.Mul.make_args(term)) else 2
