"""Modes, mode coefficients, independent variables and means, against the matrix at explicit widths."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import mpmath
import pytest
import sympy as sp
from brute import mp
from numerics import numeric_function
from systems import BOUNDARY, RULE, draw, every, lattice

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.gaussian import gaussian_form

EVEN = ("midpoint", "trapezoid", "zigzag")


@pytest.fixture(autouse=True)
def forty_digits():
    with mpmath.workdps(40):
        yield


ROW, COLUMN = sp.symbols("i j", integer=True)


@cache
def compiled(expression: sp.Expr, letters: tuple) -> object:
    return numeric_function([s.N, ROW, COLUMN, *letters], expression)


def at(expression: sp.Expr, values: dict, N: int, i: int = 0, j: int = 0) -> mpmath.mpc:
    """An expression in N and the indices ROW and COLUMN."""
    function = compiled(expression, tuple(values))
    return mpmath.mpmathify(function(mpmath.mpf(N), i, j, *map(mp, values.values())))


def matrix_of(form, values: dict, N: int) -> mpmath.matrix:
    exact = form.matrix(N=N).subs(values)
    return mpmath.matrix([[mpmath.mpmathify(complex_of(z)) for z in exact.row(i)] for i in range(exact.rows)])


def complex_of(z: sp.Expr) -> mpmath.mpc:
    real, imaginary = z.as_real_imag()
    return mpmath.mpc(mp(sp.Rational(real)), mp(sp.Rational(imaginary)))


def near(a, b) -> bool:
    return abs(a - b) < mpmath.mpf(10) ** -30 * (1 + abs(b))


@every("boundary rule N", BOUNDARY, EVEN, range(1, 9), keep=8)
def test_the_modes_make_the_form_a_sum_of_squares(boundary, rule, N):
    form = gaussian_form(lattice("oscillator", rule, boundary, "real"), "x")
    values = draw(lattice("oscillator", rule, boundary, "real"), (boundary, rule))
    modes, size = form.modes(), int(form.size.subs(s.N, N))
    first = int(modes.first)
    assert modes.last.subs(s.N, N) - first + 1 == size
    matrix, start = matrix_of(form, values, N) if size else None, form.ends.first_free
    for p in range(first, first + size):
        vector = [at(modes.basis(ROW, COLUMN), values, N, p, n + start) for n in range(size)]
        for q in range(first, first + size):
            other = [at(modes.basis(ROW, COLUMN), values, N, q, n + start) for n in range(size)]
            product = sum(vector[a] * matrix[a, b] * other[b] for a in range(size) for b in range(size))
            expected = at(modes.norm(ROW) * modes.eigenvalue(ROW), values, N, p) if p == q else 0
            assert near(product, expected)


@pytest.mark.parametrize("rule", ["endpoint", "theta"])
@pytest.mark.parametrize("boundary", ["halfline", "free"])
def test_modes_are_refused_where_the_ends_are_uneven(boundary, rule):
    with pytest.raises(UnsupportedError, match="late - early"):
        gaussian_form(lattice("oscillator", rule, boundary, "real")).modes()


@every("boundary rule N", BOUNDARY, RULE, (1, 2, 3, 6), keep=10)
def test_the_form_in_mode_coefficients_is_the_action_on_a_sum_of_modes(boundary, rule, N):
    action = lattice("everything", rule, boundary, "euclidean")
    values = draw(action, (boundary, rule, "modes"))
    form = gaussian_form(action, "a")
    modes, size = form.coordinates.modes, int(form.size.subs(s.N, N))
    first, start, finish = int(modes.first), mp(values[s.x_ini]), mp(values[s.x_fin])
    step = numeric_function([s.x_prev, s.x_next, *values], s.dt * action.step)

    def rest(n: int) -> mpmath.mpf:
        return {"fixed": start + (finish - start) * n / N, "halfline": start}.get(boundary, mpmath.mpf(0))

    table = [[at(modes.basis(ROW, COLUMN), values, N, first + a, n) for a in range(size)] for n in range(N + 1)]

    def along(u: list) -> mpmath.mpc:
        path = [rest(n) + mpmath.fdot(u, table[n]) for n in range(N + 1)]
        return sum(step(p, q, *numbers) for p, q in pairwise(path))

    numbers = [mp(value) for value in values.values()]
    zero = [mpmath.mpf(0)] * size
    unit = [[mpmath.mpf(a == b) for a in range(size)] for b in range(size)]
    assert near(along(zero), at(form.constant, values, N))
    for a in range(size):
        backward = [-c for c in unit[a]]
        assert near((along(unit[a]) - along(backward)) / 2, at(form.linear(ROW), values, N, a + 1))
        for b in range(size):
            both = [c + d for c, d in zip(unit[a], unit[b], strict=True)]
            mixed = along(both) - along(unit[a]) - along(unit[b]) + along(zero)
            assert near(mixed, at(form.entry(ROW, COLUMN), values, N, a + 1, b + 1))
    if size:
        basis = mpmath.matrix(table[form.ends.first_free : form.ends.first_free + size])
        assert near(abs(mpmath.det(basis)), at(form.coordinates.jacobian, values, N))


@every("boundary rule N", ("fixed", "halfline", "free"), RULE, range(1, 9), keep=8)
def test_the_redefinition_makes_the_variables_independent(boundary, rule, N):
    action = lattice("everything", rule, boundary, "real")
    values, form = draw(action, (boundary, rule)), gaussian_form(action, "x")
    size, new = int(form.size.subs(s.N, N)), form.independent()
    if not size:
        return
    matrix, mixed = matrix_of(form, values, N), mpmath.matrix(size, size)
    pivots = mpmath.diag([at(new.pivot(ROW), values, N, i + 1) for i in range(size)])
    for i in range(size):
        mixed[i, i] = mpmath.mpf(1)
        if i + 1 < size:
            mixed[i, i + 1] = -at(new.mixing(ROW), values, N, i + 1)
    assert mpmath.mnorm(mixed.T * pivots * mixed - matrix) < mpmath.mpf(10) ** -30
    inverse = mixed**-1
    for i in range(size):
        for j in range(i, size):
            assert near(at(new.back(ROW, COLUMN), values, N, i + 1, j + 1), inverse[i, j])


@every("boundary rule system", BOUNDARY, RULE, ("everything", "constant force"), keep=4)
def test_the_mean_completes_the_square(boundary, rule, system):
    if system == "constant force" and boundary in ("ring", "free"):
        pytest.skip("a zero mode: refused elsewhere")
    action = lattice(system, rule, boundary, "real")
    values = draw(action, (boundary, rule, "mean"))
    for variables in "xWw":
        form = gaussian_form(action, variables)
        for N in (1, 2, 4):
            size = int(form.size.subs(s.N, N))
            constant = at(form.constant, values, N)
            if size:
                linear = mpmath.matrix([complex_of(b) for b in form.vector(N=N).subs(values)])
                mean = mpmath.lu_solve(matrix_of(form, values, N), -linear)
                for i in range(size):
                    assert near(at(form.mean(ROW), values, N, i + 1), mean[i])
                constant += (linear.T * mean)[0] / 2
            assert near(at(form.completed(), values, N), constant)


def test_a_ring_has_modes_but_no_first_variable():
    with pytest.raises(UnsupportedError, match="modes"):
        gaussian_form(lattice("oscillator", "midpoint", "ring", "real")).independent()
