"""How long decisions take: `pytest tests/benchmarks/test_decide.py --benchmark-enable`. Nothing timed is asserted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from symnet.sums import decide
from symnet.sums.finite import prove

sys.path.insert(0, str(Path(__file__).parents[1] / "sums"))
from finite.random_pairs import Pairs
from finite.statements import TRUE


@pytest.mark.parametrize("name", TRUE)
def test_a_true_statement_by_both_proofs(benchmark: Any, name: str) -> None:
    lhs, rhs, _, assumptions = TRUE[name]
    assert benchmark(decide, lhs, rhs, assumptions).answer == "equal"


@pytest.mark.parametrize("name", TRUE)
def test_a_true_statement_by_the_finite_check(benchmark: Any, name: str) -> None:
    lhs, rhs, _, assumptions = TRUE[name]
    assert benchmark(prove, lhs, rhs, assumptions).answer == "equal"


@pytest.mark.parametrize("name", TRUE)
def test_a_false_statement(benchmark: Any, name: str) -> None:
    lhs, _, twin, assumptions = TRUE[name]
    assert benchmark(decide, lhs, twin, assumptions).answer == "different"


@pytest.mark.parametrize("seed", range(0, 300, 10))
def test_a_random_pair(benchmark: Any, seed: int) -> None:
    benchmark(prove, *Pairs(seed).pair())
