"""Finite sums, products and determinants of symbolic size: deciding identities for every N."""

from symnet.sums.decide import decide
from symnet.sums.decision import Counterexample, Decision, Finding, Step

__all__ = ["Counterexample", "Decision", "Finding", "Step", "decide"]
