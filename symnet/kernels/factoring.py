"""Horner's scheme for a sum of several variables, one common factor at a time: fewer operations, nothing expanded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True, slots=True)
class Factored:
    """factor * (sum of inner) + (sum of others)."""

    factor: sp.Expr
    inner: tuple[sp.Expr, ...]
    others: tuple[sp.Expr, ...]


def common_factor(terms: Sequence[sp.Expr], varying: frozenset[sp.Symbol]) -> Factored | None:
    """The factor that most of the terms share and that changes along the path; None where no two share one."""
    powers = [_powers(term, varying) for term in terms]
    shared = Counter(base for found in powers for base in found)
    candidates = [base for base, count in shared.items() if count > 1]
    if not candidates:
        return None
    base = min(candidates, key=lambda b: (-shared[b], sp.default_sort_key(b)))
    power = min(found[base] for found in powers if base in found)
    inner = tuple(_without(term, base, power) for term, found in zip(terms, powers, strict=True) if base in found)
    return Factored(base**power, inner, tuple(t for t, found in zip(terms, powers, strict=True) if base not in found))


def _powers(term: sp.Expr, varying: frozenset[sp.Symbol]) -> dict[sp.Expr, int]:
    found: dict[sp.Expr, int] = {}
    for factor in sp.Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        if exponent.is_Integer and exponent > 0 and base.free_symbols & varying:
            found.setdefault(base, int(exponent))
    return found


def _without(term: sp.Expr, base: sp.Expr, power: int) -> sp.Expr:
    """The term divided by base**power, which it has: struck out, for a quotient of two choices is not 1 to SymPy."""
    factors = list(sp.Mul.make_args(term))
    bases = [factor.as_base_exp() for factor in factors]
    place = next(i for i, (own, e) in enumerate(bases) if own == base and e.is_Integer and e > 0)
    factors[place] = base ** (bases[place][1] - power)
    return sp.Mul(*factors)


def all_negative(terms: Iterable[sp.Expr]) -> bool:
    """Whether every term carries a minus sign."""
    return all(term.as_coeff_Mul()[0].is_negative for term in terms)


def content(e: sp.Expr, varying: frozenset[sp.Symbol], price: int = 0) -> tuple[sp.Expr, sp.Expr]:
    """(number, rest), number*rest = e: taken out of a sum if that saves more than ``price`` products at each step."""
    number, rest = e.primitive() if e.is_Add else (sp.S.One, e)
    saves = number != 1 and _products(e, varying) - _products(rest, varying) > price
    return (number, rest) if saves else (sp.S.One, e)


def _products(e: sp.Expr, varying: frozenset[sp.Symbol]) -> int:
    """How many terms multiply what changes along the path by numbers and parameters."""
    parts = (term.as_independent(*varying, as_Add=False) for term in e.args)
    return sum(abs(fixed) != 1 and moving != 1 for fixed, moving in parts)
