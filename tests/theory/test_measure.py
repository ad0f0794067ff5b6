"""The Jacobian, its determinant, and the delta with its coefficient."""

from __future__ import annotations

from itertools import product

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.measure import Measure
from symnet.theory.represent import represent

BOUNDARIES = ("fixed", "halfline", "ring", "free")
dt, j, N = s.dt, s.j, s.N


def measure_in(variables: str, boundary: str = "fixed", last: str | None = None) -> Measure:
    return represent("m*v^2/2", boundary=boundary).measure_in(variables, last)  # type: ignore[arg-type]


def test_the_measure_is_the_papers() -> None:
    eliminated, kept = measure_in("w", last="eliminated"), measure_in("w")
    assert (eliminated.factor, eliminated.upper, eliminated.constraint) == (dt ** (N - 1), N - 1, None)
    assert (kept.factor, kept.upper) == (dt ** (N - 1), N)
    expected = sp.Sum((N - j + 1) * s.w[j], (j, 1, N)) - (s.x_fin - s.x_ini) / dt
    assert sp.expand(kept.constraint - expected) == 0


def test_the_ring_closes_without_a_mean_velocity() -> None:
    kept = measure_in("W", "ring", "kept")
    assert kept.constraint == sp.Sum(s.W[j], (j, 1, N))
    assert (kept.factor, kept.start) == (dt ** (N - 1), s.x[0])
    assert measure_in("W", "ring").factor == dt ** (N - 1)


@pytest.mark.parametrize(("boundary", "upper", "start"), [("halfline", N, None), ("free", N, s.x[0])])
def test_a_free_end_leaves_all_weights_free(boundary: str, upper: sp.Expr, start: sp.Expr | None) -> None:
    for variables, last in product("xwW", ("kept", "eliminated")):
        found = measure_in(variables, boundary, last)
        assert (found.upper, found.start, found.constraint) == (upper, start, None)
        assert found.factor == (1 if variables == "x" else dt**N)


@pytest.mark.parametrize(("variables", "boundary", "last"), list(product("wW", BOUNDARIES, ("kept", "eliminated"))))
def test_the_determinant_is_that_of_the_jacobian_of_the_path(variables: str, boundary: str, last: str) -> None:
    representation = represent("m*v^2/2", boundary=boundary)
    found, path = representation.measure_in(variables, last), representation.path_in(variables)  # type: ignore[arg-type]
    assert path is not None
    size = int(found.upper.subs(N, 4))
    entry = found.jacobian.arg.lamda
    matrix = sp.Matrix(size, size, lambda row, column: entry(row, column))
    drawn = [path.position(sp.Integer(i)).doit() for i in range(1, size + 1)]
    jacobian = sp.Matrix(size, size, lambda row, column: drawn[row].diff(path.weights[column + 1]))
    assert matrix == jacobian
    assert matrix.det() == found.determinant.subs(N, 4)


@pytest.mark.parametrize(("variables", "boundary"), list(product("wW", ("fixed", "ring"))))
def test_integrating_the_delta_leaves_the_eliminated_measure(variables: str, boundary: str) -> None:
    kept, eliminated = measure_in(variables, boundary, "kept"), measure_in(variables, boundary, "eliminated")
    path = represent("m*v^2/2", boundary=boundary).path_in(variables)
    assert path is not None
    constraint = kept.constraint.subs(N, 3).doit()
    slope = constraint.diff(path.weights[3])
    assert kept.factor.subs(N, 3) / abs(slope) == eliminated.factor.subs(N, 3)
    end = s.x_fin if boundary == "fixed" else s.x[0]
    solved = sp.solve(constraint, path.weights[3])[0]
    assert sp.expand(solved - path.last_weight(end).subs(N, 3).doit()) == 0
    arrived = path.position(sp.Integer(3)).doit().subs(path.weights[3], solved)
    assert sp.expand(arrived - end) == 0


def test_the_path_integral_weighs_with_its_time_signature() -> None:
    real = represent("m*v^2/2").path_integral("W")
    euclidean = represent("m*v^2/2", time="euclidean").path_integral("W")
    action = represent("m*v^2/2").action("W")
    assert real.exponent == sp.I * action / s.hbar
    assert euclidean.exponent == -represent("m*v^2/2", time="euclidean").action("W") / s.hbar
    assert real.measure == represent("m*v^2/2").measure_in("W")


@pytest.mark.parametrize(
    ("text", "obstacles"),
    [
        ("m*v^2/2 - k*x^2/2 - f*x + b*x*v + 7", []),
        ("m*v^2/2 - k*x^2/2 - g*x^4", ["-g*x**4"]),
        ("m*v^2/2 - (x^2 - a^2)^2", ["-x**4"]),
        ("m*v^2/2 - x*cos(x) + v^3*x", ["v**3*x", "-x*cos(x)"]),
        ("m*v^2/2 - V(x)", ["-V(x)"]),
        ("(x+v)^3 - (x+v)^3 + x", []),
        ("1/x + x^2", ["1/x"]),
        ("x^2 - (x+v+a)^64", ["-(a + v + x)**64"]),
        ("x^2 - (x+v+a)^40 + (a+v+x)^40", []),
        ("x^2 + (x+v+a)^20 - (x+v+a)^10*(a^2+v^2+x^2+2*a*x+2*a*v+2*v*x)^5", []),
    ],
)
def test_a_term_that_is_not_gaussian_is_named(text: str, obstacles: list[str]) -> None:
    representation = represent(text)
    assert [str(term) for term in representation.obstacles] == obstacles
    assert representation.is_gaussian == (not obstacles)
