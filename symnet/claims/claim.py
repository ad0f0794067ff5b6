"""The claim: a printed statement, how it is read, and where its truth comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import sympy as sp

from symnet.claims.abbreviations import Abbreviations
from symnet.claims.reading import Letters, reading_of
from symnet.claims.statement import Statement
from symnet.claims.tex import Reading
from symnet.claims.understanding import understood
from symnet.claims.verdict import Status
from symnet.errors import SymnetError
from symnet.notation.dimensions import UNITS, Dimension

Derive = Callable[[], Any]
_ID = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*(?:/[a-z0-9-]+)?")


class ClaimError(SymnetError):
    """A derivation file states a claim that is not one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement to be judged.

    printed is the source's TeX, verbatim, or None for a claim made in words (then ``title`` holds the words).
    states is the statement, or None where it is read from what is printed. defines says that the claim introduces its
    left side. where spells out entries that an earlier equation introduced. premises are the ids of the claims whose
    content the derivation uses. units are the dimensions of the names. letters may be used beside the vocabulary's.
    """

    id: str
    section: str
    title: str
    printed: str | None
    states: Statement | None
    defines: bool
    where: Abbreviations
    assumptions: sp.Basic
    derive: Derive
    premises: tuple[str, ...]
    expects: Status | None
    units: Mapping[str, Dimension]
    place: str
    letters: Letters = ()

    @property
    def expected_status(self) -> frozenset[Status]:
        """The verdicts that are no surprise: the declared one, else what verifies (a definition: that it is one)."""
        if self.expects is not None:
            return frozenset({self.expects})
        return frozenset({Status.DEFINITION}) if self.defines else frozenset({Status.PROVED, Status.LIMIT})

    @property
    def reading(self) -> str:
        """How the statement was got: "parsed" from the printed TeX, or "transcribed" by hand."""
        return "parsed" if self.states is None else "transcribed"

    @property
    def statement(self) -> Statement:
        """What is claimed.

        Raises:
            ReadingError: the printed TeX cannot be read.
        """
        return self.states if self.states is not None else self.statement_in(self.printed or "")

    def statement_in(self, tex: str) -> Statement:
        """The same claim in another form: what ``tex`` says in this claim's vocabulary."""
        return understood(self.reading_in(tex).object, self.where, defines=self.defines)

    def reading_in(self, tex: str) -> Reading:
        """How ``tex`` is read in this claim's vocabulary."""
        return reading_of(tex, Path(self.place.rpartition(":")[0]), self.id, self.letters)


def claim(
    id: str,
    *,
    section: str,
    printed: str | None = None,
    title: str = "",
    states: Statement | None = None,
    defines: bool = False,
    where: Abbreviations = MappingProxyType({}),
    assumptions: sp.Basic = sp.true,
    premises: tuple[str, ...] = (),
    expects: str | None = None,
    units: Mapping[str, Dimension] = MappingProxyType({}),
) -> Callable[[Derive], Claim]:
    """Mark the function below as the derivation of a claim; the collector finds it (nothing is registered)."""
    if not _ID.fullmatch(id):
        raise ClaimError(f"the id {id!r} is not of the form '3.7' or '3.7/some-words'")
    if states is not None and not isinstance(states, Statement):
        raise ClaimError(f"{id}: states={states!r} is not a statement")
    if printed is None and not (title and states):
        raise ClaimError(f"{id}: a claim made in words needs a title that holds the words, and states=...")

    def mark(derive: Derive) -> Claim:
        code = derive.__code__
        return Claim(
            id=id,
            section=section,
            title=title or derive.__name__.replace("_", " "),
            printed=printed,
            states=states,
            defines=defines if states is None else states.defines,
            where=where,
            assumptions=assumptions,
            derive=derive,
            premises=premises,
            expects=None if expects is None else Status(expects),
            units={**UNITS, **units},
            place=f"{code.co_filename}:{code.co_firstlineno}",
        )

    return mark
