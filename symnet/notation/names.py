"""Which words a typed Lagrangian may use. Imports nothing heavy: bad input is refused before SymPy is loaded."""

from __future__ import annotations

from difflib import get_close_matches

VARIABLES = ("x", "v")
"""The arguments of a Lagrangian: position and velocity."""

CONSTANTS = ("pi",)

RESERVED = frozenset({"N", "dt", "hbar", "t", "w", "W", "x_ini", "x_fin", "t_ini", "t_fin", "x_prev", "x_next"})
"""Names the theory itself uses; a parameter of that name would be captured."""

ELEMENTARY = (
    *("sin", "cos", "tan", "asin", "acos", "atan"),
    *("sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
    *("exp", "log", "sqrt"),
)
"""Functions of the same name in Python's math and in SymPy."""

FUNCTIONS = frozenset({*ELEMENTARY, "ln", "abs", "sec", "csc", "cot", "sech", "csch", "coth"})
"""Functions with a meaning; any other name applied to something is refused, but for an undefined V(x)."""

ALIASES = {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "Sin": "sin", "Cos": "cos", "Exp": "exp", "Abs": "abs"}
"""What other languages call them: suggested, not accepted."""


def is_undefined_function(name: str) -> bool:
    """One upper-case letter, such as the V of an undefined potential V(x)."""
    return len(name) == 1 and name.isupper() and name not in RESERVED


def suggestion(name: str) -> str:
    """``; did you mean 'cos'?`` when a known function is close, else how to write what may have been meant."""
    close = [ALIASES[name]] if name in ALIASES else get_close_matches(name.lower(), sorted(FUNCTIONS), n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; for a product write {name}*(...), for an undefined function one upper-case letter, as in V(x)"
