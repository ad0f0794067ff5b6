"""Appendix B: each equation has its declared verdict, and a false twin of each is refuted by the same derivation."""

from dataclasses import replace

import pytest
import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in, paper
from symnet.claims.statement import Statement
from symnet.claims.verdict import Status
from symnet.judge.judging import judge
from symnet.theory.stochastic import langevin, path_weight

CLAIMS = {claim.id: claim for claim in claims_in(paper() / "sB.py")}
NUMBERED = [f"B.{number}" for number in range(1, 16)]


def test_every_numbered_equation_is_stated() -> None:
    assert {id for id in CLAIMS if "/" not in id} == set(NUMBERED)


def test_the_root_of_the_potential_fails_where_the_slope_is_negative() -> None:
    verdict = judge(CLAIMS["B.15"])
    assert verdict.status is Status.REFUTED
    values = {name: sp.Rational(value) for name, value in verdict.counterexample.values.items()}
    assert values["|G'|"] > 0
    # on the branch G' < 0 the printed commutator has the opposite sign of -(hbar/2) G''
    psi, hbar, bend = values["psi"], values["hbar"], values["G''"]
    assert sp.Rational(verdict.counterexample.lhs) - sp.Rational(verdict.counterexample.rhs) == hbar * bend * psi
    assert verdict.corrected


def with_statement(claim: Claim, statement: Statement) -> Claim:
    return replace(claim, states=statement, expects=None)


@pytest.mark.parametrize(
    ("id", "name", "value"),
    [
        ("B.3", "boundary", sp.Symbol("x", real=True)),
        ("B.8", "boundary", sp.Function("G")(sp.Symbol("x", real=True)) / (2 * sp.Symbol("D", positive=True))),
        ("B.10", "unit", sp.S.One),
        ("B/jacobian", "above", sp.S.One),
    ],
)
def test_a_wrong_part_of_a_formula_is_refuted(id: str, name: str, value: sp.Expr) -> None:
    claim = CLAIMS[id]
    parts = tuple((key, value if key == name else old) for key, old in claim.statement.parts)
    verdict = judge(with_statement(claim, replace(claim.statement, parts=parts)))
    assert verdict.status is Status.REFUTED


def test_a_jacobian_of_another_prescription_turns_the_lagrangian_red(monkeypatch: pytest.MonkeyPatch) -> None:
    right = path_weight.step_density

    def with_anti_ito_jacobian(process, before, after, alpha):
        normalisation, log = right(process, before, after, alpha)
        slope = process.slope_at(before + alpha * (after - before))
        return normalisation, log - sp.log(1 - alpha * langevin.symbols.dt * slope) + sp.log(
            1 - langevin.symbols.dt * slope
        )

    monkeypatch.setattr(path_weight, "step_density", with_anti_ito_jacobian)
    assert {id for id in ("B.3", "B.4") if judge(CLAIMS[id]).status is Status.REFUTED} == {"B.3", "B.4"}
