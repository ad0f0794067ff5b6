"""Declared names where they occur: which form it is, what stands in its slots, and whether brackets are arguments."""

from __future__ import annotations

from abc import abstractmethod

from symnet.claims.tex.errors import closest
from symnet.claims.tex.lex import Token
from symnet.claims.tex.operators import Derivative, Differential
from symnet.claims.tex.parse.matching import Match, Matching, Window
from symnet.claims.tex.tree import Addition, Bracket, Infinity, Name, Node, Number, Power, Product, Quotient
from symnet.claims.tex.vocabulary.entry import Entry
from symnet.notation.kinds import SCALARS

_ELEMENTARY_BRACKETS = ("(", "[", r"\{")


class Names(Matching):
    """Reads one occurrence of a declared name."""

    @abstractmethod
    def simple_argument(self, function: Token) -> Node:
        """The argument of an elementary function without brackets; the parser's."""

    def name(self, variables: tuple[Name, ...] = ()) -> Node:
        """The name that stands here, raised to its power if it has one.

        ``variables`` are what it is being differentiated by: a callable without brackets then takes them.
        """
        token = self.take()
        head, dots = token.text, 0
        if token.kind == "accent" and head not in self.heads:
            head, dots = self.without_dots(token)
        scripts = self.scripts()
        match = self.matched(token, head, scripts)
        occurrence = self.called(token, head, match, variables, dotted=dots > 0)
        node: Node = self.dotted(occurrence, dots) if dots else occurrence[0]
        if match.primes:
            node = self.primed(node, match.primes)
        return node if match.power is None else Power(node.span, node, self.exponent(match.power))

    def variable(self) -> tuple[Name, Window | None]:
        """A name without arguments, as behind the d of a differential, and the power behind it."""
        token = self.take()
        start = self.place
        scripts = self.scripts()
        match = self.matched(token, token.text, scripts)
        if match.primes:
            self.refuse("primes at a variable", self.tokens[start])
        entry = match.entry
        if entry is not None and entry.arguments is not None:
            entry = next(
                (other for other, _ in self.fitting(token.text, scripts) if other and not other.arguments), entry
            )
        if entry is None or not (entry.kind in SCALARS or entry.kind in ("path", "function")):
            self.refuse(f"{token.text} is not declared as a variable", token)
        return Name(self.span_from(start - 1), token.text, entry, self.slots(match)), match.power

    def without_dots(self, token: Token) -> tuple[str, int]:
        """The letter under the dots of a time derivative, and how many dots."""
        accent, _, inner = token.text.partition("{")
        dots = {r"\dot": 1, r"\ddot": 2}.get(accent, 0)
        if dots == 0 or not any(entry.arguments for entry in self.heads.get(inner[:-1], ())):
            self.refuse(f"{token.text} is not declared", token, closest(token.text, self.heads))
        return inner[:-1], dots

    def called(
        self, token: Token, head: str, match: Match, variables: tuple[Name, ...], *, dotted: bool
    ) -> tuple[Name, Entry | None]:
        """The name with its arguments, if what follows are arguments; and the entry that was chosen."""
        entry, opening = match.entry, self.peek()
        chosen = self.alike(head, entry)
        bracket = opening.text if opening and opening.kind == "open" else ""
        slots = self.slots(match)
        if entry and entry.kind == "elementary" and entry.arguments is None and not entry.slots:
            given = bracket in _ELEMENTARY_BRACKETS and self.bracketed()
            arguments = given or (self.simple_argument(token),)
            return Name((token.start, arguments[-1].span[1]), head, entry, slots, arguments), entry
        callables = [other for other in chosen if other.arguments]
        called = [other for other in callables if other.arguments and other.arguments.bracket == bracket != ""]
        if called:
            return self.call(token, head, called, match, slots)
        for callable_ in callables if variables or dotted else ():
            implied = self.implied(token, head, callable_, slots, variables)
            if implied:
                return implied, callable_
        silent = next((other for other in callables if other.arguments and not other.arguments.bracket), None)
        if silent and (implied := self.implied(token, head, silent, slots, ())):
            return implied, silent
        plain = next((other for other in chosen if other is None or other.arguments is None), entry)
        if plain is not None and plain.arguments is not None:
            self.refuse(f"{head} needs its arguments, as in {plain.form}", token)
        return Name((token.start, self.tokens[self.place - 1].end), head, plain, slots), plain

    def alike(self, head: str, entry: Entry | None) -> list[Entry]:
        """The entries that look like this one but for their brackets."""
        if entry is None:
            return []
        look = (entry.sub, entry.sup, entry.primes)
        return [other for other in self.heads[head] if (other.sub, other.sup, other.primes) == look]

    def call(
        self, token: Token, head: str, callables: list[Entry], match: Match, slots: tuple[Node, ...]
    ) -> tuple[Name, Entry]:
        """The call with the bracket that stands here, of the one of ``callables`` that takes so many arguments."""
        if match.power:
            hint = "write it behind the bracket"
            self.refuse("a power between a name and its bracket", self.tokens[match.power[0]], hint)
        arguments = self.bracketed()
        for entry in callables:
            letters = entry.arguments.letters if entry.arguments else ()
            if len(letters) == len(arguments):
                self.check_sorts(entry, letters, arguments)
                span = (token.start, self.tokens[self.place - 1].end)
                return Name(span, head, entry, slots, arguments), entry
        forms = ", ".join(entry.form for entry in callables)
        return self.refuse(f"{len(arguments)} arguments for {head}; declared: {forms}", arguments[0])

    def check_sorts(self, entry: Entry, letters: tuple[str, ...], arguments: tuple[Node, ...]) -> None:
        """Refuse an argument that is not of the sort its place is declared for."""
        for letter, argument in zip(letters, arguments, strict=True):
            sort = self.sort(letter)
            if sort and not _is_of(sort, argument):
                self.refuse(f"{entry.form} takes a {sort} here, and this is none", argument)

    def sort(self, letter: str) -> str:
        """The sort of the letter in a declared bracket, such as time."""
        entry = self.scalar_entry(letter)
        return entry.sort if entry else ""

    def bracketed(self) -> tuple[Node, ...]:
        """The arguments in the bracket that opens here."""
        arguments: list[Node] = []
        with self.group("list of arguments"), self.setting(in_argument=True, in_integral=False):
            arguments.append(self.expression())
            while self.accept(","):
                arguments.append(self.expression())
        for argument in arguments:
            if isinstance(argument, Differential):
                self.refuse("an increment alone is no argument", argument)
        return tuple(arguments)

    def implied(
        self, token: Token, head: str, entry: Entry, slots: tuple[Node, ...], variables: tuple[Name, ...]
    ) -> Name | None:
        """The callable with the arguments it is declared with, the variables in their places."""
        assert entry.arguments is not None
        arguments: list[Node | None] = [self.letter(letter, token) for letter in entry.arguments.letters]
        for variable in variables:
            sort = variable.entry.sort if variable.entry else ""
            places = [
                place
                for place, letter in enumerate(entry.arguments.letters)
                if letter == variable.head or (sort and self.sort(letter) == sort)
            ]
            if len(places) != 1:
                return None
            arguments[places[0]] = variable
        given = tuple(argument for argument in arguments if argument is not None)
        if len(given) != len(arguments):
            return None
        return Name(token.span, head, entry, slots, given, implied=True)

    def letter(self, letter: str, token: Token) -> Name | None:
        """The name of the letter in a declared bracket."""
        entry = self.scalar_entry(letter)
        return Name(token.span, letter, entry) if entry else None

    def dotted(self, occurrence: tuple[Name, Entry | None], dots: int) -> Node:
        """The time derivative that dots over the letter mean."""
        name, entry = occurrence
        letters = entry.arguments.letters if entry and entry.arguments else ()
        times = [
            argument
            for letter, argument in zip(letters, name.arguments or (), strict=True)
            if self.sort(letter) == "time"
        ]
        if len(times) != 1 or not isinstance(times[0], Name) or times[0].arguments is not None:
            self.refuse("dots need a path of exactly one time, at a plain time", name)
        return Derivative(name.span, name, ((times[0], dots),), total=False)

    def primed(self, node: Node, primes: int) -> Node:
        """The derivative that primes behind a function of one argument mean."""
        if not isinstance(node, Name) or node.arguments is None:
            self.refuse("primes need a function with its argument", node)
        argument = node.arguments[0]
        if not isinstance(argument, Name) or argument.arguments is not None:
            self.refuse("primes need a plain letter as argument", argument, "write the derivative as a fraction")
        return Derivative(node.span, node, ((argument, primes),), total=False)


def _is_of(sort: str, node: Node) -> bool:
    """Whether every term is of that sort, once: t + 2s is a time, t s is none. A number may stand alone."""
    match node:
        case Bracket(_, _, inside):
            return _is_of(sort, inside)
        case Addition(_, terms):
            return all(_is_of(sort, term) for _, term in terms)
        case Number() | Infinity():
            return True
        case Differential(_, variable):
            return _is_of(sort, variable)
        case Product(_, factors):
            return sum(not isinstance(factor, Number) and _is_of(sort, factor) for factor in factors) == 1
        case Quotient(_, numerator, _):
            return _is_of(sort, numerator)
        case Name(_, _, entry):
            return entry is not None and entry.sort == sort and node.arguments is None
        case _:
            return False
