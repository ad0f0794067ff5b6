"""Random equations with one random slip each, made without the judge's own edits: the tool must name every one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
import sympy as sp

from symnet import sums
from symnet.claims import Equation, claim
from symnet.claims.verdict import Status, Verdict
from symnet.judge.judging import judge
from symnet.judge.slips import likely_slip
from symnet.notation import symbols as s
from symnet.notation.tex import tex

EACH = 3
k = s.k_


@dataclass(frozen=True)
class Parts:
    """x_ini + number Delta t^step sum over low <= k <= high of (k + weight) letter[k + shift]^power."""

    number: int
    step: int
    low: int
    high: sp.Expr
    weight: int
    shift: int
    letter: sp.IndexedBase
    power: int

    @property
    def equation(self) -> sp.Expr:
        summand = (k + self.weight) * self.letter[k + self.shift] ** self.power
        return s.x_ini + self.number * s.dt**self.step * sp.Sum(summand, (k, self.low, self.high))


SLIPS: dict[str, Callable[[Parts], Parts]] = {
    "sign": lambda p: replace(p, number=-p.number),
    "factor": lambda p: replace(p, number=2 * p.number),
    "time step": lambda p: replace(p, step=p.step + 1),
    "range": lambda p: replace(p, low=p.low + 1),
    "index": lambda p: replace(p, shift=p.shift + 1),
    "power": lambda p: replace(p, power=p.power + 1),
    "w for W": lambda p: replace(p, letter=s.W if p.letter == s.w else s.w),
}


def drawn(seed: int) -> Parts:
    choose = random.Random(seed).choice
    return Parts(
        number=choose([3, 5, -7]),
        step=choose([1, 2, 3]),
        low=choose([0, 1, 2]),
        high=choose([s.N, s.N - 1, s.n]),
        weight=choose([1, 2, 4]),
        shift=choose([0, 1, -1]),
        letter=choose([s.w, s.W]),
        power=choose([1, 2, 3]),
    )


def planted() -> Iterator[tuple[str, str, Parts, Parts]]:
    for place, (kind, slip) in enumerate(SLIPS.items()):
        for number in range(EACH):
            true = drawn(100 * place + number)
            yield f"{kind.replace(' ', '-')}-{number}", kind, true, slip(true)


CASES = list(planted())
WIDE = (s.N >= 3) & (s.n >= 3) & (s.n <= s.N)


def verdict_on(stated: sp.Expr, true: sp.Expr) -> Verdict:
    """The judge's verdict on a claim that states one formula and derives another."""
    states = Equation(sp.Eq(sp.Symbol("T"), stated, evaluate=False))

    def own() -> sp.Expr:
        return true

    return judge(claim("own/slip", section="own", printed="…", states=states, assumptions=WIDE)(own))


@pytest.mark.parametrize(("kind", "true", "wrong"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_slip_is_named_and_the_corrected_form_is_proved(kind: str, true: Parts, wrong: Parts) -> None:
    verdict = verdict_on(wrong.equation, true.equation)
    assert verdict.status is Status.REFUTED
    assert verdict.counterexample is not None
    assert verdict.corrected == f"T = {tex(true.equation)}"
    named = [note for note in verdict.notes if note.startswith("likely slip")]
    assert [note.split(":")[0] for note in named] == [f"likely slip ({kind})"], named
    slip = likely_slip(wrong.equation, true.equation, WIDE)
    assert slip is not None
    assert sums.decide(slip.edits[-1].result, true.equation, WIDE).answer == "equal"


@pytest.mark.parametrize("true", [c[2] for c in CASES[::4]], ids=[c[0] for c in CASES[::4]])
def test_an_equation_without_a_slip_is_proved_and_none_is_named(true: Parts) -> None:
    verdict = verdict_on(true.equation, true.equation)
    assert verdict.status is Status.PROVED
    assert not any("likely slip" in note for note in verdict.notes)
