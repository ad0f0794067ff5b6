"""The judge is judged: slips planted in true equations must be refuted, and nothing false may be proved."""

import json
import random
from collections import Counter

import pytest
import sympy as sp
from click.testing import CliRunner

from symnet.claims.collecting import claims_in, collect, paper
from symnet.claims.statement import TendsTo
from symnet.cli import cli
from symnet.judge.edits import edits
from symnet.judge.mutating import OUTCOMES, mutants, original, outcome_of
from symnet.judge.slips import likely_slip
from symnet.notation import symbols as s
from symnet.sums import decide

CLAIMS = {claim.id: claim for claim in claims_in(paper() / "s3.py")}
k, n, N = s.k_, s.n, s.N

QUICK = ["3.7", "3.8", "3.9", "3.10", "3.14"]


@pytest.mark.parametrize("id", QUICK)
def test_every_mutant_is_refuted_or_proved_equivalent(id):
    statement, derived = original(CLAIMS[id])
    outcomes = Counter(outcome_of(CLAIMS[id], mutant, derived) for mutant in mutants(statement))
    assert set(outcomes) <= {"refuted", "equivalent"}, outcomes
    assert outcomes["refuted"] > 5


def test_the_mutants_of_a_refuted_claim_start_from_its_derived_form():
    statement, derived = original(CLAIMS["3.19"])
    assert statement.claimed == derived != CLAIMS["3.19"].statement.claimed


def test_a_judge_that_accepts_everything_is_caught_by_the_audit(monkeypatch):
    """With a decide that always says `equal`, false mutants come out as `proved`, the class that must stay empty."""
    claim = CLAIMS["3.7"]
    statement, derived = original(claim)
    equal = decide(sp.S.One, sp.S.One)
    monkeypatch.setattr("symnet.judge.judging.decide", lambda *sides: equal)
    outcomes = Counter(outcome_of(claim, mutant, derived) for mutant in mutants(statement))
    assert outcomes["proved"] > 5
    assert outcomes["refuted"] == 0


def test_the_counts_have_exactly_the_seven_classes():
    result = CliRunner().invoke(cli, ["mutate", "3.7", "--sample", "5", "--json"], standalone_mode=False)
    document = json.loads(result.stdout)
    assert tuple(document["counts"]) == OUTCOMES
    assert sum(document["counts"].values()) == 5
    assert document["schema"] == "symnet.mutate/1"


def test_a_claim_that_cannot_be_derived_is_counted_as_an_error_and_the_others_are_mutated(tmp_path):
    path = tmp_path / "own.py"
    path.write_text(OWN)
    result = CliRunner().invoke(cli, ["mutate", str(path), "--json"], standalone_mode=False)
    document = json.loads(result.stdout)
    assert document["counts"]["error"] == 1
    assert sum(document["counts"][each] for each in ("refuted", "equivalent", "error")) == sum(
        document["counts"].values()
    )
    assert document["counts"]["refuted"] > 5


def test_the_same_seed_draws_the_same_mutants_and_another_one_others(tmp_path):
    path = tmp_path / "own.py"
    path.write_text(OWN)
    drawn = [
        json.loads(CliRunner().invoke(cli, ["mutate", str(path), "--sample", "3", "--seed", seed, "--json"]).stdout)
        for seed in ("1", "1", "2")
    ]
    assert drawn[0] == drawn[1]
    assert drawn[0]["claims"] != drawn[2]["claims"]


OWN = """
import sympy as sp
from symnet.claims import Equation, claim
from symnet.notation.symbols import N, n, w
T = sp.Symbol("T")

@claim("good", section="own", printed="…", states=Equation(sp.Eq(T, sp.Sum(n * w[n], (n, 1, N)), evaluate=False)))
def good():
    return sp.Sum((N - n + 1) * w[N - n + 1], (n, 1, N))

@claim("bad", section="own", printed="…", states=Equation(sp.Eq(T, N, evaluate=False)))
def bad():
    raise ValueError("no")
"""

EVERYWHERE = [claim for _, claim in collect([paper()]).values() if not claim.defines]


def test_a_sample_from_the_whole_paper_is_refuted_or_proved_equivalent():
    drawn = random.Random(4)
    outcomes = Counter()
    for claim in drawn.sample(EVERYWHERE, 14):
        statement, derived = original(claim) if not isinstance(claim.statement, TendsTo) else (None, None)
        found = [] if statement is None else list(mutants(statement))
        for mutant in drawn.sample(found, min(3, len(found))):
            outcomes[outcome_of(claim, mutant, derived)] += 1
    assert set(outcomes) <= {"refuted", "equivalent"}, outcomes
    assert outcomes["refuted"] >= 20


TRUE_FORMS = {
    "path": s.x_ini + s.dt * sp.Sum((n - k + 1) * s.w[k], (k, 1, n)),
    "velocity": sp.Sum(s.w[k], (k, 1, n)),
    "energy": s.m * s.dt / 2 * sp.Sum(s.W[k] ** 2, (k, 1, N)),
    "squares": sp.Sum(k**2, (k, 1, N)) + N * s.x_ini,
}


@pytest.mark.parametrize("name", TRUE_FORMS)
def test_a_planted_slip_is_named_and_its_correction_is_proved(name):
    """Every eighth edit of an equation of this test's own is planted; the tool must find its way back."""
    true = TRUE_FORMS[name]
    assumptions = (n >= 1) & (n <= N)
    planted = [edit for edit in edits(true) if decide(edit.result, true, assumptions).answer == "different"]
    named = 0
    for edit in planted[::8]:
        slip = likely_slip(edit.result, true, assumptions)
        if slip is not None:
            named += 1
            assert decide(slip.edits[-1].result, true, assumptions).answer == "equal"
    assert named == len(planted[::8]), (named, len(planted[::8]))


def test_no_slip_is_named_for_an_equation_that_is_wrong_in_many_ways():
    assert likely_slip(s.x_ini**3 + sp.Sum(s.W[k] ** 5, (k, 2, N)), sp.Sum(s.w[k], (k, 1, N)), sp.true) is None


@pytest.mark.long
@pytest.mark.parametrize("id", [id for id, claim in CLAIMS.items() if not claim.defines and claim.printed])
def test_every_mutant_of_section_3(id):
    statement, derived = original(CLAIMS[id])
    outcomes = Counter(outcome_of(CLAIMS[id], mutant, derived) for mutant in mutants(statement))
    assert set(outcomes) <= {"refuted", "equivalent"}, outcomes
