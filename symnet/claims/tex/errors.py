"""What the reader refuses, with the place, a caret in the TeX and at most one hint."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from symnet.errors import InputError


class ReadingError(InputError):
    """TeX that is not a statement, or that can be read in two ways.

    ``span`` is where in the text; ``hint`` says what to write instead.
    """

    def __init__(self, message: str, tex: str, span: tuple[int, int], hint: str = "", place: str = "") -> None:
        self.span, self.hint, self.place, self.reason = span, hint, place, message
        super().__init__(f"{place}: {message}" if place else message, tex, span[0])
        if hint:
            self.args = (f"{self.args[0]}\n  {hint}",)

    def at(self, place: str) -> ReadingError:
        """The same error with ``file:line`` in front."""
        return ReadingError(self.reason, self.text or "", self.span, self.hint, place)


class VocabularyError(InputError):
    """A vocabulary that contradicts itself; the message quotes the entry."""


def closest(word: str, known: Iterable[str]) -> str:
    """``did you mean …?`` when one of the ``known`` words is close to ``word``, else nothing."""
    found = get_close_matches(word[:40], list(known), n=1, cutoff=0.75)
    return f"did you mean {found[0]} ?" if found else ""
