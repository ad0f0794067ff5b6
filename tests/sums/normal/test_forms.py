"""Closed forms, entries and readable sums against matrices and polynomials written out for explicit sizes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
import sympy as sp
from sympy import Max, Sum

from symnet.errors import InputError
from symnet.notation import symbols as s
from symnet.sums.normal import Undecidable, difference, entry, normal_form, prove, write

from .brute import agree, written_out
from .statements import TRUE, L, N, Statement, V, W, a, dt, half, i, inside, j, k, midpoint, n, w, x, x_ini, y

Square = Callable[[sp.Expr, sp.Expr], sp.Expr]
NUMBERS = {dt: Fraction(2, 3), s.m: Fraction(5), s.k: Fraction(7, 2), x_ini: Fraction(11, 5)}
EXACT = {symbol: sp.Rational(v.numerator, v.denominator) for symbol, v in NUMBERS.items()}

RULES: dict[str, Square] = {
    "midpoint": lambda p, q: ((p + q) / 2) ** 2,
    "endpoint": lambda p, q: q**2,
    "trapezoid": lambda p, q: (p**2 + q**2) / 2,
    "zigzag": lambda p, q: (p**2 + p * q + q**2) / 3,
}
"""What stands for x^2 on a step from p to q."""


def action(square: Square, path: Callable[[sp.Expr], sp.Expr]) -> sp.Expr:
    velocity = (path(n) - path(n - 1)) / dt
    return dt * Sum(s.m * velocity**2 / 2 - s.k * square(path(n - 1), path(n)) / 2, (n, 1, N))


def explicit(square: Square, variables: str, values: list[int]) -> sp.Rational:
    """The action of a list of weights, step by step in fractions."""
    step, mass, spring, position = NUMBERS.values()
    total, velocity = Fraction(0), Fraction(0)
    for value in values:
        velocity = velocity + value if variables == "w" else Fraction(value)
        moved = position + step * velocity
        total += step * (mass * velocity**2 - spring * square(position, moved)) / 2
        position = moved
    return sp.Rational(total.numerator, total.denominator)


@pytest.mark.parametrize("variables", ["w", "W"])
@pytest.mark.parametrize("rule", RULES)
def test_entries_of_the_oscillator_are_those_of_the_explicit_matrix(rule: str, variables: str) -> None:
    base, path = (w, x) if variables == "w" else (W, y)
    form = action(RULES[rule], path)
    square = (i >= 1) & (i <= N) & (j >= 1) & (j <= N)
    closed = entry(form, base, i, j, assumptions=square).xreplace(EXACT)
    linear = entry(form, base, i, assumptions=(i >= 1) & (i <= N)).xreplace(EXACT)
    constant = entry(form, base).xreplace(EXACT)
    assert not closed.has(Sum)
    for size in range(1, 9):
        units = [[int(p == q) for q in range(size)] for p in range(size)]
        ground = explicit(RULES[rule], variables, [0] * size)
        assert constant.subs(N, size) == ground
        for p, q in product(range(size), repeat=2):
            both = explicit(RULES[rule], variables, [u + v for u, v in zip(units[p], units[q], strict=True)])
            ones = [explicit(RULES[rule], variables, units[r]) for r in (p, q)]
            curvature = both - sum(ones) + ground
            assert closed.xreplace({N: sp.Integer(size), i: sp.Integer(p + 1), j: sp.Integer(q + 1)}) == curvature
            if p == q:
                slope = linear.xreplace({N: sp.Integer(size), i: sp.Integer(p + 1)})
                assert slope == ones[0] - ground - curvature / 2


@pytest.mark.parametrize("statement", TRUE, ids=lambda t: t.name)
def test_what_is_written_back_is_what_was_read(statement: Statement) -> None:
    form = normal_form(statement.lhs, statement.assumptions).expression()
    readable = write(statement.lhs, statement.assumptions)
    sizes = sorted((t for t in (statement.lhs - statement.rhs).free_symbols if t.is_integer), key=str)
    for number in range(1, 5):
        point = dict.fromkeys(sizes, number)
        point |= {N: number + 1} if N in sizes and len(sizes) > 1 and statement.name != "delta outside" else {}
        if statement.assumptions is True or written_out(statement.assumptions, point) == sp.true:
            assert agree(statement.lhs, form, point)
            assert agree(statement.lhs, readable, point)


def test_the_action_in_the_weights_is_readable() -> None:
    general = write(Sum(dt * L((x(n) + x(n - 1)) / 2, (x(n) - x(n - 1)) / dt), (n, 1, N)))
    assert general == dt * Sum(L(x_ini + dt * Sum((n - k + half) * w[k], (k, 1, n)), Sum(w[k], (k, 1, n))), (n, 1, N))
    assert write(midpoint(), n >= 1) == x_ini + dt * Sum((n - k + half) * w[k], (k, 1, n))


def test_the_difference_is_what_does_not_cancel() -> None:
    left, right = Sum(a[k], (k, 1, N)) ** 2, Sum(a[k] * a[j], (k, 1, j), (j, 1, N))
    assert difference(left, right) == Sum(a[j] * a[k], (j, k + 1, N), (k, 1, N - 1))
    assert difference(left, left) == 0
    assert normal_form(left - left).is_zero


def test_a_late_kink_starts_where_it_starts() -> None:
    assert normal_form(Sum(a[k] * Max(0, k - 9), (k, 1, N))).expression() == Sum((k - 9) * a[k], (k, 10, N))


def test_entries_without_an_order_use_min_and_max() -> None:
    inverse = entry(
        Sum(Sum(a[k], (k, 1, n)) ** 2, (n, 1, N)) / 2, a, i, j, assumptions=inside.subs(n, i) & inside.subs(n, j)
    )
    assert inverse == N - Max(i, j) + 1


def test_an_entry_inside_a_function_is_refused() -> None:
    with pytest.raises(Undecidable, match="argument depends"):
        entry(Sum(V(a[k]), (k, 1, N)), a, i)


def test_closed_forms_need_one_region() -> None:
    with pytest.raises(InputError, match="one conjunction"):
        normal_form(a[n], (n > 3) | (n < 1))


def test_written_sums_are_proved_equal_to_what_they_came_from() -> None:
    form = action(RULES["midpoint"], x)
    assert prove(form, write(form)).answer == "equal"
    assert prove(form, normal_form(form).expression()).answer == "equal"
