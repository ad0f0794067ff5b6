"""Random pairs against brute force well beyond the bound: never a wrong answer, hardly ever none."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from symnet.sums import normal
from symnet.sums.decide import combined
from symnet.sums.decision import Finding
from symnet.sums.finite import prove

from .oracle import generic, stated
from .random_pairs import N, Pairs, n

CONSTRUCTS = ("nested", "product", "square", "max", "delta", "step", "function", "function in a sum")


def beyond(finding: Finding) -> int:
    """Sizes are tried well beyond the bounds by which the finding was proved."""
    bounds = [int(b) for b in re.findall(r"<= B = (\d+)", finding.evidence)]
    return min(max([4, *bounds]) + 4, 13)


def judged(seed: int) -> tuple[str, Counter[str]]:
    pairs = Pairs(seed)
    lhs, rhs = pairs.pair()
    finding = prove(lhs, rhs)
    if finding.answer == "equal":
        top = beyond(finding)
        for size in {1, 2, 3, top - 2, top}:
            for place in {1, size, size + 3} if n in (lhs - rhs).free_symbols else {1}:
                oracle = generic(seed + 1000 * size)
                values = [oracle.value(side, {N: size, n: place}) for side in (lhs, rhs)]
                assert values[0] == values[1], f"seed {seed}: {lhs} = {rhs} at N = {size}, n = {place}"
    if finding.answer == "different":
        example = finding.counterexample
        assert example is not None
        sizes = {symbol: int(example.values[symbol.name]) for symbol in (N, n) if symbol.name in example.values}
        oracle = stated(example.values)
        assert oracle.value(lhs, sizes) == example.lhs != example.rhs == oracle.value(rhs, sizes), f"seed {seed}"
    return finding.answer, pairs.tags


def run(seeds: range) -> None:
    answers: Counter[str] = Counter()
    constructs: Counter[str] = Counter()
    for seed in seeds:
        answer, tags = judged(seed)
        answers[answer] += 1
        constructs.update(name for name in CONSTRUCTS if tags[name])
    print(dict(answers), dict(constructs))
    assert answers["undecided"] <= len(seeds) * 0.02, answers
    assert min(answers["equal"], answers["different"]) >= len(seeds) / 5, answers
    assert all(constructs[name] >= len(seeds) * 0.05 for name in CONSTRUCTS), constructs
    assert constructs["nested"] >= len(seeds) * 0.3, constructs


def test_three_hundred_random_pairs() -> None:
    run(range(300))


@pytest.mark.long
def test_five_thousand_random_pairs() -> None:
    run(range(10_000, 15_000))


def both(seeds: range) -> None:
    """Each pair by both proofs; where they contradict each other, ``combined`` raises."""
    counts: Counter[str] = Counter()
    for seed in seeds:
        pair = Pairs(seed).pair()
        decision = combined([prove(*pair), normal.prove(*pair, explain=False)])
        counts[f"{decision.answer} by {len(decision.proofs)}"] += 1
    print(dict(counts))
    assert counts["equal by 2"] + counts["different by 2"] >= len(seeds) * 0.96, counts


def test_the_two_proofs_agree_on_random_pairs() -> None:
    both(range(300, 360))


@pytest.mark.long
def test_the_two_proofs_agree_on_many_random_pairs() -> None:
    both(range(20_000, 21_200))
