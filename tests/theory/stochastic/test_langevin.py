from fractions import Fraction
from math import prod

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.stochastic.langevin import Langevin, change_of_variables, discretized_noise

F = sp.Function("F")
alpha = s.alpha


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_the_jacobian_of_symbolic_size_is_the_determinant_of_every_explicit_one(steps: int) -> None:
    slopes = sp.IndexedBase("c")
    found = change_of_variables(slopes, alpha)
    path = sp.symbols(f"y0:{steps + 1}")
    # a drift that is linear on every step, with a slope of its own
    noise = [
        (path[i + 1] - path[i]) / s.dt - slopes[i] * (path[i] + alpha * (path[i + 1] - path[i])) for i in range(steps)
    ]
    oracle = sp.Matrix(noise).jacobian(sp.Matrix(path[1:])).det() / sp.sqrt(2 * s.D) ** steps
    value = found.determinant.subs(s.N, steps).doit()
    assert sp.expand(value - oracle) == 0
    assert sp.expand(found.jacobian.arg.subs(s.N, steps).as_explicit().det() - oracle) == 0


def test_noise_averaged_over_steps_is_independent_between_them_with_variance_one_over_dt() -> None:
    table = [[discretized_noise(sp.Integer(a), sp.Integer(b)) for a in range(3)] for b in range(3)]
    assert sp.Matrix(table) == sp.eye(3) / s.dt


def test_solving_the_step_for_the_noise_and_stepping_with_it_is_the_identity() -> None:
    langevin = Langevin(F(s.position))
    kick = langevin.noise(s.x_prev, s.x_next, sp.S.Zero)
    assert sp.simplify(langevin.step(s.x_prev, kick) - s.x_next) == 0


def test_the_jacobian_at_exact_numbers() -> None:
    slopes = sp.IndexedBase("c")
    values = [Fraction(1, 2), Fraction(-3), Fraction(2, 7)]
    found = change_of_variables(slopes, sp.Rational(1, 2), sp.Rational(1, 2)).determinant.subs(s.N, 3).doit()
    found = found.subs({slopes[i]: sp.Rational(v) for i, v in enumerate(values)}).subs(s.dt, sp.Rational(1, 3))
    assert found == sp.Rational(prod(3 * (1 - v / 6) for v in values))
