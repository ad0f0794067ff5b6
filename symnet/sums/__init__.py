"""Finite sums, products and determinants of symbolic size: deciding identities for every N."""

from symnet.sums.decide import decide
from symnet.sums.decision import Counterexample, Decision, Finding, Step
from symnet.sums.minimal import Assumption, minimal_assumptions

__all__ = ["Assumption", "Counterexample", "Decision", "Finding", "Step", "decide", "minimal_assumptions"]
