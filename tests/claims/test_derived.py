"""An entry that the context fixes is replaced wherever an index reaches its place, and nowhere else."""

from fractions import Fraction

import pytest
import sympy as sp

from symnet.claims.derived import Closing
from symnet.judge.instances import value
from symnet.notation import symbols as s

k, n, N, W, w = s.k_, s.n, s.N, s.W, s.w
CLOSING = Closing(W[N], s.x_fin - sp.Sum(W[k], (k, 1, N - 1)))

EXPRESSIONS = {
    "the entry": W[N],
    "all of them": sp.Sum(W[k] ** 2, (k, 1, N)),
    "all but the last": sp.Sum(W[k], (k, 1, N - 1)),
    "one too many": sp.Sum(W[k], (k, 0, N + 1)),
    "an inner sum": sp.Sum(sp.Sum(W[k], (k, 1, n)) ** 2 * W[n], (n, 1, N)),
    "an inner sum up to the last": sp.Sum(n * sp.Sum(W[k], (k, 1, N)), (n, 1, N)),
    "an inner sum short of it": sp.Sum(sp.Sum(W[k + 1], (k, 1, n)), (n, 1, N - 1)),
    "backwards": sp.Sum(sp.Sum(k * W[n - k + 1], (k, 0, n)), (n, 1, N)),
    "the same letter twice": sp.Sum(sp.Sum(W[n], (n, 1, N)) + W[n], (n, 1, N)),
    "from far on": sp.Sum(W[k], (k, 3, N)),
    "two limits": sp.Sum(W[k] * n, (k, 1, n), (n, 1, N)),
    "a product": sp.Product(1 + W[k], (k, 1, N)),
    "an open place": W[n] * w[N] + s.x_ini,
    "a fixed place": W[2] + W[1],
}


@pytest.mark.parametrize("width", [1, 2, 3, 5])
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_the_closed_expression_has_the_value_of_the_open_one_with_the_entry_given(name, width):
    for place in range(width + 1):
        at = {N: Fraction(width), n: Fraction(place)}
        given = {**at, W[width]: value(CLOSING.value, at)}
        assert value(CLOSING.put_into(EXPRESSIONS[name]), at) == value(EXPRESSIONS[name], given)


def test_where_the_entry_is_not_reached_nothing_changes():
    short = EXPRESSIONS["all but the last"]
    assert CLOSING.put_into(short) == short


def test_a_sum_over_the_whole_width_is_closed_without_a_case():
    closed = CLOSING.put_into(sp.Sum((s.x_ini + sp.Sum(W[k], (k, 1, n))) ** 4, (n, 1, N)))
    assert not closed.has(sp.KroneckerDelta)
    assert closed.has(s.x_fin)
