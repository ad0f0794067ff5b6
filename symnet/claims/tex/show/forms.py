"""Names back to print: the declared form of a symbol, family or function, with its slots and arguments filled in."""

from __future__ import annotations

from collections.abc import Sequence

from symnet.claims.tex.lex import OPENING, words
from symnet.claims.tex.vocabulary.elementary import FIXED
from symnet.claims.tex.vocabulary.entry import SLOT, Entry, Label
from symnet.claims.tex.vocabulary.load import Vocabulary, base
from symnet.notation.symbols import TEX

_GREEK = words(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega hbar"
)
_ACCENTS = words("tilde hat bar dot ddot vec")


class Forms:
    """The printed form of each name of a vocabulary; a name it does not have is printed by its own letters."""

    def __init__(self, vocabulary: Vocabulary | None) -> None:
        entries = () if vocabulary is None else vocabulary.entries
        named = [entry for entry in entries if entry.kind not in ("elementary", "constant", "measure", "set")]
        self.by_identity = {entry.identity: entry for entry in sorted(named, key=_is_printed_whole)}
        self.silent = {entry.identity: entry for entry in named if not _is_printed_whole(entry)}
        self.called = {entry.head for entry in named if entry.arguments}
        self.sets = {entry.name: entry for entry in reversed(entries) if entry.kind == "elementary"}

    def scalar(self, name: str) -> str:
        """A symbol."""
        entry = self.by_identity.get((name, False, 0))
        return spelled(name) if entry is None else filled(entry, ())

    def is_raised(self, name: str, slots: int) -> bool:
        """Whether a power behind its print needs brackets: it has a superscript, or several letters."""
        entry = self.by_identity.get((name, False, slots))
        tex = TEX.get(name, "") if entry is None else entry.head
        return " " in tex or "^" in tex or (entry is not None and bool(entry.sup or entry.primes))

    def is_callable(self, tex: str) -> bool:
        """Whether a bracket behind this print would be read as its arguments."""
        return tex in self.called

    def member(self, name: str, slots: Sequence[str]) -> str:
        """A member of a family."""
        entry = self.by_identity.get((name, False, len(slots)))
        return f"{spelled(name)}_{{{','.join(slots)}}}" if entry is None else filled(entry, slots)

    def call(self, name: str, parts: Sequence[str]) -> str:
        """A function of its slots and arguments."""
        entry = self.silent.get((name, True, len(parts)))
        if entry and entry.arguments and entry.arguments.letters == tuple(parts[entry.slots :]):
            return filled(entry, parts[: entry.slots])
        entry = self.by_identity.get((name, True, len(parts)))
        if entry is None or not _is_printed_whole(entry):
            return rf"{spelled(name)}\left({', '.join(parts)}\right)"
        return filled(entry, parts[: entry.slots], parts[entry.slots :])

    @staticmethod
    def fixed(kind: str, what: object) -> str:
        """The print of a thing with a fixed meaning in the base vocabulary."""
        names = [name for name, meant in FIXED[kind].items() if meant == what]
        return next(entry.form for entry in base() if entry.kind == kind and entry.name in names)

    def elementary(self, name: str) -> str | None:
        """The declared print of a function with a fixed meaning."""
        entry = self.sets.get(name)
        return entry.head if entry else None


def _is_printed_whole(entry: Entry) -> bool:
    return entry.arguments is None or bool(entry.arguments.bracket)


def filled(entry: Entry, slots: Sequence[str], arguments: Sequence[str] = ()) -> str:
    """The entry's print with the slots and arguments given."""
    remaining = list(slots)

    def script(parts: tuple[Label, ...]) -> str:
        return ",".join(remaining.pop(0) if part == (SLOT,) else _joined(part) for part in parts)

    tex = entry.head
    if entry.sub:
        tex += f"_{{{script(entry.sub)}}}"
    if entry.sup:
        inner = script(entry.sup)
        tex += f"^{{({inner})}}" if entry.enclosed else f"^{{{inner}}}"
    tex += "'" * entry.primes
    if entry.arguments and entry.arguments.bracket:
        bracket = entry.arguments.bracket
        tex += rf"\left{bracket}{', '.join(arguments)}\right{OPENING[bracket]}"
    return tex


def _joined(part: Label) -> str:
    tex = ""
    for text in part:
        tex += f" {text}" if tex[-1:].isalpha() and text[:1].isalpha() else text
    return tex


def spelled(name: str) -> str:
    r"""The print of an undeclared name: ``w_tilde`` is \tilde{w}, ``phi_ini`` is \phi_{\text{ini}}."""
    if name in TEX:
        return TEX[name]
    head, *marks = name.split("_")
    tex = _word(head)
    labels = []
    for mark in marks:
        if mark in _ACCENTS:
            tex = rf"\{mark}{{{tex}}}"
        else:
            labels.append(_word(mark))
    return f"{tex}_{{{','.join(labels)}}}" if labels else tex


def _word(word: str) -> str:
    if word in _GREEK:
        return f"\\{word}"
    return word if len(word) == 1 or word.isdigit() else rf"\text{{{word}}}"
