"""TeX to tokens: bounded in length, every character accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symnet.errors import InputError
from symnet.report.math.commands import WORDS

LONGEST = 20_000
_TOKEN = re.compile(
    rf"(?P<words>(?:{'|'.join(re.escape(command) for command in sorted(WORDS))})\*?\s*\{{(?P<text>[^{{}}]*)\}})"
    r"|(?P<command>\\(?:[A-Za-z]+|[^A-Za-z\s]|\s))|(?P<space>\s+)|(?P<character>[!-$&-~])"
)
_PLAIN_WORDS = re.compile(r"(?:[^\\$%#&~^]|\\[_%#&$ ])*")


class UnreadableTexError(InputError):
    """TeX that the layout tree does not hold: an unknown command, a missing brace, too long or too deep."""


@dataclass(frozen=True, slots=True)
class Token:
    r"""A command or one character of the source, and its column there; ``words`` is what stands in ``\text{…}``."""

    text: str
    column: int
    words: str | None = None


def tokenize(tex: str) -> list[Token]:
    """The tokens of ``tex`` without white space (which has no meaning in mathematics).

    Raises:
        UnreadableTexError: too long, a comment, or a character TeX mathematics does not have.
    """
    if len(tex) > LONGEST:
        raise UnreadableTexError(f"the formula has {len(tex)} characters; at most {LONGEST} are laid out")
    tokens, column = [], 0
    while column < len(tex):
        match = _TOKEN.match(tex, column)
        if match is None:
            raise UnreadableTexError(f"{tex[column]!r} cannot stand in a formula", tex, column)
        if match.lastgroup != "space":
            tokens.append(_token(match, tex))
        column = match.end()
    return tokens


def _token(match: re.Match[str], tex: str) -> Token:
    words = match["text"]
    if words is None:
        text = match.group()
        return Token(r"\ " if text[-1].isspace() else text, match.start())
    if not _PLAIN_WORDS.fullmatch(words) or not words.isprintable() or max(words, default="") >= "\u0180":
        raise UnreadableTexError("words in a formula must be plain", tex, match.start("text"))
    command = match.group().partition("{")[0].rstrip()
    return Token(command, match.start(), re.sub(r"\\(.)", r"\1", words))
