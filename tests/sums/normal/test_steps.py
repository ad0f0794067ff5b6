"""The steps of a derivation form a chain from left to right, and none of them is false."""

from __future__ import annotations

from itertools import pairwise

import pytest
import sympy as sp
from sympy import Sum

from symnet.errors import DisagreementError
from symnet.sums.decision import Step
from symnet.sums.normal import Undecidable, prove, steps
from symnet.sums.normal.problems import single_region
from symnet.sums.normal.steps import check

from .brute import agree, written_out
from .statements import TRUE, N, Statement, V, a, j, k, n

LONG = {"quartic action in w"}


@pytest.mark.parametrize("statement", [t for t in TRUE if t.name not in LONG], ids=lambda t: t.name)
def test_steps_are_a_chain_of_true_equations(statement: Statement) -> None:
    if statement.name == "factorials":
        pytest.skip("proved by its factors, which have no coefficients to compare")
    chain = steps(statement.lhs, statement.rhs, statement.assumptions)
    assert (chain[0].before, chain[-1].after) == (statement.lhs, statement.rhs)
    assert all(first.after == second.before for first, second in pairwise(chain))
    sizes = sorted((t for t in (statement.lhs - statement.rhs).free_symbols if t.is_integer), key=str)
    point = {**dict.fromkeys(sizes, 3), **({N: 4} if N in sizes and statement.name != "delta outside" else {})}
    if statement.assumptions is True or written_out(statement.assumptions, point) == sp.true:
        assert all(agree(step.before, step.after, point) for step in chain)


def test_the_rules_have_the_names_a_reader_expects() -> None:
    chain = steps(Sum(a[k], (k, 1, n), (n, 1, N)), Sum((N - k + 1) * a[k], (k, 1, N)))
    assert [step.rule for step in chain] == ["rename the indices", "carry out the inner sums, collect"]


def test_a_false_step_is_a_loud_error() -> None:
    left, right = Sum(a[k], (k, 1, N)), Sum(a[k], (k, 1, N + 1))
    problem, reader = single_region(True, left, right)
    with pytest.raises(DisagreementError, match="renaming"):
        check(problem, reader, Step("renaming", left, right))


def test_different_sides_have_no_derivation() -> None:
    with pytest.raises(Undecidable, match="different normal forms"):
        steps(Sum(V(a[k]), (k, 1, N)), Sum(V(a[j]), (j, 2, N)))


def test_a_short_derivation_comes_with_the_proof() -> None:
    finding = prove(Sum(a[k], (k, 1, N)), Sum(a[N + 1 - k], (k, 1, N)))
    assert [step.after for step in finding.data["steps"]][-1] == Sum(a[N + 1 - k], (k, 1, N))
    assert "steps" not in prove(a[n], a[n], explain=False).data
