r"""SymPy to TeX in the paper's notation: w_{k}, \Delta t, sums with their brackets. SymPy's printer is subclassed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import sympy as sp
from sympy.printing.latex import LatexPrinter

from symnet.notation.order import by_hand, common_denominator
from symnet.notation.symbols import TEX

_GREEK = frozenset(
    (
        *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu"),
        *("xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
        *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"),
    )
)

_LAGRANGIAN = ("L", 2)
"""The undefined function L(x, v) of the general theory, printed as in (3.3)."""


def tex(expr: sp.Basic, names: Mapping[str, str] | None = None) -> str:
    """TeX of the expression; ``names`` maps further symbols' names to TeX."""
    text: str = _TexPrinter({**TEX, **(names or {})}).doprint(expr)
    return text


def tex_name(name: str) -> str:
    r"""TeX of a plain name: ``g`` as itself, ``omega_0`` as ``\omega_{0}``, ``mass`` as ``\mathrm{mass}``.

    A name with a backslash, a brace or a slash is TeX already.
    """
    if any(sign in name for sign in "\\{/"):
        return name
    head, *subscripts = [part for part in name.split("_") if part]
    tail = ",".join(map(_word, subscripts))
    return _word(head) + (f"_{{{tail}}}" if tail else "")


def _word(part: str) -> str:
    trailing = re.fullmatch(r"([A-Za-z]+)([0-9]+)", part)
    if trailing:
        return f"{_word(trailing[1])}_{{{trailing[2]}}}"
    if part.endswith("'"):
        return f"{_word(part[:-1])}'"
    if len(part) > 2 and part[0] == part[-1] == "|":
        return f"|{_word(part[1:-1])}|"
    if part in _GREEK:
        return f"\\{part}"
    return part if len(part) == 1 or part.isdigit() else rf"\mathrm{{{part}}}"


class _TexPrinter(LatexPrinter):
    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__({"fold_short_frac": False, "long_frac_ratio": 3})
        self._tex_names = names

    def _as_ordered_terms(self, expr: sp.Expr, order: Any = None) -> list[sp.Expr]:
        return by_hand(super()._as_ordered_terms(expr, order=order))

    def _needs_mul_brackets(self, expr: sp.Expr, first: bool = False, last: bool = False) -> bool:
        if expr.is_Pow or expr.is_Function:
            return False
        if isinstance(expr, sp.Derivative) and not last:
            return True  # or it would take along what follows
        return bool(super()._needs_mul_brackets(expr, first=first, last=last))

    def _print_Add(self, expr: sp.Add, order: Any = None) -> str:
        whole, over = common_denominator(expr)
        text: str = super()._print_Add(whole, order=order)
        return text if over == 1 else rf"\frac{{{text}}}{{{over}}}"

    def _print_Symbol(self, expr: sp.Symbol, style: str = "plain") -> str:
        return self._tex_names.get(expr.name) or tex_name(expr.name)

    _print_Dummy = _print_Symbol

    def _print_Indexed(self, expr: sp.Indexed) -> str:
        base = self._tex_names.get(str(expr.base)) or tex_name(str(expr.base))
        return f"{base}_{{{', '.join(self._print(index).replace(' ', '') for index in expr.indices)}}}"

    def _print_IndexedBase(self, expr: sp.IndexedBase) -> str:
        return tex_name(str(expr))

    def _print_Sum(self, expr: sp.Sum) -> str:
        return self._ranged(r"\sum", expr)

    def _print_Product(self, expr: sp.Product) -> str:
        return self._ranged(r"\prod", expr)

    def _ranged(self, sign: str, expr: sp.Sum | sp.Product) -> str:
        ranges = [
            rf"{sign}_{{{self._print(index)}={self._print(lower)}}}^{{{self._print(upper)}}}"
            for index, lower, upper in reversed(expr.limits)
        ]
        body = self._print(expr.function)
        if expr.function.is_Add or expr.function.could_extract_minus_sign():
            body = rf"\left( {body} \right)"
        return " ".join([*ranges, body])

    def _print_Function(self, expr: sp.Expr, exp: Any = None) -> str:
        if not isinstance(expr, sp.core.function.AppliedUndef):
            text: str = super()._print_Function(expr, exp)
            return text.replace(r"{\left(", r"\left(", 1).removesuffix("}") if text.endswith(r"\right)}") else text
        arguments = ", ".join(self._print(argument) for argument in expr.args)
        power = "" if exp is None else f"^{{{exp}}}"
        name = expr.func.__name__
        if (name, len(expr.args)) == _LAGRANGIAN:
            return rf"\mathcal{{L}}{power}\left[ {arguments} \right]"
        return rf"{tex_name(name)}\left( {arguments} \right){power}"

    def _print_FunctionMatrix(self, expr: sp.FunctionMatrix) -> str:
        (i, j), entry = expr.lamda.signature, expr.lamda.expr
        places = rf"0 \le {self._print(i)}, {self._print(j)} < {self._print(expr.rows)}"
        return rf"\left[{self._print(entry)}\right]_{{{places}}}"

    def _print_Determinant(self, expr: sp.Determinant) -> str:
        return rf"\det {self._print(expr.arg)}"

    def _helper_print_standard_power(self, expr: sp.Pow, template: str) -> str:
        """A name of two letters, such as Delta t, is bracketed before its exponent."""
        base = self._print(expr.base)
        if expr.base.is_Symbol and " " in base:
            return rf"\left({base}\right)^{{{self._print(expr.exp)}}}"
        text: str = super()._helper_print_standard_power(expr, template)
        return text

    def _print_Heaviside(self, expr: sp.Expr, exp: Any = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\theta{power}\left( {self._print(expr.args[0])} \right)"

    def _print_DiracDelta(self, expr: sp.Expr, exp: Any = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\delta{power}\left( {self._print(expr.args[0])} \right)"
