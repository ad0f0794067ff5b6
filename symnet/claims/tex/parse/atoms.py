"""What a factor can be: numbers, names, brackets of every kind, bars, and what the big signs begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from symnet.claims.tex.errors import closest
from symnet.claims.tex.layout import RELATIONS
from symnet.claims.tex.lex import Token, words
from symnet.claims.tex.parse.calculus import Calculus
from symnet.claims.tex.tree import (
    Amplitude,
    Bracket,
    Cases,
    Commutator,
    Family,
    Infinity,
    Mean,
    Modulus,
    Name,
    Node,
    Number,
    Product,
    Root,
)

_KNOWN = words(r"\frac \sqrt \sum \prod \int \lim \partial \nabla \infty \langle \rangle \quad \text")


class Atoms(Calculus):
    """Reads one factor without its powers."""

    def atom(self) -> Node:
        """What begins with the next token."""
        token = self.peek()
        if token is None:
            self.refuse("a factor is missing here")
        if self.at_differential():
            return self.differential()
        if token.kind == "name" and any(entry.kind == "measure" for entry in self.heads.get(token.text, ())):
            return self.path_measure()
        if token.kind in ("name", "accent"):
            return self.name()
        if token.kind == "begin":
            return self.cases()
        readers: dict[str, Callable[[], Node]] = {
            r"\sum": self.repeated,
            r"\prod": self.repeated,
            r"\int": self.integral,
            r"\lim": self.limit,
            r"\frac": self.fraction,
            r"\sqrt": self.root,
            r"\partial": self.partial,
            r"\nabla": self.nabla,
            r"\infty": self.infinity,
            r"\langle": self.angle,
            r"\lvert": self.modulus,
            "|": self.modulus,
            "(": self.bracket,
            "[": self.square,
            "{": self.braces,
            r"\{": self.curly,
        }
        if token.kind == "number":
            return self.number()
        if token.text in readers:
            return readers[token.text]()
        return self.unknown(token)

    def unknown(self, token: Token) -> NoReturn:
        """Refuse what is neither declared nor known."""
        if token.kind == "letter":
            self.refuse(f"the letter {token.text} is not declared", token)
        if token.kind in ("command", "word", "accent"):
            hint = closest(token.text, [*self.heads, *_KNOWN])
            self.refuse(f"{token.text} is neither declared nor known", token, hint)
        self.refuse(f"{token.text} has no place here", token)

    def cases(self) -> Cases:
        r"""``\begin{cases} value, & condition \\ … \end{cases}``."""
        start = self.place
        rows: list[tuple[Node, Node | None]] = []
        with self.group("list of cases"):
            while self.peek():
                value = self.expression()
                self.accept(",")
                if not self.accept("&"):
                    self.refuse("a case needs & and its condition")
                rows.append((value, self.case_condition()))
                self.accept(",", ".", ";")
                if self.peek() and self.take().kind != "break":
                    self.refuse(r"cases are separated by \\")
        if any(condition is None for _, condition in rows[:-1]):
            self.refuse("only the last case can be the other one", rows[-1][0])
        return Cases(self.span_from(start), tuple(rows))

    def case_condition(self) -> Node | None:
        """The condition behind &, or None for otherwise."""
        if self.accept(r"\text{otherwise}", r"\text{else}"):
            return None
        self.accept(r"\text{if}", r"\text{for}", r"\text{when}")
        return self.comparison()

    def number(self) -> Number:
        """Digits; two numbers side by side are refused where factors are put together."""
        token = self.take()
        return Number(token.span, token.text)

    def infinity(self) -> Infinity:
        """``\\infty``; where it may stand is checked when objects are built."""
        return Infinity(self.take().span)

    def root(self) -> Root:
        """``\\sqrt{}`` or ``\\sqrt[3]{}``."""
        start = self.place
        self.take()
        degree = None
        if self.text() == "[":
            with self.group("degree"):
                degree = self.expression()
        radicand = self.within(self.script(), "root")
        return Root(self.span_from(start), radicand, degree)

    def bracket(self) -> Bracket:
        """One expression in brackets."""
        start = self.place
        with self.group("bracket") as opening:
            inside = self.expression()
            if self.text() == ",":
                self.refuse("a list in brackets belongs to a declared name")
        return Bracket(self.span_from(start), opening.text, inside)

    def braces(self) -> Node:
        """Braces print nothing, so they may hold one factor only: x{n-1} would look like xn - 1."""
        with self.group("group") as opening:
            inside = self.factor()
            if self.peek() or isinstance(inside, Number):
                self.refuse("braces print nothing here", opening, "write ( )")
        return inside

    def square(self) -> Node:
        """Square brackets: around one expression, or around the two of a commutator."""
        start = self.place
        with self.group("bracket"):
            left = self.expression()
            right = self.expression() if self.accept(",") else None
        span = self.span_from(start)
        return Bracket(span, "[", left) if right is None else Commutator(span, left, right)

    def curly(self) -> Node:
        """Curly brackets: a whole family where one indexed name stands in them, else brackets."""
        start = self.place
        with self.group("bracket"):
            inside = self.expression()
        span = self.span_from(start)
        if isinstance(inside, Name) and inside.slots and inside.arguments is None:
            return Family(span, inside)
        return Bracket(span, r"\{", inside)

    def angle(self) -> Node:
        """``<...>``, or ``<final | initial>``."""
        start = self.place
        with self.group("angle bracket"):
            first = self.side("|") if self.bars() else self.expression()
            second = self.expression() if self.accept("|") else None
        span = self.span_from(start)
        return Mean(span, first) if second is None else Amplitude(span, first, second)

    def bars(self) -> list[int]:
        """The places of the bars at this level, up to the next relation."""
        found, place = [], self.place
        while place < self.end:
            token = self.tokens[place]
            if token.kind == "bar":
                found.append(place)
            if token.text in RELATIONS or token.text == ",":
                break
            place = self.pairs.get(place, place) + 1
        return found

    def side(self, bar: str) -> Node:
        """The expression up to the only bar of this level."""
        bars = self.bars()
        if len(bars) != 1:
            self.refuse(f"more than one {bar} on one level can be read in several ways")
        with self.window(bars[0], "bar"):
            return self.expression()

    def bar_opens(self) -> bool:
        """Whether the bar that stands here can open a pair: it is the first of exactly two."""
        return len(self.bars()) > 1

    def modulus(self) -> Modulus:
        """Something between a pair of bars, the only one of its level."""
        start = self.place
        if self.text() == r"\lvert":
            with self.group("modulus"):
                return Modulus(self.span_from(start), self.expression())
        bars = self.bars()
        if len(bars) != 2 or bars[0] != start:
            self.refuse("bars must stand as one pair on their level", hint=r"write \left| and \right|")
        self.place += 1
        with self.window(bars[1], "modulus"):
            inside = self.expression()
        self.place += 1
        return Modulus(self.span_from(start), inside)

    def simple_argument(self, function: Token) -> Node:
        """``\\cos \\omega t``: numbers, names and fractions up to the next sign, bracket or function."""
        factors: list[Node] = []
        while (token := self.peek()) and (token.kind in ("number", "name", "accent") or token.text == r"\frac"):
            if any(entry.kind in ("elementary", "measure") for entry in self.heads.get(token.text, ())):
                break
            if self.at_differential() or (factors and token.kind == "number"):
                break
            factors.append(self.factor())
        if not factors:
            self.refuse(f"{function.text} needs its argument", function)
        if self.text() in ("(", "[", "/"):
            self.refuse(f"where the argument of {function.text} ends is not clear", hint="put it in brackets")
        if len(factors) > 1:
            self.note(f"{function.text} of all {len(factors)} factors behind it", function)
        return factors[0] if len(factors) == 1 else Product((factors[0].span[0], factors[-1].span[1]), tuple(factors))
