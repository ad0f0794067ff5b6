"""Functions of a step's two ends alone, put in powers of the distance between them.

A rule that averages a potential along the step gives sums such as (a^4 + a^3 b + ... + b^4)/5 of the ends a and b;
about their middle x this is x^4 + x^2 d^2/2 + d^4/80, d = b - a. What a Lagrangian says of v stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from symnet.kernels.places import Place
from symnet.notation import symbols


def in_powers(e: sp.Expr, places: Sequence[Place]) -> sp.Expr:
    """``e``, each term that is a polynomial in the distances dt*v, and has v in no other way, in their powers."""
    spans = {place.velocity: sp.Symbol(f"d\\ {i}", real=True) for i, place in enumerate(places)}
    return sp.Add(*(_term(term, [place.position for place in places], spans) for term in sp.Add.make_args(e)))


def _term(term: sp.Expr, positions: Sequence[sp.Symbol], spans: dict[sp.Symbol, sp.Symbol]) -> sp.Expr:
    factor, average = term.as_independent(*positions, as_Add=False)
    span = average.xreplace({velocity: symbol / symbols.dt for velocity, symbol in spans.items()})
    found = [symbol for symbol in spans.values() if span.has(symbol)]
    if not found or span.has(symbols.dt) or not span.is_polynomial(*found):
        return term
    letters: dict[sp.Expr, sp.Symbol] = {}
    polynomial = sp.Poly(_about(span, found, letters), *found)
    back = {letter: place for place, letter in letters.items()}
    steps = [symbols.dt * velocity for velocity, symbol in spans.items() if symbol in found]
    powers = (sp.Mul(*(s**power for s, power in zip(steps, monomial, strict=True))) for monomial in polynomial.monoms())
    return factor * sp.Add(*(c.xreplace(back) * p for c, p in zip(polynomial.coeffs(), powers, strict=True)))


def _about(e: sp.Basic, spans: Sequence[sp.Symbol], letters: dict[sp.Expr, sp.Symbol]) -> sp.Basic:
    """Every a + (number)*span with a letter for a, the same for a and -a, so that equal places are seen to be equal."""
    if not e.has(*spans) or not e.args:
        return e
    if isinstance(e, sp.Add):
        rest, moving = e.as_independent(*spans, as_Add=True)
        if all(term.as_coeff_Mul()[1] in spans for term in sp.Add.make_args(moving)):
            negative = rest.could_extract_minus_sign()
            place = -rest if negative else rest
            letter = letters.setdefault(place, sp.Symbol(f"y\\ {len(letters)}", real=True))
            return moving + (-letter if negative else letter)
    return e.func(*(_about(argument, spans, letters) for argument in e.args))
