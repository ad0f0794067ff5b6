r"""One entry of a vocabulary: a printed form such as ``w_n^{(i)}`` or ``x(t)``, taken apart once.

In a key an index letter in a script is a slot, and so is ``\cdot``; anything else in a script is a label that must be
printed just so. Brackets behind make it callable: the letters in them say of what kind the arguments are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from symnet.claims.tex.errors import ReadingError, VocabularyError, closest
from symnet.claims.tex.lex import ACCENTS, ALPHABETS, OPENING, ROMAN, Token, lex
from symnet.claims.tex.vocabulary.elementary import FIXED
from symnet.notation.kinds import SCALARS

CALLABLE = frozenset({"function", "path", "functional", "distribution", "elementary"})
PLAIN = frozenset({"constant", "path", "arbitrary", "measure", "set", "elementary", *SCALARS})
KINDS = CALLABLE | PLAIN
SLOT = "#"
_SETTINGS = frozenset({"is", "name", "sort", "of"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_ACCENT = re.compile(rf"\\({'|'.join(accent[1:] for accent in sorted(ACCENTS))})\b")
_FONT = re.compile(rf"\\(?:{'|'.join(word[1:] for word in sorted(ACCENTS | ALPHABETS | ROMAN))})\b")

Label = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arguments:
    """What brackets a callable is printed with, and the printed letter of each argument (``\\cdot``: any).

    Without a bracket the arguments are never printed: ``of = "x, t"`` says that u means u(x, t).
    """

    bracket: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A declared form. Each part of ``sub`` and ``sup`` is a label, or ``("#",)`` for a slot.

    ``enclosed`` says that the superscript slot is printed in parentheses, as in ``w^{(i)}``.
    """

    form: str
    head: str
    sub: tuple[Label, ...]
    sup: tuple[Label, ...]
    enclosed: bool
    primes: int
    arguments: Arguments | None
    kind: str
    name: str
    sort: str

    @property
    def slots(self) -> int:
        """How many indices it takes."""
        return sum(part == (SLOT,) for part in (*self.sub, *self.sup))

    @property
    def pattern(self) -> tuple[object, ...]:
        """What it looks like in print."""
        shown = self.arguments if self.arguments and self.arguments.bracket else None
        bracket = shown and (shown.bracket, len(shown.letters))
        return self.head, self.sub, self.sup, self.enclosed, self.primes, bracket

    @property
    def identity(self) -> tuple[object, ...]:
        """What it is: two forms of one identity would be read as one thing."""
        if self.kind in ("elementary", "constant", "measure", "set"):
            return self.pattern
        calls = 0 if self.arguments is None else len(self.arguments.letters) + self.slots
        return self.name, self.arguments is not None, calls or self.slots


def read_entry(form: str, what: Any, indices: frozenset[str]) -> Entry:
    """The entry ``form = what`` of a vocabulary.

    Raises:
        VocabularyError: for a form that is not one symbol, or an unknown kind.
    """
    settings = {"is": what} if isinstance(what, str) else what
    if not isinstance(settings, dict) or set(settings) - _SETTINGS or "is" not in settings:
        raise VocabularyError(f"'{form}' must be a kind, or a table of is, name, sort, of; not {what!r}")
    try:
        pieces = _Pieces(form, lex(form), indices)
        head, sub, sup, enclosed, primes, printed = pieces.take()
        arguments = silent_arguments(form, settings["of"], printed) if "of" in settings else printed
    except ReadingError as error:
        raise VocabularyError(f"the form '{form}': {error.reason}") from error
    kind = checked_kind(form, str(settings["is"]), arguments)
    name = str(settings.get("name") or default_name(head, (*sub, *sup), primes))
    if not _NAME.fullmatch(name):
        raise VocabularyError(f"'{form}': the name {name!r} is not letters, digits and _; give it one with name =")
    if kind in FIXED and name not in FIXED[kind]:
        raise VocabularyError(f"'{form}': there is no {kind} '{name}'. {closest(name, FIXED[kind])}")
    sort = str(settings.get("sort", "time" if kind == "time" else ""))
    return Entry(form, head, sub, sup, enclosed, primes, arguments, kind, name, sort)


def checked_kind(form: str, kind: str, arguments: Arguments | None) -> str:
    """The kind, if there is such a kind of thing printed like this."""
    if kind not in KINDS:
        raise VocabularyError(f"'{form}': unknown kind '{kind}'. {closest(kind, KINDS) or ', '.join(sorted(KINDS))}")
    if kind not in (PLAIN if arguments is None else CALLABLE):
        raise VocabularyError(f"'{form}' takes {'no ' if arguments is None else ''}arguments: it can be no {kind}")
    if kind == "elementary" and arguments and not arguments.bracket:
        raise VocabularyError(f"'{form}': an elementary function has its arguments printed")
    return kind


def silent_arguments(form: str, of: Any, printed: Arguments | None) -> Arguments:
    """The arguments that a form has without printing them."""
    if printed is not None or not isinstance(of, str):
        raise VocabularyError(f"'{form}': of = names the arguments that are not printed, as in of = \"x, t\"")
    return Arguments("", tuple(" ".join(token.text for token in lex(letter)) for letter in of.split(",")))


def default_name(head: str, labels: tuple[Label, ...], primes: int) -> str:
    r"""The name a form has when none is given: ``x^{\text{ini}}`` is x_ini, ``\tilde{w}_n`` is w_tilde."""
    accents = _ACCENT.findall(head)
    letters = re.findall(r"[A-Za-z]+|\d+", _FONT.sub(" ", head))
    marks = [
        word
        for label in labels
        if label != (SLOT,)
        for word in re.findall(r"[A-Za-z]+|\d+", _FONT.sub(" ", " ".join(label)))
    ]
    return "_".join([*letters, *accents, *marks, *["prime"] * primes])


class _Pieces:
    """The parts of a printed form, taken from its tokens in order."""

    def __init__(self, form: str, tokens: list[Token], indices: frozenset[str]) -> None:
        self.form, self.tokens, self.indices, self.place = form, tokens, indices, 0
        if not tokens:
            raise VocabularyError("an empty form")

    def take(self) -> tuple[str, tuple[Label, ...], tuple[Label, ...], bool, int, Arguments | None]:
        if self.tokens[0].text == r"\frac":
            return self.joined(self.tokens), (), (), False, 0, None
        head = self.head()
        scripts: dict[str, tuple[Label, ...]] = {"_": (), "^": ()}
        primes, enclosed = 0, False
        while self.place < len(self.tokens) and (mark := self.tokens[self.place]).text[0] in "_^'":
            self.place += 1
            if mark.kind == "prime":
                primes += len(mark.text)
                continue
            if scripts[mark.text]:
                raise VocabularyError(f"'{self.form}' has two scripts on one side")
            parts = self.script()
            inner = parts[0][1:-1]
            if mark.text == "^" and len(parts) == 1 and parts[0][0] == "(" and self.label(inner) == (SLOT,):
                parts, enclosed = ((SLOT,),), True
            scripts[mark.text] = parts
        return head, scripts["_"], scripts["^"], enclosed, primes, self.arguments()

    def head(self) -> str:
        start = self.place
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.text in "_^" or token.kind in ("prime", "open"):
                break
            if token.kind not in ("letter", "command", "accent", "word"):
                raise VocabularyError(f"'{self.form}' has {token.text!r} where a letter is expected")
            self.place += 1
        if start == self.place:
            raise VocabularyError(f"'{self.form}' does not begin with a letter")
        return self.joined(self.tokens[start : self.place])

    def script(self) -> tuple[Label, ...]:
        if self.place >= len(self.tokens):
            raise VocabularyError(f"'{self.form}' ends with an empty script")
        if self.tokens[self.place].text != "{":
            self.place += 1
            return (self.label((self.tokens[self.place - 1].text,)),)
        inner: list[str] = []
        self.place += 1
        while self.place < len(self.tokens) and self.tokens[self.place].text != "}":
            inner.append(self.tokens[self.place].text)
            self.place += 1
        self.place += 1
        if not inner or self.place > len(self.tokens):
            raise VocabularyError(f"'{self.form}' has an empty or open script")
        if "," not in inner and len(inner) > 1 and all(self.label((text,)) == (SLOT,) for text in inner):
            return tuple((SLOT,) for _ in inner)
        parts = " ".join(inner).split(" , ") if "," in inner else [" ".join(inner)]
        return tuple(self.label(tuple(part.split(" "))) for part in parts)

    def label(self, texts: Label) -> Label:
        return (SLOT,) if len(texts) == 1 and (texts[0] in self.indices or texts[0] == r"\cdot") else texts

    def arguments(self) -> Arguments | None:
        if self.place >= len(self.tokens):
            return None
        opening, closing = self.tokens[self.place], self.tokens[-1]
        inner = self.tokens[self.place + 1 : -1]
        if opening.text not in "([" or closing.text != OPENING[opening.text] or not inner:
            raise VocabularyError(f"'{self.form}' must end with its arguments in ( ) or [ ]")
        letters: list[list[Token]] = [[]]
        for token in inner:
            if token.text == ",":
                letters.append([])
            else:
                letters[-1].append(token)
        if not all(letters):
            raise VocabularyError(f"'{self.form}' has an empty argument")
        return Arguments(opening.text, tuple(self.joined(letter) for letter in letters))

    @staticmethod
    def joined(tokens: list[Token]) -> str:
        return " ".join(token.text for token in tokens)
