"""The record of a verdict, and its JSON (schema ``symnet.verify/1``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Literal


class Status(StrEnum):
    """The closed set of verdicts."""

    PROVED = "proved"
    LIMIT = "limit"
    DEFINITION = "definition"
    REFUTED = "refuted"
    CHECKED = "checked"
    UNDECIDED = "undecided"
    TIMEOUT = "timeout"
    ERROR = "error"


VERIFYING = frozenset({Status.PROVED, Status.LIMIT})
"""The verdicts that verify an equation; `refuted` is a result too, and `definition` is counted apart."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One printed step of a derivation: its rule and the TeX before and after it."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CounterexampleRecord:
    """An exact instance: printed names and exact values, and both sides there, all as text.

    ``values`` and the sides are exact ("3", "-1/2"); ``tex`` shows the same in one line for a report.
    """

    values: Mapping[str, str]
    lhs: str
    rhs: str
    tex: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One assumption of a true claim, in TeX: "needed" (with an instance that lacks it), "not needed" or "unknown"."""

    assumption: str
    need: Literal["needed", "not needed", "unknown"]
    counterexample: CounterexampleRecord | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What symnet says of one claim. Every ``*_tex``-like field is TeX without delimiters; None where there is none.

    printed: the source's TeX, verbatim. understood: TeX of the object it was read as.
    derived: TeX of the derived side. corrected: TeX of the true equation, of a refuted claim only.
    premises: ids of claims, each mapped to how it was used ("as printed", "as corrected", "as derived").
    used_by: ids of the claims that name this one as a premise. dependents: of a refuted claim, every later claim that
    rests on it, directly or through others, with its own verdict.
    evidence: one line for each proof or measurement. certificates: what the small independent checker needs to check
    the finite proofs again. expected: the verdict is the one the claim declares. remembered: it was reached in an
    earlier run on the same text and the same symnet; this is of the run and not part of the claim's JSON.
    """

    id: str
    section: str
    status: Status
    scope: str
    reading: str
    title: str = ""
    printed: str | None = None
    understood: str | None = None
    derived: str | None = None
    corrected: str | None = None
    counterexample: CounterexampleRecord | None = None
    assumptions: tuple[str, ...] = ()
    premises: Mapping[str, str] = field(default_factory=dict)
    used_by: tuple[str, ...] = ()
    dependents: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[StepRecord, ...] = ()
    evidence: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    certificates: tuple[Mapping[str, Any], ...] = ()
    seconds: float = 0.0
    expected: bool = True
    place: str = ""
    remembered: bool = False

    def as_json(self) -> dict[str, Any]:
        """A JSON-ready mapping with every field that says something of the claim."""
        fields = asdict(self)
        del fields["remembered"]
        return fields


SCHEMA = "symnet.verify/1"
READINGS = ("parsed", "transcribed")
"""How the statement of a printed equation was got; claims made in words are not counted here."""


def as_document(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """The JSON document of a run: schema, claims in order, counts by status (every status named) and by reading."""
    verdicts = list(verdicts)
    found = Counter(v.status for v in verdicts)
    return {
        "schema": SCHEMA,
        "claims": [v.as_json() for v in verdicts],
        "counts": {status.value: found[status] for status in Status},
        "readings": {word: sum(v.reading == word for v in verdicts if v.printed) for word in READINGS},
        "from_cache": sum(v.remembered for v in verdicts),
    }
