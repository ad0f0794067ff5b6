"""Sections 2, 4, 5 and the appendices: every claim has its declared verdict, and every slip in it is refuted."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in, paper
from symnet.claims.show import show
from symnet.claims.verdict import Status
from symnet.judge.judging import judge
from symnet.judge.mutating import Mutant, mutants, original, outcome_of
from symnet.notation import symbols as s

FILES = ("s2", "s3_4", "s4", "s5", "s6", "sA", "sB")
CLAIMS: dict[str, Claim] = {claim.id: claim for name in FILES for claim in claims_in(paper() / f"{name}.py")}
NUMBERS_ONLY = {
    "B.14",
    "B.5/midpoint",
    "2/wide-limit",
    "4.8",
    "4.1/sigmoid",
    "4.4/velocity",
    "4.5/acceleration",
    "5.1/far-end",
    "5.2/far-end",
    "5.2/markov",
    "5.11",
}
"""They claim plain numbers, in which there is nothing to mutate."""


IN_WORDS = {c.id: c for c in (*CLAIMS.values(), *claims_in(paper() / "s3_words.py")) if c.states is not None}


@pytest.mark.parametrize("id", IN_WORDS)
def test_a_claim_in_words_is_shown_in_tex(id: str) -> None:
    """No word of a name is left over that was meant as TeX, and every bracket is closed."""
    shown = show(IN_WORDS[id].statement)
    assert not re.search(r"\\mathrm\{[^}]*[^A-Za-z}][^}]*\}", shown), shown
    assert shown.count("{") == shown.count("}")
    assert shown.count(r"\left") == shown.count(r"\right") - shown.count(r"\rightarrow")


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


def outcomes(id: str, at_most: int | None = None) -> Counter[str]:
    """How many mutants of the true form met which fate; evenly spaced ones where there are more than ``at_most``."""
    claim = CLAIMS[id]
    true, derived = original(claim)
    made = [mutant for mutant in mutants(true) if is_formula(mutant)]
    stride = 1 if at_most is None else max(1, len(made) // at_most)
    return Counter(outcome_of(claim, mutant, derived) for mutant in made[::stride])


TO_MUTATE = [id for id in CLAIMS if id not in NUMBERS_ONLY]


@pytest.mark.parametrize("id", TO_MUTATE)
def test_a_slip_in_the_true_form_is_refuted_and_never_proved(id: str) -> None:
    found = outcomes(id, at_most=5)
    assert found["refuted"]
    assert set(found) <= {"refuted", "equivalent", "undecided"}
    assert found["undecided"] <= 1


@pytest.mark.long
def test_of_all_slips_in_all_claims_at_least_99_percent_are_refuted() -> None:
    found = sum((outcomes(id) for id in TO_MUTATE), Counter())
    assert found["proved"] == found["error"] == 0, found
    assert found["refuted"] >= 0.99 * (found.total() - found["equivalent"]), found
