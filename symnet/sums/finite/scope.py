"""What reading one kind of expression needs of the whole: names, the integers in scope, and a way to read a part."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import sympy as sp

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.language import Node
from symnet.sums.finite.names import Names
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.rational import RationalForm, rational_form

Scope = Mapping[sp.Symbol, str]
"""Bound symbols -> their unique names."""


class Reading(ABC):
    """One vocabulary, so that equal symbols get equal names in every expression read.

    ``finest``: unit of angle -> common denominator of its multiples.
    """

    def __init__(self, finest: Mapping[sp.Expr, int]) -> None:
        self.names, self.finest = Names(), finest

    def form(self, expr: sp.Expr, scope: Scope) -> Affine:
        """An integer affine form.

        Raises:
            OutOfReachError: it is not one.
        """
        found = self.rational(expr, scope)
        if found is None or any(c.denominator != 1 for c in found.values()):
            raise OutOfReachError(f"{expr} is not an integer affine form of the indices")
        return affine.of({v: int(c) for v, c in found.items()})

    def rational(self, expr: sp.Expr, scope: Scope) -> RationalForm | None:
        """A form with rational coefficients, or None."""
        return rational_form(expr, lambda symbol: self.integer(symbol, scope))

    def integer(self, symbol: sp.Symbol, scope: Scope) -> str | None:
        """The name of an integer symbol, bound or free; None for a scalar."""
        if symbol in scope:
            return scope[symbol]
        return self.names.parameter(symbol)[0][0] if symbol.is_integer else None

    @abstractmethod
    def read(self, expr: Any, scope: Scope) -> Node:
        """The node of an expression.

        Raises:
            OutOfReachError: a part of it does not belong to the language.
        """
