"""Section 3 of the paper: every equation has a verdict of its own, and a wrong theory turns the right ones red."""

import sys
from dataclasses import replace

import pytest
import sympy as sp

from symnet.claims.collecting import claims_in, load, paper
from symnet.claims.derived import derived_by
from symnet.claims.statement import TendsTo
from symnet.claims.verdict import Status
from symnet.judge.judging import decide_all, judge
from symnet.judge.obligations import obligations
from symnet.notation.symbols import dt, position
from symnet.theory import measure
from symnet.theory.activation import RELU
from symnet.theory.rules import MIDPOINT

FILE = paper() / "s3.py"
NUMBERED = [f"3.{number}" for number in range(1, 21)]
CLAIMS = {claim.id: claim for claim in claims_in(FILE)}


@pytest.fixture(scope="module")
def verdicts():
    return {id: judge(claim) for id, claim in CLAIMS.items()}


@pytest.mark.parametrize("id", CLAIMS)
def test_the_verdict_is_the_declared_one(id, verdicts):
    verdict = verdicts[id]
    assert verdict.status in CLAIMS[id].expected_status, verdict.evidence


def test_the_midpoint_sum_misses_the_action_at_second_order(verdicts):
    verdict = verdicts["3.3/continuum"]
    assert verdict.status is Status.LIMIT
    assert r"\Delta t^{2} \int" in verdict.derived


@pytest.mark.parametrize(
    "change", [lambda e: replace(e, density=2 * e.density), lambda e: replace(e, order=e.order + 1)]
)
def test_a_wrong_rate_is_noticed(change):
    claim = CLAIMS["3.3/continuum"]
    wrong = replace(claim, derive=lambda: change(claim.derive()))
    assert judge(wrong).status is Status.ERROR


def test_every_equation_is_read_from_its_own_tex(verdicts):
    assert {verdicts[id].reading for id in NUMBERED} == {"parsed"}


def test_every_numbered_equation_is_stated():
    assert [id for id in CLAIMS if "/" not in id] == NUMBERED


@pytest.mark.parametrize("id", NUMBERED)
def test_an_equation_with_an_index_is_decided_for_all_widths(id, verdicts):
    assert verdicts[id].scope == ("no N" if id in ("3.5", "3.13", "3.18") else "all N")


@pytest.mark.parametrize(("id", "coupling"), [("3.19", "k"), ("3.20", "g")])
def test_the_forgotten_last_step_is_found_at_width_one(id, coupling, verdicts):
    """At N = 1 the printed potential term is an empty sum; the derived one is -V at the midpoint of the only step."""
    verdict = verdicts[id]
    assert verdict.status is Status.REFUTED
    instance = verdict.counterexample
    assert instance.values["N"] == "1"
    assert coupling in instance.values
    values = {name: sp.Rational(value) for name, value in instance.values.items()}
    x = (values.get("x_ini", 0) + values.get("x_fin", 0)) / 2
    potential = values.get("k", 0) * x**2 / 2 + (values.get("g", 0) * x**4 if id == "3.20" else 0)
    kinetic = values.get("m", 0) * (values.get("x_fin", 0) - values.get("x_ini", 0)) ** 2 / (2 * values["dt"])
    assert sp.Rational(instance.rhs) == kinetic - values["dt"] * potential
    assert sp.Rational(instance.lhs) == kinetic
    assert any("likely slip (range)" in note for note in verdict.notes)


def test_no_verdict_changes_when_every_expectation_is_inverted(verdicts):
    for id, claim in CLAIMS.items():
        inverted = replace(claim, expects=Status.PROVED if claim.expects is Status.REFUTED else Status.REFUTED)
        assert status_of(inverted) is verdicts[id].status, id
        assert verdicts[id].status not in inverted.expected_status, id


def status_of(claim):
    """The status alone, without looking for the likely slip."""
    if isinstance(claim.statement, TendsTo):
        return judge(claim).status
    todo = obligations(claim.statement, derived_by(claim.derive).value)
    return decide_all(todo, claim.assumptions, claim.statement).status


def verdicts_now():
    """The statuses with the theory as it stands at this moment: the file is read afresh."""
    name = load(FILE).__name__
    kept = sys.modules.pop(name)
    try:
        return {claim.id: status_of(claim) for claim in claims_in(FILE)}
    finally:
        sys.modules[name] = kept


def turned_red(verdicts):
    return {id for id, status in verdicts_now().items() if status is not verdicts[id].status}


@pytest.fixture
def sabotage():
    """Change a field of a frozen record, and change it back."""
    changed = []

    def change(record, field, value):
        changed.append((record, field, getattr(record, field)))
        object.__setattr__(record, field, value)

    yield change
    for record, field, value in changed:
        object.__setattr__(record, field, value)


def test_a_wrong_midpoint_turns_the_general_action_red(verdicts, sabotage):
    sabotage(MIDPOINT, "average", lambda f, start, end: f.subs(position, (start + 2 * end) / 3))
    assert turned_red(verdicts) == {"3.3", "3.3/continuum", "3.12"}


def test_a_relu_of_slope_two_turns_all_that_rests_on_the_path_red(verdicts, sabotage):
    sabotage(RELU, "positive", lambda z: 2 * z)
    on_the_path = {"3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.14", "3.15", "3.16", "3.17"}
    assert turned_red(verdicts) == on_the_path


def test_a_jacobian_off_by_a_time_step_turns_the_measures_red(verdicts, monkeypatch):
    right = measure._triangular_determinant
    monkeypatch.setattr(measure, "_triangular_determinant", lambda path, size: right(path, size) * dt)
    assert turned_red(verdicts) == {"3.9", "3.10", "3.11", "3.16"}
