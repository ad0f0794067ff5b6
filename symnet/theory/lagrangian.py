"""The input of everything: a real-time Lagrangian L(x, v)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.errors import InputError
from symnet.notation import symbols
from symnet.notation.names import RESERVED
from symnet.notation.parsing import parse
from symnet.notation.tex import tex

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class Lagrangian:
    """L in ``symbols.position`` and ``symbols.velocity``; every other symbol is a real parameter.

    A SymPy expression is made canonical: x and v are matched by name, symbols become real, floats exact decimals.

    Raises:
        InputError: a reserved or odd name, or an expression that is not a real number's.
    """

    expr: sp.Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "expr", _canonical(sp.S(self.expr) if isinstance(self.expr, int) else self.expr))

    @classmethod
    def parse(cls, text: str) -> Lagrangian:
        """From typed text, for example ``m*v^2/2 - k*x^2/2 - g*x^4``.

        Raises:
            InputError: with a caret under the column.
        """
        return cls(parse(text).expr)

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The letters other than x and v, in order of their names."""
        letters = self.expr.free_symbols - {symbols.position, symbols.velocity}
        return tuple(sorted(letters, key=lambda letter: letter.name))

    @property
    def undefined(self) -> tuple[str, ...]:
        """The names of undefined functions, such as the V of V(x)."""
        return tuple(sorted({applied.func.__name__ for applied in self.expr.atoms(AppliedUndef)}))

    def _repr_latex_(self) -> str:
        text = tex(self.expr, names={"v": r"\dot{x}"})
        return rf"$\displaystyle \mathcal{{L}} = {text}$"


def _canonical(expr: sp.Expr) -> sp.Expr:
    if not isinstance(expr, sp.Expr) or not expr.is_commutative:
        raise InputError(f"a Lagrangian is text or a SymPy expression in x and v, not {expr!r}")
    if expr.has(sp.Indexed, sp.I, sp.nan, sp.zoo, sp.oo):
        raise InputError(f"a Lagrangian is a real expression without indices or infinities, not {expr}")
    exact = {number: sp.Rational(str(number)) for number in expr.atoms(sp.Float)}
    return expr.xreplace({**exact, **{letter: _canonical_symbol(letter) for letter in expr.free_symbols}})


def _canonical_symbol(letter: sp.Symbol) -> sp.Symbol:
    known = {"x": symbols.position, "v": symbols.velocity}
    if letter.name in RESERVED or not _NAME.fullmatch(letter.name):
        raise InputError(f"a parameter cannot be called {letter.name!r}: it is reserved or not a plain name")
    return known.get(letter.name) or symbols.parameter(letter.name)
