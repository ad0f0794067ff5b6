"""Printed statements that are no plain equations, by their shape: laws of random variables, integrals of a density."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import sympy as sp

from symnet.claims.formula import Formula, ProportionalMeasure
from symnet.claims.show import subject_tex
from symnet.claims.tex import objects
from symnet.errors import SymnetError
from symnet.notation.tex import tex
from symnet.theory.ensemble import Normal, Uniform

LAWS: dict[str, tuple[type[Normal | Uniform], str]] = {
    "Normal": (Normal, r"\mathcal{N}"),
    "Uniform": (Uniform, r"\mathcal{U}"),
}
"""The names of distributions in a vocabulary."""


def distribution(variable: sp.Basic, law: sp.Basic) -> Formula:
    """The formula of a variable and its law.

    Raises:
        SymnetError: the law is not known, or has another number of parameters.
    """
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
    power = "" if dimensions == 1 else "^{<dimensions>}"
    layout = rf"{subject_tex(left)} = \int d{power}{tex(over.variable)} \left[<density>\right]"
    parts = (("density", density), ("dimensions", dimensions))
    return Formula(layout, parts, introduces=defines, balance=(left, density * over.variable**dimensions))


def with_ranges(found: sp.Basic, ranges: Mapping[sp.Expr, sp.Tuple]) -> sp.Basic:
    """Sums and measures over an index alone, with the range that the claim supplies for it."""

    def total(body: sp.Expr, *over: sp.Expr) -> sp.Expr:
        known = all(index in ranges for index in over)
        return sp.Sum(body, *(ranges[index] for index in over)) if known else objects.SumOver(body, *over)

    def measure(body: sp.Expr, *over: sp.Expr) -> sp.Expr:
        return objects.ProductMeasure(body, *(ranges.get(index, index) for index in over))

    return found.replace(objects.SumOver, total).replace(objects.ProductMeasure, measure) if ranges else found


def is_proportional_measure(left: sp.Expr, right: sp.Expr) -> bool:
    """One product of differentials is a constant, given by its letter alone, times another."""
    factor, rest = right.as_independent(objects.ProductMeasure, as_Add=False)
    return isinstance(left, objects.ProductMeasure) and isinstance(rest, objects.ProductMeasure) and factor.is_Symbol


def proportional_measure(left: objects.ProductMeasure, right: sp.Expr) -> ProportionalMeasure:
    """The claim that the letter is a constant: free of everything that belongs to the dynamics."""
    constant, rest = right.as_independent(objects.ProductMeasure, as_Add=False)
    return ProportionalMeasure(constant, left.body.variable, rest.body.variable, rest.args[1])


def mean_over_modes(left: objects.Mean, right: sp.Expr) -> Formula:
    """<x x> = factor * integral of x x exp(exponent): what is averaged must stand under the integral.

    Raises:
        SymnetError: not one integral and its factors.
    """
    outside = sp.Mul.make_args(right)
    integrals = [each for each in outside if isinstance(each, objects.PathIntegral)]
    rest = [each for each in outside if each not in integrals]
    if len(integrals) != 1 or any(each.has(objects.PathIntegral) for each in rest):
        raise SymnetError(f"one integral over the modes can be judged, not {right}")
    factors = (*rest, *sp.Mul.make_args(integrals[0].integrand))
    exponent = sp.Add(*[each.args[0] for each in factors if isinstance(each, sp.exp)])
    factor = sp.Mul(*[each for each in factors if not isinstance(each, sp.exp)]) / left.args[0]
    averaged = tex(left.args[0])
    layout = rf"\langle {averaged} \rangle = <factor> \int \prod da_n \, {averaged} \exp\left[<exponent>\right]"
    return Formula(layout, (("factor", factor), ("exponent", exponent)))


def state_up_to_constant(found: objects.Proportional) -> Formula:
    """psi(y) is proportional to a path integral of exp(exponent): the factor may depend on the lattice only.

    Where the paths' ends are printed, the start is one of the parts and the other end is arbitrary.
    """
    left, right = found.args
    if not isinstance(right, objects.PathIntegral):
        raise SymnetError(f"a proportionality to a path integral can be judged, not to {right}")
    factors = sp.Mul.make_args(right.integrand)
    parts = {"exponent": sp.Add(*[each.args[0] for each in factors if isinstance(each, sp.exp)])}
    if len(right.measure.args) > 1:
        parts["first"], parts["last"] = right.measure.args[1].args[1:]
    for end in right.boundaries:
        if not isinstance(end.args[1], objects.Arbitrary):
            parts["start"] = end.args[1]
    measure = tex(right.measure.body.args[0])
    bounds = r"_{n=<first>}^{<last>}" if "first" in parts else ""
    layout = rf"{tex(left)} \propto \int \prod{bounds} d{measure} \, \exp\left[<exponent>\right]"
    return Formula(layout, (*parts.items(), ("parameters", sp.S.Zero)))
