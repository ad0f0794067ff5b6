"""Reading determinants of symbolic size: triangular, uniform (I + c J), and tridiagonal with modified ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.funcmatrix import FunctionMatrix

from symnet.sums.normal.affine import Affine, Constraint, Guard, at_least, equal
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.conditions import Roundings, Scope
from symnet.sums.normal.factors import shared_value, vanishes_on
from symnet.sums.normal.powers import root_of
from symnet.sums.normal.reading import Reader
from symnet.sums.normal.recurrences import second_kind
from symnet.sums.normal.terms import Form, guarded, scaled
from symnet.sums.normal.writing import Writer


@dataclass(frozen=True, slots=True)
class Entries:
    """A square matrix by its entries, rows and columns from 0, with everything known about its indices."""

    reader: Reader
    scope: Scope
    row: sp.Symbol
    column: sp.Symbol
    entry: sp.Expr
    size: Affine

    @property
    def i(self) -> Affine:
        """The row's variable."""
        return Affine.variable(self.scope[self.row])

    @property
    def j(self) -> Affine:
        """The column's variable."""
        return Affine.variable(self.scope[self.column])

    @property
    def inside(self) -> Guard:
        """Both indices in range, and the ranges around."""
        walls = [wall for v in (self.i, self.j) for wall in (at_least(v, Affine()), at_least(self.size - 1, v))]
        return (*walls, *(c for guard in self.reader.ranges for c in guard))

    def vanishes(self, where: Constraint) -> bool:
        """Whether the entries are 0 where the constraint holds."""
        return vanishes_on(self.reader, self.reader.read(self.entry, self.scope), (*self.inside, where))

    def constant(self, *where: Constraint) -> Coefficient | None:
        """The value that all entries share where the constraints hold; 0 when no index satisfies them."""
        guard = (*self.inside, *where)
        if self.reader.problem.regions.is_empty((*guard, *self.reader.problem.domain)):
            return self.reader.problem.ring.constant(0)
        found = shared_value(self.reader, self.reader.read(self.entry, self.scope), guard)
        return None if found is None or found.variables() & set(self.scope.values()) else found


def entries(reader: Reader, expr: Determinant, scope: Scope) -> Entries:
    """The matrix of a determinant.

    Raises:
        Undecidable: when it is not given by its entries, or its size may be negative.
    """
    matrix = expr.args[0]
    if not isinstance(matrix, FunctionMatrix):
        raise Undecidable(f"{expr} is not given by its entries")
    row, column = matrix.lamda.variables
    i, j = (sp.Dummy(v.name, integer=True) for v in (row, column))
    inner = {**scope, i: reader.problem.fresh(), j: reader.problem.fresh()}
    size = reader.integer(matrix.shape[0], scope, Roundings(reader.problem))
    around = (*reader.problem.domain, *(c for guard in reader.ranges for c in guard))
    if not reader.problem.regions.is_empty((*around, at_least(Affine(), size + 1))):
        raise Undecidable(f"the size of {expr} can be negative")
    return Entries(reader, inner, i, j, matrix.lamda.expr.xreplace({row: i, column: j}), size)


def diagonal_product(reader: Reader, expr: Determinant, scope: Scope) -> sp.Expr | None:
    """The product of the diagonal, when one half vanishes."""
    found = entries(reader, expr, scope)
    if any(found.vanishes(half) for half in (at_least(found.j, found.i + 1), at_least(found.i, found.j + 1))):
        k = sp.Dummy("k", integer=True)
        return sp.Product(found.entry.xreplace({found.row: k, found.column: k}), (k, 0, expr.args[0].shape[0] - 1))
    return None


def determinant(reader: Reader, expr: Determinant, scope: Scope) -> Form:
    """A determinant as a form.

    Raises:
        Undecidable: when its matrix is of none of the known kinds.
    """
    product = diagonal_product(reader, expr, scope)
    if product is not None:
        return reader.read(product, scope)
    matrix = entries(reader, expr, scope)
    for kind in (_uniform, _tridiagonal):
        found = kind(matrix)
        if found is not None:
            return found
    raise Undecidable(f"{expr} is neither triangular, nor uniform, nor tridiagonal with constant entries")


def _uniform(matrix: Entries) -> Form | None:
    """d on the diagonal and c beside it: (d - c)^(n - 1) * (d + (n - 1) c)."""
    diagonal = matrix.constant(equal(matrix.i, matrix.j))
    sides = [matrix.constant(half) for half in _halves(matrix, 1)]
    if diagonal is None or sides[0] is None or sides[1] is None or sides[0] != sides[1] or diagonal == sides[0]:
        return None
    problem, beside = matrix.reader.problem, sides[0]
    power = problem.power_of(diagonal - beside, matrix.size - 1)
    some = replace(power, coefficient=power.coefficient * (diagonal + problem.ring.affine(matrix.size - 1) * beside))
    return _by_size(matrix, (), (some,), 1)


def _halves(matrix: Entries, distance: int) -> tuple[Constraint, Constraint]:
    return at_least(matrix.j, matrix.i + distance), at_least(matrix.i, matrix.j + distance)


def _by_size(matrix: Entries, single: Form, larger: Form, least: int) -> Form:
    """1 for size 0, ``single`` for sizes below ``least``, ``larger`` from there on."""
    nothing = guarded(matrix.reader.problem.constant(1), (equal(matrix.size, Affine()),))
    alone = guarded(single, (equal(matrix.size, Affine((), 1)),)) if least > 1 else ()
    return (*nothing, *alone, *guarded(larger, (at_least(matrix.size, Affine((), least)),)))


def _tridiagonal(matrix: Entries) -> Form | None:
    """Constant diagonals with modified ends, through the continuants D_n = b^n U_n(a/(2 b)) of the inner part.

    det = D_n + (alpha + beta) D_{n-1} + alpha beta D_{n-2} for n >= 2, alpha and beta being what the ends have more.
    """
    if not all(matrix.vanishes(half) for half in _halves(matrix, 2)):
        return None
    i, last = matrix.i, matrix.size - 1
    on = equal(matrix.i, matrix.j)
    several = at_least(matrix.size, Affine((), 2))
    inner = matrix.constant(on, at_least(i, Affine((), 1)), at_least(last, i + 1))
    ends = [matrix.constant(on, equal(i, end), several) for end in (Affine(), last)]
    only = matrix.constant(on, equal(matrix.size, Affine((), 1)))
    beside = [matrix.constant(equal(matrix.j, matrix.i + step)) for step in (1, -1)]
    if inner is None or only is None or None in ends or None in beside:
        return None
    alpha, beta = (end - inner for end in ends if end is not None)
    upper, lower = (value for value in beside if value is not None)
    continuant = _continuants(matrix.reader, inner, upper * lower)
    parts = [continuant(matrix.size), scaled(continuant(matrix.size - 1), alpha + beta)]
    larger = (*parts[0], *parts[1], *scaled(continuant(matrix.size - 2), alpha * beta))
    return _by_size(matrix, (replace(matrix.reader.problem.constant(1)[0], coefficient=only),), larger, 2)


def _continuants(reader: Reader, diagonal: Coefficient, product: Coefficient) -> Callable[[Affine], Form]:
    """n -> D_n with D_n = diagonal D_{n-1} - product D_{n-2}, D_0 = 1."""
    writer = Writer(reader.problem, reader)
    size = product.square_root() or root_of(
        reader, product, 2, sp.sqrt(writer.spelling.coefficient(product, writer.names))
    )
    ratio = diagonal / (size * 2)

    def continuant(order: Affine) -> Form:
        power = reader.problem.power_of(size, order)
        return reader.problem.multiply((power,), second_kind(reader, ratio, order))

    return continuant


ROWS = {Determinant: determinant}
