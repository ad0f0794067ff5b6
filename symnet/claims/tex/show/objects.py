"""The print of the reader's own objects."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symnet.claims.tex import objects

_SIGNS = {
    "Definition": r"\equiv",
    "Proportional": r"\propto",
    "Distribution": r"\sim",
    "Approximation": r"\approx",
    "Replacement": r"\to",
    "Membership": r"\in",
    "Equality": "=",
    "Unequality": r"\ne",
    "StrictLessThan": "<",
    "StrictGreaterThan": ">",
    "LessThan": r"\le",
    "GreaterThan": r"\ge",
}


class ObjectPrinter:
    """One method for each object; mixed into the printer of SymPy's nodes."""

    OPEN_ENDED: tuple[type[sp.Basic], ...] = (
        objects.SumOver,
        objects.ProductOver,
        objects.ProductMeasure,
        objects.IntegralOver,
        objects.PathIntegral,
        objects.LineIntegral,
        objects.IncrementIntegral,
        objects.Acting,
    )

    _print: Any
    bounds: Any
    _taken: Any
    integrand: Any
    forms: Any

    def _print_sides(self, expr: sp.Basic) -> str:
        return f"{self._print(expr.args[0])} {_SIGNS[type(expr).__name__]} {self._print(expr.args[1])}"

    _print_Relation = _print_Relational = _print_sides

    def _print_Chain(self, expr: objects.Chain) -> str:
        signs = [_SIGNS[type(relation).__name__] for relation in expr.args]
        first, *others = map(self._print, expr.members)
        return " ".join([first, *(f"{sign} {member}" for sign, member in zip(signs, others, strict=True))])

    def _print_Claims(self, expr: objects.Claims) -> str:
        return r", \quad ".join(map(self._print, expr.args))

    def _print_Transformation(self, expr: objects.Transformation) -> str:
        return r", \quad ".join(map(self._print, expr.args))

    def _print_ForIndex(self, expr: objects.ForIndex) -> str:
        statement, index, first, last = map(self._print, expr.args)
        second = self._print(expr.first + 1)
        end = "" if expr.last == sp.oo else f", {last}"
        return rf"{statement} \quad ({index} = {first}, {second}, \cdots{end})"

    def _print_Set(self, expr: sp.Set) -> str:
        return str(self.forms.fixed("set", expr))

    def _print_And(self, expr: sp.And) -> str:
        return ", ".join(map(self._print, expr.args))

    def _print_SumOver(self, expr: objects.SumOver) -> str:
        return self._without_range(r"\sum", expr)

    def _print_ProductOver(self, expr: objects.ProductOver) -> str:
        return self._without_range(r"\prod", expr)

    def _without_range(self, sign: str, expr: sp.Basic) -> str:
        return f"{sign}{self._under(expr)} {self._taken(expr.args[0])}"

    def _under(self, expr: sp.Basic) -> str:
        conditions = [part for part in expr.args[1:] if not isinstance(part, sp.Symbol)]
        if conditions:
            return f"_{{{self._print(conditions[0])}}}"
        indices = ",".join(map(self._print, expr.args[1:]))
        return f"_{{{indices}}}" if indices else ""

    def _print_ProductMeasure(self, expr: objects.ProductMeasure) -> str:
        ranges = [part for part in expr.args[1:] if isinstance(part, sp.Tuple)]
        under = "".join(rf"\prod{self.bounds(part)}" for part in reversed(ranges)) or rf"\prod{self._under(expr)}"
        body = self._print(expr.args[0])
        return f"{under} {body}" if isinstance(expr.args[0], objects.Differential) else rf"{under} \left({body}\right)"

    def _print_Differential(self, expr: objects.Differential) -> str:
        power = f"^{{{self._print(expr.args[1])}}} " if len(expr.args) > 1 else ""
        return f"d{power}{self._print(expr.variable)}"

    def _print_Increment(self, expr: objects.Increment) -> str:
        return f"d{self._print(expr.variable)}"

    def _print_PathMeasure(self, expr: objects.PathMeasure) -> str:
        return rf"\mathcal{{D}}{self._print(expr.args[0])}"

    def _print_IntegralOver(self, expr: objects.IntegralOver) -> str:
        differentials = r" \, ".join(map(self._print, expr.args[1:]))
        return rf"\int {differentials}{self.integrand(expr.args[0])}"

    def _print_LineIntegral(self, expr: objects.LineIntegral) -> str:
        integrand, path, *ends = expr.args
        bounds = f"_{{{self._print(ends[0])}}}^{{{self._print(ends[1])}}}" if ends else ""
        return rf"\int{bounds} d{self._print(path)}{self.integrand(integrand)}"

    def _print_IncrementIntegral(self, expr: objects.IncrementIntegral) -> str:
        return rf"\int {self._taken(expr.args[0])}"

    def _print_PathIntegral(self, expr: objects.PathIntegral) -> str:
        ends = [self._print(boundary) for boundary in expr.boundaries]
        bounds = f"_{{{ends[0]}}}^{{{ends[1]}}}" if ends else ""
        measure = self._print(expr.measure)
        if not isinstance(expr.measure, objects.PathMeasure):
            measure = rf"\left[{measure}\right]"
        return rf"\int{bounds} {measure}{self.integrand(expr.integrand)}"

    def _print_Boundary(self, expr: objects.Boundary) -> str:
        return f"{self._print(expr.args[0])} = {self._print(expr.args[1])}"

    def _print_Arbitrary(self, expr: objects.Arbitrary) -> str:
        return str(self.forms.scalar(expr.args[0].name))

    def _print_Mean(self, expr: objects.Mean) -> str:
        return rf"\left\langle {self._print(expr.args[0])} \right\rangle"

    def _print_Amplitude(self, expr: objects.Amplitude) -> str:
        return rf"\langle {self._print(expr.final)} | {self._print(expr.initial)} \rangle"

    def _print_Functional(self, expr: objects.Functional) -> str:
        return str(self.forms.call(expr.args[0].name, [self._print(part) for part in expr.args[1:]]))

    def _print_Family(self, expr: objects.Family) -> str:
        return rf"\{{{self._print(expr.args[0])}\}}"

    def _print_Commutator(self, expr: objects.Commutator) -> str:
        return rf"\left[{self._print(expr.args[0])}, {self._print(expr.args[1])}\right]"

    def _print_Acting(self, expr: objects.Acting) -> str:
        return f"{self._print(expr.args[0])} {self._taken(expr.args[1])}"

    def _print_Gradient(self, expr: objects.Gradient) -> str:
        return rf"\nabla {self._factor(expr.args[0])}"

    def _print_Laplacian(self, expr: objects.Laplacian) -> str:
        return rf"\nabla^{{2}} {self._factor(expr.args[0])}"

    def _print_Divergence(self, expr: objects.Divergence) -> str:
        return rf"\nabla \cdot {self._factor(expr.args[0])}"

    def _print_Curl(self, expr: objects.Curl) -> str:
        return rf"\nabla \times {self._factor(expr.args[0])}"

    def _factor(self, expr: sp.Expr) -> str:
        tex = self._print(expr)
        plain = expr.is_Symbol or isinstance(expr, sp.core.function.AppliedUndef | sp.Indexed)
        return str(tex) if plain else rf"\left({tex}\right)"

    def _print_PlusMinus(self, expr: objects.PlusMinus) -> str:
        return rf"\pm {self._taken(expr.args[0])}"
