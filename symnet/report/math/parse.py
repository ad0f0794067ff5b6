"""Tokens to the layout tree: recursive descent, every token consumed, nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symnet.report.math import commands
from symnet.report.math.kinds import with_prefix_signs
from symnet.report.math.tokens import Token, UnreadableTexError, tokenize
from symnet.report.math.tree import (
    Accent,
    Atom,
    Fence,
    Font,
    Fraction,
    Group,
    Kind,
    NewLine,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Table,
    Words,
)

DEEPEST = 60


def read(tex: str) -> Row:
    """The layout tree of ``tex``.

    Raises:
        UnreadableTexError: with a caret under the token that does not belong.
    """
    return _Reader(tex).formula()


class _Reader:
    def __init__(self, tex: str) -> None:
        self.tex, self.tokens, self.at, self.depth = tex, tokenize(tex), 0, 0

    def formula(self) -> Row:
        row = self.row(frozenset())
        if self.at < len(self.tokens):
            raise self.error(f"'{self.tokens[self.at].text}' closes nothing")
        return row

    def error(self, message: str) -> UnreadableTexError:
        at_end = self.at >= len(self.tokens)
        return UnreadableTexError(message, self.tex, len(self.tex) if at_end else self.tokens[self.at].column)

    def peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def take(self) -> Token:
        if self.at >= len(self.tokens):
            raise self.error("the formula ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def expect(self, text: str) -> None:
        if self.peek() != text:
            raise self.error(f"expected '{text}', found '{self.peek() or 'the end'}'")
        self.at += 1

    def row(self, ends: frozenset[str]) -> Row:
        """Nodes up to (not including) one of ``ends`` or a token that only a caller can take."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(f"nested deeper than {DEEPEST}")
        nodes: list[Node] = []
        while (text := self.peek()) and text not in ends and text not in {"}", r"\right", r"\end"}:
            if text in commands.DECLARATIONS:
                nodes.append(Font(self.take().text, self.row(ends), declared=True))
            else:
                nodes.append(self.scripted())
        self.depth -= 1
        return with_prefix_signs(nodes)

    def scripted(self) -> Node:
        base = None if self.peek() in {"^", "_", "'"} else self.single()
        result = Scripts(base)
        while (mark := self.peek()) in {"^", "_", "'", *commands.LIMITS}:
            result = self.with_script(result, mark)
        return base if base is not None and result == Scripts(base) else result

    def with_script(self, node: Scripts, mark: str) -> Scripts:
        if mark in commands.LIMITS:
            return replace(node, limits=self.take().text)
        if mark == "'":
            if node.sup is not None:
                raise self.error("a prime after a superscript")
            self.take()
            return replace(node, primes=node.primes + 1)
        if (node.sub if mark == "_" else node.sup) is not None:
            raise self.error(f"a second '{mark}'")
        self.take()
        script = self.argument()
        return replace(node, sub=script) if mark == "_" else replace(node, sup=script, sup_first=node.sub is None)

    def argument(self) -> Node:
        return self.group() if self.peek() == "{" else self.single(lone_digit=True)

    def group(self) -> Group:
        self.expect("{")
        row = self.row(frozenset())
        self.expect("}")
        return Group(row)

    def single(self, *, lone_digit: bool = False) -> Node:
        text = self.peek()
        if text == "{":
            return self.group()
        if text == "&":
            raise self.error("'&' outside a table")
        token = self.take()
        if token.words is not None:
            return Words(text, token.words)
        if text.isdigit():
            return Atom(text, text, Kind.NUMBER) if lone_digit else self.number(text)
        if text.isalpha():
            return Atom(text, text, Kind.LETTER)
        if text in commands.CHARACTERS:
            return Atom(text, *commands.CHARACTERS[text])
        return self.command(text)

    def number(self, digits: str) -> Atom:
        while self.peek().isdigit() or (self.peek() == "." and "." not in digits and self.digit_follows()):
            digits += self.take().text
        return Atom(digits, digits, Kind.NUMBER)

    def digit_follows(self) -> bool:
        return self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].text.isdigit()

    def command(self, text: str) -> Node:
        if text in commands.SYMBOLS:
            return Atom(text, *commands.SYMBOLS[text])
        if text in commands.SPACES:
            return Space(text, commands.SPACES[text])
        if text in commands.STYLES:
            return Space(text, 0.0)
        if text in commands.FONTS:
            return Font(text, _row_of(self.argument()))
        if text in commands.ACCENTS:
            return Accent(text, self.argument())
        if text in commands.FRACTIONS:
            return Fraction(text, self.argument(), self.argument())
        if text in commands.SIZES:
            return self.sized(text)
        rules: dict[str, Callable[[], Node]] = {
            r"\sqrt": self.root,
            r"\left": self.fence,
            r"\begin": self.table,
            r"\substack": self.stack,
        }
        if text in rules:
            return rules[text]()
        if text == r"\\":
            return NewLine()
        self.at -= 1
        raise self.error(f"'{text}' is not a command of the report's mathematics")

    def sized(self, command: str) -> Atom:
        delimiter = self.delimiter()
        side = {"l": Kind.OPEN, "r": Kind.CLOSE}.get(command[-1], Kind.ORDINARY)
        return Atom(f"{command}{delimiter}", commands.DELIMITERS[delimiter], side)

    def delimiter(self) -> str:
        text = self.take().text
        if text not in commands.DELIMITERS:
            self.at -= 1
            raise self.error(f"'{text}' is not a delimiter")
        return text

    def root(self) -> Root:
        degree = None
        if self.peek() == "[":
            self.take()
            degree = self.row(frozenset("]"))
            self.expect("]")
        return Root(self.argument(), degree)

    def fence(self) -> Fence:
        opening = self.delimiter()
        row = self.row(frozenset())
        self.expect(r"\right")
        return Fence(opening, self.delimiter(), row)

    def name(self) -> str:
        self.expect("{")
        letters = ""
        while self.peek() and self.peek() != "}":
            letters += self.take().text
        self.expect("}")
        return letters

    def table(self) -> Table:
        name = self.name()
        if name not in commands.TABLES:
            raise self.error(f"'{name}' is not an environment of the report's mathematics")
        columns = self.name() if name == "array" else ""
        if set(columns) - set("lcr"):
            raise self.error(f"the columns '{columns}' are not all l, c or r")
        rows = self.table_rows()
        self.expect(r"\end")
        if (found := self.name()) != name:
            raise self.error(f"'{name}' is closed by '{found}'")
        return Table(name, rows, columns)

    def stack(self) -> Table:
        self.expect("{")
        rows = self.table_rows()
        self.expect("}")
        return Table("substack", rows)

    def table_rows(self) -> tuple[tuple[Row, ...], ...]:
        rows: list[tuple[Row, ...]] = []
        cells: list[Row] = []
        while True:
            cells.append(self.row(frozenset({"&", r"\\"})))
            if self.peek() == "&":
                self.take()
                continue
            rows.append(tuple(cells))
            cells = []
            if self.peek() != r"\\":
                return tuple(rows)
            self.take()


def _row_of(node: Node) -> Row:
    return node.row if isinstance(node, Group) else (node,)
