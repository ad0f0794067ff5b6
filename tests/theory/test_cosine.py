"""The cosine ensemble against sums written out, in exact numbers; the determinants in cyclotomic fields."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
import sympy as sp
from sympy.polys.matrices import DomainMatrix

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.sums import decide
from symnet.theory.field import FieldLagrangian
from symnet.theory.gaussian.ends import ENDS
from symnet.theory.instance import at_width
from symnet.theory.modal_action import mode_path
from symnet.theory.mode_measure import overlaps
from symnet.theory.represent import Representation, represent

BOUNDARIES = ("free", "fixed", "ring")
RULES = ("midpoint", "endpoint", "trapezoid", "zigzag")
LAGRANGIANS = {
    "oscillator": lambda x, v: s.m * v**2 / 2 - s.k * x**2 / 2,
    "driven, in a field": lambda x, v: s.m * v**2 / 2 - s.k * x**2 / 2 + s.k * x * v - s.g * x + s.g * v,
    "quartic": lambda x, v: s.m * v**2 / 2 - s.g * x**4,
    "without mass": lambda x, v: s.g * x,
}
N = s.N


def cosines(kind: str, boundary: str, rule: str = "midpoint", time: str = "real") -> Representation:
    expr = LAGRANGIANS[kind](s.position, s.velocity)
    return represent(expr, "cosine", rule=rule, time=time, boundary=boundary)


def wave(boundary: str, j: int, n: int, width: int) -> sp.Expr:
    """As the kernels' page defines it."""
    if boundary == "fixed":
        return sp.sin(sp.pi * j * n / width)
    if boundary == "free":
        return sp.cos(sp.pi * j * n / width)
    return sp.cos(2 * sp.pi * j * n / width) + sp.sin(2 * sp.pi * j * n / width)


def labels(boundary: str, width: int) -> range:
    return {"fixed": range(1, width), "free": range(width + 1), "ring": range(width)}[boundary]


def drawn(boundary: str, width: int, waves: str | None = None) -> list[sp.Expr]:
    """x_0 ... x_N, term by term; ``waves`` those of another boundary."""
    line = [s.x_ini + (s.x_fin - s.x_ini) * sp.Rational(n, width) for n in range(width + 1)]
    around = line if boundary == "fixed" else [sp.S.Zero] * (width + 1)
    return [
        around[n] + sum(s.a[j] * wave(waves or boundary, j, n, width) for j in labels(boundary, width))
        for n in range(width + 1)
    ]


def by_hand(kind: str, rule: str, time: str, x: list[sp.Expr]) -> sp.Expr:
    """The action of a path, step by step."""
    lagrangian = LAGRANGIANS[kind]
    if time == "euclidean":
        real, lagrangian = lagrangian, lambda at, v: -real(at, sp.I * v)
    share = sp.Symbol("share")
    total = sp.S.Zero
    for before, after in pairwise(x):
        v = (after - before) / s.dt
        if rule == "midpoint":
            total += lagrangian((before + after) / 2, v)
        elif rule == "endpoint":
            total += lagrangian(after, v)
        elif rule == "trapezoid":
            total += (lagrangian(before, v) + lagrangian(after, v)) / 2
        else:
            total += sp.integrate(sp.expand(lagrangian(before + share * (after - before), v)), (share, 0, 1))
    return s.dt * total


def same(one: sp.Expr, other: sp.Expr) -> bool:
    """Equal for all letters: surds left after expanding are compared as numbers of their field."""
    difference = sp.expand(one - other)
    letters = sorted(difference.free_symbols - {s.dt}, key=str)
    letters = [each for each in letters if not isinstance(each, sp.IndexedBase)]
    places = sorted(difference.atoms(sp.Indexed), key=str)
    plain = {place: sp.Symbol(f"u{i}") for i, place in enumerate(places)}
    terms = sp.collect(
        sp.expand(difference.xreplace(plain) * s.dt**4), [*plain.values(), *letters, s.dt], evaluate=False
    )
    return all(sp.radsimp(sp.expand(coefficient)).equals(0) for coefficient in terms.values())


ALL_RULES = [*product(RULES, ["real"]), ("midpoint", "euclidean")]
ONE_RULE = [("endpoint", "real")]


@pytest.mark.parametrize(("kind", "boundary"), [*product(LAGRANGIANS, BOUNDARIES)])
@pytest.mark.parametrize(
    ("width", "rules"),
    [(1, ALL_RULES), (2, ALL_RULES), (3, ONE_RULE), (4, ONE_RULE), pytest.param(3, ALL_RULES, marks=pytest.mark.long)],
)
def test_the_action_in_modes_is_that_of_the_path_drawn_by_hand(
    kind: str, boundary: str, width: int, rules: list[tuple[str, str]]
) -> None:
    for rule, time in rules:
        found = cosines(kind, boundary, rule, time).action("a", N=width)
        assert same(found, by_hand(kind, rule, time, drawn(boundary, width))), (rule, time)


@pytest.mark.parametrize(
    ("boundary", "other"), [("free", "ring"), ("fixed", "free"), ("ring", "free"), ("ring", "fixed")]
)
def test_the_waves_of_another_boundary_are_told_apart(boundary: str, other: str) -> None:
    found = cosines("oscillator", boundary).action("a", N=3)
    assert not same(found, by_hand("oscillator", "midpoint", "real", drawn(boundary, 3, waves=other)))


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_the_network_draws_the_path_at_its_times(boundary: str, width: int) -> None:
    rep = cosines("quartic", boundary)
    expected = drawn(boundary, width)
    for n in range(width + 1):
        time = rep.lattice.boundary.time(sp.Integer(n))
        assert same(at_width(rep.network.output(time), width), expected[n])
        assert same(at_width(rep.path.position(sp.Integer(n)), width), expected[n])
        if n:
            assert same(
                at_width(rep.path.velocity(sp.Integer(n)), width) * s.dt, sp.expand(expected[n] - expected[n - 1])
            )


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_the_path_is_the_gaussian_calculus_own_for_every_width(boundary: str) -> None:
    path, modal = cosines("oscillator", boundary).path.position(), mode_path(ENDS[boundary])
    inside = (s.n >= 0) & (s.n <= N) & (N >= 1)
    assert decide(path, modal, inside).answer == "equal"
    assert decide(path, modal + s.a[1], inside & (N >= 2)).answer == "different"


@pytest.mark.parametrize(("boundary", "width"), [*product(BOUNDARIES, [1, 2, 3, 4])])
def test_the_coefficients_come_back_from_the_path(boundary: str, width: int) -> None:
    inverse = cosines("oscillator", boundary).path.inverse()
    x = drawn(boundary, width)
    for j in labels(boundary, width):
        formula = at_width(inverse.everywhere.subs(s.j, j), width)
        assert same(formula.xreplace({s.x[n]: x[n] for n in range(width + 1)}), s.a[j])


@cache
def field(width: int) -> Any:
    return sp.QQ.cyclotomic_field(8 * width)


def exactly(boundary: str, j: int, n: int, width: int) -> Any:
    """A wave as an element of the field of the (8 N)-th roots of unity."""
    root = field(width).unit

    def power(turns: int) -> Any:
        return root ** (turns % (8 * width))

    quarter = power(2 * width)
    turn = j * n * (8 if boundary == "ring" else 4)
    even, odd = (power(turn) + power(-turn)) / 2, (power(turn) - power(-turn)) / (2 * quarter)
    return {"free": even, "fixed": odd, "ring": even + odd}[boundary]


def squared_determinant(boundary: str, width: int) -> Any:
    K, inside = field(width), labels(boundary, width)
    rows = [[exactly(boundary, j, n, width) for j in inside] for n in inside]
    if not rows:
        return K.one
    return DomainMatrix(rows, (len(rows), len(rows)), K).det() ** 2


@pytest.mark.parametrize(("boundary", "width"), [*product(BOUNDARIES, range(1, 9))])
def test_the_determinant_is_that_of_the_waves_in_exact_numbers(boundary: str, width: int) -> None:
    found = cosines("oscillator", boundary).measure.determinant
    squared = sp.nsimplify((found**2).subs(N, width))
    assert found.subs(N, width).is_positive
    assert squared.is_Rational
    assert squared_determinant(boundary, width) == field(width).from_sympy(squared)
    assert squared_determinant(boundary, width) != field(width).from_sympy(4 * squared)


@pytest.mark.parametrize("boundary", [*BOUNDARIES, "halfline"])
def test_the_waves_are_orthogonal_for_every_width(boundary: str) -> None:
    for overlap in overlaps(boundary):
        assert decide(overlap.lhs, overlap.rhs, overlap.assumptions).answer == "equal"
        assert decide(overlap.lhs, 2 * overlap.rhs + s.a[0], overlap.assumptions).answer == "different"


@pytest.mark.parametrize("boundary", [*BOUNDARIES, "halfline"])
def test_the_overlaps_are_the_scalar_products_of_the_basis(boundary: str) -> None:
    """At N = 3, with every pair of modes; the overlaps of other boundaries differ."""
    modes = represent("m*v^2/2", boundary=boundary).gaussian("x").modes()
    first, last = (int(end.subs(N, 3)) for end in (modes.first, modes.last))
    for i, j in product(range(first, last + 1), repeat=2):
        direct = at_width(modes.overlap(sp.Integer(i), sp.Integer(j)), 3)
        stated = sum(at_width(each.lhs.subs({s.i: i, s.j: j}), 3) for each in overlaps(boundary))
        assert same(direct, stated)
        assert same(direct, modes.norm(sp.Integer(i)).subs(N, 3) * int(i == j))


def test_ring_waves_multiply_as_the_two_sums_stand_apart() -> None:
    one, other = sp.symbols("alpha beta", real=True)
    waves = (sp.cos(one) + sp.sin(one)) * (sp.cos(other) + sp.sin(other))
    assert sp.expand(waves - sp.expand_trig(sp.cos(one - other) + sp.sin(one + other))) == 0


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_the_measures_jacobian_is_the_matrix_of_the_path(boundary: str) -> None:
    rep, width = cosines("quartic", boundary), 4
    over, inside = rep.measure, labels(boundary, width)
    entry, size = over.jacobian.arg.lamda, int(over.jacobian.arg.shape[0].subs(N, width))
    assert size == len(inside) == int((over.upper - over.lower).subs(N, width)) + 1
    for (row, n), (column, j) in product(enumerate(inside), repeat=2):
        assert same(entry(row, column).subs(N, width), wave(boundary, j, n, width))
    assert (over.constraint, over.start, over.density) == (None, None, over.determinant)


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_the_determinant_is_the_gaussian_forms_jacobian(boundary: str) -> None:
    """The Gaussian calculus states it on its own."""
    rep = represent("m*v^2/2 - k*x^2/2", "cosine", time="euclidean", boundary=boundary)
    assert sp.simplify(rep.gaussian().coordinates.jacobian - rep.measure.factor) == 0


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_everything_else_is_there_whatever_the_activation(boundary: str) -> None:
    rep, relu = (
        cosines("quartic", boundary),
        represent(LAGRANGIANS["quartic"](s.position, s.velocity), boundary=boundary),
    )
    for variables in ("x", "w", "W", "a"):
        assert rep.action(variables) == relu.action(variables)
        assert rep.measure_in(variables) == relu.measure_in(variables)
    assert rep.path_integral().exponent == sp.I * rep.action("a") / s.hbar
    assert rep.path_integral().measure == rep.measure_in("a")
    for shown in (rep, rep.network, rep.path, rep.path.inverse(), rep.measure, rep.path_integral()):
        assert shown._repr_latex_().startswith("$")
    assert "a_{n}" in rep.network._repr_latex_()


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_the_kernel_takes_modes_without_being_told(boundary: str) -> None:
    density = FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2 - g*phi^4")
    for made in (
        cosines("quartic", boundary),
        represent("m*(vx^2 + vy^2)/2 - k*x^2*y^2", "cosine", boundary=boundary, coordinates=("x", "y")),
        represent(density, "cosine", boundary=boundary),
    ):
        assert made.kernel().layout.modes
        assert made.kernel() == made.kernel("cosine")
        assert not made.kernel("relu").layout.modes


def test_the_kernel_of_modes_is_the_action_in_modes() -> None:
    rep = cosines("quartic", "free")
    a, numbers = [0.25, -0.5, 1.0], {"dt": 0.5, "m": 2.0, "g": 0.25}
    value = rep.kernel().compile("numpy").action(a, **numbers)
    places = {s.a[j]: sp.Rational(str(value)) for j, value in enumerate(a)}
    exact = rep.action("a", N=2).subs(places).subs({letter: numbers[letter.name] for letter in (s.dt, s.m, s.g)})
    assert abs(float(value) - float(exact)) < 1e-12


def test_what_has_no_modes_is_refused_by_name() -> None:
    for more in ({}, {"coordinates": ("x", "y")}):
        text = "m*(vx^2 + vy^2)/2" if more else "m*v^2/2"
        with pytest.raises(UnsupportedError, match="modes for the boundaries fixed, ring, free, not 'halfline'"):
            represent(text, "cosine", boundary="halfline", **more)  # type: ignore[call-overload]
    with pytest.raises(InputError, match="known: relu, step, cosine"):
        represent("m*v^2/2", "sine")
    with pytest.raises(InputError, match="no last weight to be 'kept'"):
        represent("m*v^2/2", "cosine").action("a", last="kept")
    with pytest.raises(InputError, match="positive integer"):
        represent("m*v^2/2", "cosine").action("a", N=0)


def test_letters_of_the_lagrangian_are_not_captured() -> None:
    rep = represent("m*v^2/2 - j*x^4 - n*x", "cosine", boundary="ring")
    bound = {str(index) for total in rep.action("a").atoms(sp.Sum) for index, *_ in total.limits}
    assert not bound & {"j", "n", "m"}
