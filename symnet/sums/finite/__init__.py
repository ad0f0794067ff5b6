"""The finite check with a computed bound: the primary proof (the theorem: docs/proved.md)."""

from symnet.sums.finite.prove import prove

__all__ = ["prove"]
