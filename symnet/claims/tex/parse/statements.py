"""Whole displays: relations, chains of them, several claims beside one another, and the values they are made for."""

from __future__ import annotations

from symnet.claims.tex.layout import RELATIONS
from symnet.claims.tex.parse.expressions import Expressions
from symnet.claims.tex.parse.scopes import free_names
from symnet.claims.tex.tree import Chain, ForRange, Name, Node, Statements
from symnet.claims.tex.vocabulary.load import Vocabulary


def parse(tex: str, vocabulary: Vocabulary) -> tuple[Statements, list[str]]:
    """The tree of a display, and the notes on what a rule decided.

    Raises:
        ReadingError: where the text is no statement, leaves a token over, or can be read in two ways.
    """
    displays = Displays(tex, vocabulary)
    return displays.display(), displays.notes


class Displays(Expressions):
    """Reads statements until the tokens end."""

    def display(self) -> Statements:
        """Statements with commas or gaps between them, and perhaps one full stop at the end."""
        parts: list[Node] = []
        self.skip_gaps()
        while self.peek():
            self.outer = frozenset()
            parts.append(self.part(first=not parts))
            gap = self.skip_gaps()
            mark = self.accept(",", ";", ".")
            gap = self.skip_gaps() or gap
            if self.peek() and (mark is None or mark.text == ".") and not gap:
                self.refuse("this does not follow from what is before it")
            if mark and mark.text == "." and self.peek():
                self.refuse("something stands behind the full stop")
        if not parts:
            self.refuse("there is no statement here")
        return Statements((parts[0].span[0], parts[-1].span[1]), tuple(parts))

    def part(self, *, first: bool) -> Node:
        """A chain of relations, or the range of values of the one before."""
        token = self.peek()
        if not first and token and token.text == "(" and self.is_range(self.place + 1):
            with self.group("range"):
                return self.for_range()
        if not first and self.is_range(self.place):
            return self.for_range()
        return self.chain()

    def is_range(self, place: int) -> bool:
        """Whether ``n = first, …, last`` begins here."""
        texts = [token.text for token in self.tokens[place : place + 2]]
        if len(texts) < 2 or texts[0] not in self.vocabulary.indices or texts[1] != "=":
            return False
        while place < len(self.tokens) and self.tokens[place].kind not in ("close", "gap"):
            if self.tokens[place].text == r"\cdots":
                return True
            place = self.pairs.get(place, place) + 1
        return False

    def for_range(self) -> ForRange:
        r"""``n = 0, 1, \cdots, N``: integers in a row."""
        start = self.place
        index = self.index_name()
        self.take()
        values = [self.expression()]
        while self.accept(",") and not self.accept(r"\cdots"):
            values.append(self.expression())
        last = self.expression() if self.accept(",") else None
        return ForRange(self.span_from(start), index, tuple(values), last)

    def chain(self) -> Node:
        """Members with relation signs between them; a display says something, so there is at least one sign."""
        start = self.place
        members, signs = [self.expression()], []
        while sign := self.accept(*RELATIONS):
            self.outer |= free_names(members[-1])
            signs.append(sign.text)
            members.append(self.expression())
        if not signs:
            what = "a name" if isinstance(members[0], Name) else "an expression"
            self.refuse(f"{what} is no statement: a relation such as = is missing", members[0])
        return Chain(self.span_from(start), tuple(members), tuple(signs))
