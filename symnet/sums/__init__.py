"""Finite sums, products and determinants of symbolic size: deciding identities for every N, closed forms, limits."""

from symnet.sums.decide import decide
from symnet.sums.decision import Counterexample, Decision, Finding, Step
from symnet.sums.limits import Limit, limit_with_rate
from symnet.sums.linear_algebra import Style, Tridiagonal, continuant, tridiagonal_determinant, uniform_determinant
from symnet.sums.minimal import Assumption, minimal_assumptions

__all__ = [
    "Assumption",
    "Counterexample",
    "Decision",
    "Finding",
    "Limit",
    "Step",
    "Style",
    "Tridiagonal",
    "continuant",
    "decide",
    "limit_with_rate",
    "minimal_assumptions",
    "tridiagonal_determinant",
    "uniform_determinant",
]
