"""Functions, constants and sets with a fixed meaning: what a vocabulary's ``elementary`` … may name."""

from __future__ import annotations

import sympy as sp

from symnet.claims.tex.objects import ReLU

FUNCTIONS: dict[str, type[sp.Expr]] = {
    "exp": sp.exp,
    "log": sp.log,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "cot": sp.cot,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "coth": sp.coth,
    "asin": sp.asin,
    "acos": sp.acos,
    "atan": sp.atan,
    "sign": sp.sign,
    "gamma": sp.gamma,
    "Max": sp.Max,
    "Min": sp.Min,
    "DiracDelta": sp.DiracDelta,
    "Heaviside": sp.Heaviside,
    "KroneckerDelta": sp.KroneckerDelta,
    "ReLU": ReLU,
}

ARITIES = {"Max": 0, "Min": 0, "KroneckerDelta": 2}
"""How many arguments, where not one; 0 is any number."""

CONSTANTS: dict[str, sp.Expr] = {"pi": sp.pi, "I": sp.I, "E": sp.E}

SETS: dict[str, sp.Set] = {
    "Naturals": sp.S.Naturals,
    "Integers": sp.S.Integers,
    "Rationals": sp.S.Rationals,
    "Reals": sp.S.Reals,
    "Complexes": sp.S.Complexes,
}

FIXED = {"elementary": FUNCTIONS, "constant": CONSTANTS, "set": SETS}
"""What each kind with a fixed meaning may be called."""
