"""The tables: everything true is proved, every false twin refuted by exact values, nothing passes by being small."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.sums import decide
from symnet.sums.finite import prove

from .statements import FALSE, LATE, TRUE


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_proved_for_every_size(name: str) -> None:
    lhs, rhs, _, assumptions = TRUE[name]
    finding = prove(lhs, rhs, assumptions)
    assert finding.answer == "equal", finding.evidence


@pytest.mark.parametrize("name", TRUE)
def test_its_false_twin_is_refuted_by_exact_values(name: str) -> None:
    lhs, _, twin, assumptions = TRUE[name]
    finding = prove(lhs, twin, assumptions)
    assert finding.answer == "different", finding.evidence
    assert finding.counterexample is not None
    assert sp.simplify(finding.counterexample.lhs - finding.counterexample.rhs) != 0


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refuted(name: str) -> None:
    lhs, rhs = FALSE[name]
    assert prove(lhs, rhs).answer == "different"


@pytest.mark.parametrize("name", LATE)
def test_what_fails_late_is_refuted_where_it_first_fails(name: str) -> None:
    lhs, rhs, first = LATE[name]
    finding = prove(lhs, rhs)
    assert finding.answer == "different", finding.evidence
    assert finding.counterexample is not None
    assert finding.counterexample.values["N"] == first


@pytest.mark.parametrize("name", TRUE)
def test_the_two_proofs_agree(name: str) -> None:
    lhs, rhs, twin, assumptions = TRUE[name]
    assert decide(lhs, rhs, assumptions).answer == "equal"
    assert decide(lhs, twin, assumptions).answer == "different"
