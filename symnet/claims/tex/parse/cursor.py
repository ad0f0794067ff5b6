"""Walking over the tokens: look, take, go inside brackets, refuse with a caret."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from symnet.claims.tex.errors import ReadingError
from symnet.claims.tex.layout import lay_out
from symnet.claims.tex.lex import Token
from symnet.claims.tex.tree import Name, Node
from symnet.claims.tex.vocabulary.entry import Entry
from symnet.claims.tex.vocabulary.load import Vocabulary

MAX_DEPTH = 60


class Cursor(ABC):
    """A place in the tokens and the window it may move in.

    ``in_argument``: a differential is an increment. ``in_integral``: d before a name is a differential. ``notes`` are
    readings that rest on a rule rather than on the print alone.
    """

    def __init__(self, tex: str, vocabulary: Vocabulary) -> None:
        self.tex, self.vocabulary, self.heads = tex, vocabulary, vocabulary.heads()
        self.tokens, self.pairs = lay_out(tex, vocabulary)
        self.place, self.end, self.depth = 0, len(self.tokens), 0
        self.in_argument = self.in_integral = False
        self.notes: list[str] = []

    @abstractmethod
    def expression(self) -> Node:
        """A sum of terms; the parser's."""

    def peek(self, ahead: int = 0) -> Token | None:
        """The token so far ahead, if the window reaches that far."""
        place = self.place + ahead
        return self.tokens[place] if place < self.end else None

    def text(self, ahead: int = 0) -> str:
        """The text of the token so far ahead, empty at the window's end."""
        token = self.peek(ahead)
        return token.text if token else ""

    def take(self) -> Token:
        """The next token."""
        token = self.peek()
        if token is None:
            self.refuse("something is missing here")
        self.place += 1
        return token

    def accept(self, *texts: str) -> Token | None:
        """The next token if it is one of the texts."""
        return self.take() if self.text() and self.text() in texts else None

    def skip_gaps(self) -> bool:
        """Gaps skipped; whether there were any."""
        start = self.place
        while (token := self.peek()) and token.kind == "gap":
            self.place += 1
        return self.place > start

    def refuse(self, message: str, at: Token | Node | None = None, hint: str = "") -> NoReturn:
        """Raise the error, with the caret at the token or node given, else at the next token."""
        token = at or self.peek()
        if token is not None:
            span = token.span
        else:
            last = self.tokens[self.end - 1].end if self.end else 0
            span = self.tokens[self.end].span if self.end < len(self.tokens) else (last, last)
        raise ReadingError(message, self.tex, span, hint)

    def note(self, text: str, at: Token | Node) -> None:
        """Record a reading that rests on a rule."""
        self.notes.append(f"{text} at column {at.span[0] + 1}")

    def span_from(self, start: int) -> tuple[int, int]:
        """The source from the token ``start`` to the last one taken."""
        if start >= len(self.tokens):
            return len(self.tex), len(self.tex)
        return self.tokens[start].start, self.tokens[max(start, self.place - 1)].end

    @contextmanager
    def window(self, end: int, what: str) -> Iterator[None]:
        """Only the tokens before ``end`` can be seen; all of them must be taken."""
        outer, self.end = self.end, end
        yield
        if self.place != end:
            self.refuse(f"this does not belong to the {what} before it" if self.place else "unexpected")
        self.end = outer

    @contextmanager
    def setting(self, *, in_argument: bool | None = None, in_integral: bool | None = None) -> Iterator[None]:
        """The flags given hold inside, the old ones after."""
        before = self.in_argument, self.in_integral
        self.in_argument = before[0] if in_argument is None else in_argument
        self.in_integral = before[1] if in_integral is None else in_integral
        yield
        self.in_argument, self.in_integral = before

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level deeper, up to a limit that keeps a hostile text from exhausting the stack."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(f"nested more than {MAX_DEPTH} deep")
        yield
        self.depth -= 1

    @contextmanager
    def group(self, what: str) -> Iterator[Token]:
        """Inside the bracket that opens here, to its end; the closing bracket is taken too."""
        opening = self.peek()
        if opening is None or self.place not in self.pairs:
            self.refuse(f"{what} needs brackets here")
        close = self.pairs[self.place]
        self.place += 1
        if self.place == close:
            self.refuse(f"the {what} is empty", opening)
        with self.window(close, what):
            yield opening
        self.place = close + 1

    def braced(self, what: str) -> Node:
        """The expression in the braces that open here."""
        if self.text() != "{":
            self.refuse(f"{what} must stand in braces")
        with self.group(what):
            return self.expression()

    def script(self) -> tuple[int, int]:
        """The tokens of the script that begins here, as a half-open range; the cursor moves behind it."""
        token = self.take()
        if token.text == "{":
            start, self.place = self.place, self.pairs[self.place - 1] + 1
            if start == self.place - 1:
                self.refuse("an empty script", token)
            return start, self.place - 1
        if token.kind in ("open", "close", "gap", "bar") or token.text in "_^&":
            self.refuse("a script must be one letter or stand in braces", token)
        if token.kind == "number" and len(token.text) > 1:
            self.refuse(f"only the digit {token.text[0]} would belong here", token, f"write {{{token.text}}}")
        return self.place - 1, self.place

    def within(self, span: tuple[int, int], what: str) -> Node:
        """The expression in that range of tokens, with the cursor left where it is."""
        before, self.place = self.place, span[0]
        with self.window(span[1], what):
            node = self.expression()
        self.place = before
        return node

    def texts(self, span: tuple[int, int]) -> tuple[str, ...]:
        """The texts of the tokens in that range."""
        return tuple(token.text for token in self.tokens[slice(*span)])

    def scalar_entry(self, head: str) -> Entry | None:
        """The entry of the bare letter, without scripts and brackets, if it is declared."""
        plain = (entry for entry in self.heads.get(head, ()) if not (entry.sub or entry.sup or entry.primes))
        return next((entry for entry in plain if entry.arguments is None), None)

    def index_name(self) -> Name:
        """An index letter standing where only an index can stand."""
        token = self.take()
        if token.text not in self.vocabulary.indices:
            self.refuse(f"{token.text} is not declared as an index", token)
        return Name(token.span, token.text, None)
