"""Assumptions dropped in turn: what is needed shows where it fails without, and what is not needed holds without."""

import pytest
import sympy as sp

from symnet.claims import Equation, claim
from symnet.claims.collecting import claims_in, paper
from symnet.judge.judging import judge
from symnet.judge.needing import needs
from symnet.judge.presupposed import signed, without_sign
from symnet.notation.symbols import N, n, w

root, x = sp.symbols("r x", real=True)
p = sp.Symbol("p", positive=True)
q = sp.Symbol("q", nonnegative=True)
z = sp.Symbol("z", real=True, nonzero=True)
k = sp.Symbol("k", integer=True)


def stated(claimed, derived, assumptions=sp.true):
    @claim(
        "1", section="own", printed="…", assumptions=assumptions, states=Equation(sp.Eq(root, claimed, evaluate=False))
    )
    def derive():
        return derived

    return derive


def found(claimed, derived, assumptions=sp.true):
    return {each.assumption: each for each in needs(stated(claimed, derived, assumptions))}


def test_a_sign_that_a_kink_needs_is_needed_and_the_instance_has_another():
    sign = found(sp.Max(0, q * x), q * sp.Max(0, x))[r"q \geq 0"]
    assert sign.need == "needed"
    assert sp.Rational(sign.counterexample.values["q"]) < 0
    assert sign.counterexample.lhs != sign.counterexample.rhs


@pytest.mark.parametrize("letter", [p, q, z], ids=str)
def test_a_sign_that_nothing_depends_on_is_not_needed(letter):
    (sign,) = found((letter + x) ** 2, letter**2 + 2 * letter * x + x**2).values()
    assert sign.need == "not needed"
    assert sign.counterexample is None


def test_only_the_relation_that_matters_is_needed():
    reached = sp.Sum(w[k] * sp.KroneckerDelta(k, n), (k, 1, N))
    answers = found(reached, w[n], (n >= 1) & (n <= N) & (n <= 2 * N))
    assert {name: each.need for name, each in answers.items() if "n" in name} == {
        r"n \geq 1": "needed",
        r"n \leq N": "needed",
        r"n \leq 2 N": "not needed",
    }
    assert int(answers[r"n \leq N"].counterexample.values["n"]) > int(answers[r"n \leq N"].counterexample.values["N"])


def test_of_a_false_claim_nothing_is_said():
    assert needs(stated(p + 1, p)) == ()


def test_the_signs_of_the_letters_are_assumptions_of_the_verdict():
    verdict = judge(stated(p * x + z, z + x * p + 0 * n, (n >= 1) & (n <= N)))
    assert verdict.assumptions == (r"n \geq 1", r"n \leq N", "p > 0", r"z \neq 0")
    assert judge(stated(x, x)).assumptions == ()


def test_scaling_by_alpha_assumes_and_needs_its_sign():
    scaling = next(each for each in claims_in(paper() / "sA.py") if each.id == "A.2")
    assert judge(scaling).assumptions == (r"\alpha \geq 0",)
    assert {each.assumption: each.need for each in needs(scaling)} == {r"\alpha \geq 0": "needed"}


def test_the_letters_of_records_and_tuples_are_found_and_freed():
    equation = Equation(sp.Eq(root, p * x, evaluate=False))
    assert list(signed(equation, (q,), "text")) == [p, q]
    freed = without_sign((equation, 3), p)
    assert signed(freed) == {}
    assert freed[1] == 3
