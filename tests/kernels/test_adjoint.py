"""The gradient's identity is decided for every N, and a wrong one is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp

from symnet.kernels.adjoint import adjoints
from symnet.notation import symbols
from symnet.sums import decide
from tests.kernels.brute_force import build

CASES = [(b, a) for b in ("fixed", "halfline", "ring", "free") for a in ("relu", "step")]


@pytest.mark.parametrize(("boundary", "activation"), CASES)
def test_the_suffix_sums_are_the_gradient_for_every_width(boundary: str, activation: str) -> None:
    for text in ("m*v^2/2 - k*x^2/2", "m*v^2/2 + a*v*x - f*x"):
        found = adjoints(build(text, activation, boundary=boundary).layout)
        assert len(found) == (2 if boundary in ("ring", "free") else 1)
        for identity in found:
            decision = decide(identity.gradient, identity.suffix_sums, identity.assumptions)
            assert decision.answer == "equal", (identity.variable, decision)


@pytest.mark.parametrize(("boundary", "activation"), CASES)
def test_a_force_that_is_off_by_a_factor_is_refuted(boundary: str, activation: str) -> None:
    layout = build("m*v^2/2 - k*x^2/2", activation, boundary=boundary).layout
    (channel,) = layout.body.channels
    wrong = replace(layout, body=replace(layout.body, channels=(replace(channel, force=channel.force / 2),)))
    for true, false in zip(adjoints(layout), adjoints(wrong), strict=True):
        decision = decide(true.gradient, false.suffix_sums, true.assumptions)
        assert decision.answer == "different"
        assert decision.counterexample is not None


def test_a_quartic_gradient_agrees_with_differentiation_at_explicit_width() -> None:
    (identity,) = adjoints(build("m*v^2/2 - g*x^4", "step").layout)
    for width, k in ((2, 1), (3, 1), (3, 2)):
        at = {symbols.N: width, symbols.k_: k}
        left = sp.diff(identity.gradient.expr.subs(at).doit(), identity.variable.subs(at))
        assert sp.expand(left - identity.suffix_sums.subs(at).doit()) == 0
