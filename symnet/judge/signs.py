"""Kinks as algebra: max(0, p), |p| and the sign of p at free numbers, decided for each sign that p can have.

Every p is a quotient of products. A factor that is no single letter becomes one, in place of a letter in which it is
linear; then the signs of the letters are the signs of all factors, and the cases -, 0, + cover all numbers. In each
case both sides are free of kinks. A case in which a side divides by 0 says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import sympy as sp

from symnet.judge.obligation import Obligation

_KINKS = (sp.Max, sp.Abs, sp.sign)
_MOST_LETTERS = 4


def by_signs(obligation: Obligation) -> tuple[Obligation, ...]:
    """One obligation for each combination of signs that matters; unchanged where there are sums, or no letters fit."""
    both = sp.Tuple(obligation.claimed, obligation.derived)
    if not both.has(*_KINKS) or both.has(sp.Sum, sp.Product, sp.Integral, sp.Derivative):
        return (obligation,)
    scalars = _with_letters(_with_scalars(both), obligation)
    if not all(letter.is_real for kind in _KINKS for kink in scalars.atoms(kind) for letter in kink.free_symbols):
        return (obligation,)
    bare = {each.args[0] for each in scalars.atoms(sp.Abs, sp.sign) if each.args[0].is_Symbol}
    if bare:
        cases = _cases(obligation, scalars, sorted(bare, key=str))
        return tuple(each for case in cases for each in by_signs(case)) or (obligation,)
    straight = _straightened(scalars)
    if straight is None:
        return (obligation,)
    letters = sorted({letter for factor in _factors(straight) for letter in factor.free_symbols}, key=str)
    if not letters or len(letters) > _MOST_LETTERS or any(letter.is_integer for letter in letters):
        return (obligation,)
    return tuple(_cases(obligation, straight, letters)) or (obligation,)


def _with_letters(both: sp.Tuple, obligation: Obligation) -> sp.Tuple:
    """The two sides and, after them, each letter with its meaning: what is put into the sides is put into both."""
    own = obligation.letters or tuple((letter, letter) for letter in sorted(both.free_symbols, key=str))
    return sp.Tuple(*both, *(sp.Tuple(sp.Symbol(letter.name), meaning) for letter, meaning in own))


def _with_scalars(both: sp.Tuple) -> sp.Tuple:
    """Entries such as w[n] as plain letters with the same assumptions: outside of sums each is one number."""
    names = {entry: sp.Symbol(str(entry), **_assumed(entry)) for entry in both.atoms(sp.Indexed)}
    return both.xreplace(names)


def _assumed(letter: sp.Expr) -> dict[str, bool]:
    known = next((name for name in ("positive", "nonnegative") if getattr(letter, f"is_{name}")), "real")
    return {known: True, "nonzero": True} if letter.is_nonzero else {known: True}


def _factors(both: sp.Tuple) -> list[sp.Expr]:
    """The factors, but numbers, of everything whose sign matters, each once and up to its sign."""
    kinks = [kink for kind in _KINKS for kink in both.atoms(kind)]
    arguments = [each for kink in kinks for each in kink.args]
    found = [base for each in arguments for base in _bases(each)]
    unsigned = (-each if each.could_extract_minus_sign() else each for each in found)
    return list(dict.fromkeys(unsigned))


def _bases(argument: sp.Expr) -> list[sp.Expr]:
    parts = (part.as_base_exp()[0] for part in sp.Mul.make_args(sp.factor(argument)))
    return [part.args[0] if isinstance(part, (sp.Abs, sp.sign)) else part for part in parts if not part.is_number]


def _straightened(both: sp.Tuple) -> sp.Tuple | None:
    """The sides with a new letter for each factor that is not one; None where that cannot be done."""
    for _ in range(_MOST_LETTERS):
        long = next((each for each in _factors(both) if not each.is_Symbol), None)
        if long is None:
            return both
        solved = _solved(long, both)
        if solved is None:
            return None
        letter, value = solved
        both = sp.Tuple(*(_simplified(side.xreplace({letter: value})) for side in both))
    return None


def _solved(factor: sp.Expr, both: sp.Tuple) -> tuple[sp.Symbol, sp.Expr] | None:
    """A letter of any sign in which the factor is linear with a number before it, and its value by a new letter."""
    taken = {each for each in _factors(both) if each.is_Symbol}
    for letter in sorted(factor.free_symbols - taken, key=str):
        slope = factor.diff(letter)
        if slope.is_number and letter.is_real and letter.is_nonnegative is None:
            new = sp.Symbol(f"({factor})", real=True)
            return letter, sp.expand(letter + (new - factor) / slope)
    return None


def _simplified(side: sp.Expr) -> sp.Expr:
    """Kinks at factored arguments."""
    return side.replace(lambda e: isinstance(e, sp.Max), lambda e: sp.Max(*map(sp.factor, e.args)))


def _cases(obligation: Obligation, both: sp.Tuple, letters: list[sp.Symbol]) -> Iterator[Obligation]:
    for signs in product(*map(_signs, letters)):
        values = {a: sign * _size(a, sign) for a, sign in zip(letters, signs, strict=True) if not a.is_positive}
        if any(power.base.xreplace(values) == 0 for power in both.atoms(sp.Pow) if power.exp.is_negative):
            continue
        claimed, derived, *letters_there = (_simplified(side.xreplace(values)) for side in both)
        own = tuple((letter, meaning) for letter, meaning in letters_there)
        signed = [(letter, sign) for letter, sign in zip(letters, signs, strict=True) if not letter.is_positive]
        words = ", ".join(f"{letter} {'<=>'[sign + 1]} 0" for letter, sign in signed)
        joint = ", " if " where " in obligation.about else " where "
        about = f"{obligation.about}{joint}{words}" if words else obligation.about
        yield replace(obligation, about=about, claimed=claimed, derived=derived, everywhere=False, letters=own)


def _signs(letter: sp.Symbol) -> tuple[int, ...]:
    if letter.is_positive:
        return (1,)
    signs = (1, 0) if letter.is_nonnegative else (1, -1, 0)
    return signs[:-1] if letter.is_nonzero else signs


def _size(letter: sp.Symbol, sign: int) -> sp.Symbol:
    return sp.Symbol(letter.name if sign > 0 else f"|{letter.name}|", positive=True)
