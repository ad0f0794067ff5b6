"""Splitting an index range where the argument of a ReLU or a step changes sign."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class PositivePart:
    """The argument is positive for 1 <= j <= ``last``, zero at ``zero`` (None: nowhere), negative beyond."""

    last: sp.Expr
    zero: sp.Expr | None


def positive_part(argument: sp.Expr, unit: sp.Symbol, time: sp.Symbol) -> PositivePart:
    """Where ``argument`` = time - unit + const is positive, for integers 1 <= unit <= N and 0 <= time <= N.

    Raises:
        UnsupportedError: the argument is of another form, so that units do not switch on one after the other.
    """
    offset = sp.expand(argument - time + unit)
    if not offset.is_Rational or offset > 1:
        raise UnsupportedError(f"the sign of {argument} cannot be read off: it is not {time} - {unit} + (at most 1)")
    last = time + sp.ceiling(offset) - 1
    return PositivePart(last, last + 1 if offset.is_Integer else None)
