"""What is put to the proofs: one identity."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True, slots=True)
class Obligation:
    """``claimed = derived``, one of the identities that together say the same as the statement.

    Not ``everywhere``: it is one of several cases of one identity.
    """

    about: str
    claimed: sp.Expr
    derived: sp.Expr
    everywhere: bool = True
