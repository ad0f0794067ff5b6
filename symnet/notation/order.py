"""The order in which the terms of a sum are printed."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp


def positive_first(terms: Iterable[sp.Expr]) -> list[sp.Expr]:
    """Terms without a minus sign first: m v^2/2 - k x^2/2, as it is written by hand."""
    return sorted(terms, key=lambda term: bool(term.could_extract_minus_sign()))
