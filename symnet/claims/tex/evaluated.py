"""The same statement in SymPy's usual, lightly evaluated form."""

from __future__ import annotations

import sympy as sp
from sympy.core.relational import Relational


def evaluated(object: sp.Basic) -> sp.Basic:
    """The object rebuilt by SymPy's constructors: products flattened, equal terms collected; relations stay."""
    if not object.args:
        return object
    parts = [evaluated(part) for part in object.args]
    if isinstance(object, Relational):
        return object.func(*parts, evaluate=False)
    return object.func(*parts)
