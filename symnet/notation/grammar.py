"""The grammar of typed Lagrangians: text to a tree, by recursive descent, with nothing evaluated and no SymPy.

sum     = product { ("+" | "-") product }
product = signed { ("*" | "/") signed }
signed  = { "+" | "-" } power
power   = atom [ ("^" | "**") signed ]
atom    = number | name | name "(" sum { "," sum } ")" | "(" sum ")"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from symnet.errors import InputError
from symnet.notation.lexer import Token, tokenize
from symnet.notation.names import FUNCTIONS, RESERVED, VARIABLES, is_undefined_function, suggestion

MAX_LENGTH, MAX_DEPTH, MAX_DIGITS, MAX_DECIMAL_EXPONENT, MAX_ARGUMENTS = 4000, 50, 50, 100, 4

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class Number:
    """An exact rational constant."""

    value: Fraction
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, a parameter or pi."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function applied to its arguments."""

    name: str
    arguments: tuple[Tree, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Addition:
    """Terms with their signs, +1 or -1."""

    terms: tuple[tuple[int, Tree], ...]
    column: int


@dataclass(frozen=True, slots=True)
class Multiplication:
    """Factors with their powers, +1 or -1."""

    factors: tuple[tuple[int, Tree], ...]
    column: int


@dataclass(frozen=True, slots=True)
class Power:
    """base ^ exponent; ``column`` is the exponent's."""

    base: Tree
    exponent: Tree
    column: int


Tree: TypeAlias = Number | Name | Call | Addition | Multiplication | Power


def read(text: str) -> Tree:
    """The tree of a typed expression.

    Raises:
        InputError: with a caret, for anything outside the grammar or its bounds.
    """
    if len(text) > MAX_LENGTH:
        raise InputError(f"the expression has {len(text)} characters; at most {MAX_LENGTH}", text, MAX_LENGTH)
    if not text.strip():
        raise InputError("the expression is empty; for example m*v^2/2 - k*x^2/2", text, 0)
    reader = _Reader(text)
    tree = reader.sum(0)
    reader.finish()
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.position = text, tokenize(text), 0
        self.arity: dict[str, int] = {}
        self.parameters: set[str] = set()

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def error(self, message: str, column: int | None = None) -> InputError:
        return InputError(message, self.text, self.token.column if column is None else column)

    def take(self, *marks: str) -> Token | None:
        token = self.token
        if token.kind != "mark" or token.text not in marks:
            return None
        self.position += 1
        return token

    def sum(self, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise self.error(f"brackets, signs and powers are nested more than {MAX_DEPTH} deep")
        column, terms = self.token.column, [(1, self.product(depth))]
        while sign := self.take("+", "-"):
            terms.append((1 if sign.text == "+" else -1, self.product(depth)))
        return terms[0][1] if len(terms) == 1 else Addition(tuple(terms), column)

    def product(self, depth: int) -> Tree:
        column, factors = self.token.column, [(1, self.signed(depth))]
        while mark := self.take("*", "/"):
            factors.append((1 if mark.text == "*" else -1, self.signed(depth)))
        return factors[0][1] if len(factors) == 1 else Multiplication(tuple(factors), column)

    def signed(self, depth: int) -> Tree:
        column, sign = self.token.column, 1
        while mark := self.take("+", "-"):
            sign = -sign if mark.text == "-" else sign
        value = self.power(depth)
        return value if sign == 1 else Addition(((-1, value),), column)

    def power(self, depth: int) -> Tree:
        base = self.atom(depth)
        if not self.take("^", "**"):
            return base
        if depth > MAX_DEPTH:
            raise self.error(f"brackets, signs and powers are nested more than {MAX_DEPTH} deep")
        column = self.token.column
        return Power(base, self.signed(depth + 1), column)

    def atom(self, depth: int) -> Tree:
        token = self.token
        if token.kind == "number":
            self.position += 1
            return Number(self.number(token), token.column)
        if token.kind == "name":
            self.position += 1
            return self.applied(token, depth) if self.take("(") else self.name(token)
        if self.take("("):
            inner = self.sum(depth + 1)
            self.close(token)
            return inner
        found = "the end of the expression" if token.kind == "end" else f"'{token.text}'"
        raise self.error(f"expected a number, a name or '(' before {found}")

    def number(self, token: Token) -> Fraction:
        mantissa, _, exponent = token.text.lower().partition("e")
        if sum(map(str.isdigit, mantissa)) > MAX_DIGITS:
            raise self.error(f"a number of more than {MAX_DIGITS} digits", token.column)
        if len(exponent) > 4 or abs(int(exponent or 0)) > MAX_DECIMAL_EXPONENT:
            raise self.error(f"the power of ten {exponent} is beyond {MAX_DECIMAL_EXPONENT}", token.column)
        return Fraction(token.text)

    def name(self, token: Token) -> Name:
        self.check_name(token)
        if token.text in FUNCTIONS:
            raise self.error(f"the function '{token.text}' needs an argument: {token.text}(...)", token.column)
        if token.text in self.arity:
            raise self.error(f"'{token.text}' is both a function and a parameter", token.column)
        self.parameters.add(token.text)
        return Name(token.text, token.column)

    def applied(self, token: Token, depth: int) -> Call:
        opening = self.tokens[self.position - 1]
        self.check_name(token)
        self.check_function(token)
        arguments = [self.sum(depth + 1)]
        while self.take(","):
            arguments.append(self.sum(depth + 1))
        self.close(opening)
        self.check_arity(token, len(arguments))
        return Call(token.text, tuple(arguments), token.column)

    def check_name(self, token: Token) -> None:
        if not _NAME.fullmatch(token.text):
            raise self.error("a name of more than 64 characters", token.column)
        if token.text in RESERVED:
            reserved = ", ".join(sorted(RESERVED))
            raise self.error(f"'{token.text}' is reserved ({reserved}); call it something else", token.column)

    def check_function(self, token: Token) -> None:
        name = token.text
        if name in VARIABLES or name == "pi":
            raise self.error(f"'{name}' is not a function; for a product write {name}*(...)", token.column)
        if name not in FUNCTIONS and not is_undefined_function(name):
            raise self.error(f"unknown function '{name}'{suggestion(name)}", token.column)
        if name in self.parameters:
            raise self.error(f"'{name}' is both a parameter and a function", token.column)

    def check_arity(self, token: Token, count: int) -> None:
        wanted = 1 if token.text in FUNCTIONS else self.arity.setdefault(token.text, count)
        if count != wanted or count > MAX_ARGUMENTS:
            limit = f"{min(wanted, MAX_ARGUMENTS)} argument{'s' if wanted > 1 else ''}"
            raise self.error(f"'{token.text}' has {count} arguments here; it takes {limit}", token.column)

    def close(self, opening: Token) -> None:
        if self.token.kind == "end":
            raise self.error("this bracket is never closed", opening.column)
        if not self.take(")"):
            raise self.unexpected()

    def finish(self) -> None:
        if self.token.kind != "end":
            raise self.unexpected()

    def unexpected(self) -> InputError:
        token = self.token
        if token.kind == "mark" and token.text in "),":
            return self.error(
                f"'{token.text}' without an opening bracket" if token.text == ")" else "a comma outside of a function"
            )
        return self.error(f"an operator is missing before '{token.text}'; a product is written with *")
