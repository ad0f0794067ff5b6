"""An explicit width, taken at the very end."""

from __future__ import annotations

import sympy as sp

from symnet.errors import InputError
from symnet.notation import symbols


def at_width(expr: sp.Expr, width: int) -> sp.Expr:
    """The expression at N = ``width`` with its sums and products written out; an empty range gives 0 or 1.

    Raises:
        InputError: the width is not a positive integer.
    """
    if isinstance(width, bool) or not isinstance(width, int | sp.Integer) or width < 1:
        raise InputError(f"the width N is a positive integer, not {width!r}")
    return _written_out(expr, {symbols.N: sp.Integer(width)})


def _written_out(expr: sp.Basic, values: dict[sp.Symbol, sp.Integer]) -> sp.Basic:
    if isinstance(expr, sp.Symbol):
        return values.get(expr, expr)
    if isinstance(expr, sp.Indexed):
        return expr.base[tuple(_written_out(index, values) for index in expr.indices)]
    if isinstance(expr, sp.Sum | sp.Product):
        return _ranged(expr, expr.limits, values)
    if not expr.args or isinstance(expr, sp.IndexedBase):
        return expr
    return expr.func(*[_written_out(argument, values) for argument in expr.args])


def _ranged(expr: sp.Sum | sp.Product, limits: tuple[sp.Tuple, ...], values: dict[sp.Symbol, sp.Integer]) -> sp.Expr:
    """SymPy's last limit is the outermost."""
    if not limits:
        return _written_out(expr.function, values)
    *inner, (index, lower, upper) = limits
    first, last = (int(_written_out(end, values)) for end in (lower, upper))
    parts = [_ranged(expr, tuple(inner), {**values, index: sp.Integer(value)}) for value in range(first, last + 1)]
    return (sp.Add if isinstance(expr, sp.Sum) else sp.Mul)(*parts)
