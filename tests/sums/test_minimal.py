"""Which assumptions are needed: each is dropped in turn."""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols as s
from symnet.sums import minimal_assumptions

N, n, k, w = s.N, s.n, s.k_, s.w


def test_a_split_of_a_range_needs_its_place_inside_and_nothing_else() -> None:
    rest = sp.Sum(w[k], (k, 1, n - 1)) + sp.Sum(w[k], (k, n + 1, N))
    found = {str(a.relation): a for a in minimal_assumptions(sp.Sum(w[k], (k, 1, N)), w[n] + rest, (n >= 1) & (n <= N))}
    assert {name: a.need for name, a in found.items()} == {
        "n >= 1": "needed",
        "n <= N": "needed",
        "N >= 1": "not needed",
    }
    example = found["n <= N"].counterexample
    assert example is not None
    assert (example.values["n"], example.values["N"]) == (2, 1)


def test_what_the_statement_does_not_use_is_not_needed() -> None:
    found = minimal_assumptions(sp.Sum(w[k], (k, 1, N)), sp.Sum(w[N - k + 1], (k, 1, N)), (n >= 1) & (n <= N))
    assert {a.need for a in found} == {"not needed"}


def test_a_letter_that_is_only_not_zero_carries_an_assumption_too() -> None:
    off = sp.Symbol("d", integer=True, nonzero=True)
    (found,) = minimal_assumptions(sp.Sum(sp.KroneckerDelta(k, off), (k, 0, 0)), sp.Integer(0))
    assert (found.relation, found.need) == (sp.Ne(off, 0, evaluate=False), "needed")
