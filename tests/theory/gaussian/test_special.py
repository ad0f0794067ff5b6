"""Special parameters by name, and what a rule does in sentences: against elimination, and against Mehler's kernel."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from brute import mp
from numerics import numeric_function
from systems import RULE, TIME, draw, lattice

from symnet.errors import UnboundedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.amplitude import amplitude
from symnet.theory.gaussian.banded import evaluate
from symnet.theory.gaussian.effective import effective_oscillator
from symnet.theory.gaussian.special import special_cases
from symnet.theory.gaussian.step import quadratic_step
from symnet.theory.gaussian.wording import cost_of_rule, frequency_shift
from symnet.theory.represent import represent


@pytest.fixture(autouse=True)
def many_digits():
    with mpmath.workdps(50):
        yield


def named(action, name: str):
    (case,) = [case for case in special_cases(action) if case.name == name]
    return case


DECOUPLED = [(rule, "inverted oscillator", "fixed", "real") for rule in ("midpoint", "zigzag", "theta")]
DECOUPLED += [
    (rule, "oscillator", boundary, "euclidean")
    for rule in ("midpoint", "zigzag", "theta")
    for boundary in ("fixed", "halfline", "ring")
]


@pytest.mark.parametrize(("rule", "system", "boundary", "time"), DECOUPLED)
def test_the_coupling_that_vanishes_at_a_special_step_has_its_own_value(rule, system, boundary, time):
    action = lattice(system, rule, boundary, time)
    case, values = named(action, "the coupling vanishes"), draw(action, (rule, boundary))
    stiffness = sp.solve(case.condition.lhs, s.k)[0].subs(values | {s.dt: sp.Rational(2, 3)})
    values |= {s.k: stiffness, s.dt: sp.Rational(2, 3)}
    assert case.condition.subs(values) == sp.true
    for N in (1, 2, 9):
        expected = evaluate(action, N, values)
        found = mpmath.mpmathify(sp.N(case.value.subs(s.N, N).subs(values), 50))
        assert abs(found - expected) < mpmath.mpf(10) ** -40 * abs(expected)


@pytest.mark.parametrize("rule", ["endpoint", "trapezoid"])
def test_where_the_coupling_never_vanishes_no_such_case_is_named(rule):
    names = [case.name for case in special_cases(lattice("oscillator", rule, "fixed", "real"))]
    assert names == ["caustic", "unstable step"]


@pytest.mark.parametrize("rule", RULE)
@pytest.mark.parametrize("mode", [1, 2])
def test_a_caustic_is_a_named_case_and_an_error_at_explicit_numbers(rule, mode):
    """cos(theta) = 0 is the first caustic at N = 2, cos(theta) = 1/2 and -1/2 are those of N = 3."""
    action = lattice("oscillator", rule, "fixed", "real")
    case, values = named(action, "caustic"), draw(action, rule)
    step, N, cosine = quadratic_step(action), mode + 1, sp.Rational(mode - 1, 2)
    others = {key: value for key, value in values.items() if key != s.k}
    (stiffness,) = sp.solve(step.ratio.subs(others) - cosine, s.k)
    values[s.k] = stiffness
    assert case.condition.subs(s.N, N).subs(values) == sp.true
    with pytest.raises(ZeroModeError, match="caustic"):
        evaluate(action, N, values)
    assert case.condition.subs(s.N, N + 1).subs(values) == sp.false
    for beyond in (N + 1, 5 * N + 1, 100 * N + 1):
        closed = numeric_function([s.N, *values], amplitude(action))
        expected = closed(mpmath.mpf(beyond), *map(mp, values.values()))
        assert abs(evaluate(action, beyond, values) - expected) < mpmath.mpf(10) ** -40 * abs(expected)


@pytest.mark.parametrize("rule", RULE)
def test_an_unbounded_mode_is_named_exactly_where_elimination_meets_it(rule):
    action = lattice("inverted oscillator", rule, "fixed", "euclidean")
    case, values = (
        named(action, "unbounded mode"),
        draw(action, rule) | {s.dt: sp.Rational(1, 3), s.k: sp.Integer(4), s.m: sp.Integer(3)},
    )
    met = set()
    for N in range(1, 12):
        named_here = case.condition.subs(s.N, N).subs(values)
        assert named_here in (sp.true, sp.false)
        met.add(named_here)
        if named_here == sp.true:
            with pytest.raises((UnboundedError, ZeroModeError)):
                evaluate(action, N, values)
        else:
            assert mpmath.isfinite(evaluate(action, N, values))
    assert met == {sp.true, sp.false}


def test_a_zero_mode_is_named_where_the_path_is_free():
    assert named(lattice("oscillator", "midpoint", "ring", "euclidean"), "zero mode").condition == sp.Eq(s.k, 0)
    assert named(lattice("free", "midpoint", "free", "euclidean"), "zero mode").condition == sp.true
    assert special_cases(lattice("free", "midpoint", "fixed", "real")) == ()


@pytest.mark.parametrize("time", TIME)
@pytest.mark.parametrize("rule", RULE)
def test_frequency_impedance_prefactor_and_ends_are_all_that_a_rule_does(rule, time):
    """The amplitude is Mehler's kernel with these four, before the first caustic."""
    action = lattice("oscillator", rule, "fixed", time)
    values, own = (
        draw(action, (rule, time)) | {s.k: sp.Rational(1, 3), s.dt: sp.Rational(1, 10)},
        effective_oscillator(action),
    )
    parts = (own.frequency, own.impedance, own.per_step, own.edge, s.hbar, s.x_ini, s.x_fin, action.time.phase)
    frequency, impedance, per_step, edge, hbar, a, b, phase = (
        mpmath.mpmathify(sp.N(part.subs(values), 50)) for part in parts
    )
    for N in (1, 5, 17):
        angle = frequency * N / 10
        turned, grown = (mpmath.cos, mpmath.sin) if time == "real" else (mpmath.cosh, mpmath.sinh)
        exponent = impedance / (2 * grown(angle)) * ((a * a + b * b) * turned(angle) - 2 * a * b) + edge * (
            b * b - a * a
        )
        mehler = mpmath.sqrt(-phase * impedance / (2 * mpmath.pi * hbar * grown(angle)))
        expected = evaluate(action, N, values)
        found = per_step**N * mehler * mpmath.exp(phase * exponent / hbar)
        assert abs(found - expected) < mpmath.mpf(10) ** -40 * abs(expected)


@pytest.mark.parametrize("system", ["oscillator", "everything"])
@pytest.mark.parametrize("rule", RULE)
def test_the_shift_of_the_frequency_is_its_own_first_correction(rule, system):
    """With b x v the endpoint and the theta rule shift it at first order already."""
    action = lattice(system, rule, "fixed", "real")
    values = {letter: sp.Integer(n + 2) for n, letter in enumerate(action.lagrangian.parameters)}
    frequency = sp.lambdify(s.dt, effective_oscillator(action).frequency.subs(values), "mpmath")
    shift = sp.lambdify(s.dt, frequency_shift(quadratic_step(action)).subs(values), "mpmath")
    with mpmath.workdps(100):
        dt, own = mpmath.mpf(10) ** -12, mpmath.sqrt(mp(values[s.k]) / mp(values[s.m]))
        measured = frequency(dt) / own - 1
        assert abs(measured / shift(dt) - 1) < 1e-9


def test_the_sentences_say_what_differs():
    said = {rule: " ".join(cost_of_rule(lattice("oscillator", rule, "fixed", "real"))) for rule in RULE}
    assert len(set(said.values())) == len(RULE)
    assert "the continuum's, at every dt" in said["midpoint"]
    assert "the ends of the path the action keeps" in said["endpoint"]
    assert "uniform acceleration" in represent("m*v^2/2").cost_of_rule()[0]
