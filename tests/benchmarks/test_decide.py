"""How long decisions take: `pytest tests/benchmarks/test_decide.py --benchmark-enable`, and their spread in CPU time:
`pytest -s tests/benchmarks/test_decide.py -k spread --run-long`."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any

import pytest
from sympy.core.cache import clear_cache

from symnet.sums import decide
from symnet.sums.finite import prove

sys.path.insert(0, str(Path(__file__).parents[1] / "sums"))
from finite.random_pairs import Pairs
from finite.statements import TRUE
from finite.test_random_pairs import judged


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
    assert benchmark(prove, *Pairs(seed).pair()).answer == judged(seed)[0]


def seconds(lhs: Any, rhs: Any, assumptions: Any) -> float:
    """CPU time of a first decision by both proofs, with nothing in SymPy's cache."""
    clear_cache()
    start = process_time()
    decide(lhs, rhs, assumptions)
    return process_time() - start


@pytest.mark.long
def test_the_spread_of_decision_times() -> None:
    took = [seconds(lhs, side, given) for lhs, rhs, twin, given in TRUE.values() for side in (rhs, twin)]
    late = quantiles(took, n=20)[-1]
    print(f"{len(took)} decisions: median {median(took):.3f} s, 95 % within {late:.3f} s, longest {max(took):.3f} s")
    assert median(took) <= 0.1
    assert late <= 2
