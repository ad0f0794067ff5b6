"""Expressions: sums of terms, terms of factors, factors with their powers."""

from __future__ import annotations

from symnet.claims.tex.layout import RELATIONS
from symnet.claims.tex.operators import Derivative
from symnet.claims.tex.parse.atoms import Atoms
from symnet.claims.tex.tree import (
    Addition,
    Bracket,
    Factorial,
    Name,
    Node,
    Power,
    Product,
    Quotient,
)

_TIMES = (r"\times", r"\cdot")
_TERM_SIGNS = ("+", "-", r"\pm", r"\mp")


class Expressions(Atoms):
    """Reads expressions in the window."""

    def expression(self) -> Node:
        """Terms with signs between them."""
        start = self.place
        terms: list[tuple[str, Node]] = []
        sign = self.accept("-", r"\pm", r"\mp")
        while True:
            terms.append((sign.text if sign else "+", self.term()))
            if self.text() not in _TERM_SIGNS:
                break
            sign = self.take()
        self.check_scopes([term for _, term in terms])
        if len(terms) == 1 and terms[0][0] == "+":
            return terms[0][1]
        return Addition(self.span_from(start), tuple(terms))

    def term(self) -> Node:
        """Factors side by side or with a sign of multiplication, perhaps with one slash near the end."""
        start = self.place
        if not self.at_factor():
            self.refuse("a bar without its partner" if self.text() == "|" else "a factor is missing here")
        factors = [self.factor()]
        while True:
            sign = self.accept(*_TIMES)
            if self.text() == "/" and sign is None:
                return self.slashed(start, factors)
            if not self.at_factor():
                if sign:
                    self.refuse("a factor is missing here")
                break
            if sign is None and (token := self.peek()) and token.kind == "number":
                self.refuse("a number behind a factor", token, f"write \\cdot {token.text}, or {token.text} in front")
            factors.append(self.next_factor(factors[-1], juxtaposed=sign is None))
        return factors[0] if len(factors) == 1 else Product(self.span_from(start), tuple(factors))

    def next_factor(self, before: Node, *, juxtaposed: bool) -> Node:
        """The next factor; a lone name in brackets behind a name looks like a call that is not declared."""
        factor = self.factor()
        bracketed = isinstance(factor, Bracket) and factor.style in "(["
        if not (juxtaposed and bracketed and isinstance(before, Name) and before.arguments is None):
            return factor
        if isinstance(factor, Bracket) and isinstance(factor.inside, Name):
            hint = f"write it without brackets, or declare {before.head}(\\cdot)"
            self.refuse(f"{before.head} is not declared to take arguments", factor, hint)
        self.note(f"{before.head} times a bracket", before)
        return factor

    def slashed(self, start: int, factors: list[Node]) -> Node:
        """``a b / c``, which must end the term."""
        self.take()
        denominator = self.factor() if self.at_factor() else self.refuse("nothing behind the slash")
        if self.at_factor() or self.text() in ("/", *_TIMES):
            self.refuse("what follows a slash can be read in two ways", hint=r"write \frac{}{} or brackets")
        whole = factors[0] if len(factors) == 1 else Product((factors[0].span[0], factors[-1].span[1]), tuple(factors))
        return Quotient(self.span_from(start), whole, denominator)

    def at_factor(self) -> bool:
        """Whether another factor begins here."""
        token = self.peek()
        if token is None or token.kind in ("close", "gap", "break", "end", "bar"):
            return token is not None and token.kind == "bar" and self.bar_opens()
        return token.text not in RELATIONS and token.text not in (*_TERM_SIGNS, *_TIMES, "/", ",", ".", ";", "&")

    def factor(self) -> Node:
        """An atom with factorial and power behind it."""
        with self.deeper():
            node = self.atom()
            while self.text() == "!":
                self.take()
                node = Factorial((node.span[0], self.tokens[self.place - 1].end), node)
            token = self.peek()
            if token and token.text == "_":
                self.refuse("a subscript belongs to a declared name", token)
            if token and token.kind == "prime":
                self.refuse("a prime belongs to a declared name", token)
            if self.accept("^"):
                if isinstance(node, Power):
                    self.refuse("a second superscript", token)
                if isinstance(node, Quotient | Derivative):
                    self.refuse("a power on a fraction can be read in two ways", token, "put the fraction in brackets")
                exponent = self.exponent(self.script())
                node = Power((node.span[0], self.tokens[self.place - 1].end), node, exponent)
                if self.text() == "^":
                    self.refuse("a second superscript")
        return node
