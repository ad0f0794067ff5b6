"""Sections 2, 4, 5 and the appendices: every claim has its declared verdict, and every slip in it is refuted."""

from __future__ import annotations

import pytest

from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in, paper
from symnet.claims.verdict import Status
from symnet.judge.judging import judge
from symnet.judge.mutating import Mutant, mutants, original, outcome_of
from symnet.notation import symbols as s

FILES = ("s2", "sB")
CLAIMS: dict[str, Claim] = {claim.id: claim for name in FILES for claim in claims_in(paper() / f"{name}.py")}
NUMBERS_ONLY = {"B.14", "B.5/midpoint", "2/wide-limit"}
"""They claim plain numbers, in which there is nothing to mutate."""


@pytest.mark.parametrize("id", CLAIMS)
def test_the_verdict_is_the_declared_one(id: str) -> None:
    verdict = judge(CLAIMS[id])
    assert verdict.status in CLAIMS[id].expected_status, verdict.evidence
    assert verdict.evidence
    if verdict.status is Status.REFUTED:
        assert verdict.corrected
        assert verdict.counterexample
        assert verdict.counterexample.lhs != verdict.counterexample.rhs


def is_formula(mutant: Mutant) -> bool:
    """A range that ends at N - 1/2 says nothing."""
    return not (mutant.edit.operator == "factor" and mutant.edit.before == s.N - 1)


@pytest.mark.parametrize("id", [id for id in CLAIMS if id not in NUMBERS_ONLY])
def test_every_slip_in_the_true_form_is_refuted(id: str) -> None:
    claim = CLAIMS[id]
    true, derived = original(claim)
    outcomes = [(mutant.edit, outcome_of(claim, mutant, derived)) for mutant in mutants(true) if is_formula(mutant)]
    bad = [(edit.operator, edit.before, edit.after, o) for edit, o in outcomes if o not in ("refuted", "equivalent")]
    assert not bad
    assert any(outcome == "refuted" for _, outcome in outcomes)
