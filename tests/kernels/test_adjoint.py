"""The gradient's identity is decided for every N, and a wrong one is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp

from symnet.kernels.adjoint import Adjoint, adjoints, gradients
from symnet.kernels.ir import ENDS, ORDERS
from symnet.notation import symbols
from symnet.sums import decide
from tests.kernels.brute_force import build

CASES = [(b, a) for b in ENDS for a in ORDERS]


@pytest.mark.parametrize(("boundary", "activation"), CASES)
def test_the_suffix_sums_are_the_gradient_of_any_lagrangian_for_every_width(boundary: str, activation: str) -> None:
    found = adjoints(ENDS[boundary], ORDERS[activation])
    assert len(found) == (2 if ENDS[boundary].origin else 1)
    for identity in found:
        decision = decide(identity.derivative, identity.suffix_sums, identity.assumptions)
        assert decision.answer == "equal", (identity.variable, decision)
        assert len(decision.proofs) == 2


@pytest.mark.parametrize(("boundary", "activation"), CASES)
def test_suffix_sums_that_begin_one_step_early_are_refuted(boundary: str, activation: str) -> None:
    identity = adjoints(ENDS[boundary], ORDERS[activation])[0]
    early = identity.suffix_sums + symbols.dt**2 * symbols.force[symbols.k_]
    decision = decide(identity.derivative, early, identity.assumptions)
    assert decision.answer == "different"
    assert decision.counterexample is not None


@pytest.mark.parametrize(("boundary", "activation"), CASES)
def test_the_gradient_of_a_quadratic_lagrangian_is_decided_with_its_action_written_out(
    boundary: str, activation: str
) -> None:
    for identity in gradients(build("m*v^2/2 + a*v*x - k*x^2/2", activation, boundary=boundary).layout):
        assert decide(identity.derivative, identity.suffix_sums, identity.assumptions).answer == "equal"


@pytest.mark.parametrize(("boundary", "activation"), CASES)
def test_a_force_that_is_off_by_a_factor_is_refuted(boundary: str, activation: str) -> None:
    layout = build("m*v^2/2 - k*x^2/2", activation, boundary=boundary).layout
    (channel,) = layout.body.channels
    wrong = replace(layout, body=replace(layout.body, channels=(replace(channel, forces=(channel.forces[0] / 2,)),)))
    for true, false in zip(gradients(layout), gradients(wrong), strict=True):
        decision = decide(true.derivative, false.suffix_sums, true.assumptions)
        assert decision.answer == "different"
        assert decision.counterexample is not None


def _at_width(identity: Adjoint, width: int, k: int) -> sp.Expr:
    at = {symbols.N: width, symbols.k_: k}
    left = sp.diff(identity.derivative.expr.subs(at).doit(), identity.variable.subs(at))
    return sp.expand(left - identity.suffix_sums.subs(at).doit())


def test_a_quartic_gradient_agrees_with_differentiation_at_explicit_width() -> None:
    (identity,) = gradients(build("m*v^2/2 - g*x^4", "step").layout)
    assert [_at_width(identity, width, k) for width, k in ((2, 1), (3, 1), (3, 2))] == [0, 0, 0]
