"""Typed text to SymPy, node by node: nothing is evaluated as code, and only this file turns words into SymPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from symnet.errors import InputError
from symnet.notation import symbols
from symnet.notation.bounds import MAX_EXPONENT, measure
from symnet.notation.grammar import Addition, Call, Multiplication, Name, Number, Power, Tree, read
from symnet.notation.names import ELEMENTARY


def _size(y: sp.Expr) -> sp.Expr:
    """|y|, also where SymPy leaves Abs(2*Abs(x)) as 2*Abs(Abs(x))."""
    return sp.Abs(y).doit()


_FUNCTIONS: dict[str, Callable[[sp.Expr], sp.Expr]] = {
    **{name: getattr(sp, name) for name in ELEMENTARY},
    "ln": sp.log,
    "abs": _size,
    "sec": lambda y: 1 / sp.cos(y),
    "csc": lambda y: 1 / sp.sin(y),
    "cot": lambda y: sp.cos(y) / sp.sin(y),
    "sech": lambda y: 1 / sp.cosh(y),
    "csch": lambda y: 1 / sp.sinh(y),
    "coth": lambda y: sp.cosh(y) / sp.sinh(y),
}

_NOT_FINITE = (sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed expression as understood; ``parameters`` are its letters other than x and v, in order of their names."""

    text: str
    expr: sp.Expr
    parameters: tuple[sp.Symbol, ...]


def parse(text: str) -> Reading:
    """Read a typed expression in x and v.

    Raises:
        InputError: with a caret under the column; see ``grammar`` and ``bounds`` for what is refused.
    """
    tree = read(text)
    measure(text, tree)
    builder = _Builder(text)
    expr = builder.build(tree)
    return Reading(text, expr, tuple(symbols.parameter(name) for name in sorted(builder.parameters)))


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.parameters: set[str] = set()

    def build(self, tree: Tree) -> sp.Expr:
        match tree:
            case Number(value):
                return sp.Rational(value.numerator, value.denominator)
            case Name(name):
                return self.name(name)
            case Call(name, arguments, column):
                return self.checked(self.call(name, arguments), column)
            case Addition(terms):
                return sp.Add(*[sign * self.build(term) for sign, term in terms])
            case Multiplication(factors, column):
                powers = [self.checked(self.build(factor) ** power, factor.column) for power, factor in factors]
                return self.checked(sp.Mul(*powers), column)
            case Power(base, exponent, column):
                return self.checked(self.operand(base) ** self.operand(exponent), column)

    def name(self, name: str) -> sp.Expr:
        known = {"x": symbols.position, "v": symbols.velocity, "pi": sp.pi}
        if name not in known:
            self.parameters.add(name)
        return known.get(name) or symbols.parameter(name)

    def call(self, name: str, arguments: tuple[Tree, ...]) -> sp.Expr:
        if name not in _FUNCTIONS:
            return sp.Function(name)(*[self.build(argument) for argument in arguments])
        return _FUNCTIONS[name](self.operand(arguments[0]))

    def operand(self, tree: Tree) -> sp.Expr:
        """A base, exponent or argument; letters that cancel, as in exp(exp(x - x + 99)), must leave a small number."""
        value = self.build(tree)
        small = value.is_Rational and max(abs(value.p), value.q) <= MAX_EXPONENT
        if value.is_number and not small and measure(self.text, tree).number is None:
            raise InputError("the letters of this cancel; write the constant itself", self.text, tree.column)
        return value

    def checked(self, value: sp.Expr, column: int) -> sp.Expr:
        if value.has(*_NOT_FINITE):
            message = "not a real number: a division by zero, or a function outside its domain"
            raise InputError(message, self.text, column)
        return value
