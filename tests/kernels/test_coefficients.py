"""A coefficient that is computed from parameters acts as the number that it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp

import symnet
from symnet.errors import KernelError
from tests.kernels.brute_force import needs_compiler

TARGETS = ["mpmath", "numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])]
COEFFICIENTS = {
    "(a - 1)^2": lambda a: (a - 1) ** 2,
    "(a + 4/7)": lambda a: a + 4 / 7,
    "(a^2 + 1/3)^3/(a^2 + 1/3 + a)": lambda a: (a * a + 1 / 3) ** 3 / (a * a + 1 / 3 + a),
    "(exp(a) + 1/exp(a))^2": lambda a: (np.exp(a) + np.exp(-a)) ** 2,
    "sqrt(2/3)": lambda a: np.sqrt(2 / 3),
}
POINT: dict[str, Any] = {"dt": 0.3, "x_ini": 0.2, "x_fin": -0.1}


def _close(found: Any, true: Any) -> bool:
    return bool(np.allclose(np.asarray(found, dtype=float), np.asarray(true, dtype=float), rtol=1e-12, atol=1e-12))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("text", COEFFICIENTS)
def test_a_computed_coefficient_is_its_value(text: str, target: str) -> None:
    shape = "m*v^2/2 + {0}*x^2/2 + {0}*v*cos(x) + 2*{0}"
    letters = {"m": 1.0, "a": 0.7} if "a" in text else {"m": 1.0}
    written = symnet.represent(shape.format(text)).kernel().compile(target)
    plain = symnet.represent(shape.format("c")).kernel().compile(target)
    w = np.array([0.3, -0.8, 0.4])
    value, gradient = written.value_and_grad(w, **POINT, **letters)
    true, true_gradient = plain.value_and_grad(w, **POINT, m=1.0, c=float(COEFFICIENTS[text](0.7)))
    assert _close(value, true)
    assert _close(written.action(w, **POINT, **letters), true)
    assert _close(gradient, true_gradient)


@pytest.mark.parametrize("target", TARGETS)
def test_a_constant_counts_once_for_each_step(target: str) -> None:
    for text, each in (("m*v^2/2 + 3/7", 3 / 7), ("m*v^2/2 + (m - 4/7)^2 + 1", (0.9 - 4 / 7) ** 2 + 1)):
        with_it, without = (symnet.represent(one).kernel().compile(target) for one in (text, "m*v^2/2"))
        w = [0.1, 0.5, -0.4, 0.2]
        extra = with_it.action(w, m=0.9, **POINT) - without.action(w, m=0.9, **POINT)
        assert _close(extra, 5 * 0.3 * each)


@pytest.mark.parametrize("target", TARGETS)
def test_sites_and_components_have_computed_coefficients_too(target: str) -> None:
    shape = "vx^2/2 + vy^2/2 + {0}*x*y^2 + {0}*x*vy + {0}"
    c = (0.7 - 1 / 3) ** 2
    w = np.array([[0.1, 0.4, -0.3], [0.2, -0.5, 0.6]])
    written = symnet.represent(shape.format("(a - 1/3)^2"), coordinates=("x", "y")).kernel().compile(target)
    plain = symnet.represent(shape.format("c"), coordinates=("x", "y")).kernel().compile(target)
    found, true = written.value_and_grad(w, a=0.7, **POINT), plain.value_and_grad(w, c=c, **POINT)
    assert all(map(_close, found, true))
    field = "phi_dot^2/2 - phi_grad^2/2 - {0}*phi^4 + {0}"
    densities = [symnet.FieldLagrangian.parse(field.format(each)) for each in ("(a - 1/3)^2", "c")]
    first, second = (symnet.represent(density).kernel().compile(target) for density in densities)
    found, true = first.value_and_grad(w, a=0.7, dx=0.4, **POINT), second.value_and_grad(w, c=c, dx=0.4, **POINT)
    assert all(map(_close, found, true))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("term", ["acos(m*x)", "log(x)", "sqrt(x)", "x^(1/3)", "x^m", "1/(x + 3)"])
def test_where_the_action_is_no_real_number_there_is_none(term: str, target: str) -> None:
    f = symnet.represent(f"m*v^2/2 - {term}", rule="endpoint").kernel().compile(target)
    assert not np.isfinite(float(f.action([-1.0], dt=1.0, m=1.5, x_ini=0.0, x_fin=-3.0)))
    assert np.isfinite(float(f.action([0.4], dt=1.0, m=1.5, x_ini=0.0, x_fin=0.6)))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("inside", "by_hand"), [("log(x)", np.log), ("x^(1/3) - 1/x", lambda x: x ** (1 / 3) - 1 / x)])
def test_the_size_of_what_is_real_only_somewhere_has_slopes(inside: str, by_hand: Any, target: str) -> None:
    f = symnet.represent(f"m*v^2/2 - abs({inside})", rule="endpoint", boundary="halfline").kernel().compile(target)
    given = {"dt": 1.0, "m": 1.3, "x_ini": 0.0}
    for x, h in ((0.4, 1e-5), (2.5, 1e-5)):
        value, gradient = f.value_and_grad([x], **given)
        assert _close(value, 1.3 * x**2 / 2 - abs(by_hand(x)))
        up, down = (1.3 * y**2 / 2 - abs(by_hand(y)) for y in (x + h, x - h))
        assert abs(float(gradient[0]) - (up - down) / (2 * h)) < 1e-7
        slopes = [float(f.value_and_grad([y], **given)[1][0]) for y in (x + h, x - h)]
        assert abs(float(f.hvp([x], [1.0], **given)[0]) - (slopes[0] - slopes[1]) / (2 * h)) < 1e-7


@pytest.mark.parametrize("target", TARGETS)
def test_a_choice_that_several_terms_share_is_taken_out_once(target: str) -> None:
    x, v, c = (sp.Symbol(name, real=True) for name in "xvc")
    choice = sp.Piecewise((x, c >= x), (c, True))
    step = v**2 / 2 + choice * sp.log(x**2 + 1) * sp.Min(x**2, x**7)
    f = symnet.represent(step, rule="endpoint", boundary="halfline").kernel().compile(target)

    def by_hand(at: float) -> float:
        return at**2 / 2 + min(at, 0.9) * float(np.log(at**2 + 1)) * min(at**2, at**7)

    for at in (0.5, 1.7):
        value, gradient = f.value_and_grad([at], dt=1.0, x_ini=0.0, c=0.9)
        assert _close(value, by_hand(at))
        assert abs(float(gradient[0]) - (by_hand(at + 1e-5) - by_hand(at - 1e-5)) / 2e-5) < 1e-7


def test_conditions_with_which_sympy_comes_to_no_end_are_refused() -> None:
    x, a = sp.Symbol("x", real=True), sp.Symbol("a", real=True)
    step = sp.Max(x**2 + a, sp.Piecewise((a * x, x ** (-2) < 2 * x), ((2 * a + x) ** -3, True)))
    with pytest.raises(KernelError, match="no end"):
        symnet.represent(step, rule="trapezoid").kernel()


@pytest.mark.parametrize("target", TARGETS)
def test_a_choice_between_constants_still_asks_where_the_path_is(target: str) -> None:
    x, v = sp.Symbol("x", real=True), sp.Symbol("v", real=True)
    step = v**2 / 2 - sp.sqrt(sp.Piecewise((4, x > 1), (1, True)) + 5) * sp.cos(x)
    f = symnet.represent(step, rule="endpoint", boundary="halfline").kernel().compile(target)
    for at in (0.5, 1.5):
        root = 3 if at > 1 else float(np.sqrt(6))
        value, gradient = f.value_and_grad([at], dt=1.0, x_ini=0.0)
        assert _close(value, at**2 / 2 - root * np.cos(at))
        assert _close(gradient[0], at + root * np.sin(at))
