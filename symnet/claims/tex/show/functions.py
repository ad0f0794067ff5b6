"""The print of symbols, constants, members of families and functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.claims.tex.show.forms import Forms

_ELEMENTARY = {
    sp.exp: r"\exp",
    sp.log: r"\ln",
    sp.asin: r"\arcsin",
    sp.acos: r"\arccos",
    sp.atan: r"\arctan",
    sp.DiracDelta: r"\delta",
    sp.Heaviside: r"\theta",
    sp.Max: r"\max",
    sp.Min: r"\min",
    sp.gamma: r"\Gamma",
    sp.sign: r"\operatorname{sign}",
}

_CONSTANTS = {sp.pi: r"\pi", sp.I: "i", sp.E: "e", sp.oo: r"\infty", -sp.oo: r"-\infty"}


class FunctionPrinter:
    """One method for each kind of name; mixed into the printer of SymPy's nodes."""

    forms: Forms
    _print: Any

    def _print_constant(self, expr: sp.Expr) -> str:
        return _CONSTANTS[expr]

    _print_Pi = _print_ImaginaryUnit = _print_Exp1 = _print_Infinity = _print_NegativeInfinity = _print_constant

    def _print_Symbol(self, expr: sp.Symbol, style: str = "plain") -> str:
        return self.forms.scalar(expr.name)

    def _print_Indexed(self, expr: sp.Indexed) -> str:
        return self.forms.member(expr.base.name, [self._print(index) for index in expr.indices])

    def _print_Function(self, expr: sp.Function, exp: Any = None) -> str:
        if isinstance(expr, AppliedUndef):
            return self.forms.call(expr.func.__name__, [self._print(argument) for argument in expr.args])
        return self._elementary(expr, expr.args)

    def _elementary(self, expr: sp.Expr, arguments: Iterable[sp.Expr]) -> str:
        name = type(expr).__name__
        head = (
            self.forms.elementary(name)
            or _ELEMENTARY.get(type(expr))
            or (
                f"\\{name}"
                if name in ("sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "coth")
                else rf"\text{{{name}}}"
            )
        )
        return rf"{head}\left({', '.join(map(self._print, arguments))}\right)"

    def _print_ExpBase(self, expr: sp.exp, exp: Any = None) -> str:
        return self._elementary(expr, expr.args)

    def _print_named(self, expr: sp.Expr, exp: Any = None) -> str:
        return self._elementary(expr, expr.args[:1] if isinstance(expr, sp.Heaviside) else expr.args)

    _print_log = _print_DiracDelta = _print_Heaviside = _print_Max = _print_Min = _print_gamma = _print_named

    def _print_Abs(self, expr: sp.Abs, exp: Any = None) -> str:
        return rf"\left|{self._print(expr.args[0])}\right|"

    def _print_KroneckerDelta(self, expr: sp.KroneckerDelta, exp: Any = None) -> str:
        return rf"\delta_{{{self._print(expr.args[0])},{self._print(expr.args[1])}}}"
