"""Identities with kinks at free numbers, decided by cases: each true one has a false twin."""

import pytest
import sympy as sp

from symnet.judge.obligation import Obligation
from symnet.judge.signs import by_signs
from symnet.sums import decide

a, x, y, t = sp.symbols("a x y t", real=True)
p, q = sp.symbols("p q", positive=True)
r = sp.Symbol("r", nonnegative=True)
z = sp.Symbol("z", real=True, nonzero=True)
w, b = sp.IndexedBase("w", positive=True)[1], sp.IndexedBase("b", real=True)[1]


def answers(left, right):
    cases = by_signs(Obligation("it", left, right))
    return {decide(case.claimed, case.derived).answer for case in cases}


def relu(argument):
    return sp.Max(0, argument)


TWINS = [
    (relu(p * x), p * relu(x), p**2 * relu(x)),
    (relu(r * x), r * relu(x), -r * relu(x)),
    (relu(a * x), sp.Abs(a) * relu(sp.sign(a) * x), a * relu(x)),
    (relu(x), x + relu(-x), x - relu(-x)),
    (sp.Abs(a * x), sp.Abs(a) * sp.Abs(x), a * sp.Abs(x)),
    (sp.Abs(x), relu(x) + relu(-x), relu(x) - relu(-x)),
    (relu(p * t + y), p * relu(t + y / p), relu(t + y / p)),
    (relu(w * t + b), w * relu(t + b / w), relu(t + b / w)),
    (relu(z * t + y), sp.Abs(z) * relu(sp.sign(z) * t + y / sp.Abs(z)), z * relu(t + y / z)),
    (relu(x / p), relu(x / q) * q / p, relu(x / q)),
    (sp.sign(z) ** 2, sp.S.One, sp.sign(z)),
]


@pytest.mark.parametrize(("left", "right"), [(left, right) for left, right, _ in TWINS])
def test_a_true_identity_holds_in_every_case(left, right):
    assert answers(left, right) == {"equal"}


@pytest.mark.parametrize(("left", "wrong"), [(left, wrong) for left, _, wrong in TWINS])
def test_its_false_twin_fails_in_one(left, wrong):
    assert "different" in answers(left, wrong)


def test_what_holds_everywhere_but_at_zero_is_not_true_of_all_numbers():
    assert "different" in answers(sp.sign(x) ** 2, sp.S.One)


def test_a_case_remembers_what_the_letters_were():
    cases = by_signs(Obligation("it", relu(a * x), a * relu(x)))
    (found,) = [each for each in cases if "a < 0, x > 0" in each.about]
    meaning = {letter.name: value for letter, value in found.letters}
    assert meaning["a"].is_negative
    assert meaning["x"].is_positive


@pytest.mark.parametrize("side", [sp.sign(sp.Symbol("c")), relu(x) + sp.Abs(sp.Symbol("c"))])
def test_a_letter_that_may_be_complex_has_no_sign(side):
    obligation = Obligation("it", side, sp.S.One)
    assert by_signs(obligation) == (obligation,)


@pytest.mark.parametrize("side", [relu(x) + sp.Sum(x, (sp.Symbol("n", integer=True), 1, 3)), x**2, relu(x**2 + x + 1)])
def test_what_has_sums_no_kinks_or_no_letters_that_fit_is_left_as_it_is(side):
    obligation = Obligation("it", side, sp.S.Zero)
    assert by_signs(obligation) == (obligation,)
