"""Assumed signs of scalars: they prove what needs them, and every counterexample lies inside them."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.sums import decide

N, k, w = s.N, s.k_, s.w
a, b = sp.symbols("a b")
r = sp.Symbol("r", real=True)

NEEDS_A_SIGN = {
    "a root": (sp.sqrt(a**2), a, a >= 0),
    "a root of two": (sp.sqrt(a * b), sp.sqrt(a) * sp.sqrt(b), (a >= 0) & (b >= 0)),
    "a fourth root": (sp.root(a**2, 4), sp.sqrt(a), a >= 0),
    "a modulus": (sp.Abs(a), a, a >= 0),
    "a modulus, the number on the left": (sp.Abs(a), a, sp.Le(0, a, evaluate=False)),
    "a modulus below zero": (sp.Abs(a), -a, a <= 0),
    "a larger number": (sp.Abs(a), a, a > 3),
    "ReLU": (sp.Max(a, 0), a, a >= 0),
    "ReLU below zero": (sp.Max(a, 0), sp.S.Zero, a <= 0),
    "a step": (sp.Heaviside(a), sp.S.One, a > 0),
    "ReLU along a path": (
        sp.Sum(w[k] * sp.Max(0, a * (N - k)), (k, 1, N)),
        a * sp.Sum((N - k) * w[k], (k, 1, N)),
        a >= 0,
    ),
}


@pytest.mark.parametrize("name", NEEDS_A_SIGN)
def test_with_the_sign_it_is_proved(name: str) -> None:
    assert decide(*NEEDS_A_SIGN[name]).answer == "equal"


@pytest.mark.parametrize("name", NEEDS_A_SIGN)
def test_without_the_sign_it_is_not(name: str) -> None:
    lhs, rhs, _ = NEEDS_A_SIGN[name]
    assert decide(lhs, rhs).answer != "equal"


@pytest.mark.parametrize("name", NEEDS_A_SIGN)
def test_with_the_other_sign_it_is_refuted_inside_it_if_at_all(name: str) -> None:
    lhs, rhs, sign = NEEDS_A_SIGN[name]
    other = sign.subs({a: -a, b: -b}, simultaneous=True)
    found = decide(lhs, rhs, other)
    assert found.answer != "equal"
    if found.counterexample is not None:
        values = {sp.Symbol(word): value for word, value in found.counterexample.values.items()}
        assert other.subs({x: values.get(x, 0) for x in (a, b)}) == sp.true


@pytest.mark.parametrize(
    ("lhs", "rhs", "assumed"),
    [
        (sp.sqrt(a**2), -a, a > 0),
        (sp.Abs(r), r, True),
        (sp.Max(r, 0), r, True),
        (a + 1, sp.S.Zero, a > -5),
        (a, sp.S.Zero, a >= 0),
        (sp.Heaviside(a), sp.S.One, a >= 0),
        (sp.sqrt(a**2), a, True),
    ],
)
def test_a_sign_proves_nothing_else(lhs: sp.Expr, rhs: sp.Expr, assumed: sp.Basic) -> None:
    found = decide(lhs, rhs, assumed)
    assert found.answer != "equal"
    if found.counterexample is not None and assumed is not True:
        assert assumed.subs(a, found.counterexample.values.get("a", 0)) == sp.true


def test_a_namesake_in_the_statement_stays_another_symbol() -> None:
    twin = sp.Symbol("a", nonnegative=True)
    assert decide(a, twin, a >= 0).answer == "different"


def test_signs_that_exclude_each_other_are_no_error() -> None:
    assert decide(sp.sqrt(a**2), a, (a > 0) & (a < 0)).answer in ("equal", "undecided")


def test_what_is_neither_above_nor_below_zero_is_not_refuted_elsewhere() -> None:
    zero = sp.Symbol("z", zero=True)
    assert decide(a, sp.S.Zero, (a >= 0) & (a <= 0)).answer != "different"
    assert decide(zero, sp.S.Zero).answer != "different"
