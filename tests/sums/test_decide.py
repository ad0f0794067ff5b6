"""`decide`: the two proofs held against each other."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.errors import DisagreementError
from symnet.notation import symbols as s
from symnet.sums import Finding, decide, finite
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


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        ((s.w[1] + s.w[2]) ** 200, (s.w[2] + s.w[1]) ** 200 + 1),
        (sp.Symbol("x") ** 10**6, sp.Symbol("x") ** 10**6 + 1),
        (sp.Sum(s.w[s.k_], (s.k_, 1, s.N + 10**6)), sp.Sum(s.w[s.k_], (s.k_, 1, s.N))),
        (sp.Sum(1, *((sp.Symbol(f"i{j}", integer=True), 1, s.N) for j in range(12))), s.N**12 + 1),
    ],
    ids=["200 equal factors", "a high power", "a long range", "twelve sums"],
)
def test_what_is_far_too_large_is_refuted_or_undecided_soon(lhs: sp.Expr, rhs: sp.Expr) -> None:
    assert finite.prove(lhs, rhs).answer in ("different", "undecided")
