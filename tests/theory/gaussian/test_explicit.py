"""Explicit widths, exactly and as numbers, against the closed forms."""

from __future__ import annotations

import time as clock

import mpmath
import pytest
import sympy as sp
from brute import mp
from numerics import numeric_function
from systems import BOUNDARY, RULE, draw, every, lattice

from symnet.errors import InputError, UnboundedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.amplitude import amplitude
from symnet.theory.gaussian import gaussian_form
from symnet.theory.gaussian.banded import evaluate
from symnet.theory.gaussian.exact import exact_form
from symnet.theory.ground_state import ground_state
from symnet.theory.partition_function import partition_function

OFFERED = [("fixed", "real"), ("fixed", "euclidean"), ("halfline", "euclidean"), ("ring", "euclidean")]
CLOSED = {"fixed": amplitude, "halfline": ground_state, "ring": partition_function}


@every("boundary rule N", BOUNDARY, RULE, (*range(1, 9), 50), keep=12)
def test_elimination_finds_the_closed_forms_exactly(boundary, rule, N):
    action = lattice("oscillator", rule, boundary, "real")
    values = draw(action, (boundary, rule, "exact"), height=5)
    exact, form = exact_form(action, N, values), gaussian_form(action, "x")
    assert form.determinant().subs(values).subs(s.N, N) == exact.determinant
    assert sp.expand(form.completed().subs(values).subs(s.N, N) - exact.completed()) == 0


@every("boundary rule", BOUNDARY, RULE, keep=2)
def test_elimination_at_two_hundred_steps(boundary, rule):
    action = lattice("everything", rule, boundary, "real")
    values = {letter: sp.Rational(value.p % 3 + 1, 2) for letter, value in draw(action, "big").items()}
    exact, form = exact_form(action, 200, values), gaussian_form(action, "x")
    assert form.determinant().subs(values).subs(s.N, 200) == exact.determinant


@every("N boundary time", [(N, *case) for N in (1, 2, 17, 10_000) for case in OFFERED], keep=5)
def test_numbers_in_linear_time_agree_with_the_closed_forms(N, boundary, time):
    action = lattice("everything", "endpoint", boundary, time)
    values = draw(action, ("banded", boundary, time))
    values[s.dt] = sp.Rational(1, 100)
    with mpmath.workdps(60):
        started = clock.process_time()
        found = evaluate(action, N, values)
        assert clock.process_time() - started < 10
        closed = numeric_function([s.N, *values], CLOSED[boundary](action))
        expected = mpmath.mpmathify(closed(mpmath.mpf(N), *map(mp, values.values())))
        assert abs(found - expected) < mpmath.mpf(10) ** -30 * abs(expected)


def test_a_divergent_integral_a_caustic_and_missing_values_are_errors():
    inverted = lattice("inverted oscillator", "midpoint", "fixed", "euclidean")
    values = dict.fromkeys((s.k, s.m, s.hbar, s.x_ini, s.x_fin), sp.S.One) | {s.dt: sp.Rational(1, 2)}
    assert mpmath.isfinite(evaluate(inverted, 6, values))
    with pytest.raises(UnboundedError):
        evaluate(inverted, 7, values)
    free = lattice("oscillator", "trapezoid", "fixed", "real")
    with pytest.raises(ZeroModeError):
        evaluate(free, 2, values | {s.k: sp.Integer(8)})
    with pytest.raises(InputError, match="hbar"):
        evaluate(free, 2, {s.k: sp.S.One, s.m: sp.S.One, s.dt: sp.S.One, s.x_ini: sp.S.One, s.x_fin: sp.S.One})
    with pytest.raises(InputError, match="200"):
        exact_form(free, 201, values)
