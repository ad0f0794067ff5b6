"""A first factor one is left out of a product, and nothing else."""

import pytest
import sympy as sp

from symnet.judge.obligations import Obligation, reduced
from symnet.notation.symbols import N, k_, n
from symnet.sums import decide

FROM_ONE, FROM_TWO = sp.Product(n, (n, 1, N)), sp.Product(k_, (k_, 2, N))


def answer(left, right):
    return {decide(each.claimed, each.derived).answer for each in reduced(Obligation("it", left, right))}


@pytest.mark.parametrize(
    ("left", "right"),
    [(FROM_ONE, FROM_TWO), (3 * FROM_TWO, 3 * FROM_ONE), (sp.Product(n - 1, (n, 2, N + 1)), FROM_TWO)],
)
def test_the_first_factor_is_one(left, right):
    assert answer(left, right) == {"equal"}


@pytest.mark.parametrize(
    ("left", "right"),
    [(FROM_ONE, sp.Product(n, (n, 3, N))), (sp.Product(2 * n, (n, 1, N)), FROM_TWO), (FROM_ONE, N * FROM_TWO)],
)
def test_its_twin_begins_otherwise(left, right):
    assert answer(left, right) == {"different"}


def test_a_product_that_may_be_empty_keeps_its_range():
    product = sp.Product(n, (n, 1, N - 2))
    (obligation,) = reduced(Obligation("it", product, sp.S.One))
    assert obligation.claimed == product
