"""Judging claims: obligations, two proofs, a counterexample where they fail, and the record of it all."""

from symnet.judge import formulas

__all__ = ["formulas"]
