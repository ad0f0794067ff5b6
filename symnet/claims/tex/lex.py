r"""TeX to tokens: whole commands, fonts and accents fused with their letter, spacing dropped.

A token's ``text`` is canonical: ``{\rm E}``, ``\mathrm{E}`` and ``\operatorname{E}`` are all ``\text{E}``, ``\dfrac``
is ``\frac``, ``\tilde w`` is ``\tilde{w}``, so that what prints alike is spelt alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from symnet.claims.tex.errors import ReadingError

MAX_CHARACTERS, MAX_TOKENS, MAX_DIGITS = 4000, 1600, 40


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


SPACES = words(r"\, \; \: \! \> ~ \thinspace \displaystyle \limits \nolimits \nonumber \notag")
GAPS = words(r"\quad \qquad")
ALPHABETS = words(r"\mathcal \mathbf \mathbb \mathfrak \mathscr \mathsf \boldsymbol \bm \pmb")
ROMAN = words(r"\text \mathrm \operatorname \textrm \mathit \textit \textbf")
ACCENTS = words(r"\tilde \hat \bar \dot \ddot \vec \widetilde \widehat \overline \check \breve")
ALIASES = {
    r"\dfrac": r"\frac",
    r"\tfrac": r"\frac",
    r"\leq": r"\le",
    r"\leqslant": r"\le",
    r"\geq": r"\ge",
    r"\geqslant": r"\ge",
    r"\neq": r"\ne",
    r"\rightarrow": r"\to",
    r"\longrightarrow": r"\to",
    r"\mapsto": r"\to",
    r"\dots": r"\cdots",
    r"\ldots": r"\cdots",
    r"\dotsc": r"\cdots",
    r"\simeq": r"\approx",
    r"\mid": "|",
    r"\vert": "|",
    r"\lbrace": r"\{",
    r"\rbrace": r"\}",
    r"\lbrack": "[",
    r"\rbrack": "]",
    r"\coloneqq": ":=",
    r"\widetilde": r"\tilde",
    r"\widehat": r"\hat",
}
OPENING = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", r"\langle": r"\rangle", r"\lvert": r"\rvert"}
CLOSING = frozenset(OPENING.values())
_SIZED = re.compile(r"\\(left|right|(?:[bB]ig|[bB]igg)(l|r|m)?)(?![A-Za-z])\s*", re.ASCII)
_PIECE = re.compile(
    r"(?P<space>\s+)|(?P<command>\\[A-Za-z]+|\\[^A-Za-z\s]|\\\s)|(?P<number>\d+(?:\.\d+)?)|(?P<letter>[A-Za-z])"
    r"|(?P<prime>'+)|(?P<symbol>:=|[-+*/=<>()\[\]{}^_|,.;:!~&])",
    re.ASCII,
)
_WORDS = re.compile(r"\s*\{([A-Za-z0-9 .,\-]{1,60})\}", re.ASCII)
_LETTERS = re.compile(r"\s*([A-Za-z]{1,20})\s*(?=\})", re.ASCII)
_LABEL = re.compile(r"\s*\{[A-Za-z0-9 .,:_()\-*']{0,80}\}", re.ASCII)
_ENVIRONMENT = re.compile(r"\s*\{([a-z]{1,20}\*?)\}", re.ASCII)
_ONE_LETTER = re.compile(r"\s*\{\s*(\\?[A-Za-z]+|\d)\s*\}|\s*([A-Za-z])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of TeX; ``size`` is what stretches a bracket (``left``, ``big`` …)."""

    kind: str
    text: str
    start: int
    end: int
    size: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the source."""
        return self.start, self.end


def lex(tex: str) -> list[Token]:
    """The tokens of ``tex``.

    Raises:
        ReadingError: for a character or construction that has no place in an equation, or text too long.
    """
    if len(tex) > MAX_CHARACTERS:
        raise ReadingError(f"{len(tex)} characters; an equation has at most {MAX_CHARACTERS}", tex[:80], (0, 1))
    tokens = list(_fuse_accents(tex, list(_pieces(tex))))
    if len(tokens) > MAX_TOKENS:
        raise ReadingError(f"{len(tokens)} tokens; an equation has at most {MAX_TOKENS}", tex, (0, 1))
    return tokens


def _pieces(tex: str) -> Iterator[Token]:
    place = 0
    while place < len(tex):
        token, place = _sized(tex, place) or _piece(tex, place)
        if token is not None:
            yield token


def _piece(tex: str, place: int) -> tuple[Token | None, int]:
    match = _PIECE.match(tex, place)
    if match is None:
        character = tex[place]
        shown = character if character.isprintable() else f"U+{ord(character):04X}"
        raise ReadingError(f"the character {shown!r} has no meaning here", tex, (place, place + 1))
    kind, text, end = str(match.lastgroup), match.group(), match.end()
    if kind == "space" or text in SPACES or (kind == "command" and text[1:].isspace()):
        return None, end
    if kind == "number" and len(text) > MAX_DIGITS:
        raise ReadingError(f"a number of {len(text)} digits; at most {MAX_DIGITS}", tex, (place, end))
    if kind == "number" and text[0] == "0" and text[1:2].isdigit():
        raise ReadingError(f"the number {text} begins with a superfluous 0", tex, (place, end))
    if kind == "command":
        return _command(tex, place, text, end)
    return _plain(kind, text, place, end), end


def _plain(kind: str, text: str, start: int, end: int, size: str = "") -> Token:
    if text in OPENING:
        kind = "open"
    elif text in CLOSING:
        kind = "close"
    elif kind == "symbol" and text == "|":
        kind = "bar"
    return Token(kind, text, start, end, size)


def _command(tex: str, start: int, text: str, end: int) -> tuple[Token | None, int]:
    text = ALIASES.get(text, text)
    if text in (r"\label", r"\tag"):
        return None, _required(_LABEL, tex, end, text).end()
    if text in ROMAN:
        words = _required(_WORDS, tex, end, text)
        return Token("word", rf"\text{{{words.group(1).strip()}}}", start, words.end()), words.end()
    if text == r"\rm":
        label = _required(_LETTERS, tex, end, text)
        return Token("word", rf"\text{{{label.group(1)}}}", start, label.end()), label.end()
    if text in ALPHABETS:
        letter = _ONE_LETTER.match(tex, end)
        if letter is None:
            raise ReadingError(f"{text} needs one letter, as in {text}{{L}}", tex, (start, end))
        return Token("letter", rf"{text}{{{letter.group(1) or letter.group(2)}}}", start, letter.end()), letter.end()
    if text in (r"\begin", r"\end"):
        name = _required(_ENVIRONMENT, tex, end, text)
        return Token(text[1:], name.group(1), start, name.end()), name.end()
    kinds = {r"\\": "break", r"\prime": "prime", r"\ldots": "command"} | dict.fromkeys(GAPS, "gap")
    kind = "symbol" if text in ("|", "[", "]", ":=") else kinds.get(text, "command")
    return _plain(kind, "'" if text == r"\prime" else text, start, end), end


def _required(pattern: re.Pattern[str], tex: str, place: int, command: str) -> re.Match[str]:
    match = pattern.match(tex, place)
    if match is None:
        raise ReadingError(f"{command} needs plain words in braces", tex, (place - len(command), place))
    return match


def _sized(tex: str, place: int) -> tuple[Token, int] | None:
    size = _SIZED.match(tex, place)
    if size is None:
        return None
    found = _piece(tex, size.end()) if size.end() < len(tex) else (None, 0)
    token, end = found
    name, side = size.group(1), size.group(2)
    if token is not None and token.text == "|" and name in ("left", "right"):
        token = Token("open" if name == "left" else "close", r"\lvert" if name == "left" else r"\rvert", place, end)
    if token is None or token.text in "{}" or token.kind not in ("open", "close", "bar"):
        raise ReadingError(f"\\{name} must stand before a bracket", tex, (place, size.end()))
    wanted = {"left": "open", "right": "close", "l": "open", "r": "close", "m": "bar"}
    expected = wanted.get(name) or wanted.get(side or "", token.kind)
    if token.kind != expected:
        raise ReadingError(f"\\{name} stands before the wrong side of a bracket", tex, (place, end))
    size_name = "left" if name in ("left", "right") else name.removesuffix(side or "")
    return replace(token, start=place, size=size_name), end


def _fuse_accents(tex: str, tokens: list[Token]) -> Iterator[Token]:
    """``\\tilde{w}`` and ``\\tilde w`` are one token; so is an accent over an accented or scripted-font letter."""
    place = 0
    while place < len(tokens):
        token, place = _accented(tex, tokens, place)
        yield token


def _accented(tex: str, tokens: list[Token], place: int, depth: int = 0) -> tuple[Token, int]:
    token = tokens[place]
    if token.kind != "command" or token.text not in ACCENTS:
        return token, place + 1
    inner = place + 1
    braced = inner < len(tokens) and tokens[inner].text == "{"
    inner += braced
    if inner >= len(tokens) or tokens[inner].kind not in ("letter", "command", "word") or depth > 3:
        raise ReadingError(f"{token.text} needs one letter, as in {token.text}{{x}}", tex, token.span)
    letter, after = _accented(tex, tokens, inner, depth + 1)
    if braced and (after >= len(tokens) or tokens[after].text != "}"):
        raise ReadingError(f"{token.text} covers more than one letter", tex, token.span)
    end = tokens[after].end if braced else letter.end
    return Token("accent", f"{token.text}{{{letter.text}}}", token.start, end), after + braced
