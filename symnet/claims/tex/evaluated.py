"""The same statement in SymPy's usual form: sums and products flattened, equal terms and numbers collected."""

from __future__ import annotations

import sympy as sp
from sympy.core.relational import Relational

_UNEVALUATED = (Relational, sp.Function, sp.Derivative, sp.Piecewise)
"""Rebuilt as they are: their constructors may compute, and on a divergent integral SymPy's do not come back."""


def evaluated(object: sp.Basic) -> sp.Basic:
    """The object with its arithmetic rebuilt by SymPy's constructors; functions and relations keep their print."""
    if not object.args:
        return object
    parts = [evaluated(part) for part in object.args]
    if isinstance(object, _UNEVALUATED) and not isinstance(object, sp.core.function.AppliedUndef):
        return object.func(*parts, evaluate=False)
    return object.func(*parts)
