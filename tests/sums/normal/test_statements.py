"""True statements are proved, their false twins and the false table are refuted by instances that hold up."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.sums.normal import prove

from .brute import agree
from .statements import FALSE, TRUE, Statement


@pytest.mark.parametrize("statement", TRUE, ids=lambda t: t.name)
def test_a_true_statement_is_proved(statement: Statement) -> None:
    assert prove(statement.lhs, statement.rhs, statement.assumptions).answer == "equal"


@pytest.mark.parametrize("statement", TRUE, ids=lambda t: t.name)
def test_its_false_twin_is_refuted(statement: Statement) -> None:
    finding = prove(statement.lhs, statement.twin, statement.assumptions)
    _refuted(finding, statement.lhs, statement.twin)


@pytest.mark.parametrize(("name", "lhs", "rhs"), FALSE, ids=[name for name, *_ in FALSE])
def test_a_false_statement_is_refuted(name: str, lhs: sp.Expr, rhs: sp.Expr) -> None:
    _refuted(prove(lhs, rhs), lhs, rhs)


def _refuted(finding: object, lhs: sp.Expr, rhs: sp.Expr) -> None:
    assert finding.answer == "different", finding
    example = finding.counterexample
    sizes = {t: int(example.values[str(t)]) for t in (lhs - rhs).free_symbols if t.is_integer}
    assert not agree(lhs, rhs, sizes)
    assert example.lhs != example.rhs
