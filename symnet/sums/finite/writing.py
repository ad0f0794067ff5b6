"""Values of instances back in SymPy, and atoms as people print them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from symnet.sums.finite import language
from symnet.sums.finite.language import Node
from symnet.sums.finite.problem import Vocabulary
from symnet.sums.finite.ring import Key, Ring, Value

LONGEST = 40
"""Terms of a difference that are still worth printing."""


def sympified(number: Any) -> sp.Rational:
    """A SymPy rational."""
    q = Fraction(str(number))
    return sp.Rational(q.numerator, q.denominator)


def expression(ring: Ring, vocabulary: Vocabulary, value: Value) -> sp.Expr | None:
    """A value as a SymPy expression, None where it is too long to read."""
    above, below = ring.reduced(value)
    if max(len(ring.terms(part)) for part in (above, below)) > LONGEST:
        return None
    names = _atoms(ring, vocabulary)
    return _polynomial(ring.terms(above).items(), names) / _polynomial(ring.terms(below).items(), names)


def _atoms(ring: Ring, vocabulary: Vocabulary) -> list[sp.Expr]:
    """The SymPy objects of the ring's atoms; a function's arguments contain only earlier atoms."""
    found: list[sp.Expr] = []
    for key in ring.atoms:
        found.append(atom(vocabulary, key, found))
    return found


def atom(vocabulary: Vocabulary, key: Key, earlier: list[sp.Expr]) -> sp.Expr:
    """The SymPy object of an atom; ``earlier`` are those that its arguments may contain."""
    assert isinstance(key, tuple)
    if key[0] == "sym":
        return vocabulary.scalars[key[1]]
    if key[0] == "at":
        return sp.Indexed(vocabulary.sequences[key[1]], *key[2])
    arguments = [_polynomial(above, earlier) / _polynomial(below, earlier) for above, below in key[2]]
    return vocabulary.functions[key[1]](*arguments)


def _polynomial(terms: Any, names: list[sp.Expr]) -> sp.Expr:
    return sp.Add(
        *(
            sympified(c) * sp.Mul(*(names[i] ** e for i, e in enumerate(exponents) if e))
            for exponents, c in sorted(terms, key=lambda term: term[0])
        )
    )


def printed(vocabulary: Vocabulary, key: Key) -> str:
    """The printed name of an atom whose arguments are numbers: w[3], dt, V(5/2)."""
    return sp.sstr(atom(vocabulary, key, []))


def node_of(ring: Ring, value: Value) -> Node:
    """A value in scalars as a node."""
    above, below = (_node(ring, part) for part in ring.reduced(value))
    return language.mul(above, language.inverse(below))


def _node(ring: Ring, value: Value) -> Node:
    names = list(ring.atoms)
    return language.add(
        *(
            language.mul(
                language.number(Fraction(str(c))),
                *(language.power(names[i], e) for i, e in enumerate(exponents) if e),  # type: ignore[arg-type]
            )
            for exponents, c in sorted(ring.terms(value).items())
        )
    )
