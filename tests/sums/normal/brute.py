"""Both sides written out for explicit sizes, entries kept as symbols: the oracle, sharing nothing with the engine."""

from __future__ import annotations

import sympy as sp
from sympy.matrices.expressions.determinant import Determinant


def written_out(expr: sp.Basic, sizes: dict[sp.Symbol, int]) -> sp.Expr:
    """The expression with every integer symbol a number and every sum and product spelled out (empty: 0, 1)."""
    if isinstance(expr, sp.Sum | sp.Product):
        symbol, low, high = expr.limits[-1]
        inner = expr.function if len(expr.limits) == 1 else expr.func(expr.function, *expr.limits[:-1])
        first, last = written_out(low, sizes), written_out(high, sizes)
        parts = [written_out(inner, {**sizes, symbol: i}) for i in range(int(first), int(last) + 1)]
        return sp.Add(*parts) if isinstance(expr, sp.Sum) else sp.Mul(*parts)
    if isinstance(expr, Determinant):
        entry, size = expr.args[0].lamda, int(written_out(expr.args[0].shape[0], sizes))
        row, column = entry.variables
        return sp.Matrix(size, size, lambda p, q: written_out(entry.expr, {**sizes, row: p, column: q})).det()
    if isinstance(expr, sp.Symbol):
        return sp.Integer(sizes[expr]) if expr in sizes else expr
    if isinstance(expr, sp.Indexed):
        return expr.base[tuple(written_out(i, sizes) for i in expr.indices)]
    if isinstance(expr, sp.Derivative):
        value = written_out(expr.expr, sizes)
        for variable, count in expr.variable_count:
            value = sp.diff(value, written_out(variable, sizes), count)
        return value
    if isinstance(expr, sp.Piecewise):
        for value, when in expr.args:
            if when is sp.true or written_out(when, sizes) is sp.true:
                return written_out(value, sizes)
        raise ValueError(f"{expr} has no value")
    if isinstance(expr, sp.Subs):
        return written_out(expr.args[0], sizes).subs(
            dict(zip(expr.args[1], (written_out(e, sizes) for e in expr.args[2]), strict=True))
        )
    if not expr.args:
        return expr
    return expr.func(*(written_out(a, sizes) for a in expr.args))


def agree(lhs: sp.Expr, rhs: sp.Expr, sizes: dict[sp.Symbol, int]) -> bool:
    """Whether both sides are the same polynomial in entries, scalars and function values."""
    gap = sp.expand(written_out(lhs, sizes) - written_out(rhs, sizes))
    if gap == 0:
        return True
    gap = gap.replace(lambda e: isinstance(e, sp.core.function.AppliedUndef), lambda f: f.func(*map(sp.expand, f.args)))
    if sp.together(sp.expand(gap)).expand() == 0:
        return True
    irrational = gap.has(sp.I, sp.sin, sp.cos, sp.exp) or any(
        p.exp.is_Rational and p.exp.q > 1 for p in gap.atoms(sp.Pow)
    )
    return irrational and bool(abs(sp.N(gap.xreplace(_numbers(gap)), 60)) < sp.Float("1e-45"))


def _numbers(expr: sp.Expr) -> dict[sp.Symbol, sp.Rational]:
    """Numbers for the symbols of an expression in which roots stand, to be compared to many digits."""
    symbols = sorted(expr.free_symbols, key=str)
    return {symbol: sp.Rational(2 * i + 3, 7 * i + 5) for i, symbol in enumerate(symbols)}
