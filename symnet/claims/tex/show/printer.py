"""Objects to TeX, "as understood": every bracket, bound and measure said aloud, in the declared printed forms.

What is shown can be read again and gives the same object. Works on any SymPy expression in the project's symbols.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.printing.latex import LatexPrinter

from symnet.claims.tex.show.forms import Forms
from symnet.claims.tex.show.functions import FunctionPrinter
from symnet.claims.tex.show.objects import ObjectPrinter
from symnet.claims.tex.vocabulary.load import Vocabulary

_TAKES_THE_REST = (sp.Sum, sp.Product, sp.Integral, sp.Limit)


def show(object: sp.Basic, vocabulary: Vocabulary | None = None) -> str:
    """TeX of an object, in the printed forms of the vocabulary where one is given."""
    return Shown(Forms(vocabulary)).doprint(object)


def bracketed(tex: str) -> str:
    """The TeX in brackets that grow with it."""
    return rf"\left({tex}\right)"


class Shown(ObjectPrinter, FunctionPrinter, LatexPrinter):
    """Prints terms and factors in the order they have."""

    printmethod = ""

    def __init__(self, forms: Forms) -> None:
        super().__init__({"order": "none"})
        self.forms = forms

    def takes_the_rest(self, factor: sp.Basic) -> bool:
        """Whether the print of the factor swallows what stands behind it."""
        if isinstance(factor, sp.Mul):
            return any(map(self.takes_the_rest, factor.args))
        if isinstance(factor, sp.Derivative):
            return not isinstance(factor.expr, AppliedUndef | sp.Symbol)
        return isinstance(factor, (*_TAKES_THE_REST, *self.OPEN_ENDED))

    def _print_Add(self, expr: sp.Add, order: Any = None) -> str:
        shown = ""
        for place, term in enumerate(expr.args):
            tex = self._print(term)
            if isinstance(term, sp.Add):
                tex = bracketed(tex)
            negative = tex.startswith("-")
            sign = "-" if negative else "" if tex.startswith(r"\pm") else "+"
            tex = tex[1:].lstrip() if negative else tex
            if place == 0:
                shown = f"- {tex}" if negative else tex
            else:
                shown += f" {sign} {tex}" if sign else f" {tex}"
            if self.takes_the_rest(term) and place < len(expr.args) - 1:
                shown = self._closed(shown, tex)
        return shown

    @staticmethod
    def _closed(shown: str, tex: str) -> str:
        """A sum that is not the last term gets brackets: where it ends would else be for the reader to guess."""
        return shown[: len(shown) - len(tex)] + bracketed(tex)

    def _print_Mul(self, expr: sp.Mul) -> str:
        first = expr.args[0]
        if isinstance(first, sp.Rational) and first.q != 1:
            sign = "- " if first < 0 else ""
            return rf"{sign}\frac{{{abs(first.p)}}}{{{first.q}}} {self._side(expr.args[1:], behind=True)}"
        sign = ""
        above: list[sp.Expr] = []
        below: list[sp.Expr] = []
        rest: list[sp.Expr] = []
        for factor in expr.args:
            if isinstance(factor, sp.Rational):
                sign = ("" if sign else "- ") if factor < 0 else sign
                above += [] if abs(factor.p) == 1 else [sp.Integer(abs(factor.p))]
                below += [] if factor.q == 1 else [sp.Integer(factor.q)]
            elif isinstance(factor, sp.Pow) and factor.exp.is_Rational and factor.exp < 0:
                below.append(factor.base if factor.exp == -1 else sp.Pow(factor.base, -factor.exp, evaluate=False))
            elif self.takes_the_rest(factor) or rest:
                rest.append(factor)
            else:
                above.append(factor)
        numbers = [factor for factor in above if factor.is_Number]
        above = [*numbers, *(factor for factor in above if not factor.is_Number)]
        if below:
            pieces = [rf"\frac{{{self._side(above) or '1'}}}{{{self._side(below)}}}"]
            return sign + " ".join([*pieces, self._side(rest)]).strip()
        alone = len(above) == 1 and isinstance(above[0], sp.Add)
        return sign + (self._side([*above, *rest], signed=alone or bool(sign)) or "1")

    def _side(self, factors: Iterable[sp.Expr], *, behind: bool = False, signed: bool = False) -> str:
        """Factors side by side, bracketed where they would run into one another.

        ``behind`` a number, or behind the sign of a term that is ``signed``, the first needs brackets too.
        """
        listed = list(factors)
        shown: list[str] = []
        for place, factor in enumerate(listed):
            tex = self._print(factor)
            last = place == len(listed) - 1
            swallows = self.takes_the_rest(factor) and not last
            loose = isinstance(factor, sp.Add) or (tex.startswith(("-", r"\pm")) and (behind or signed or place > 0))
            if (behind or signed or len(listed) > 1) and (loose or swallows):
                tex = bracketed(tex)
            joins = shown and tex.startswith((r"\left", "(")) and self.forms.is_callable(shown[-1])
            shown.append((r"\cdot " if joins or ((shown or behind) and tex[0].isdigit()) else "") + tex)
        return " ".join(shown)

    def _print_Pow(self, expr: sp.Pow) -> str:
        base, exponent = expr.args
        if exponent.is_Rational and exponent.p == 1 and exponent.q != 1:
            degree = "" if exponent.q == 2 else f"[{exponent.q}]"
            return rf"\sqrt{degree}{{{self._print(base)}}}"
        if exponent.is_Rational and exponent < 0:
            inverse = base if exponent == -1 else sp.Pow(base, -exponent, evaluate=False)
            return rf"\frac{{1}}{{{self._print(inverse)}}}"
        return f"{self._base(base)}^{{{self._print(exponent)}}}"

    def _base(self, base: sp.Expr) -> str:
        """What is raised, in brackets unless it is one plain thing."""
        tex = self._print(base)
        raised = (isinstance(base, sp.Symbol) and self.forms.is_raised(base.name, 0)) or (
            isinstance(base, sp.Indexed) and self.forms.is_raised(base.base.name, len(base.indices))
        )
        plain = (
            base.is_Symbol or isinstance(base, sp.Indexed | AppliedUndef | sp.Abs) or (base.is_Integer and base >= 0)
        )
        return tex if plain and not raised else bracketed(tex)

    def _print_Sum(self, expr: sp.Sum) -> str:
        return self._repeated(r"\sum", expr)

    def _print_Product(self, expr: sp.Product) -> str:
        return self._repeated(r"\prod", expr)

    def _repeated(self, sign: str, expr: sp.Sum | sp.Product) -> str:
        signs = [f"{sign}{self.bounds(limit)}" for limit in reversed(expr.limits)]
        return f"{''.join(signs)} {self._taken(expr.function)}"

    def bounds(self, limit: sp.Tuple) -> str:
        """What stands under and over a sign."""
        index, first, last = map(self._print, limit)
        return f"_{{{index}={first}}}^{{{last}}}"

    def _taken(self, term: sp.Expr) -> str:
        """The term a sign takes."""
        tex = self._print(term)
        return bracketed(tex) if isinstance(term, sp.Add) or tex.startswith(("-", r"\pm")) else tex

    def integrand(self, term: sp.Expr) -> str:
        """The term of an integral behind its measure; 1 is not printed."""
        if term == 1:
            return ""
        tex = self._taken(term)
        return rf" \, {bracketed(tex) if tex[0].isdigit() else tex}"

    def _print_Integral(self, expr: sp.Integral) -> str:
        variable, first, last = expr.limits[0]
        bounds = f"_{{{self._print(first)}}}^{{{self._print(last)}}}"
        return rf"\int{bounds} d{self._print(variable)}{self.integrand(expr.function)}"

    def _print_Derivative(self, expr: sp.Derivative) -> str:
        many = any(len(call.args) > 1 for call in expr.expr.atoms(AppliedUndef))
        d = r"\partial " if many or len(expr.variable_count) > 1 else "d"
        order = sum(int(times) for _, times in expr.variable_count)
        top = d.strip() + ("" if order == 1 else f"^{{{order}}}")
        below = " ".join(
            f"{d}{self._print(variable)}" + ("" if times == 1 else f"^{{{times}}}")
            for variable, times in expr.variable_count
        )
        of = self._print(expr.expr)
        if isinstance(expr.expr, AppliedUndef | sp.Symbol):
            return rf"\frac{{{top} {of}}}{{{below}}}"
        return rf"\frac{{{top}}}{{{below}}} {bracketed(of)}"

    def _print_Piecewise(self, expr: sp.Piecewise) -> str:
        rows = []
        for value, when in expr.args:
            told = r"\text{otherwise}" if when == sp.true else self._print(when)
            rows.append(f"{self._print(value)} & {told}")
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"

    def _print_Limit(self, expr: sp.Limit) -> str:
        body, variable, target, _ = expr.args
        return rf"\lim_{{{self._print(variable)} \to {self._print(target)}}} {self._taken(body)}"
