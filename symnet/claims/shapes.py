"""Printed statements that are no plain equations, by their shape: laws of random variables, integrals of a density."""

from __future__ import annotations

from dataclasses import fields

import sympy as sp

from symnet.claims.formula import Formula
from symnet.claims.tex import objects
from symnet.errors import SymnetError
from symnet.notation.tex import tex
from symnet.theory.ensemble import Normal, Uniform

LAWS: dict[str, tuple[type[Normal | Uniform], str]] = {
    "Normal": (Normal, r"\mathcal{N}"),
    "Uniform": (Uniform, r"\mathcal{U}"),
}
"""The names of distributions in a vocabulary."""


def distribution(chain: objects.Chain) -> Formula:
    """The formula of a variable, its density's name, and its law.

    Raises:
        SymnetError: the law is not known, or has another number of parameters.
    """
    variable, law = chain.members[0], chain.members[-1]
    name = law.func.__name__
    if name not in LAWS:
        raise SymnetError(f"the law {name} is not known; known: {', '.join(LAWS)}")
    record, letter = LAWS[name]
    names = [field.name for field in fields(record)]
    if len(names) != len(law.args):
        raise SymnetError(f"{name} has the parameters {names}, not {law.args}")
    slots = ", ".join(f"<{each}>" for each in names)
    parts = tuple(zip(names, law.args, strict=True))
    return Formula(rf"{tex(variable)} \sim {letter}({slots})", parts, introduces=True)


def is_distribution(found: sp.Basic) -> bool:
    """A chain that starts with a tilde."""
    return isinstance(found, objects.Chain) and isinstance(found.args[0], objects.Distribution)


def integral_of_density(left: sp.Expr, integral: objects.IntegralOver, defines: bool) -> Formula:
    """``left`` is the integral of a density over all of its variable's range, in some number of dimensions."""
    density, over, *rest = integral.args
    if rest:
        raise SymnetError(f"one differential can be judged, not {integral.args[1:]}")
    dimensions = over.args[1] if len(over.args) > 1 else sp.S.One
    layout = rf"{tex(left)} = \int d^{{<dimensions>}}{tex(over.variable)} \left[<density>\right]"
    parts = (("density", density), ("dimensions", dimensions))
    return Formula(layout, parts, introduces=defines, balance=(left, density * over.variable**dimensions))
