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
    slopes, found = s.drift_slope, change_of_variables(alpha)
    path = sp.symbols(f"y0:{steps + 1}")
    # a drift that is linear on every step, with a slope of its own
    noise = [
        (path[i + 1] - path[i]) / s.dt - slopes[i] * (path[i] + alpha * (path[i + 1] - path[i])) for i in range(steps)
    ]
    oracle = sp.Matrix(noise).jacobian(sp.Matrix(path[1:])).det() / sp.sqrt(2 * s.D) ** steps
    assert sp.expand(found.determinant.subs(s.N, steps).doit() - oracle) == 0
    matrix = found.scale * sp.Matrix(steps, steps, found.entry)
    assert sp.expand(matrix.det() - oracle) == 0


def test_noise_averaged_over_steps_is_independent_between_them_with_variance_one_over_dt() -> None:
    table = [[discretized_noise(sp.Integer(a), sp.Integer(b)) for a in range(3)] for b in range(3)]
    assert sp.Matrix(table) == sp.eye(3) / s.dt


def test_solving_the_step_for_the_noise_and_stepping_with_it_is_the_identity() -> None:
    langevin = Langevin(F(s.position))
    kick = langevin.noise(s.x_prev, s.x_next, sp.S.Zero)
    assert sp.simplify(langevin.step(s.x_prev, kick) - s.x_next) == 0


def test_the_jacobian_at_exact_numbers() -> None:
    slopes = s.drift_slope
    values = [Fraction(1, 2), Fraction(-3), Fraction(2, 7)]
    found = change_of_variables(sp.Rational(1, 2), sp.Rational(1, 2)).determinant.subs(s.N, 3).doit()
    found = found.subs({slopes[i]: sp.Rational(v) for i, v in enumerate(values)}).subs(s.dt, sp.Rational(1, 3))
    assert found == sp.Rational(prod(3 * (1 - v / 6) for v in values))
