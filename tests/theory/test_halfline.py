import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.halfline import integral_over_the_past, state_integral
from symnet.theory.represent import represent
from symnet.theory.stochastic.hooke import linear_steps
from symnet.theory.stochastic.langevin import Langevin


def half_line(text: str, rule: str = "midpoint"):
    return represent(text, rule=rule, time="euclidean", boundary="halfline")


@pytest.mark.parametrize("rule", ["midpoint", "endpoint", "trapezoid"])
def test_one_step_is_the_schroedinger_equation_for_any_potential(rule: str) -> None:
    found = state_integral(half_line("m*v^2/2 - V(x)", rule), "w")
    assert found.parameters == 0
    assert (found.first, found.last, found.start) == (1, s.N, s.x_ini)
    assert found.exponent == -s.euclidean_action / s.hbar
    assert found.rate.order == 1
    assert found.rate.correction != 0


def test_the_correction_of_a_rule_that_reads_the_potential_elsewhere_is_another() -> None:
    middle, end = (state_integral(half_line("m*v^2/2 - V(x)", rule), "x").rate for rule in ("midpoint", "endpoint"))
    assert middle.value == end.value
    assert sp.expand(middle.correction - end.correction) != 0


def test_a_velocity_dependent_force_is_not_that_equation() -> None:
    with pytest.raises(UnsupportedError):
        state_integral(half_line("m*v^2/2 - V(x) + g*v^4"), "x")


def test_only_the_half_line_makes_a_state() -> None:
    with pytest.raises(UnsupportedError, match="halfline"):
        state_integral(represent("m*v^2/2"), "x")


def test_the_past_ends_at_zero() -> None:
    assert integral_over_the_past(s.euclidean_lagrangian).limits == ((s.tau, -sp.oo, 0),)


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_the_moments_of_linear_steps_are_those_of_their_sum(steps: int) -> None:
    kept = sp.Rational(2, 3)
    noise, start = sp.symbols(f"e0:{steps}"), sp.Symbol("start")
    x = start
    for kick in noise:
        x = kept * x + kick
    found = linear_steps(Langevin(-s.position), sp.Symbol("r", real=True))
    coefficients = [sp.expand(x).coeff(kick) for kick in noise]
    variance = 2 * s.D * s.dt * sum(c**2 for c in coefficients)
    assert sp.expand(found.variance.subs({sp.Symbol("r", real=True): kept, s.N: steps}).doit() - variance) == 0
    mean = found.mean
    forgotten = (mean.correction * mean.small**mean.order).subs({sp.Symbol("r", real=True): kept, s.N: steps})
    assert sp.expand(forgotten.subs(s.x_ini, start) - sp.expand(x).coeff(start) * start) == 0
