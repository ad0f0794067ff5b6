"""Judging claims: two proofs, a counterexample where they fail, and the nearest true equation."""
