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


@pytest.mark.parametrize(
    ("constant", "true"),
    [
        (r"4 \left(\frac{N}{2}\right)^{\frac{N+1}{2}}", True),
        (r"2^{\frac{3-N}{2}} N^{\frac{N+1}{2}}", True),
        (r"J \cdot 1", True),
        ("2 J", False),
        (r"\left(\frac{N}{2}\right)^{\frac{N+1}{2}}", False),
        (r"4 \left(\frac{N}{2}\right)^{\frac{N}{2}}", False),
        (r"4 \left(\frac{N}{2}\right)^{\frac{N+2}{2}}", False),
    ],
)
def test_the_constant_of_a_measure_may_be_written_out(constant, true):
    verdict = check("4.8", rf"\prod_{{n=0}}^{{N}} dx_n = {constant} \prod_{{n=0}}^{{N}} da_n")
    assert verdict.status is (Status.PROVED if true else Status.REFUTED)


def test_the_constant_of_another_range_or_other_variables_is_not_it():
    assert check("4.8", r"\prod_{n=1}^{N} dx_n = 2 J \prod_{n=1}^{N} da_n").status is Status.REFUTED
    with pytest.raises(InputError, match="not about the product of da"):
        check("4.8", r"\prod_{n=0}^{N} dx_n = 2 J \prod_{n=0}^{N} dx_n")


ABSURD = [
    ("", "no statement"),
    ("   ", "no statement"),
    ("x_n", "a relation such as = is missing"),
    ("=", "missing"),
    ("x_n =", "missing"),
    ("x_n = x_n", "true whatever x"),
    (r"x_n = \frac{1}{0}", "division by zero"),
    ("x_n = __import__('os')", "no place"),
    (r"\input{/etc/passwd}", "neither declared nor known"),
    (r"\def\a{\a}\a", "neither declared nor known"),
    ("x_n = 10^{10^{10^{10}}}", "tower of powers"),
    ("x_n = w_n^{100000}", "exponent"),
    ("x_n = " + "(" * 5000, "characters"),
    ("x_n = " + "(" * 500 + "1" + ")" * 500, "deep|nested|inside"),
    (r"x_n = w_{k/2}", "declared|known|integer"),
    ("x_0 = 1", "does not mention"),
    ("x_n = 1\0", "no meaning"),
]


@pytest.mark.parametrize(("tex", "message"), ABSURD, ids=range(len(ABSURD)))
def test_absurd_input_is_refused_in_words(tex, message):
    with pytest.raises((InputError, ReadingError), match=message):
        check("3.7", tex)


@pytest.mark.parametrize(
    "tex", [r"x_n = \sum_{k=1}^{10^{12}} k", r"x_n = \sum_{k=1}^{10^{12}} w_k", "x_n = w_0", "x_n = N^{N^N}"]
)
def test_a_form_with_huge_ranges_or_strange_places_is_not_proved(tex):
    assert check("3.7", tex).status in (Status.REFUTED, Status.UNDECIDED)


def test_a_claim_in_words_has_no_printed_form():
    with pytest.raises(InputError, match="made in words"):
        check("3.2/ends", "t_0 = t^{ini}")


def test_a_form_that_sympy_alone_calls_unequal_is_refuted_with_an_instance():
    kernel = r"K = \sqrt{\frac{m}{2\pi i \hbar T}} \exp\left[\frac{m (x_b - x_a)^2}{2 \hbar T}\right]"
    assert check("free/kernel", kernel).status is Status.REFUTED
    assert check("free/kernel", kernel.replace("{m (", "{i m (")).status is Status.PROVED
