"""What a derivation hands over: the derived side, and a relation that holds beside the equation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symnet.theory.series import Approach


@dataclass(frozen=True, slots=True)
class Closing:
    """An entry that the context fixes, such as W_N by the end point: it has this ``value``."""

    entry: sp.Indexed
    value: sp.Expr

    def put_into(self, expression: sp.Expr) -> sp.Expr:
        """The expression with the entry replaced, also where an index only reaches its place."""

        def replaced(found: sp.Indexed) -> sp.Expr:
            here = sp.Mul(*map(sp.KroneckerDelta, found.indices, self.entry.indices))
            return (1 - here) * found + here * self.value

        return expression.replace(lambda e: isinstance(e, sp.Indexed) and e.base == self.entry.base, replaced)


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived ``value`` of a claim's subject; ``closing`` serves only to name a likely slip.

    ``rate`` is given where the value is a limit: how it is approached.
    """

    value: Any
    closing: Closing | None = None
    rate: Approach | None = None


@dataclass(frozen=True, slots=True)
class Convergence:
    """``discrete`` = integral of L dt + dt**order * integral of ``density`` dt + higher orders, under ``conditions``.

    ``density`` is in x, v, the path's higher derivatives and the partial derivatives of an undefined L(x, v).
    """

    discrete: sp.Expr
    order: int
    density: sp.Expr
    conditions: str


def derived_by(derive: Any) -> Derived:
    """What the derivation returns, as a record."""
    found = derive()
    if isinstance(found, Approach):
        return Derived(found.value, rate=found)
    return found if isinstance(found, Derived) else Derived(found)
