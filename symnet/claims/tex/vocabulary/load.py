"""The declared vocabulary: which printed forms mean what, in which scope. Nothing undeclared is ever guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from symnet.claims.tex.errors import VocabularyError
from symnet.claims.tex.lex import Token, lex
from symnet.claims.tex.vocabulary.entry import Entry, read_entry

_TOP = frozenset({"indices", "symbols", "scope", "macros"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The printed forms that may occur, the letters that are indices, and the macros.

    ``own`` are the forms of the user's file; the rest come from the base vocabulary of physics.
    """

    indices: frozenset[str]
    entries: tuple[Entry, ...]
    own: frozenset[str]
    macros: Mapping[str, tuple[Token, ...]]

    @classmethod
    def load(cls, source: Path | str, scope: str | None = None) -> Vocabulary:
        """The vocabulary in a TOML file or text, with the entries of every scope that ``scope`` lies in.

        An entry of a narrower scope replaces a wider one of the same printed form or the same name.

        Raises:
            VocabularyError: for an unknown kind, a form that cannot be printed, or two forms of one name.
        """
        text = source.read_text("utf-8") if isinstance(source, Path) else source
        if isinstance(source, str) and "\n" not in source and source.endswith(".toml"):
            text = Path(source).read_text("utf-8")
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise VocabularyError(f"the vocabulary is not TOML: {error}") from error
        return _assemble(table, scope)

    def heads(self) -> dict[str, tuple[Entry, ...]]:
        """The entries by their first printed piece."""
        return _by_head(self.entries)

    def extended(self, forms: Mapping[str, Any]) -> Vocabulary:
        """With further forms, each where neither what it looks like nor what it is has been declared."""
        taken = {key for entry in self.entries for key in (entry.pattern, entry.identity)}
        added = [read_entry(form, what, self.indices) for form, what in forms.items()]
        free = tuple(entry for entry in added if not {entry.pattern, entry.identity} & taken)
        return replace(self, entries=(*self.entries, *free))

    def unused(self, used: Iterable[str]) -> frozenset[str]:
        """The user's forms that are not among the ``used`` ones."""
        return self.own - frozenset(used)


@cache
def _by_head(entries: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        found[entry.head] = (*found.get(entry.head, ()), entry)
    return found


@cache
def base() -> tuple[Entry, ...]:
    """The entries every vocabulary starts from: numbers, elementary functions, deltas."""
    table = tomllib.loads(Path(__file__).with_name("base.toml").read_text("utf-8"))
    return _entries(table["symbols"], frozenset())


def _assemble(table: dict[str, Any], scope: str | None) -> Vocabulary:
    if unknown := set(table) - _TOP:
        raise VocabularyError(f"'{min(unknown)}' is none of {', '.join(sorted(_TOP))}")
    scopes = _scopes(table.get("scope", {}), scope)
    indices = _letters(
        [*table.get("indices", []), *(letter for inner in scopes for letter in inner.get("indices", []))]
    )
    entries, own = base(), frozenset[str]()
    for level in (table.get("symbols", {}), *scopes):
        added = _entries({form: what for form, what in level.items() if form != "indices"}, indices)
        own = frozenset(entry.form for entry in added) | (own & {entry.form for entry in entries})
        entries = _overlay(entries, added)
        own = own & {entry.form for entry in entries}
    _check_arguments(entries, own, indices)
    return Vocabulary(indices, entries, own, _macros(table.get("macros", {})))


def _scopes(declared: Mapping[str, Any], scope: str | None) -> list[dict[str, Any]]:
    """The tables whose key names ``scope`` or something it lies in, the widest first."""
    found: list[tuple[int, dict[str, Any]]] = []
    for keys, inner in declared.items():
        names = [key.strip() for key in keys.split(",")]
        if any(not name for name in names) or not isinstance(inner, dict):
            raise VocabularyError(f'[scope."{keys}"] must name equations or sections, with commas between')
        fits = [name for name in names if scope == name or (scope or "").startswith((f"{name}.", f"{name}/"))]
        if fits:
            found.append((max(map(len, fits)), inner))
    return [inner for _, inner in sorted(found, key=lambda pair: pair[0])]


def _letters(indices: list[Any]) -> frozenset[str]:
    for letter in indices:
        if not isinstance(letter, str) or len(lex(letter)) != 1:
            raise VocabularyError(f"the index {letter!r} must be one letter")
    return frozenset(lex(letter)[0].text for letter in indices)


def _entries(level: Mapping[str, Any], indices: frozenset[str]) -> tuple[Entry, ...]:
    entries = tuple(read_entry(form, what, indices) for form, what in level.items())
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        for key in (("form", *entry.pattern), ("name", *entry.identity)):
            other = seen.setdefault(key, entry)
            if other is entry or (key[0] == "name" and _same_thing(entry, other)):
                continue
            if key[0] == "form":
                raise VocabularyError(f"'{other.form}' and '{entry.form}' print alike")
            raise VocabularyError(
                f"'{other.form}' and '{entry.form}' are both named {entry.name}; give one another name"
            )
    return entries


def _same_thing(entry: Entry, other: Entry) -> bool:
    """u for u(x, t), beside u(x, t): one function, printed with and without its arguments."""
    one, two = entry.arguments, other.arguments
    if one is None or two is None or entry.kind != other.kind:
        return False
    return one.letters == two.letters and bool(one.bracket) != bool(two.bracket)


def _overlay(wide: tuple[Entry, ...], narrow: tuple[Entry, ...]) -> tuple[Entry, ...]:
    patterns, names = {entry.pattern for entry in narrow}, {entry.identity for entry in narrow}
    return (*(entry for entry in wide if entry.pattern not in patterns and entry.identity not in names), *narrow)


def _check_arguments(entries: tuple[Entry, ...], own: frozenset[str], indices: frozenset[str]) -> None:
    declared = tuple({entry.head for entry in entries} | indices | {r"\cdot"})
    for entry in entries:
        for letter in entry.arguments.letters if entry.form in own and entry.arguments else ():
            if not letter.removeprefix(r"\{ ").startswith(declared):
                raise VocabularyError(f"'{entry.form}': its argument '{letter}' is not declared; \\cdot stands for any")


def _macros(table: Mapping[str, Any]) -> dict[str, tuple[Token, ...]]:
    macros: dict[str, tuple[Token, ...]] = {}
    for name, body in table.items():
        if not isinstance(body, str) or [token.kind for token in lex(name)] != ["command"]:
            raise VocabularyError(f"the macro {name!r} must be one command with a text")
        macros[name] = tuple(lex(body))
    return macros
