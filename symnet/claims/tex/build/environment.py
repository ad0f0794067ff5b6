"""What the building of objects carries along: the indices bound around a place, the notes, what was used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn

import sympy as sp

from symnet.claims.tex.errors import ReadingError
from symnet.claims.tex.tree import Addition, Bracket, Infinity, Name, Node, Number, Power, Product, Quotient, walk
from symnet.claims.tex.vocabulary.load import Vocabulary
from symnet.notation import kinds

_IN_SCRIPTS = (Number, Infinity, Name, Addition, Product, Quotient, Power, Bracket)

Build = Callable[..., sp.Basic]


class Environment:
    """Builds nodes with the builders it is given.

    ``in_script`` holds in scripts and bounds, where index letters come before constants. ``notes`` are readings that
    rest on a rule rather than on the print alone; ``used`` are the declared forms met.
    """

    def __init__(self, tex: str, vocabulary: Vocabulary, builders: Mapping[type[Node], Build]) -> None:
        self.tex, self.vocabulary, self.builders = tex, vocabulary, builders
        self.bound: frozenset[str] = frozenset()
        self.in_script = False
        self.notes: dict[str, None] = {}
        self.used: set[str] = set()

    def build(self, node: Node) -> sp.Expr:
        """The object of a node."""
        return self.builders[type(node)](node, self)

    def end(self, node: Node) -> sp.Expr:
        """The object of a bound, an argument or a side: the only places where infinity may stand."""
        if isinstance(node, Infinity):
            return sp.oo
        if isinstance(node, Addition) and len(node.terms) == 1 and isinstance(node.terms[0][1], Infinity):
            return -sp.oo if node.terms[0][0] == "-" else self.refuse("a sign that infinity cannot have", node)
        return self.build(node)

    def script(self, node: Node) -> sp.Expr:
        """The object of something in a script, which must be an integer: arithmetic of indices and numbers."""
        for part in walk(node):
            if not isinstance(part, _IN_SCRIPTS) or (isinstance(part, Name) and part.arguments is not None):
                self.refuse("an index is made of letters and whole numbers", part)
            if isinstance(part, Product) and sum(isinstance(factor, Name) for factor in part.factors) > 1:
                self.refuse("letters side by side in an index", part, "write a comma between two indices")
        with self.scripting():
            built = self.end(node)
        if built not in (sp.oo, -sp.oo) and not built.is_integer:
            self.refuse("an index must be an integer", node)
        return built

    @contextmanager
    def scripting(self) -> Iterator[None]:
        """Index letters come first inside."""
        before, self.in_script = self.in_script, True
        yield
        self.in_script = before

    @contextmanager
    def binding(self, letters: tuple[str, ...]) -> Iterator[tuple[sp.Symbol, ...]]:
        """The letters are bound inside, to the index symbols it gives."""
        before, self.bound = self.bound, self.bound | set(letters)
        yield tuple(self.index(letter) for letter in letters)
        self.bound = before

    @staticmethod
    def index(letter: str) -> sp.Symbol:
        """The symbol of an index letter."""
        return kinds.index(letter.lstrip("\\"))

    def note(self, text: str) -> None:
        """Record a reading that rests on a rule."""
        self.notes[text] = None

    def refuse(self, message: str, node: Node, hint: str = "") -> NoReturn:
        """Raise the error with the caret at the node."""
        raise ReadingError(message, self.tex, node.span, hint)
