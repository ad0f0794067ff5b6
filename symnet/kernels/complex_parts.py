"""Real and imaginary parts of an expression in real symbols, found by structure and never by expanding."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import sympy as sp

from symnet.errors import KernelError

Parts = tuple[sp.Expr, sp.Expr]


def real_and_imaginary(e: sp.Expr) -> Parts:
    """(re, im) of ``e``, whose symbols all count as real.

    Raises:
        KernelError: a function of a complex argument has no such parts here.
    """
    if not e.has(sp.I):
        return e, sp.S.Zero
    if e is sp.I:
        return sp.S.Zero, sp.S.One
    if isinstance(e, sp.Add):
        pairs = [real_and_imaginary(term) for term in e.args]
        return sp.Add(*(re for re, _ in pairs)), sp.Add(*(im for _, im in pairs))
    if isinstance(e, sp.Mul):
        return reduce(_times, (real_and_imaginary(factor) for factor in e.args))
    if isinstance(e, sp.Pow) and e.exp.is_Integer:
        return _power(real_and_imaginary(e.base), int(e.exp))
    if type(e) in _FUNCTIONS:
        return _FUNCTIONS[type(e)](*real_and_imaginary(e.args[0]))
    raise KernelError(f"the Euclidean step contains {e}, whose real and imaginary parts are not known")


def _times(a: Parts, b: Parts) -> Parts:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def _power(z: Parts, exponent: int) -> Parts:
    if exponent < 0:
        re, im = _power(z, -exponent)
        norm = re**2 + im**2
        return re / norm, -im / norm
    if exponent == 1:
        return z
    half = _power(z, exponent // 2)
    square = _times(half, half)
    return _times(square, z) if exponent % 2 else square


_FUNCTIONS: dict[type, Callable[[sp.Expr, sp.Expr], Parts]] = {
    sp.exp: lambda a, b: (sp.exp(a) * sp.cos(b), sp.exp(a) * sp.sin(b)),
    sp.cos: lambda a, b: (sp.cos(a) * sp.cosh(b), -sp.sin(a) * sp.sinh(b)),
    sp.sin: lambda a, b: (sp.sin(a) * sp.cosh(b), sp.cos(a) * sp.sinh(b)),
    sp.cosh: lambda a, b: (sp.cosh(a) * sp.cos(b), sp.sinh(a) * sp.sin(b)),
    sp.sinh: lambda a, b: (sp.sinh(a) * sp.cos(b), sp.cosh(a) * sp.sin(b)),
}
