"""The normal form on Z^d: decides identities, and constructs closed forms."""

from symnet.sums.normal.prove import prove

__all__ = ["prove"]
