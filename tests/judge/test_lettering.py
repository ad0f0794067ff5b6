"""A correction is written in the letters of what it corrects, and can be typed in again."""

import pytest

from symnet.claims.collecting import collect, paper
from symnet.claims.tex import ReadingError
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


MISPRINTS = {
    "2.5": (r"4 \Lambda", r"2 \Lambda"),
    "3.19": (r"\sum_{n=1}^{N - 1}", r"\sum_{n=1}^{N}"),
    "3.20": (r"\sum_{n=1}^{N - 1}", r"\sum_{n=1}^{N}"),
    "3.22": (r"\Delta x \left(", r"\left("),
    "3.25": (r"\Delta x \left(", r"\left("),
    "4.1": (r"\frac{\Delta t}{2}", r"\frac{1}{2}"),
    "4.5": (r"x_{1} - x_{0}", r"x_{1} + x_{0}"),
    "4.7": (r"\delta_{0 n}", r"\delta_{1 n}"),
    "4.9": (r"\frac{J}{Z}", r"\frac{1}{Z}"),
    "5.6": (r"\frac{\Delta\tau W_{n}}{2}", r"\Delta\tau W_{n}"),
    "A.1": ("n=1", "n=0"),
    "A.4": ("n=1", "n=0"),
    "A.5": ("- c m", "c m"),
    "B.15": (r"\frac{\hbar}{2}", r"\hbar"),
}
"""A misprint for each correction."""


def test_every_refuted_equation_is_here():
    printed = {id for id, claim in CLAIMS.items() if claim.expects is Status.REFUTED and claim.printed}
    assert printed == set(MISPRINTS)


@pytest.mark.parametrize("id", MISPRINTS)
def test_a_correction_can_be_typed_in_and_is_proved_and_with_a_misprint_refuted(id):
    corrected = judge(CLAIMS[id]).corrected
    assert check(id, corrected).status is Status.PROVED
    assert check(id, corrected.replace(*MISPRINTS[id], 1)).status is Status.REFUTED


@pytest.mark.parametrize("id", ["B.3", "B.4", "B.8", "B.9", "B.10", "B.12"])
def test_the_diffusion_constant_is_not_the_measure_and_the_velocity_is_a_dotted_x(id):
    derived = judge(CLAIMS[id]).derived
    assert r"{4 \mathcal{D}}" not in derived
    assert r"\dot{x}" in derived
    assert check(id, derived).status is Status.PROVED


def test_a_letter_of_the_correction_is_read_beside_the_papers_own_and_no_other_is():
    right = r"\mathcal{L}_{\rm E} = V(x) + \frac{m}{2}\dot{x}^2"
    assert check("5.1", right).status is Status.PROVED
    assert check("5.1", right.replace("+", "-")).status is Status.REFUTED
    with pytest.raises(ReadingError, match="q is not declared"):
        check("5.1", right.replace("{m}", "{q}"))


def test_a_claim_in_words_keeps_the_letters_of_the_notation():
    claim = next(each for each in CLAIMS.values() if each.printed is None and r"\Delta t" in judge(each).derived)
    assert r"\Delta\tau" not in judge(claim).derived
