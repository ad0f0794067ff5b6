"""The order in which the terms of a sum are printed: as they are written by hand."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp


def by_hand(terms: Iterable[sp.Expr]) -> list[sp.Expr]:
    """Plus before minus, plain before summed, a number at the end: ``m v^2/2 - k x^2/2``, ``n - j + 1``."""
    listed = list(terms)
    leading = [term for term in listed if not term.is_number and not term.could_extract_minus_sign()]
    return sorted(listed, key=lambda term: _rank(term, numbers_last=bool(leading)))


def _rank(term: sp.Expr, *, numbers_last: bool) -> tuple[bool, bool, int]:
    return bool(numbers_last and term.is_number), bool(term.could_extract_minus_sign()), _sums(term)


def _sums(term: sp.Expr) -> int:
    """0 without a sum, 1 for a multiple of a sum, 2 for sums inside."""
    if not term.has(sp.Sum):
        return 0
    return 1 if any(isinstance(factor, sp.Sum) for factor in sp.Mul.make_args(term)) else 2
