"""Finite sums, products and determinants of symbolic size: deciding identities for every N, closed forms, limits."""

from symnet.sums.decide import decide
from symnet.sums.decision import Counterexample, Decision, Finding, Step
from symnet.sums.limits import Limit, limit_with_rate
from symnet.sums.linear_algebra.determinants import (
    Style,
    is_determinant,
    tridiagonal_determinant,
    uniform_determinant,
)
from symnet.sums.linear_algebra.toeplitz import Chain, Cycle
from symnet.sums.minimal import Assumption, minimal_assumptions

__all__ = [
    "Assumption",
    "Chain",
    "Counterexample",
    "Cycle",
    "Decision",
    "Finding",
    "Limit",
    "Step",
    "Style",
    "decide",
    "is_determinant",
    "limit_with_rate",
    "minimal_assumptions",
    "tridiagonal_determinant",
    "uniform_determinant",
]
