"""No random statement is answered wrongly; hardly any is left undecided."""

from __future__ import annotations

from collections import Counter

import pytest
import sympy as sp

from symnet.sums.normal import prove

from .constructs import CONSTRUCTS, constructs
from .modular import value
from .random_pairs import N, Pairs, n

BEYOND = [(size, place) for size in range(1, 8) for place in (-1, 0, 1, 3, 9)]


def true_at_every_size(lhs: sp.Expr, rhs: sp.Expr) -> bool:
    return all(value(lhs - rhs, {N: size, n: place}) == 0 for size, place in BEYOND)


def check(seed: int) -> str:
    lhs, rhs = Pairs(seed).pair()
    finding = prove(lhs, rhs, explain=False)
    if finding.answer == "equal":
        assert true_at_every_size(lhs, rhs), f"seed {seed}: {lhs} = {rhs} is not true"
    if finding.answer == "different":
        example = finding.counterexample
        sizes = {t: int(example.values[t.name]) for t in (N, n) if t.name in example.values}
        assert value(lhs - rhs, sizes) != 0, f"seed {seed}: {lhs} = {rhs} holds at {sizes}"
    return finding.answer


def run(seeds: range) -> None:
    counts = Counter(check(seed) for seed in seeds)
    occurring = Counter(name for seed in seeds for name in constructs(*Pairs(seed).pair()))
    print(dict(counts), dict(occurring))
    assert counts["undecided"] <= len(seeds) * 0.02, counts
    assert min(counts["equal"], counts["different"]) >= len(seeds) / 10
    assert all(occurring[name] >= len(seeds) * 0.05 for name in CONSTRUCTS), occurring
    assert occurring["nested"] >= len(seeds) * 0.3, occurring


def test_three_hundred_random_pairs() -> None:
    run(range(300))


def test_equalities_that_take_turns_come_to_an_end() -> None:
    assert check(5585) == "different"


@pytest.mark.long
def test_five_thousand_random_pairs() -> None:
    run(range(1000, 6000))
