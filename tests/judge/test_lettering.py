"""A correction is written in the letters of what it corrects, and can be typed in again."""

import pytest

from symnet.claims.collecting import collect, paper
from symnet.claims.verdict import Status
from symnet.judge.checking import check
from symnet.judge.judging import judge

CLAIMS = {id: claim for id, (_, claim) in collect([paper()]).items()}


@pytest.mark.parametrize(
    ("id", "letters", "foreign"),
    [
        ("5.6", [r"\Delta\tau", "y", r"S_{\rm E}"], [r"\Delta t", r"x^{\text{ini}}"]),
        ("B.15", [r"\mathcal{H}"], ["Acting"]),
        ("2.5", [r"\langle"], ["Mean"]),
        ("A.5", [r"\int dt"], ["d^{1}"]),
    ],
)
def test_the_corrected_formula_has_the_letters_of_the_printed_one(id, letters, foreign):
    corrected = judge(CLAIMS[id]).corrected
    assert all(letter in corrected for letter in letters), corrected
    assert not any(letter in corrected for letter in foreign), corrected


@pytest.mark.parametrize("id", ["5.4", "5.6", "5.8", "5.9"])
def test_a_derived_formula_in_the_papers_letters_can_be_typed_in_again(id):
    assert check(id, judge(CLAIMS[id]).derived).status is Status.PROVED


def test_a_claim_in_words_keeps_the_letters_of_the_notation():
    claim = next(each for each in CLAIMS.values() if each.printed is None and r"\Delta t" in judge(each).derived)
    assert r"\Delta\tau" not in judge(claim).derived
