"""The words of a typed expression: numbers, names and marks, every character consumed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symnet.errors import InputError

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<mark>\*\*|[-+*/^(),])|(?P<space>[ \t\r\n]+)"
)
_HINTS = {"=": "; give only the right-hand side of L = ...", "[": "; use round brackets", "{": "; use round brackets"}


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is number, name, mark or end."""

    kind: str
    text: str
    column: int


def tokenize(text: str) -> list[Token]:
    """Every character consumed, blanks dropped, an end token last."""
    tokens, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            character = text[position]
            raise InputError(f"unexpected character {character!r}{_HINTS.get(character, '')}", text, position)
        if match.lastgroup != "space":
            tokens.append(Token(str(match.lastgroup), match.group(), position))
        position = match.end()
    return [*tokens, Token("end", "", len(text))]
