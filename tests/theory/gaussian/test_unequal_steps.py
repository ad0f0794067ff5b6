"""Forces and steps that differ from time to time, against elimination with each step's own numbers."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy as sp
from brute import mp
from numerics import numeric_function
from systems import LAGRANGIAN, RULE, TIME, draw, every, lattice

from symnet.errors import InputError, UnboundedError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.driven import FORCE, driven_amplitude
from symnet.theory.gaussian.banded import evaluate_unequal
from symnet.theory.gaussian.gelfand_yaglom import DEVIATION, gelfand_yaglom
from symnet.theory.gaussian.nonuniform import LENGTHS, nonuniform_amplitude, order_matters

TOLERANCE = mpmath.mpf(10) ** -30
DRIVEN = {
    "free": "constant force",
    "oscillator": "driven oscillator",
    "inverted oscillator": "driven inverted oscillator",
}


@pytest.fixture(autouse=True)
def many_digits():
    with mpmath.workdps(70):
        yield


def summed(expression: sp.Expr, forces: dict[int, sp.Rational]) -> sp.Expr:
    """Every sum over the force written out over the few times at which there is one."""
    if isinstance(expression, sp.Sum):
        *inner, (index, low, high) = expression.limits
        times = [n for n in forces if low <= n and (high == s.N or n <= high)]
        body = sp.Sum(expression.function, *inner) if inner else expression.function
        return sp.Add(*[summed(body.subs(index, n), forces) for n in times])
    if isinstance(expression, sp.Indexed):
        return forces[int(expression.indices[0])]
    return expression.func(*[summed(part, forces) for part in expression.args]) if expression.args else expression


def close(found, expected) -> None:
    assert abs(mpmath.mpmathify(found) - expected) <= TOLERANCE * abs(expected)


@every("time rule system", TIME, RULE, DRIVEN, keep=4)
def test_a_force_on_every_step(time, rule, system):
    closed = driven_amplitude(lattice(system, rule, "fixed", time))
    pushed = lattice(DRIVEN[system], rule, "fixed", time)
    source = random.Random(rule + time + system)
    values = draw(pushed, ("driven", rule, time, system)) | {s.dt: sp.Rational(1, 40)}
    for N in (1, 2, 3, 8, 17, 100, 1000) if system == "oscillator" else (1, 2, 5, 17):
        times = {*range(1, min(N, 4) + 1), N // 2 + 1, N}
        forces = {n: sp.Rational(source.randint(-9, 9), 7) for n in sorted(times)}
        letters = [letter for letter in values if letter.name != "f"]
        compiled = numeric_function([s.N, *letters], summed(closed, forces))
        found = compiled(mpmath.mpf(N), *[mp(values[letter]) for letter in letters])
        force = next(letter for letter in pushed.lagrangian.parameters if letter.name == "f")
        still = values | {force: sp.S.Zero}
        each = [still | {force: forces[n]} if n in forces else still for n in range(1, N + 1)]
        close(found, evaluate_unequal(pushed, each))


def over_lengths(closed: sp.Expr, lengths: list[sp.Rational], values: dict) -> mpmath.mpc:
    """The closed form with its sums and products over the steps written out."""

    def written_out(total: sp.Sum | sp.Product) -> sp.Expr:
        gathered = sp.Add if isinstance(total, sp.Sum) else sp.Mul
        return gathered(*[total.function.subs(LENGTHS[s.n], length) for length in lengths])

    explicit = closed.replace(lambda part: isinstance(part, (sp.Sum, sp.Product)), written_out)
    letters = [letter for letter in values if letter != s.dt]
    return numeric_function(letters, explicit)(*[mp(values[letter]) for letter in letters])


@every("time rule system", TIME, RULE, LAGRANGIAN, keep=8)
def test_the_order_of_the_steps_matters_or_the_closed_form_holds(time, rule, system):
    action = lattice(system, rule, "fixed", time)
    values, source = draw(action, ("unequal", rule, time, system)), random.Random(rule + time + system)
    lengths = [sp.Rational(source.randint(1, 9), 90) for _ in range(5)]

    def over(order: list) -> mpmath.mpc:
        return evaluate_unequal(action, [values | {s.dt: length} for length in order])

    there, back = over(lengths), over(sorted(lengths))
    if order_matters(action):
        assert abs(there - back) > mpmath.mpf(10) ** -20 * abs(back)
        with pytest.raises(UnsupportedError, match="order of the steps matters"):
            nonuniform_amplitude(action)
        return
    close(there, back)
    closed = nonuniform_amplitude(action)
    for N in (1, 5, 40):
        many = (lengths * 8)[:N]
        found = over_lengths(closed, many, values)
        try:
            expected = over(many)
        except UnboundedError:
            assert mpmath.isinf(found)
            continue
        close(found, expected)


@pytest.mark.parametrize(("time", "system"), [("euclidean", "oscillator"), ("real", "inverted oscillator")])
def test_unequal_steps_may_pass_the_length_at_which_the_coupling_vanishes(time, system):
    """It vanishes at dt = 2 where m = k; an odd and an even number of the steps are longer, in any order."""
    action = lattice(system, "midpoint", "fixed", time)
    values, closed = (
        draw(action, (time, system)) | {s.m: sp.Integer(3), s.k: sp.Integer(3)},
        nonuniform_amplitude(action),
    )
    for lengths in ("3", "1/2 3", "3 1/5 4", "5/2 1/2 7 1/3 9/4"):
        many = list(map(sp.Rational, lengths.split()))
        close(over_lengths(closed, many, values), evaluate_unequal(action, [values | {s.dt: dt} for dt in many]))
    assert mpmath.isnan(over_lengths(closed, [sp.Integer(1), sp.Integer(2)], values))


def test_only_the_midpoint_oscillator_forgets_the_order():
    forgetful = {rule for rule in RULE if not order_matters(lattice("oscillator", rule, "fixed", "real"))}
    assert forgetful == {"midpoint"}


@every("time rule", TIME, RULE, keep=4)
def test_a_changing_frequency_by_recursion(time, rule):
    """y_N of the recursion is the matrix's determinant, exactly, and the equation is Newton's or its rotation."""
    action, N = lattice("oscillator", rule, "fixed", time), 6
    found, source = gelfand_yaglom(action, s.k), random.Random(rule + time)
    stiffness = sp.IndexedBase("k", real=True)
    strengths = {n: sp.Rational(source.randint(1, 9), 5) for n in range(1, N + 1)}
    at = {s.m: sp.Rational(3, 2), s.dt: sp.Rational(1, 4)}

    def explicit(expression: sp.Expr, n: int) -> sp.Expr:
        placed = expression.subs(s.n, n).subs(s.N, N).doit().subs(at)
        return placed.subs({stiffness[k]: value for k, value in strengths.items()})

    y = {0: sp.S.Zero, 1: sp.S.One}
    for n in range(1, N):
        known = explicit(found.recursion, n).subs({DEVIATION[k]: value for k, value in y.items()})
        (y[n + 1],) = sp.solve(known, DEVIATION[n + 1])
    determinant = explicit(found.determinant, 0).subs({DEVIATION[k]: value for k, value in y.items()})
    assert determinant == _determinant(action, N, at, strengths)
    sign = 1 if time == "real" else -1
    place, path = sp.Function("k")(s.t), sp.Function("y")(s.t)
    assert sp.expand(found.continuum.lhs - path.diff(s.t, 2) - sign * place * path / s.m) == 0


def _determinant(action, N: int, at: dict, strengths: dict) -> sp.Expr:
    path = sp.symbols(f"x_1:{N}")
    held = (sp.S.Zero, *path, sp.S.Zero)
    total = sum(
        (s.dt * action.step).subs(at).subs(s.k, strengths[n]).subs({s.x_prev: held[n - 1], s.x_next: held[n]})
        for n in range(1, N + 1)
    )
    return sp.hessian(sp.expand(total), path).det()


def test_what_is_no_parameter_does_not_change():
    with pytest.raises(InputError, match="no parameter"):
        gelfand_yaglom(lattice("free", "midpoint", "fixed", "real"), s.k)
    with pytest.raises(InputError, match="at least one step"):
        evaluate_unequal(lattice("free", "midpoint", "fixed", "real"), [])
    assert FORCE[s.n].is_real
