"""Phases of waves on a grid: polynomials of degree <= 2 in the integers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.outcome import OutOfReachError

Phase = tuple[tuple[tuple[str, ...], Fraction], ...]
"""Sorted monomials with their coefficients, hashable; a monomial is a sorted tuple of variables."""

ONE: Phase = (((), Fraction(1)),)


def of_form(form: Affine) -> Phase:
    """An integer form."""
    return tuple(sorted(((v,) if v else (), Fraction(c)) for v, c in form))


def plus(a: Phase, b: Phase, factor: Fraction | int = 1) -> Phase:
    """a + factor*b."""
    total = dict(a)
    for monomial, c in b:
        total[monomial] = total.get(monomial, Fraction(0)) + factor * c
    return tuple(sorted((m, c) for m, c in total.items() if c))


def times(a: Phase, b: Phase) -> Phase:
    """a*b."""
    total: Phase = ()
    for (m, c), (n, d) in product(a, b):
        total = plus(total, ((tuple(sorted((*m, *n))), c * d),))
    return total


def put(phase: Phase, name: str, value: Phase) -> Phase:
    """The phase with a variable replaced."""
    total: Phase = ()
    for monomial, c in phase:
        part: Phase = (((), c),)
        for v in monomial:
            part = times(part, value if v == name else (((v,), Fraction(1)),))
        total = plus(total, part)
    return total


def slope(phase: Phase, name: str) -> Affine:
    """The coefficient of a variable, an integer form of the others.

    Raises:
        OutOfReachError: the phase is not of degree one in it, or the coefficient not an integer form.
    """
    total: dict[str, int] = {}
    for monomial, c in phase:
        if name in monomial:
            rest = list(monomial)
            rest.remove(name)
            if name in rest or len(rest) > 1 or c.denominator != 1:
                raise OutOfReachError("a wave whose phase is not linear in the summation index")
            total["".join(rest)] = int(c)
    return affine.of(total)


def form_of(phase: Phase) -> Affine:
    """A phase of degree one as an integer form.

    Raises:
        OutOfReachError: it is not one.
    """
    if any(len(monomial) > 1 or c.denominator != 1 for monomial, c in phase):
        raise OutOfReachError("a phase that stays quadratic in the parameters")
    return affine.of({"".join(monomial): int(c) for monomial, c in phase})
