"""Determinants of symbolic size: triangular ones are products of their diagonals."""

from __future__ import annotations

from symnet.sums.finite import affine, language, polyhedra
from symnet.sums.finite.language import Node
from symnet.sums.finite.rewriting import Context, Lemmas


def closed(node: Node, context: Context, lemmas: Lemmas) -> Node:
    """A determinant as something simpler that is shown to equal it, or the determinant itself."""
    if node[0] != "det" or not polyhedra.implies([*lemmas.domain, *context], node[3]):
        return node
    return _triangular(node, context, lemmas) or node


def _triangular(node: Node, context: Context, lemmas: Lemmas) -> Node | None:
    _, i, j, size, entry = node
    row, column = affine.variable(i), affine.variable(j)
    last = affine.shifted(size, -1)
    inside = (*context, row, column, affine.minus(last, row), affine.minus(last, column))
    names = (*sorted(affine.names(context)), i, j)
    for low, high in ((row, column), (column, row)):
        if lemmas.vanishes(entry, names, (*inside, affine.shifted(affine.minus(high, low), -1))):
            return ("prod", i, (), last, language.replaced(entry, {j: row}))
    return None
