"""The claim: a printed statement, how it is read, and where its truth comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import sympy as sp

from symnet.claims.statement import Statement
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
    derive returns the derived side from the theory; it is None only for a definition that nothing else fixes.
    premises are the ids of the claims whose content the derivation uses. units are the dimensions of the names.
    """

    id: str
    section: str
    title: str
    printed: str | None
    statement: Statement
    assumptions: sp.Basic
    derive: Derive
    premises: tuple[str, ...]
    expects: Status | None
    units: Mapping[str, Dimension]
    place: str

    @property
    def expected_status(self) -> frozenset[Status]:
        """The verdicts that are no surprise: the declared one, else what verifies (a definition: that it is one)."""
        if self.expects is not None:
            return frozenset({self.expects})
        return frozenset({Status.DEFINITION}) if self.statement.defines else frozenset({Status.PROVED, Status.LIMIT})


def claim(
    id: str,
    *,
    section: str,
    states: Statement,
    printed: str | None = None,
    title: str = "",
    assumptions: sp.Basic = sp.true,
    premises: tuple[str, ...] = (),
    expects: str | None = None,
    units: Mapping[str, Dimension] = MappingProxyType({}),
) -> Callable[[Derive], Claim]:
    """Mark the function below as the derivation of a claim; the collector finds it (nothing is registered)."""
    if not _ID.fullmatch(id):
        raise ClaimError(f"the id {id!r} is not of the form '3.7' or '3.7/some-words'")
    if not isinstance(states, Statement):
        raise ClaimError(f"{id}: states={states!r} is not a statement")
    if printed is None and not title:
        raise ClaimError(f"{id}: a claim made in words needs a title that holds the words")

    def mark(derive: Derive) -> Claim:
        code = derive.__code__
        return Claim(
            id=id,
            section=section,
            title=title or derive.__name__.replace("_", " "),
            printed=printed,
            statement=states,
            assumptions=assumptions,
            derive=derive,
            premises=premises,
            expects=None if expects is None else Status(expects),
            units={**UNITS, **units},
            place=f"{code.co_filename}:{code.co_firstlineno}",
        )

    return mark
