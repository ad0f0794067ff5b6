"""The exact sampler of several coordinates has the mean and the covariance of its action."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from symnet.errors import NotQuadraticError, UnboundedError, UnsupportedError
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent

COUPLED = "m*(vx^2 + 2*vy^2 + vx*vy)/2 - k*(x - y)^2/2 - k*x^2 + a*y"
FREE_FIELD = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 + a*phi"
BOUNDARIES = ("fixed", "halfline", "ring", "free")
RULES = ("midpoint", "endpoint", "trapezoid", "zigzag")
HBAR = 0.7


def _kernel(name: str, activation: str, rule: str, boundary: str) -> tuple[Any, int]:
    if name == "coupled":
        return represent(COUPLED, activation, rule, "euclidean", boundary, coordinates=("x", "y")).kernel(), 2
    return represent(FieldLagrangian.parse(FREE_FIELD), activation, rule, "euclidean", boundary).kernel(), 4


def _defect(name: str, activation: str, rule: str, boundary: str, action_rule: str | None = None) -> float:
    """How far the drawn weights are from mean -A^-1 b and covariance hbar*A^-1."""
    kernel, rows = _kernel(name, activation, rule, boundary)
    function = kernel.compile("numpy")
    action = _kernel(name, activation, action_rule or rule, boundary)[0].compile("numpy")
    rng, worst = np.random.default_rng(3), 0.0
    for steps in (1, 2, 5):
        shape = (rows, kernel.layout.ends.count(steps))
        numbers: dict[str, Any] = {p.name: float(rng.uniform(0.5, 1.2)) for p in kernel.layout.params[:-1]}
        numbers |= {end: rng.normal(size=rows) for end in kernel.layout.ends.keywords} | {"dt": 0.3}
        size = shape[0] * shape[1]
        if not size:
            continue
        units = np.eye(size).reshape(size, *shape)
        middle = function.sample(np.zeros(shape), hbar=HBAR, **numbers)
        factor = (function.sample(units, hbar=HBAR, **numbers) - middle).reshape(size, size).T
        hessian = action.hvp(np.zeros_like(units), units, **numbers).reshape(size, size)
        unit = hessian @ factor @ factor.T / HBAR
        gradient = action.value_and_grad(middle, **numbers)[1]
        worst = max(worst, np.abs(unit - np.eye(size)).max(), np.abs(gradient).max())
    return worst


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("name", ["coupled", "field"])
def test_mean_and_covariance_are_those_of_the_action(name: str, boundary: str) -> None:
    for number, rule in enumerate(RULES):
        assert _defect(name, ("relu", "step")[number % 2], rule, boundary) < 1e-10


def test_the_covariance_of_another_rule_is_noticed() -> None:
    assert _defect("field", "relu", "midpoint", "ring", "trapezoid") > 1e-3


def test_what_is_no_gaussian_weight_is_refused_by_its_term() -> None:
    quartic = represent(FieldLagrangian.parse("phi_dot^2/2 - g*phi^4"), time="euclidean").kernel()
    with pytest.raises(NotQuadraticError, match=r"dx\*g\*phi\*\*4"):
        quartic.compile("numpy").sample(np.zeros((2, 2)), hbar=1)
    magnetic = represent("m*(vx^2+vy^2)/2 + b*(x*vy-y*vx)", time="euclidean", coordinates=("x", "y")).kernel()
    with pytest.raises(UnsupportedError, match="odd in vx, vy, makes the action complex"):
        magnetic.compile("numpy").sample(np.zeros((2, 2)), hbar=1)
    hill = represent("m*(vx^2+vy^2)/2 + k*x^2/2", "step", "endpoint", "euclidean", "halfline", ("x", "y")).kernel()
    with pytest.raises(
        UnboundedError, match=r"k\*x\*\*2.* cannot be normalised here: .* the precision -?\d.*, which is not positive"
    ):
        hill.compile("numpy").sample(np.zeros((2, 20)), hbar=1, dt=0.5, m=1, k=4, x_ini=0)
    with pytest.raises(UnsupportedError, match="mpmath has no exact sampler of several coordinates; numpy has one"):
        hill.compile("mpmath").sample(np.zeros((2, 20)), hbar=1, dt=0.5, m=1, k=4, x_ini=0)
