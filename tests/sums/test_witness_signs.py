"""A counterexample keeps the signs that its scalars are assumed to have, and one that breaks them is none."""

import pytest
import sympy as sp

from symnet.sums import decide

x = sp.Symbol("x", real=True)


@pytest.mark.parametrize("sign", ["positive", "nonnegative"])
def test_a_rectifier_s_scale_is_not_refuted_by_a_negative_one(sign):
    a = sp.Symbol("a", **{sign: True})
    assert decide(sp.Max(0, a * x), a * sp.Max(0, x)).answer != "different"


@pytest.mark.parametrize("sign", ["real", "negative"])
def test_without_that_sign_it_is_refuted(sign):
    a = sp.Symbol("a", **{sign: True})
    decision = decide(sp.Max(0, a * x), a * sp.Max(0, x))
    assert decision.answer == "different"
    assert decision.counterexample.values["a"] < 0


@pytest.mark.parametrize("sign", ["positive", "negative", "nonnegative", "nonpositive", "nonzero"])
def test_a_witness_has_the_assumed_sign(sign):
    a = sp.Symbol("a", real=True, **{sign: True})
    value = decide(a, 2 * a).counterexample.values["a"]
    assert value != 0
    assert not (value < 0 and sign in ("positive", "nonnegative"))
    assert not (value > 0 and sign in ("negative", "nonpositive"))
