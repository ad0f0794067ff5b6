"""A kernel's body is tied to the lattice action it came from, and a slip on the way is refuted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

import symnet
from symnet.errors import KernelError
from symnet.kernels import grounds as stated
from symnet.kernels import step as lowering
from symnet.kernels.grounds import grounds
from symnet.kernels.programs import along
from symnet.kernels.step import Channel, StepBody, lower
from symnet.notation import symbols
from symnet.sums import decide
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian
from tests.kernels.brute_force import build

IDS = ("kernel.variation", "kernel.step", "kernel.force", "kernel.momentum")
QUARTIC, MAGNETIC = "m*v^2/2 - k*x^2/2 - g*x^4", "m*v^2/2 + a*v*x - cos(x)"


def _body(text: str, rule: str, time: str = "real") -> StepBody:
    return lower(discretize(Lagrangian.parse(text), rule, "fixed", time))


def _answers(body: StepBody) -> dict[str, str]:
    return {name: decide(left, right, sp.true).answer for name, left, right in grounds(body)}


@pytest.mark.parametrize("rule", ["midpoint", "endpoint", "trapezoid", "zigzag"])
@pytest.mark.parametrize("time", ["real", "euclidean"])
@pytest.mark.parametrize("text", [QUARTIC, MAGNETIC, "m*v^2/2 - abs(x)"])
def test_a_body_is_the_step_of_its_lattice(text: str, rule: str, time: str) -> None:
    if "abs" in text and rule == "zigzag":
        pytest.skip("its mean along a step is no elementary function")
    assert _answers(_body(text, rule, time)) == dict.fromkeys(IDS, "equal")


SLIPS: dict[str, Callable[[Channel], Channel]] = {
    "the force has another sign": lambda c: replace(c, forces=(-c.forces[0],)),
    "the momentum lacks the force's part": lambda c: replace(c, momenta=(sp.diff(c.lagrangian, symbols.velocity),)),
    "the momentum is off by a half": lambda c: replace(c, momenta=(c.momenta[0] / 2,)),
    "the potential has another sign": lambda c: replace(c, lagrangian=c.lagrangian.subs(symbols.position, 0) * 2),
    "a constant is lost": lambda c: replace(c, lagrangian=c.lagrangian - sp.Rational(1, 10**9)),
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("text", [QUARTIC, MAGNETIC])
def test_a_body_with_a_slip_is_refuted(slip: str, text: str) -> None:
    body = _body(text, "midpoint")
    wrong = replace(body, channels=tuple(map(SLIPS[slip], body.channels)))
    assert "different" in _answers(wrong).values()
    assert "different" in _answers(replace(body, point=sp.Rational(1, 3))).values()


def test_components_and_sites_have_their_grounds() -> None:
    plane = symnet.represent("m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - (x^2 + y^2)^2", coordinates=("x", "y"))
    found = plane.kernel().layout.body
    assert [name for name, _, _ in grounds(found)] == [
        *["kernel.variation"] * 4,
        "kernel.step",
        *["kernel.force", "kernel.momentum"] * 2,
    ]
    assert set(_answers(found).values()) == {"equal"}
    (channel,) = found.channels
    assert "different" in _answers(replace(found, channels=(replace(channel, forces=channel.forces[::-1]),))).values()
    density = symnet.FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2 - g*phi^4")
    field = symnet.represent(density, rule="trapezoid").kernel().layout.body
    assert _answers(field) == {"kernel.variation": "equal", "kernel.step": "equal"}
    (channel,) = field.channels
    wrong = replace(field, channels=(replace(channel, lagrangian=2 * channel.lagrangian),))
    assert _answers(wrong)["kernel.step"] == "different"


def test_a_kernel_that_was_lowered_wrongly_is_not_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = lowering._place_and_rate

    def wrong(a: sp.Expr, b: sp.Expr, point: sp.Rational, at: Any) -> sp.Expr:
        return right(a, b, point, at) - b * symbols.dt * at.velocity / 8

    monkeypatch.setattr(lowering, "_place_and_rate", wrong)
    with pytest.raises(KernelError, match=r"these claims are refuted: kernel\.step"):
        build(MAGNETIC).export(tmp_path, "numpy")
    assert not list(tmp_path.iterdir())


def test_a_wrong_hessian_is_not_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "along", lambda e, places: 2 * along(e, places))
    with pytest.raises(KernelError, match=r"these claims are refuted: kernel\.variation"):
        build(MAGNETIC).export(tmp_path, "numpy")
