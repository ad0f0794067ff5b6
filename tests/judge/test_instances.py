from fractions import Fraction

import pytest
import sympy as sp

from symnet.judge.instances import NoValueError, value
from symnet.notation import symbols as s

i, j = sp.symbols("i j", integer=True)
F = sp.Function("F")


def at(expression, **integers):
    return value(
        expression, {symbol: Fraction(integers[symbol.name]) for symbol in expression.free_symbols & {s.N, s.n}}
    )


def test_a_sum_over_an_empty_range_is_zero_and_a_product_one():
    assert at(sp.Sum(s.w[i], (i, 1, s.N - 3)), N=1) == 0
    assert at(sp.Product(s.w[i], (i, 1, s.N - 3)), N=1) == 1


def test_the_first_limit_is_the_innermost():
    assert at(sp.Sum(j, (j, 1, i), (i, 1, s.N)), N=4) == 1 + 3 + 6 + 10


def test_a_bound_index_shadows_an_outer_one():
    assert at(sp.Sum(sp.Sum(i, (i, 1, 2)) * i, (i, 1, s.N)), N=3) == 3 * 6


def test_entries_and_functions_take_equal_values_at_equal_arguments_only():
    assert at(s.w[2] - s.w[1 + 1]) == 0
    assert at(F(s.x_ini + s.x_ini) - F(2 * s.x_ini)) == 0
    assert at(s.w[2] - s.w[3]) != 0
    assert at(F(s.x_ini) - F(s.x_fin)) != 0


@pytest.mark.parametrize(
    "expression", [sp.sqrt(s.x_ini), sp.cos(s.x_ini), 1 / (s.x_ini - s.x_ini * 1 + i - i + s.N - 2)]
)
def test_what_has_no_exact_value_says_so(expression):
    with pytest.raises(NoValueError):
        at(expression, N=2)
