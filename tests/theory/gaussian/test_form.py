"""The form's closed entries, determinant and inverse against second differences of the action itself, exactly."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy as sp
from brute import Instance, eliminate, green, mp, mp_complex
from numerics import numeric_function
from sympy.polys.domains import QQ_I
from sympy.polys.matrices import DomainMatrix
from systems import BOUNDARY, LAGRANGIAN, RULE, TIME, draw, every, lattice

from symnet.notation import symbols as s
from symnet.theory.gaussian import gaussian_form

ROW, COLUMN = sp.symbols("i j", integer=True, positive=True)
EVERY_SIZE = tuple(range(1, 9))


def exactly(expression: sp.Expr, values: dict) -> object:
    return QQ_I.from_sympy(sp.expand(sp.sympify(expression).subs(values), func=True))


def over_q_i(matrix: sp.Matrix, size: int) -> DomainMatrix:
    rows = [[QQ_I.from_sympy(sp.expand(matrix[i, j])) for j in range(size)] for i in range(size)]
    return DomainMatrix(rows, (size, size), QQ_I)


def agrees(system: str, rule: str, boundary: str, time: str, sizes: tuple[int, ...]) -> None:
    action = lattice(system, rule, boundary, time)
    values = draw(action, (system, rule, boundary, time))
    instance = Instance(action, values)
    for variables in "xWw":
        form = gaussian_form(action, variables)
        determinant_at = compiled(form.determinant(), values)
        inverse_at = compiled(form.inverse(ROW, COLUMN), values) if form.determinant() != 0 else None
        for N in sizes:
            matrix, linear, constant = instance.form(variables, N)
            size = matrix.shape[0]
            assert form.size.subs(s.N, N) == size
            assert over_q_i(form.matrix(N=N).subs(values), size) == matrix
            assert [exactly(b, values) for b in form.vector(N=N)] == linear
            assert exactly(form.constant.subs(s.N, N), values) == constant
            determinant = matrix.det() if size else QQ_I.one
            assert close(determinant_at(N), determinant)
            if size and determinant and inverse_at:
                inverse = matrix.inv()
                for i, j in {(0, size - 1), (size // 2, size // 2)}:
                    assert close(inverse_at(N, i + 1, j + 1), inverse[i, j].element)


def compiled(expression: sp.Expr, values: dict):
    function = numeric_function([s.N, ROW, COLUMN, *values], expression)
    with mpmath.workdps(60):
        numbers = [mp(value) for value in values.values()]
    return lambda N, i=0, j=0: mpmath.mpmathify(function(mpmath.mpf(N), i, j, *numbers))


def close(found, exact) -> bool:
    expected = mp_complex(exact)
    return abs(found - expected) <= mpmath.mpf(10) ** -40 * max(abs(expected), 1)


@pytest.fixture(autouse=True)
def sixty_digits():
    with mpmath.workdps(60):
        yield


@every("rule boundary", RULE, BOUNDARY, keep=6)
def test_determinants_and_inverses_are_exact_numbers(rule, boundary):
    """In real time everything is rational, and then equal, not close."""
    action = lattice("oscillator", rule, boundary, "real")
    values = draw(action, (rule, boundary))
    instance = Instance(action, values)
    form = gaussian_form(action, "x")
    for N in EVERY_SIZE:
        matrix, _, _ = instance.form("x", N)
        if size := matrix.shape[0]:
            assert exactly(form.determinant().subs(values).subs(s.N, N), {}) == matrix.det()
            corner = form.inverse(1, size).subs(values).subs(s.N, N)
            assert exactly(corner, {}) == matrix.inv()[0, size - 1].element


@every("system rule boundary time", LAGRANGIAN, RULE, BOUNDARY, TIME, keep=4)
def test_every_closed_form_at_every_small_width(system, rule, boundary, time):
    agrees(system, rule, boundary, time, EVERY_SIZE)


@every("system rule boundary time", LAGRANGIAN, RULE, BOUNDARY, TIME, keep=6)
def test_every_closed_form_at_large_widths(system, rule, boundary, time):
    """Entries and linear parts exactly, by differences of the action; determinant and inverse to 30 digits."""
    action = lattice(system, rule, boundary, time)
    values, source = (
        draw(action, (system, rule, boundary, time, "wide")),
        random.Random(system + rule + boundary + time),
    )
    variables = source.choice("xWw")
    instance, form = Instance(action, values), gaussian_form(action, variables)
    order, first = "xWw".index(variables), 0 if boundary in ("ring", "free") else 1
    has_inverse = boundary in ("fixed", "halfline") or "oscillator" in system or system == "everything"
    determinant_at = compiled(form.determinant(), values)
    inverse_at = compiled(form.inverse(ROW, COLUMN), values) if has_inverse else None
    for N in (17, 100, 1000):
        size = instance.size(N)
        places = [(source.randint(1, size), source.randint(1, size)) for _ in range(3)] + [(1, size)]
        entries = instance.entries(variables, N, places)
        for (i, j), (entry, linear) in zip(places, entries, strict=True):
            assert exactly(form.entry(i, j).subs(s.N, N), values) == entry
            assert exactly(form.linear(i).subs(s.N, N), values) == linear
        if not has_inverse:
            assert form.determinant() == 0
            continue
        weights = len(range(first, size + first)) - (1 if boundary in ("ring", "free") else 0)
        jacobian = mp(values[s.dt]) ** (weights if order else 0)
        expected = eliminate(instance, N).determinant * jacobian**2
        near(determinant_at(N), expected, abs(expected))
        for i, j in places:
            near(inverse_at(N, i, j), *inverse_of(instance, N, order, i, j))


def inverse_of(instance: Instance, N: int, order: int, i: int, j: int) -> tuple[mpmath.mpc, mpmath.mpf]:
    """(i, j) of the inverse in x, W or w, from that in the positions by the weights' own definition, and its size."""
    left, right = (spread_of(instance, N, order, place) for place in (i, j))
    wanted = [(a, b) for a in left for b in right]
    found = dict(zip(wanted, green(instance, N, wanted), strict=True))
    terms = [left[a] * right[b] * found[a, b] for a, b in wanted]
    return sum(terms), sum(map(abs, terms))


def spread_of(instance: Instance, N: int, order: int, place: int) -> dict[int, mpmath.mpf]:
    """The variable as a sum over the rows of the free positions."""
    moving = instance.boundary in ("ring", "free")
    if order == 0 or (moving and place == 1):
        return {place: mpmath.mpf(1)}
    time, dt = place - moving, mp(instance.number(s.dt))
    rates = {time: 1, time - 1: -1} if order == 1 else {time: 1, time - 1: -2, time - 2: 1}
    if order == 2 and time == 1:
        rates = {1: 1, 0: -1}
    return {n + moving: mpmath.mpf(rate) / dt for n, rate in rates.items() if n + moving >= 1}


def near(found, expected, scale) -> None:
    """30 digits, or 50 of the terms that cancel."""
    assert abs(found - expected) <= mpmath.mpf(10) ** -30 * abs(expected) + mpmath.mpf(10) ** -50 * scale
