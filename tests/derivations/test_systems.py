"""The systems' claims: each has its verdict, each has a false twin that is refuted, and slips in it are seen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import sympy as sp

from symnet.claims import Conjunction, Status
from symnet.claims.claim import Claim
from symnet.claims.collecting import collect, systems
from symnet.judge.judging import judge
from symnet.judge.mutating import mutants, original, outcome_of

ROOT = Path(__file__).parent.parent.parent
CLAIMS: dict[str, Claim] = {id: claim for id, (_, claim) in collect([systems()]).items()}
CITED = re.findall(r"`([\w.]+/[\w-]+)`, (\w+)", (ROOT / "docs" / "oscillator.md").read_text(encoding="utf-8"))
PRINTED = [id for id, claim in CLAIMS.items() if claim.printed is not None]
IN_WORDS = [id for id, claim in CLAIMS.items() if claim.printed is None]

TWIN = {
    "free/kernel": (r"\frac{i m", r"\frac{2 i m"),
    "oscillator/mehler": (r"- 2 x_a x_b", r"- x_a x_b"),
    "oscillator/mehler-by-the-trapezoid-rule": (r"\cosh(\omega T)", r"\sinh(\omega T)"),
    "oscillator/partition-function": (r"\frac{1}{2} \beta", r"\beta"),
    "oscillator/thermal-correlator": (r"(\frac{T}{2} - \tau)", r"(T - \tau)"),
    "oscillator/creutz-freedman": (r"\frac{a^2 \mu^2}{4}\right", r"\frac{a^2 \mu^2}{12}\right"),
    "oscillator/midpoint-state": (r"m \omega", r"m \omega \sqrt{1 + \frac{\omega^2 \Delta\tau^2}{4}}"),
    "oscillator/trapezoid-state": (r"1 + \frac{\omega^2 \Delta\tau^2}{4}", "1"),
    "oscillator/zigzag-state": ("12", "6"),
    "oscillator/midpoint-energy-limit": (r"\frac{1}{2}", r"\frac{3}{2}"),
    "oscillator/trapezoid-energy-limit": (r"\frac{1}{2}", ""),
    "quartic/first-order": (r"\frac{3}{4}", r"\frac{3}{2}"),
    "quartic/first-order-by-the-midpoint-rule": (r"\frac{3}{4}", r"\frac{1}{4}"),
    "quartic/second-order": (r"\frac{21}{8}", r"\frac{21}{16}"),
    "quartic/cubic-second-order": (r"\frac{11}{8}", r"\frac{1}{8}"),
    "quartic/bender-wu": ("333", "334"),
    "quartic/midpoint-at-finite-step": (r"\left(\frac{1 + z}{2}\right)^2", ""),
    "quartic/ring-at-every-width": ("(1 + z^N)^2", "(1 + z^N)"),
    "quartic/thermal-first-order": (r"1 + e^{-\omega T}", r"1 + e^{-2 \omega T}"),
    "field/dispersion": (r"\frac{\pi p}{L}", r"\frac{2 \pi p}{L}"),
    "field/midpoint-positivity": (r"\frac{\Delta t^2}{4} \left", r"\frac{\Delta t^2}{2} \left"),
    "field/trapezoid-positivity": ("= 1", "= 2"),
    "driven/constant-force": ("24 m", "12 m"),
    "driven/constant-force-at-every-width": (r"\frac{1}{N^2}", r"\frac{1}{N}"),
    "driven/any-force": (r"- \frac{1}{4}\right", r"\right"),
    "rules/midpoint-counterterm": ("8", "24"),
    "rules/zigzag-counterterm": ("12", "8"),
    "rules/takahashi-imada": ("24", "12"),
    "process/euler": (r"1 - \frac{1}{2}", r"1 + \frac{1}{2}"),
    "process/implicit-midpoint": ("2 m", "m"),
    "ensemble/variance": (r"\pi m", r"2 \pi m"),
    "ensemble/printed-variance": (r"2 \omega \Lambda", r"\omega \Lambda"),
    "ensemble/kurtosis": (r"- 3\right", r"- 2\right"),
    "ensemble/wide": ("= 0", "= 3"),
    "ensemble/deep": ("{2 ", "{4 "),
}
"""What a false twin prints instead."""


@pytest.mark.parametrize("id", CLAIMS)
def test_every_claim_verifies(id: str) -> None:
    """With the verdict that the page on the oscillator says it has, if it is cited there."""
    verdict = judge(CLAIMS[id])
    assert verdict.status in {Status.PROVED, Status.LIMIT}, verdict.evidence
    assert verdict.evidence
    assert {verdict.status.value} | {said for cited, said in CITED if cited == id} == {verdict.status.value}


@pytest.mark.parametrize("id", PRINTED)
def test_the_false_twin_of_a_printed_formula_is_refuted(id: str) -> None:
    right, wrong = TWIN[id]
    printed = CLAIMS[id].printed or ""
    assert right in printed
    verdict = judge(replace(CLAIMS[id], printed=printed.replace(right, wrong, 1)))
    assert verdict.status is Status.REFUTED, verdict.evidence
    assert verdict.counterexample


@pytest.mark.parametrize("id", IN_WORDS)
def test_the_false_twin_of_a_claim_in_words_is_refuted(id: str) -> None:
    refute_the_last_parts(id, 1)


@pytest.mark.long
@pytest.mark.parametrize("id", IN_WORDS)
def test_the_false_twin_of_each_of_its_parts_is_refuted(id: str) -> None:
    refute_the_last_parts(id, 100)


def refute_the_last_parts(id: str, last: int) -> None:
    claim = CLAIMS[id]
    statement = claim.statement
    equations = statement.equations if isinstance(statement, Conjunction) else (statement,)
    for place, part in list(enumerate(equations))[-last:]:
        wrong = replace(part, relation=sp.Eq(part.subject, part.claimed + 1, evaluate=False))
        twin = Conjunction((*equations[:place], wrong, *equations[place + 1 :]))
        states = twin if isinstance(statement, Conjunction) else wrong
        verdict = judge(replace(claim, states=states))
        assert verdict.status is Status.REFUTED, (place, verdict.evidence)


@pytest.mark.long
@pytest.mark.parametrize("id", CLAIMS)
def test_no_slip_in_a_claim_is_proved(id: str) -> None:
    claim = CLAIMS[id]
    true, derived = original(claim)
    found = [outcome_of(claim, mutant, derived) for mutant in mutants(true)]
    assert set(found) <= {"refuted", "equivalent", "undecided"}
    assert found.count("undecided") <= len(found) / 20
