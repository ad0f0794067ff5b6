"""Judging claims: obligations, two proofs, a counterexample where they fail, and the record of it all."""
