"""What a declared letter may be: each kind with its assumptions, and the making of its symbol."""

from __future__ import annotations

import sympy as sp

SCALARS: dict[str, dict[str, bool]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "complex": {"complex": True},
    "integer": {"integer": True},
    "natural": {"integer": True, "nonnegative": True},
    "count": {"integer": True, "positive": True},
    "time": {"real": True},
    "operator": {"commutative": False},
    "vector": {},
}
"""Kinds of numbers and number-like things; a ``time`` is real, and what a path may be asked at."""


def symbol(name: str, kind: str) -> sp.Symbol:
    """The symbol of that name with the assumptions of its kind."""
    return sp.Symbol(name, **SCALARS[kind])


def indexed(name: str, kind: str) -> sp.IndexedBase:
    """The family of that name, such as w_1 … w_N, with the assumptions of its kind."""
    return sp.IndexedBase(name, **SCALARS[kind])


def index(name: str) -> sp.Symbol:
    """An index: an integer."""
    return sp.Symbol(name, integer=True)


def function(name: str) -> sp.core.function.UndefinedFunction:
    """An undefined function, such as the V of a potential V(x)."""
    return sp.Function(name)
