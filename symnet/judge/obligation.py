"""What is put to the proofs: one identity."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True, slots=True)
class Obligation:
    """``claimed = derived``, one of the identities that together say the same as the statement.

    Not ``everywhere``: it is one of several cases of one identity. ``letters`` says what the identity's own letters are
    in those of a case, where they differ.
    """

    about: str
    claimed: sp.Expr
    derived: sp.Expr
    everywhere: bool = True
    letters: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()
