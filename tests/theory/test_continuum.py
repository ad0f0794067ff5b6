"""The order of a rule is derived: against sums along an explicit smooth path, and against what is known."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.continuum import rule_error
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import RULES, Rule, nodes

x, v = s.position, s.velocity
ACCELERATION = s.path_derivative(2)
GENERAL = sp.Function("L")(x, v)
THETA = Rule("theta", nodes((sp.Rational(1, 3), 1)))


@pytest.mark.parametrize(("rule", "order"), [("midpoint", 2), ("endpoint", 1), ("trapezoid", 2), ("zigzag", 2)])
def test_the_order_of_each_rule(rule: str, order: int) -> None:
    assert rule_error(rule).order == order


def test_the_endpoint_reads_the_potential_half_a_step_late() -> None:
    assert sp.expand(rule_error("endpoint").density - v * GENERAL.diff(x) / 2) == 0
    assert sp.expand(rule_error(THETA).density + v * GENERAL.diff(x) / 6) == 0


def test_the_midpoint_error_of_a_general_lagrangian() -> None:
    expected = 2 * ACCELERATION * GENERAL.diff(x) - v**2 * GENERAL.diff(x, 2)
    expected += -2 * v * ACCELERATION * GENERAL.diff(x, v) - ACCELERATION**2 * GENERAL.diff(v, 2)
    assert sp.expand(rule_error("midpoint").density - expected / 24) == 0


@pytest.mark.parametrize("rule", [*RULES, THETA], ids=lambda rule: rule.name)
def test_the_error_is_the_one_that_sums_show(rule: Rule) -> None:
    """Richardson: (sum - integral)/dt**order tends to the integral of the density, along x(t) = sin t + t**2/3."""
    lagrangian = Lagrangian.parse("v^2/2 - x^3/3 + x*v^3/5 - cos(x)")
    error, t = rule_error(rule, lagrangian), s.t
    path = sp.sin(t) + t**2 / 3
    along = {x: path, v: path.diff(t), ACCELERATION: path.diff(t, 2)}
    step = sp.lambdify((s.x_prev, s.x_next, s.dt), rule.step(lagrangian.expr), "mpmath")
    with mp.workdps(40):
        position = sp.lambdify(t, path, "mpmath")
        exact = mp.quad(sp.lambdify(t, lagrangian.expr.xreplace(along), "mpmath"), [0, 1])
        expected = mp.quad(sp.lambdify(t, error.density.xreplace(along), "mpmath"), [0, 1])

        def scaled(size: int) -> mp.mpf:
            dt = mp.mpf(1) / size
            total = mp.fsum(step(position(i * dt), position((i + 1) * dt), dt) for i in range(size))
            return (dt * total - exact) / dt**error.order

        coarse, fine = scaled(16), scaled(32)
        ratio = 4 if error.order == 2 else 2
        assert abs((ratio * fine - coarse) / (ratio - 1) - expected) < 2e-3 * abs(expected)
        assert abs(fine - expected) < abs(coarse - expected)


def test_a_rule_that_is_exact_for_a_lagrangian_says_so() -> None:
    with pytest.raises(UnsupportedError, match="exact for this Lagrangian"):
        rule_error("midpoint", Lagrangian.parse("v"))
