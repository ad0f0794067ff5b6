"""What a proof says (`Finding`) and what the two together say (`Decision`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import sympy as sp

from symnet.notation.tex import tex

Answer = Literal["equal", "different", "undecided"]


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An exact instance inside the assumptions at which the two sides differ.

    ``values`` maps printed names (``N``, ``n``, ``w[3]``, ``dt``, ``V(5/2)``) to exact numbers; what is not named is 0.
    """

    values: Mapping[str, sp.Expr]
    lhs: sp.Expr
    rhs: sp.Expr


@dataclass(frozen=True, slots=True)
class Finding:
    """One proof's word on lhs = rhs.

    ``evidence`` is for people ("class P, bound B = 12, 12 sizes checked"); ``data`` is for machines.
    """

    method: Literal["finite check", "normal form"]
    answer: Answer
    evidence: str
    counterexample: Counterexample | None = None
    difference: sp.Expr | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation for readers: the rule's name, and the expression before and after it."""

    rule: str
    before: sp.Expr
    after: sp.Expr

    @property
    def latex(self) -> str:
        """The step as an equation."""
        return f"{tex(self.before)} = {tex(self.after)}"

    def _repr_latex_(self) -> str:
        return f"${self.latex}$"


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to lhs = rhs under the assumptions, with everything that supports it.

    ``proofs`` are the findings that decided; ``undecided`` those that could not, each with its reason in ``evidence``.
    ``certificate`` is what ``symnet.sums.recheck`` checks again; without cases it says what is ``beyond`` that checker.
    """

    answer: Answer
    proofs: tuple[Finding, ...]
    undecided: tuple[Finding, ...] = ()
    counterexample: Counterexample | None = None
    difference: sp.Expr | None = None
    steps: tuple[Step, ...] = ()
    assumptions_used: tuple[sp.Basic, ...] = ()
    certificate: Mapping[str, Any] | None = None
    notes: tuple[str, ...] = ()
