"""Which declared form fits a name and its scripts: labels first, then slots, then a power."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symnet.claims.tex.errors import closest
from symnet.claims.tex.lex import Token
from symnet.claims.tex.parse.cursor import Cursor
from symnet.claims.tex.tree import Node
from symnet.claims.tex.vocabulary.entry import SLOT, Entry

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scripts:
    """The scripts printed at one name."""

    sub: Window | None
    sup: Window | None
    primes: int


@dataclass(frozen=True, slots=True)
class Match:
    """How an entry fits the scripts: its slots, and what is left over: a power, or primes that differentiate."""

    entry: Entry | None
    slots: tuple[Window, ...] = ()
    power: Window | None = None
    primes: int = 0
    labels: int = 0


class Matching(Cursor):
    """Reads scripts and chooses the entry they belong to."""

    def scripts(self) -> Scripts:
        """Subscript, superscript and primes, in any order."""
        sub: Window | None = None
        sup: Window | None = None
        primes = 0
        while (token := self.peek()) and (token.text in ("_", "^") or token.kind == "prime"):
            self.place += 1
            if token.kind == "prime":
                if sup:
                    self.refuse("a prime behind a superscript", token)
                primes += len(token.text)
                continue
            if (sub if token.text == "_" else sup) is not None:
                self.refuse(f"a second {'sub' if token.text == '_' else 'super'}script", token)
            span = self.script()
            if token.text == "_":
                sub = span
            elif all(inner.kind == "prime" for inner in self.tokens[slice(*span)]):
                primes += sum(len(text) for text in self.texts(span))
            else:
                sup = span
        return Scripts(sub, sup, primes)

    def matched(self, token: Token, head: str, scripts: Scripts) -> Match:
        """The entry that fits the scripts best: declared labels first, then slots, then a power."""
        if head not in self.heads and head not in self.vocabulary.indices:
            kind = "letter" if len(head) == 1 else "name"
            self.refuse(f"the {kind} {head} is not declared", token, closest(head, self.heads))
        fitting = [match for _, match in self.fitting(head, scripts)]
        if not fitting:
            forms = ", ".join(entry.form for entry in self.heads.get(head, ()))
            self.refuse(f"{head} with these scripts is not declared" + (f"; declared: {forms}" if forms else ""), token)
        best = min(fitting, key=lambda match: (match.primes, -match.labels, match.power is not None))
        if best.power:
            self.check_label(head, best.power)
        return best

    def check_label(self, head: str, power: Window) -> None:
        r"""Refuse x^{ini} where x^{\text{ini}} is declared."""
        letters = "".join(self.texts(power))
        for entry in self.heads.get(head, ()):
            if any(label == (rf"\text{{{letters}}}",) for label in entry.sup):
                self.refuse(
                    f"a power in the letters of a declared label; declared: {entry.form}", self.tokens[power[0]]
                )

    def fitting(self, head: str, scripts: Scripts) -> Iterator[tuple[Entry | None, Match]]:
        """Every entry of that head that can carry these scripts."""
        for entry in self.heads.get(head, ()):
            match = self.fit(entry, scripts)
            if match:
                yield entry, match
        bare = head in self.vocabulary.indices and scripts.sub is None and scripts.primes == 0
        if bare and self.scalar_entry(head) is None:
            yield None, Match(None, power=scripts.sup)

    def fit(self, entry: Entry, scripts: Scripts) -> Match | None:
        """The entry with these scripts, or None."""
        derives = entry.primes == 0 and entry.arguments is not None and len(entry.arguments.letters) == 1
        if scripts.primes != entry.primes and not derives:
            return None
        below = self.parts(entry.sub, scripts.sub)
        if below is None or len(below) != len(entry.sub):
            return None
        power = None if entry.sup else scripts.sup
        above: list[Window] | None = []
        if entry.sup:
            above = self.enclosed(scripts.sup) if entry.enclosed else self.parts(entry.sup, scripts.sup)
        if above is None or len(above) != len(entry.sup):
            return None
        pairs = [*zip(entry.sub, below, strict=True), *zip(entry.sup, above, strict=True)]
        labels = [pair for pair in pairs if pair[0] != (SLOT,)]
        if any(self.texts(span) != label for label, span in labels):
            return None
        slots = tuple(span for label, span in pairs if label == (SLOT,))
        return Match(entry, slots, power, scripts.primes - entry.primes, len(labels) + bool(entry.sup))

    def parts(self, wanted: tuple[tuple[str, ...], ...], span: Window | None) -> list[Window] | None:
        """The script cut at its commas, or letter by letter where several slots are printed without commas."""
        if span is None:
            return []
        level, cuts = 0, [span[0] - 1]
        for place in range(*span):
            level += {"open": 1, "close": -1}.get(self.tokens[place].kind, 0)
            if level == 0 and self.tokens[place].text == ",":
                cuts.append(place)
        if len(cuts) == 1 and len(wanted) == span[1] - span[0] > 1 and all(part == (SLOT,) for part in wanted):
            return [(place, place + 1) for place in range(*span)]
        windows = [(first + 1, last) for first, last in zip(cuts, [*cuts[1:], span[1]], strict=True)]
        return None if any(first >= last for first, last in windows) else windows

    def enclosed(self, span: Window | None) -> list[Window] | None:
        """What stands between the parentheses of a superscript such as (i)."""
        if span is None or self.tokens[span[0]].text != "(" or self.pairs[span[0]] != span[1] - 1:
            return None
        return [(span[0] + 1, span[1] - 1)] if span[1] - span[0] > 2 else None

    def slots(self, match: Match) -> tuple[Node, ...]:
        """What stands in the slots."""
        with self.setting(in_argument=False, in_integral=False):
            return tuple(self.within(span, "index") for span in match.slots)

    def exponent(self, span: Window) -> Node:
        """A superscript that is a power."""
        first, last = self.tokens[span[0]], self.tokens[span[1] - 1]
        if first.text == "(" and self.pairs[span[0]] in (span[1] - 1, span[0] + 2):
            self.refuse("a superscript in parentheses is a label, and this one is not declared", first)
        if first.kind == "word" and first.text not in self.heads:
            self.refuse("a superscript in words is a label, and this one is not declared", first)
        if first.text in ("*", r"\dagger", "+", "-") and first is last:
            self.refuse(f"the superscript {first.text} is not declared", first)
        return self.within(span, "exponent")
