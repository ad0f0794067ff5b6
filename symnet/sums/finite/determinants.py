"""Determinants of symbolic size: triangular, tridiagonal with modified ends, and a multiple of 1 plus a constant.

Each kind is guessed from one instance, its defining properties are proved for all sizes (class P), and the closed
form follows: the product of the diagonal, a linear recurrence, (d - b)**(n - 1) * (d + (n - 1)*b).
"""

from __future__ import annotations

from dataclasses import dataclass

from symnet.sums.finite import affine, language, polyhedra
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.language import ONE, Node, add, mul, negative
from symnet.sums.finite.rewriting import Context, Lemmas
from symnet.sums.finite.writing import node_of


def closed(node: Node, context: Context, lemmas: Lemmas) -> Node:
    """A determinant as something simpler that is shown to equal it, or the determinant itself."""
    if node[0] != "det" or not polyhedra.implies([*lemmas.domain, *context], node[3]):
        return node
    matrix = _Matrix(node, context, lemmas)
    return matrix.triangular() or matrix.tridiagonal() or matrix.uniform() or node


@dataclass(frozen=True, slots=True)
class _Matrix:
    node: Node
    context: Context
    lemmas: Lemmas

    def entry(self, row: Affine, column: Affine) -> Node:
        _, i, j, _, entry = self.node
        return language.replaced(entry, {i: row, j: column})

    @property
    def _place(self) -> tuple[Affine, Affine, Affine]:
        """Row, column, and the last of both."""
        return affine.variable(self.node[1]), affine.variable(self.node[2]), affine.shifted(self.node[3], -1)

    def _zero(self, statement: Node, *where: Affine) -> bool:
        """The statement in rows and columns holds at all places with these further conditions."""
        row, column, last = self._place
        inside = [row, affine.minus(last, row)]
        if self.node[2] in language.free(statement) | affine.names(where):
            inside += [column, affine.minus(last, column)]
        names = sorted(affine.names([*inside, *self.context, *where]) | language.free(statement))
        return self.lemmas.vanishes(statement, tuple(names), (*self.context, *inside, *where))

    def _value(self, row: int, column: int, size: int) -> Node | None:
        """An entry as a scalar, at the lowest point of the context with at least this size."""
        place = (affine.constant(row), affine.constant(column))
        names = tuple(sorted(affine.names([*self.context, self.node[3]])))
        big = (*self.context, affine.shifted(self.node[3], -size))
        for point in self.lemmas.samples(names, big, 1):
            ring, (value,) = self.lemmas.instances.values((self.entry(*place),), point)
            return node_of(ring, value)
        return None

    def triangular(self) -> Node | None:
        """The product of the diagonal."""
        row, column, last = self._place
        for low, high in ((row, column), (column, row)):
            if self._zero(self.node[4], affine.shifted(affine.minus(high, low), -1)):
                return ("prod", self.node[1], (), last, self.entry(row, row))
        return None

    def uniform(self) -> Node | None:
        """d on the diagonal, b elsewhere."""
        row, column, _ = self._place
        d, b = self._value(0, 0, 2), self._value(0, 1, 2)
        if d is None or b is None:
            return None
        apart = affine.shifted(affine.minus(column, row), -1), affine.shifted(affine.minus(row, column), -1)
        off = add(self.node[4], negative(b))
        if not (self._zero(add(self.entry(row, row), negative(d))) and all(self._zero(off, side) for side in apart)):
            return None
        less = affine.shifted(self.node[3], -1)
        return mul(("exp", add(d, negative(b)), less), add(d, mul(language.integer(less), b)))

    def tridiagonal(self) -> Node | None:
        """Constant inside, ends free: expanded along the ends, where the inside has D(n+1) = a*D(n) - q*D(n-1)."""
        row, column, last = self._place
        far = affine.shifted(affine.minus(column, row), -2), affine.shifted(affine.minus(row, column), -2)
        if not all(self._zero(self.node[4], side) for side in far):
            return None
        a, q = self._value(1, 1, 3), self._product(self._value(1, 2, 4), self._value(2, 1, 4))
        if a is None or q is None:
            return None
        after = affine.shifted(row, 1)
        corner = add(mul(self.entry(row, after), self.entry(after, row)), negative(q))
        diagonal = add(self.entry(row, row), negative(a))
        inner = affine.shifted(row, -1), affine.shifted(affine.minus(last, row), -1)
        if not (self._zero(diagonal, *inner) and self._zero(corner, inner[0], affine.shifted(inner[1], -1))):
            return None
        return self._expanded(a, q)

    def _product(self, one: Node | None, other: Node | None) -> Node | None:
        return None if one is None or other is None else mul(one, other)

    def _expanded(self, a: Node, q: Node) -> Node:
        """Sizes 0, 1, 2 by themselves, larger ones along their first and last rows."""
        size, last = self.node[3], affine.shifted(self.node[3], -1)
        zero, one, before = affine.constant(0), affine.constant(1), affine.shifted(last, -1)

        def inside(less: int) -> Node:
            return ("lin", a, q, ONE, a, affine.shifted(size, -less))

        first, final = self.entry(zero, zero), self.entry(last, last)
        up = negative(mul(self.entry(zero, one), self.entry(one, zero)))
        down = negative(mul(self.entry(before, last), self.entry(last, before)))
        large = add(
            mul(first, final, inside(2)),
            mul(add(mul(first, down), mul(up, final)), inside(3)),
            mul(up, down, inside(4)),
        )
        two = add(mul(first, self.entry(one, one)), up)
        smaller = (mul(*_equals(size, n), value) for n, value in ((0, ONE), (1, first), (2, two)))
        return add(mul(language.indicator(affine.shifted(size, -3)), large), *smaller)


def _equals(form: Affine, value: int) -> tuple[Node, Node]:
    return language.indicator(affine.shifted(form, -value)), language.indicator(
        affine.shifted(affine.scaled(form, -1), value)
    )
