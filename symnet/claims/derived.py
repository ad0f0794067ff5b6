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
        if len(self.entry.indices) != 1:
            return self._put(expression, frozenset())
        return self._put(_last_terms_apart(expression, self.entry.indices[0]), frozenset())

    def _put(self, node: sp.Basic, short: frozenset[sp.Symbol]) -> sp.Basic:
        """The node with the entry replaced; the ``short`` indices do not reach the place of the entry."""
        if isinstance(node, sp.Indexed) and node.base == self.entry.base:
            return self._entry(node, short)
        if not node.args or not node.has(self.entry.base):
            return node
        if isinstance(node, sp.Sum) and len(node.limits) == 1:
            index, lower, upper = node.limits[0]
            inside = short | {index} if self._stays_below(upper, short) else short - {index}
            return sp.Sum(self._put(node.function, inside), (index, lower, upper))
        return node.func(*(self._put(child, short) for child in node.args))

    def _entry(self, found: sp.Indexed, short: frozenset[sp.Symbol]) -> sp.Expr:
        if found == self.entry:
            return self.value
        if len(found.indices) == 1 and self._stays_below(found.indices[0], short):
            return found
        here = sp.Mul(*map(sp.KroneckerDelta, found.indices, self.entry.indices))
        return (1 - here) * found + here * self.value

    def _stays_below(self, place: sp.Expr, short: frozenset[sp.Symbol]) -> bool:
        """Is the place before that of the entry, wherever the short indices stand?"""
        own = place - self.entry.indices[0]
        return bool(own.is_negative) or any((place - index).is_nonpositive for index in short)


def _last_terms_apart(expression: sp.Expr, last: sp.Expr) -> sp.Expr:
    """Every sum from 0 or 1 to ``last``, which is at least 1, as the sum of the terms before it and its last term."""

    def apart(found: sp.Sum) -> sp.Expr:
        index, lower, upper = found.limits[0]
        if len(found.limits) > 1 or upper != last or lower not in (0, 1) or not last.is_positive:
            return found
        final = _last_terms_apart(found.function.subs(index, last), last)
        return sp.Sum(found.function, (index, lower, upper - 1)) + final

    return expression.replace(lambda each: isinstance(each, sp.Sum), apart)


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
