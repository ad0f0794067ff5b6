"""Sentences with formulas in them: plain text in which ``$…$`` holds TeX."""

from __future__ import annotations

import re

from symnet.report.formula import Formula
from symnet.report.math import UnreadableTexError, read

_RELATIONS = {">=": r"\ge ", "<=": r"\le ", "!=": r"\ne "}


def segments(text: str) -> tuple[str | Formula, ...]:
    """``text`` cut into words and formulas; without ``$``, a text that is TeX as a whole is one formula."""
    if "$" not in text:
        return (_whole(text),)
    pieces = re.split(r"\$([^$]*)\$", text)
    return tuple(Formula.of(piece) if odd % 2 else piece for odd, piece in enumerate(pieces) if piece)


def _whole(text: str) -> str | Formula:
    """A formula if ``text`` has TeX commands, or nothing but single letters, numbers and signs."""
    if not (re.search(r"\\[A-Za-z]", text) or re.fullmatch(r"(?:[A-Za-z](?![A-Za-z])|[^A-Za-z])+", text)):
        return text
    tex = re.sub("|".join(_RELATIONS), lambda found: _RELATIONS[found.group()], text)
    try:
        return Formula(text, read(tex))
    except UnreadableTexError:
        return text
