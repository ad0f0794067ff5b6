"""Appendix B: each equation has its declared verdict, and a false twin of each is refuted by the same derivation."""

# ruff: noqa: E501 - equations stand on one line

from dataclasses import replace

import pytest
import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in, paper
from symnet.claims.statement import Statement
from symnet.claims.verdict import Status
from symnet.judge.judging import judge
from symnet.notation import symbols as s
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
        ("B.3", "boundary", s.position),
        ("B.8", "boundary", sp.Function("G")(s.position) / (2 * s.D)),
        ("B.10", "density", s.velocity**2),
        ("B.12", "state", sp.exp(-sp.Function("G")(s.position))),
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


@pytest.mark.parametrize(
    ("id", "right", "wrong"),
    [
        (
            "B.1",
            r"\frac{dx(\tau)}{d\tau} = \sqrt{2D}\,\eta(\tau) + F(x(\tau))",
            r"\frac{dx(\tau)}{d\tau} = F(x(\tau)) + 2D\eta(\tau)",
        ),
        (
            "B.2",
            r"\langle \eta(\tau)\eta(\tau')\rangle = \delta(\tau' - \tau)",
            r"\langle \eta(\tau)\eta(\tau')\rangle = \delta(\tau + \tau')",
        ),
        (
            "B.2",
            r"\langle \eta(\tau)\eta(\tau')\rangle = 2\delta(2\tau - 2\tau')",
            r"\langle \eta(\tau)\eta(\tau')\rangle = \delta(2\tau - 2\tau')",
        ),
        (
            "B.4",
            r"L^{(s)} \equiv \frac{1}{4D} \left(F(x) - \frac{dx}{d\tau}\right)^2 + \frac{1}{2} \frac{\partial F(x)}{\partial x}",
            r"L^{(s)} \equiv \frac{1}{4D} \left(\frac{dx}{d\tau} - F(x) \right)^2 - \frac{1}{2} \frac{\partial F(x)}{\partial x}",
        ),
        (
            "B.3",
            r"P(x) = \mathcal{N} \int \mathcal{D}x \, \exp\left[\int_{-\infty}^{0} d\tau \, (-L^{(s)})\right]",
            r"P(x) = \mathcal{N} \int \mathcal{D}x \, \exp\left[-2\int_{-\infty}^{0} d\tau \, L^{(s)}\right]",
        ),
        (
            "B.7",
            r"-\frac{1}{2D}\int_{-\infty}^{0}F(x)dx = \frac{1}{2D}G(x(0)) + \text{const.}",
            r"-\frac{1}{2D}\int_{-\infty}^{0}F(x)dx = -\frac{1}{2D}G(x(0)) + \text{const.}",
        ),
        ("B.11", r"P(x) = \left|\psi(x)\right| \left|\psi(x)\right|", r"P(x) = |\psi(x)|"),
        (
            "B.13",
            r"\mathcal{H} \equiv \frac{p^2}{2m} + \frac{1}{2}\left(m\left(\frac{\partial G(x)}{\partial x}\right)^2 - \hbar\frac{\partial^2 G(x)}{\partial x^2}\right)",
            r"\mathcal{H} \equiv \frac{p^2}{2m} + \frac{m}{2}\left(\frac{\partial G(x)}{\partial x}\right)^2 - \hbar\frac{\partial^2 G(x)}{\partial x^2}",
        ),
        (
            "B.15",
            r"\mathcal{H} = \frac{1}{2m}\hat{p}^2 + V(\hat{x}) - \frac{\hbar}{2} \frac{\partial^2 G(x)}{\partial x^2}",
            r"\mathcal{H} = \frac{1}{2m}\hat{p}^2 + V(\hat{x}) + \frac{i}{\sqrt{2m}} \left[\hat{p}, \sqrt{V(\hat{x})}\right]",
        ),
    ],
)
def test_a_rewritten_equation_is_accepted_and_a_wrong_one_refuted(id: str, right: str, wrong: str) -> None:
    claim = CLAIMS[id]
    for tex, good in ((right, True), (wrong, False)):
        verdict = judge(replace(claim, states=claim.statement_in(tex), expects=None))
        assert (verdict.status in {Status.PROVED, Status.LIMIT, Status.DEFINITION}) is good, (tex, verdict.evidence)
        assert good or verdict.status is Status.REFUTED
