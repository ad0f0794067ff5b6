import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.notation.dimensions import (
    ACTION,
    LENGTH,
    NONE,
    TIME,
    VELOCITY,
    DimensionError,
    dimension,
    same_dimension,
)

F = sp.Function


def test_the_free_action_is_an_action():
    action = s.m * s.dt / 2 * sp.Sum(sp.Sum(s.w[s.k_], (s.k_, 1, s.n)) ** 2, (s.n, 1, s.N))
    assert dimension(action) == ACTION


def test_a_power_with_a_symbolic_exponent_has_a_symbolic_dimension():
    assert dimension(s.dt ** (s.N - 1)) == TIME ** (s.N - 1)
    assert dimension(sp.Product(s.dt, (s.n, 1, s.N - 1))) == TIME ** (s.N - 1)


def test_a_time_shifted_by_a_pure_number_is_refused_by_name():
    with pytest.raises(DimensionError, match=r"dimension T\b.*1/2|1/2.*dimension"):
        dimension(s.t - s.dt - sp.Rational(1, 2))


def test_a_cosine_of_a_length_is_refused():
    with pytest.raises(DimensionError, match="pure number"):
        dimension(sp.cos(s.x_ini))
    assert dimension(sp.cos(s.x_ini / s.x_fin)) == NONE


def test_zero_fits_everywhere_and_an_undeclared_name_nowhere():
    same_dimension(s.x_ini, sp.S.Zero)
    with pytest.raises(DimensionError, match="'q'"):
        dimension(sp.Symbol("q"))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (s.x[s.n], LENGTH),
        (s.w[s.n], VELOCITY),
        (sp.Max(s.t, s.dt), TIME),
        (sp.Derivative(s.m * s.w[1] ** 2, s.w[1]), dimension(s.m) * VELOCITY),
        (F("V")(s.x[1]) * s.dt, ACTION),
        (sp.Heaviside(s.t), NONE),
    ],
)
def test_dimensions_of_the_usual_objects(expression, expected):
    assert dimension(expression) == expected
