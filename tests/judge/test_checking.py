"""A reader's own form of an equation: equivalent forms pass, anything else is refuted with a witness."""
# ruff: noqa: E501

import pytest

from symnet.claims.collecting import claims_in, paper
from symnet.claims.tex import ReadingError
from symnet.claims.verdict import Status
from symnet.errors import InputError
from symnet.judge.checking import check
from symnet.judge.judging import judge

PRINTED = {claim.id: claim.printed for claim in claims_in(paper() / "s3.py") if claim.printed}

# fmt: off
RIGHT = [
    ("3.7", r"x_n = x^{\text{ini}} + \Delta t \sum_{k=1}^{n} (n-k+1) w_k"),
    ("3.7", r"x_n - x^{\text{ini}} = \Delta t \sum_{j=1}^{n} \sum_{k=1}^{j} w_k"),
    ("3.7", r"2 x_n = 2 x^{\text{ini}} + 2 \Delta t \sum_{k=1}^{n+1} (k-1) w_{n-k+2}"),
    ("3.8", r"\Delta t \sum_{k=1}^{N} k w_{N-k+1} = x^{\text{fin}} - x^{\text{ini}}"),
    ("3.9", r"\prod_{n=1}^{N-1} dx_n = \Delta t^{N} \frac{1}{\Delta t} \prod_{n=1}^{N-1} dw_n"),
    (
        "3.12",
        r"S = \Delta t \sum_{n=1}^{N} \mathcal{L}\left[x^{\text{ini}} + \Delta t \sum_{k=1}^{n} \left(n-k+\frac{1}{2}\right) w_k, \sum_{k=1}^{n} w_{n-k+1}\right]",
    ),
    ("3.14", r"S = \frac{m \Delta t}{2} \sum_{n=1}^{N} \sum_{k=1}^{n} \sum_{j=1}^{n} w_k w_j"),
    ("3.15", r"W_n = \sum_{k=1}^{n} w_{n-k+1}"),
    (
        "3.17",
        r"S = \frac{m \Delta t}{2} \sum_{n=1}^{N-1} (W_n)^2 + \frac{m}{2 \Delta t} \left(x^{\text{fin}} - x^{\text{ini}} - \Delta t \sum_{k=1}^{N-1} W_k\right)^2",
    ),
]

WRONG = [
    ("3.7", r"x_n = x^{\text{ini}} + \Delta t \sum_{k=1}^{n} (n-k) w_k"),
    ("3.7", r"x_n = x^{\text{ini}} + \Delta t \sum_{k=0}^{n} (n-k+1) w_k"),
    ("3.7", r"\frac{x_n - x_{n-1}}{\Delta t} = \sum_{k=1}^{n} w_k"),
    ("3.8", r"w_N = \frac{1}{\Delta t} (x^{\text{fin}} - x^{\text{ini}}) - \sum_{k=1}^N k w_{N-k}"),
    ("3.9", r"\prod_{n=1}^{N-1} dx_n = (\Delta t)^{N} \prod_{n=1}^{N-1} dw_n"),
    (
        "3.10",
        r"\prod_{n=1}^{N-1} dx_n = (\Delta t)^{N} \delta \left(\sum_{k=1}^N k w_{N-k+1} - \frac{1}{\Delta t} (x^{\text{fin}} - x^{\text{ini}}) \right) \prod_{n=1}^N dw_n",
    ),
    (
        "3.12",
        r"S = \Delta t \sum_{n=1}^{N} \mathcal{L}\left[x^{\text{ini}} + \Delta t \sum_{k=1}^{n} k w_{n-k+1}, \sum_{k=1}^{n} w_k\right]",
    ),
    ("3.14", r"S = \frac{m \Delta t}{2} \sum_{n=1}^{N} \sum_{k=1}^{n} w_k^2"),
    ("3.15", r"W_n = \sum_{k=1}^{n-1} w_k"),
    ("3.17", r"S = \frac{m \Delta t}{2} \sum_{n=1}^{N} (W_n)^2"),
]
# fmt: on


@pytest.mark.parametrize(("id", "tex"), RIGHT)
def test_an_equivalent_form_is_proved(id, tex):
    verdict = check(id, tex)
    assert verdict.status is Status.PROVED, verdict.counterexample
    assert verdict.scope == "all N"


@pytest.mark.parametrize(("id", "tex"), WRONG)
def test_a_wrong_form_is_refuted_at_an_exact_instance(id, tex):
    verdict = check(id, tex)
    assert verdict.status is Status.REFUTED
    assert verdict.counterexample.lhs != verdict.counterexample.rhs


@pytest.mark.parametrize("id", ["3.19", "3.20"])
def test_retyping_a_misprint_is_refuted_and_its_correction_is_proved(id):
    corrected = judge(next(claim for claim in claims_in(paper() / "s3.py") if claim.id == id)).corrected
    assert check(id, PRINTED[id]).status is Status.REFUTED
    assert check(id, corrected).status is Status.PROVED


def test_every_derived_form_that_is_shown_can_be_typed_in_again():
    for claim in claims_in(paper() / "s3.py"):
        if claim.printed and claim.id != "3.3":
            assert check(claim.id, judge(claim).derived).status is Status.PROVED, claim.id


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"x_n^2 = 3", "not linear in x"),
        (r"w_n = 3", "does not mention x"),
        (r"0 \cdot x_n = 0", "does not say what|does not mention"),
    ],
)
def test_what_does_not_say_what_the_claim_is_about_is_no_form_of_it(tex, message):
    with pytest.raises(InputError, match=message):
        check("3.7", tex)


def test_what_is_no_equation_is_refused_with_a_caret():
    with pytest.raises(ReadingError, match=r"\^"):
        check("3.7", r"x_n = \sum_{k=1}^{n w_k")


def test_a_claim_in_words_has_no_printed_form():
    with pytest.raises(InputError, match="made in words"):
        check("3.2/ends", "t_0 = t^{ini}")
