"""Values of instances back in SymPy and in the language, and atoms as people print them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from symnet.sums.finite import language
from symnet.sums.finite.language import Node
from symnet.sums.finite.problem import Vocabulary
from symnet.sums.finite.ring import Key, Named, Quotient, Ring, Terms, Value

LONGEST = 40
"""Terms of a difference that are still worth printing."""


def sympified(number: Any) -> sp.Rational:
    """A SymPy rational."""
    q = Fraction(str(number))
    return sp.Rational(q.numerator, q.denominator)


def expression(ring: Ring, vocabulary: Vocabulary, value: Value) -> sp.Expr | None:
    """A value as a SymPy expression, None where it is too long to read."""
    above, below = ring.key(value)
    if max(len(above), len(below)) > LONGEST:
        return None
    return _written((above, below), lambda key: atom(vocabulary, key))


def at_values(ring: Ring, vocabulary: Vocabulary, value: Value, values: Mapping[Key, Fraction]) -> sp.Expr | None:
    """A value with its free functions replaced by numbers; None where a denominator becomes 0."""
    above, below = (value.above, value.below) if isinstance(value, Quotient) else (value, 1)

    def number(key: Key) -> sp.Expr:
        return sympified(values[key]) if key in values else atom(vocabulary, key)

    parts = [_polynomial(ring.key(part)[0], number) for part in (above, below)]
    return parts[0] / parts[1] if parts[1] != 0 else None


def atom(vocabulary: Vocabulary, key: Key) -> sp.Expr:
    """The SymPy object of an atom."""
    assert isinstance(key, tuple)
    if key[0] == "sym":
        return vocabulary.scalars[key[1]]
    if key[0] == "at":
        return sp.Indexed(vocabulary.sequences[key[1]], *key[2])
    if key[0] == "root":
        return sp.root(_written(key[1], lambda inner: atom(vocabulary, inner)), key[2])
    arguments = [_written(part, lambda inner: atom(vocabulary, inner)) for part in key[2]]
    known = {"sin": sp.sin, "cos": sp.cos, "exp": sp.exp, "log": sp.log}
    return (known[key[1]] if key[1] in known else vocabulary.functions[key[1]])(*arguments)


def _written(value: Named, of: Callable[[Key], sp.Expr]) -> sp.Expr:
    above, below = value
    return _polynomial(above, of) / _polynomial(below, of)


def _polynomial(terms: Terms, of: Callable[[Key], sp.Expr]) -> sp.Expr:
    return sp.Add(*(sympified(c) * sp.Mul(*(of(key) ** e for key, e in monomial)) for monomial, c in terms))


def printed(vocabulary: Vocabulary, key: Key) -> str:
    """The printed name of an atom whose arguments are numbers: w[3], dt, V(5/2)."""
    return sp.sstr(atom(vocabulary, key))


def node_of(ring: Ring, value: Value) -> Node | None:
    """A value in scalars as a node; None where it contains anything else."""
    return _node(ring.key(value))


def _node(value: Named) -> Node | None:
    parts = []
    for terms in value:
        nodes = []
        for monomial, c in sorted(terms, key=str):
            factors = [(_atom_node(key), e) for key, e in sorted(monomial, key=str)]
            if any(node is None for node, _ in factors):
                return None
            powers = (language.power(node, e) for node, e in factors if node is not None)
            nodes.append(language.mul(language.number(c), *powers))
        parts.append(language.add(*nodes))
    return language.mul(parts[0], language.inverse(parts[1]))


def _atom_node(key: Any) -> Node | None:
    if key[0] == "sym":
        return key
    if key[0] == "root":
        inner = _node(key[1])
        return None if inner is None else ("root", inner, key[2])
    if key[0] == "fun" and key[1] in language.ELEMENTARY:
        inner = _node(key[2][0])
        return None if inner is None else ("fun", key[1], (inner,))
    return None
