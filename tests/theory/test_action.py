"""The key test: every action against a substitution written by hand, which knows nothing of ``symnet.theory``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise, product

import pytest
import sympy as sp

from symnet.errors import InputError
from symnet.notation import symbols as s
from symnet.theory.represent import represent

X, V, PLACE = sp.symbols("X V PLACE", real=True)
m, k, g, a = sp.symbols("m k g a", real=True)

LAGRANGIANS = {
    "m*v^2/2": m * V**2 / 2,
    "m*v^2/2 - k*x^2/2": m * V**2 / 2 - k * X**2 / 2,
    "m*v^2/2 - k*x^2/2 - g*x^4": m * V**2 / 2 - k * X**2 / 2 - g * X**4,
    "m*v^2/2 + a*v*x - cos(x)": m * V**2 / 2 + a * V * X - sp.cos(X),
}


def _at(lagrangian: sp.Expr, x: sp.Expr, v: sp.Expr) -> sp.Expr:
    return lagrangian.xreplace({X: x, V: v})


@cache
def _primitive(lagrangian: sp.Expr) -> sp.Expr:
    return sp.integrate(lagrangian, X)


def _zigzag(lagrangian: sp.Expr, x0: sp.Expr, x1: sp.Expr, v: sp.Expr) -> sp.Expr:
    if x0 == x1:
        return _at(lagrangian, x0, v)
    primitive = _primitive(lagrangian)
    return (_at(primitive, x1, v) - _at(primitive, x0, v)) / (x1 - x0)


RULES: dict[str, Callable[[sp.Expr, sp.Expr, sp.Expr, sp.Expr], sp.Expr]] = {
    "midpoint": lambda lagrangian, x0, x1, v: _at(lagrangian, (x0 + x1) / 2, v),
    "endpoint": lambda lagrangian, x0, x1, v: _at(lagrangian, x1, v),
    "trapezoid": lambda lagrangian, x0, x1, v: (_at(lagrangian, x0, v) + _at(lagrangian, x1, v)) / 2,
    "zigzag": _zigzag,
}
BOUNDARIES = ("fixed", "halfline", "ring", "free")
VALUES = {
    s.dt: sp.Rational(2, 3),
    s.x_ini: sp.Rational(1, 5),
    s.x_fin: sp.Rational(-7, 4),
    s.x[0]: sp.Rational(3, 11),
    **dict(zip((m, k, g, a), (3, -5, 7, sp.Rational(11, 2)), strict=True)),
    **{s.w[i]: sp.Rational((-1) ** i * (2 * i + 1), i + 2) for i in range(1, 5)},
    **{s.W[i]: sp.Rational((-1) ** (i // 2) * (i + 3), 2 * i + 1) for i in range(1, 5)},
    **{s.x[i]: sp.Rational((-1) ** i * (i + 4), 3 * i + 2) for i in range(1, 5)},
}


@cache
def by_hand(text: str, rule: str, boundary: str, time: str, variables: str, last: str, size: int) -> sp.Expr:
    """Positions first, then the sum of the Lagrangian: only the definitions, exact numbers throughout."""
    dt = VALUES[s.dt]
    start = VALUES[s.x_ini if boundary in ("fixed", "halfline") else s.x[0]]
    end = {"fixed": VALUES[s.x_fin], "ring": VALUES[s.x[0]]}.get(boundary)
    base = {"x": s.x, "w": s.w, "W": s.W}[variables]
    numbers = [VALUES[base[i]] for i in range(1, size + 1)]
    if variables == "w":
        numbers = [sum(numbers[: i + 1]) for i in range(size)]
    positions = numbers if variables == "x" else [start + dt * sum(numbers[: i + 1]) for i in range(size)]
    if last == "eliminated" and end is not None:
        positions[-1] = end
    positions = [start, *positions]
    lagrangian = LAGRANGIANS[text].subs({letter: VALUES[letter] for letter in (m, k, g, a)})
    if time == "euclidean":
        lagrangian = -lagrangian.subs(V, sp.I * V)
    steps = pairwise(positions)
    return dt * sum(RULES[rule](lagrangian, x0, x1, (x1 - x0) / dt) for x0, x1 in steps)


CASES = list(product(LAGRANGIANS, RULES, BOUNDARIES, ("relu", "step"), ("real", "euclidean"), ("kept", "eliminated")))


@pytest.mark.parametrize(("text", "rule", "boundary", "activation", "time", "last"), CASES)
def test_every_action_is_the_substitution_done_by_hand(
    text: str, rule: str, boundary: str, activation: str, time: str, last: str
) -> None:
    representation = represent(text, activation=activation, rule=rule, time=time, boundary=boundary)
    for variables in "wWx":
        action = representation.weight_action(variables, last)
        for size in (1, 2, 3, 4):
            difference = action.at(size).xreplace(VALUES) - by_hand(text, rule, boundary, time, variables, last, size)
            assert _vanishes(difference), (variables, size, action.expr)


def _vanishes(difference: sp.Expr) -> bool:
    if sp.expand(difference) == 0:
        return True
    waves = difference.replace(sp.sinc, lambda y: sp.sin(y) / y).rewrite(sp.exp)
    return bool(sp.expand(waves) == 0)


def test_the_oracle_can_fail() -> None:
    action = represent("m*v^2/2 - g*x^4", rule="midpoint").action("w", N=3)
    arguments = ("m*v^2/2 - k*x^2/2 - g*x^4", "midpoint", "fixed", "real", "w", "kept", 3)
    assert not _vanishes(action.xreplace(VALUES) - by_hand(*arguments))


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_free_symbols_are_those_of_the_boundary(boundary: str) -> None:
    representation = represent("m*v^2/2 - k*x^2/2", boundary=boundary)
    action = representation.action("w", N=3, last="eliminated")
    indexed = {str(symbol) for symbol in action.atoms(sp.Indexed)}
    free = {"fixed": {"w[1]", "w[2]"}, "ring": {"w[1]", "w[2]", "x[0]"}}
    assert indexed == free.get(boundary, {"w[1]", "w[2]", "w[3]"} | ({"x[0]"} if boundary == "free" else set()))
    assert (s.x_ini in action.free_symbols) == (boundary in ("fixed", "halfline"))
    assert (s.x_fin in action.free_symbols) == (boundary == "fixed")


def test_the_defaults_are_the_papers() -> None:
    representation = represent("m*v^2/2")
    assert representation.action("w") == representation.action("w", last="kept")
    assert representation.action("w", N=4) == representation.weight_action("w").at(4)
    assert representation.action("W") == representation.action("W", last="eliminated")


@pytest.mark.parametrize(
    ("argument", "value"), [("variables", "u"), ("last", "lost"), ("N", 0), ("N", 2.5), ("N", True)]
)
def test_a_wrong_request_is_an_error_that_names_it(argument: str, value: object) -> None:
    request: dict[str, object] = {"variables": "w", argument: value}
    with pytest.raises(InputError, match=str(value)):
        represent("m*v^2/2").action(**request)  # type: ignore[arg-type]


def test_bound_indices_are_not_named_like_parameters() -> None:
    action = represent("n*v^2/2 - j*x^2").action("w")
    bound = {str(limit[0]) for total in action.atoms(sp.Sum) for limit in total.limits}
    assert not bound & {"n", "j"}


def test_an_undefined_lagrangian_of_two_arguments_is_substituted_as_in_the_paper() -> None:
    general = sp.Function("L")
    action = represent(general(s.position, s.velocity)).action("w")
    n, j = s.n, s.j
    middle = s.x_ini + s.dt * sp.Sum((n - j + sp.Rational(1, 2)) * s.w[j], (j, 1, n))
    assert action == s.dt * sp.Sum(general(middle, sp.Sum(s.w[j], (j, 1, n))), (n, 1, s.N))
