"""The Gaussian calculus takes limits in a field of its own; those of ``symnet.sums``, derived apart, must agree."""

from __future__ import annotations

import pytest
import sympy as sp

import symnet
from symnet import sums
from symnet.notation import symbols as s

N = s.N


@pytest.mark.parametrize("rule", ["midpoint", "endpoint", "trapezoid", "zigzag"])
def test_the_limit_of_the_partition_function_is_the_same_both_ways(rule: str) -> None:
    ring = symnet.represent("m*v^2/2 - k*x^2/2", rule=rule, boundary="ring", time="euclidean")
    closed = ring.partition_function()
    inside = closed.args[0][0] if isinstance(closed, sp.Piecewise) else closed
    found, known = sums.limit_with_rate(inside, N, step=s.dt, duration=s.T), ring.continuum()
    assert found.order == known.order
    numbers = {"m": sp.Rational(3, 2), "k": sp.Rational(5, 4), "T": sp.Rational(7, 5)}
    values = {v: numbers[str(v)] for v in found.correction.free_symbols | known.correction.free_symbols}
    for mine, theirs in ((found.value, known.value), (found.correction, known.correction)):
        assert abs(sp.N((mine - theirs).subs(values), 40, chop=False, maxn=200)) < sp.Float("1e-30")
    assert abs(sp.N(found.correction.subs(values), 20)) > sp.Float("1e-4")
