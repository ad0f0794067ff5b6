"""Sums, products and limits: what stands under and over the sign, and the term the sign takes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from symnet.claims.tex.operators import Differential, Limit, Measured, Range, Repeated
from symnet.claims.tex.parse.matching import Window
from symnet.claims.tex.parse.names import Names
from symnet.claims.tex.parse.scopes import bound_names, free_names
from symnet.claims.tex.tree import Bracket, Chain, Name, Node, Product

COMPARISONS = ("<", ">", r"\le", r"\ge", r"\ne")


class Ranges(Names):
    """Reads ``\\sum``, ``\\prod`` and ``\\lim``.

    ``bound`` are the indices bound around the place; ``outer`` the names free in the members of the chain before it.
    """

    bound: tuple[str, ...] = ()
    outer: frozenset[str] = frozenset()

    @abstractmethod
    def term(self) -> Node:
        """The rest of a term; the parser's."""

    @abstractmethod
    def at_differential(self, place: int | None = None) -> bool:
        """Whether a differential begins here; the calculus' matter."""

    @abstractmethod
    def differential(self) -> Differential:
        """The differential that begins here; the calculus' matter."""

    def repeated(self) -> Node:
        """A sum or product with the rest of its term; before differentials a product takes only those."""
        sign = self.take()
        start = self.place - 1
        range_ = self.range(sign.text)
        indices = tuple(index.head for index in range_.indices)
        if sign.text == r"\prod" and self.before_measure():
            with self.binding(indices):
                body = self.differentials()
            return Measured(self.span_from(start), range_, body)
        if not indices:
            self.refuse(f"{sign.text} without an index", sign)
        with self.binding(indices):
            body = self.term()
        return Repeated(self.span_from(start), sign.text[1:], range_, body)

    def limit(self) -> Limit:
        """``\\lim_{N \\to \\infty}`` with the rest of its term."""
        sign = self.take()
        start = self.place - 1
        if not self.accept("_"):
            self.refuse("a limit needs its variable below", sign)
        span = self.script()
        before, self.place = self.place, span[0]
        with self.window(span[1], "limit"):
            variable = self.name()
            if not isinstance(variable, Name) or not self.accept(r"\to"):
                self.refuse(r"below a limit stands a name, \to and a target", sign)
            target = self.expression()
        self.place = before
        return Limit(self.span_from(start), self.term(), variable, target)

    def before_measure(self) -> bool:
        """Whether a differential, or a bracket that holds one, comes next."""
        if self.at_differential():
            return True
        token = self.peek()
        if token is None or token.kind != "open":
            return False
        return any(self.at_differential(place) for place in range(self.place + 1, self.pairs[self.place]))

    def differentials(self) -> Node:
        """The differentials that follow, or the one bracket that holds them."""
        if not self.at_differential():
            start = self.place
            with self.group("measure") as opening, self.setting(in_integral=True):
                inside = self.expression()
            return Bracket(self.span_from(start), opening.text, inside)
        found: list[Node] = [self.differential()]
        while self.at_differential():
            found.append(self.differential())
        return found[0] if len(found) == 1 else Product((found[0].span[0], found[-1].span[1]), tuple(found))

    @contextmanager
    def binding(self, indices: tuple[str, ...]) -> Iterator[None]:
        """The indices are bound inside."""
        for index in indices:
            if index in self.bound:
                self.refuse(f"the index {index} is already bound around this")
        before, self.bound = self.bound, (*self.bound, *indices)
        yield
        self.bound = before

    def range(self, sign: str) -> Range:
        """What stands under and over the sign that was just taken."""
        start = self.place
        below: Window | None = None
        above: Window | None = None
        while mark := self.accept("_", "^"):
            if (below if mark.text == "_" else above) is not None:
                self.refuse("a second script at one sign", mark)
            if mark.text == "_":
                below = self.script()
            else:
                above = self.script()
        span = self.span_from(start) if self.place > start else self.tokens[start - 1].span
        if below is None:
            if above is not None:
                self.refuse(f"{sign} has an upper bound and no index", self.tokens[above[0]])
            return Range(span, ())
        last = None if above is None else self.within(above, "upper bound")
        before, self.place = self.place, below[0]
        with self.window(below[1], "lower bound"):
            found = self.below(span, last)
        self.place = before
        self.check_range(found)
        return found

    def below(self, span: tuple[int, int], last: Node | None) -> Range:
        """The index or indices, with a lower bound or a condition."""
        if any(text in COMPARISONS for text in self.texts((self.place, self.end))):
            if last is not None:
                self.refuse("a condition below and a bound above do not go together", last)
            return self.condition(span)
        indices = [self.index_name()]
        while self.accept(","):
            indices.append(self.index_name())
        if not self.accept("="):
            if last is not None:
                self.refuse("an upper bound without a lower one", last)
            return Range(span, tuple(indices))
        first = self.expression()
        if last is None:
            self.refuse("a lower bound without an upper one", first)
        return Range(span, tuple(indices), first, last)

    def condition(self, span: tuple[int, int]) -> Range:
        """Conditions such as i < j: they bind the index letters in them that mean nothing yet."""
        conditions = [self.comparison()]
        while self.accept(","):
            conditions.append(self.comparison())
        names = [member for chain in conditions for member in chain.members if isinstance(member, Name)]
        letters = {name.head: name for name in names if name.head in self.vocabulary.indices}
        free = tuple(name for head, name in letters.items() if head not in self.bound and head not in self.outer)
        if not free:
            self.refuse("this condition leaves no index to sum over", conditions[0])
        return Range(span, free, conditions=tuple(conditions))

    def comparison(self) -> Chain:
        """Members with signs of order or equality between them."""
        start = self.place
        members, signs = [self.expression()], []
        while sign := self.accept("=", *COMPARISONS):
            signs.append(sign.text)
            members.append(self.expression())
        if not signs:
            self.refuse("a condition needs a comparison", members[0])
        return Chain(self.span_from(start), tuple(members), tuple(signs))

    def check_range(self, range_: Range) -> None:
        """Refuse bounds that use their own index, and indices printed twice."""
        heads = [index.head for index in range_.indices]
        for end in (range_.first, range_.last):
            if end is not None and (used := free_names(end) & set(heads)):
                self.refuse(f"the bound uses its own index {min(used)}", end)
        if len(set(heads)) < len(heads):
            self.refuse("an index is printed twice", range_)

    def check_scopes(self, terms: list[Node]) -> None:
        """Refuse a later term that mentions an index bound in a term before it: where the sum ends is not clear."""
        bound: dict[str, Node] = {}
        for term in terms:
            for name in sorted(free_names(term) & bound.keys()) if bound else ():
                hint = f"put brackets around the sum, or name its {name} otherwise"
                self.refuse(f"{name} is bound by the sum or integral before this term", term, hint)
            for factor in term.factors if isinstance(term, Product) else (term,):
                bound |= dict.fromkeys(bound_names(factor), factor)
