"""`decide`: the two proofs held against each other."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.errors import DisagreementError
from symnet.notation import symbols as s
from symnet.sums import Finding, decide
from symnet.sums.decide import combined


def test_a_true_identity_is_equal_with_a_proof_and_the_assumptions_it_speaks_of() -> None:
    k, n, N = s.k_, s.n, s.N
    decision = decide(
        sp.Sum(s.w[k], (k, 1, N)),
        s.w[n] + sp.Sum(s.w[k], (k, 1, n - 1)) + sp.Sum(s.w[k], (k, n + 1, N)),
        (n >= 1) & (n <= N),
    )
    assert decision.answer == "equal"
    assert decision.proofs
    assert decision.counterexample is None
    assert {str(part) for part in decision.assumptions_used} == {"n >= 1", "n <= N", "N >= 1"}


def test_a_false_identity_comes_with_its_smallest_exact_counterexample() -> None:
    k, N = s.k_, s.N
    decision = decide(sp.Sum(s.w[k], (k, 1, N)), sp.Sum(s.w[k], (k, 1, N - 1)))
    assert decision.answer == "different"
    assert decision.counterexample is not None
    assert decision.counterexample.values == {"N": 1, "w[1]": 1}
    assert (decision.counterexample.lhs, decision.counterexample.rhs) == (1, 0)


def test_contradicting_proofs_are_a_loud_error() -> None:
    yes = Finding("finite check", "equal", "finite check: B = 3")
    no = Finding("normal form", "different", "normal form: 2*w[1] survives")
    with pytest.raises(DisagreementError, match=r"B = 3 -> equal BUT .* survives -> different"):
        combined([yes, no])


def test_one_proof_is_enough_where_the_other_cannot_decide() -> None:
    yes = Finding("finite check", "equal", "finite check: B = 3")
    unsure = Finding("normal form", "undecided", "normal form: cannot read it")
    assert combined([yes, unsure]).answer == "equal"
    assert combined([unsure]).answer == "undecided"
