"""Products of symbolic length: of a constant they are powers."""

from __future__ import annotations

from symnet.sums.finite import affine, language, polyhedra
from symnet.sums.finite.language import Node
from symnet.sums.finite.rewriting import Context, Lemmas
from symnet.sums.finite.writing import node_of


def closed(node: Node, context: Context, lemmas: Lemmas) -> Node:
    """A product of a constant factor as a power (1 where the range is empty), or the product itself."""
    if node[0] != "prod":
        return node
    _, name, lo, hi, body = node
    v = affine.variable(name)
    inside = (*context, affine.minus(v, lo), affine.minus(hi, v))
    constant = _constant(name, body, inside, lemmas)
    if constant is None:
        return node
    length = affine.shifted(affine.minus(hi, lo), 1)
    power = constant if constant in (language.ZERO, language.ONE) else ("exp", constant, length)
    if polyhedra.implies([*lemmas.domain, *context], length) and constant != language.ZERO:
        return power
    some, none = language.indicator(affine.shifted(length, -1)), language.indicator(affine.scaled(length, -1))
    return language.add(language.mul(some, power), none)


def _constant(name: str, body: Node, inside: Context, lemmas: Lemmas) -> Node | None:
    """The scalar that the factor always is, guessed at one point and then proved."""
    for point in lemmas.samples((*sorted(affine.names(inside) | {name}),), inside, 1):
        ring, (value,) = lemmas.instances.values((body,), point)
        guess = node_of(ring, value)
        if guess is None:
            return None
        names = (*sorted(affine.names(inside) | {name}),)
        difference = language.add(body, language.negative(guess))
        return guess if lemmas.vanishes(difference, names, inside) else None
    return None
