"""Appendix A: the declared verdicts, what their counterexamples say, and which claims a wrong gauge turns red."""

import sys

import pytest
import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in, load, paper
from symnet.claims.verdict import Status
from symnet.errors import SymnetError
from symnet.judge.judging import judge
from symnet.theory import gauge
from symnet.theory.activation import RELU

FILE = paper() / "sA.py"
CLAIMS: dict[str, Claim] = {claim.id: claim for claim in claims_in(FILE)}
NUMBERED = [f"A.{number}" for number in range(1, 6)]


@pytest.fixture(scope="module")
def verdicts():
    return {id: judge(claim) for id, claim in CLAIMS.items()}


@pytest.mark.parametrize("id", CLAIMS)
def test_the_verdict_is_the_declared_one(id, verdicts):
    verdict = verdicts[id]
    assert verdict.status in CLAIMS[id].expected_status, verdict.evidence
    assert bool(verdict.counterexample) == bool(verdict.corrected) == (verdict.status is Status.REFUTED)


def test_every_numbered_equation_is_stated_and_read_from_its_own_tex(verdicts):
    assert [id for id in CLAIMS if "/" not in id and id[-1].isdigit()] == NUMBERED
    assert {verdicts[id].reading for id in NUMBERED} == {"parsed"}


@pytest.mark.parametrize("id", ["A.1", "A.4"])
def test_a_range_from_zero_brings_in_an_entry_that_the_network_does_not_have(id, verdicts):
    instance = verdicts[id].counterexample
    assert instance.values["N"] == "1"
    assert "w[0]" in instance.values
    assert instance.lhs != instance.rhs
    assert r"\sum_{n=1}^{N}" in verdicts[id].corrected


def test_the_printed_relativistic_action_lacks_the_mass_the_speed_of_light_and_the_sign(verdicts):
    instance = verdicts["A.5"].counterexample
    values = {name: sp.Rational(value) for name, value in instance.values.items()}
    assert sp.Rational(instance.rhs) == -values["m"] * values["c"] * sp.Rational(instance.lhs)


def test_the_scaling_relation_fails_at_a_negative_scale(verdicts):
    assert verdicts["A.2/any-sign"].counterexample.values == {"alpha": "-1", "x": "1"}


def test_a_negative_inner_weight_switches_the_unit_on_the_other_side(verdicts):
    """The counterexample, put into both sides by hand."""
    instance = verdicts["A.1/any-sign"].counterexample
    value = {name: sp.Rational(number) for name, number in instance.values.items()}
    t, out, inner, bias = (value.get(name, 0) for name in ("t", "w[n]", "w_tilde[n]", "b_tilde[n]"))
    assert inner < 0
    assert sp.Rational(instance.rhs) == out * max(0, inner * t + bias)
    assert sp.Rational(instance.lhs) == out * inner * max(0, t + bias / inner)
    assert instance.lhs != instance.rhs


def test_a_threshold_at_the_end_of_its_step_is_late_by_one_step(verdicts):
    instance = verdicts["A.4/late-thresholds"].counterexample
    assert sp.Rational(instance.lhs) - sp.Rational(instance.rhs) == -sp.Rational(instance.values["dt"])


def verdicts_now():
    """The statuses with the theory as it stands at this moment; a file that cannot be run turns all of it red."""
    name = load(FILE).__name__
    kept = sys.modules.pop(name)
    try:
        return {claim.id: judge(claim).status for claim in claims_in(FILE)}
    except SymnetError:
        return dict.fromkeys(CLAIMS, Status.ERROR)
    finally:
        sys.modules[name] = kept


def turned_red(verdicts):
    now = verdicts_now()
    return {id for id, claim in CLAIMS.items() if now[id] is not verdicts[id].status}


def test_nothing_turns_red_without_a_reason(verdicts):
    assert turned_red(verdicts) == set()


def test_a_wrong_power_of_the_scale_turns_what_is_transformed_red(verdicts, monkeypatch):
    monkeypatch.setattr(gauge, "degree", lambda activation: sp.Integer(2))
    assert turned_red(verdicts) == {
        "A.1/renumbered",
        "A.3",
        "A.3/invariance",
        "A.3/group",
        "A.3/fixing",
        "A.3/sizes",
    }


def test_a_rectifier_that_leaks_turns_what_is_said_of_it_red(verdicts):
    right = RELU.sigma
    object.__setattr__(RELU, "sigma", lambda z: sp.Max(0, z + 1))
    try:
        red = turned_red(verdicts)
    finally:
        object.__setattr__(RELU, "sigma", right)
    assert {"A.2", "A.3/invariance", "A.1/unit", "A.4/renumbered"} <= red
    assert not red & {"A.3", "A.3/group", "A.3/fixing", "A/orderings", "A.5/invariance", "A.4/thresholds"}


def test_a_root_taken_without_its_sign_turns_the_orientation_red(verdicts, monkeypatch):
    right = gauge._roots_of_squares
    monkeypatch.setattr(gauge, "_roots_of_squares", lambda e: right(e).replace(sp.Abs, lambda z: z))
    assert turned_red(verdicts) == {"A.5/orientation"}


def test_one_permutation_too_few_turns_the_volume_red(verdicts, monkeypatch):
    right = gauge.orderings
    monkeypatch.setattr(gauge, "orderings", lambda: right().subs(gauge.symbols.N, gauge.symbols.N - 1))
    assert turned_red(verdicts) == {"A/orderings"}
