"""Verdicts arranged for reading: sections, entries with their links, counts. Every format is written from this."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from symnet.claims.verdict import CounterexampleRecord, Status, StepRecord, Verdict
from symnet.report.figures.drawing import Drawing
from symnet.report.formula import Formula, compared, formula
from symnet.report.prose import instance


@dataclass(frozen=True, slots=True)
class Link:
    """Another claim: its id, its anchor (empty when it is not in this report), and what it is here."""

    id: str
    anchor: str
    status: Status | None
    how: str = ""


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A derivation step with its two sides laid out; ``before`` is None where the step before ended with it."""

    rule: str
    before: Formula | None
    after: Formula


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim as it is shown. ``forms`` are its formulas, each with the words for what it is."""

    verdict: Verdict
    anchor: str
    name: str
    forms: tuple[tuple[str, Formula], ...]
    counterexample: Formula | None
    place: str
    steps: tuple[ShownStep, ...]
    uses: tuple[Link, ...]
    used_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one section of the source, in order, and how many there are of each verdict."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    sections: tuple[Section, ...]
    counts: Mapping[Status, int]
    date: str
    entries: tuple[Entry, ...]
    figures: tuple[Drawing, ...] = ()


def arrange(
    verdicts: Iterable[Verdict],
    *,
    title: str,
    section_titles: Mapping[str, str] | None = None,
    date: str = "",
    figures: Iterable[Drawing] = (),
) -> Document:
    """The document of ``verdicts``, in their order; those of one section together, where its first stands."""
    verdicts = list(verdicts)
    order = {name: place for place, name in enumerate(dict.fromkeys(verdict.section for verdict in verdicts))}
    verdicts.sort(key=lambda verdict: order[verdict.section])
    anchors = _anchors(verdicts)
    users = _users(verdicts)
    status = {verdict.id: verdict.status for verdict in verdicts}
    entries = tuple(_entry(verdict, anchors, users[verdict.id], status) for verdict in verdicts)
    titles = section_titles or {}
    sections = tuple(
        Section(name, titles.get(name, ""), group, Counter(entry.verdict.status for entry in group))
        for name, group in ((name, tuple(group)) for name, group in groupby(entries, lambda e: e.verdict.section))
    )
    return Document(title, sections, Counter(status.values()), date, entries, tuple(figures))


def _anchors(verdicts: list[Verdict]) -> dict[str, str]:
    """An anchor for each id, readable and distinct: ``eq-3.19``."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for verdict in verdicts:
        anchor = plain = "eq-" + re.sub(r"[^A-Za-z0-9.-]+", "-", verdict.id)
        number = 2
        while anchor in taken:
            anchor, number = f"{plain}-{number}", number + 1
        taken.add(anchor)
        anchors[verdict.id] = anchor
    return anchors


def _users(verdicts: list[Verdict]) -> dict[str, list[str]]:
    users: dict[str, list[str]] = defaultdict(list)
    for verdict in verdicts:
        users[verdict.id] += verdict.used_by
    for verdict in verdicts:
        for premise in verdict.premises:
            if verdict.id not in users[premise]:
                users[premise].append(verdict.id)
    return users


def _entry(verdict: Verdict, anchors: Mapping[str, str], users: list[str], status: Mapping[str, Status]) -> Entry:
    def link(claim: str, how: str = "") -> Link:
        return Link(claim, anchors.get(claim, ""), status.get(claim), how)

    return Entry(
        verdict=verdict,
        anchor=anchors[verdict.id],
        name=f"({verdict.id})" if _NUMBERED.fullmatch(verdict.id) else verdict.id,
        forms=_forms(verdict),
        counterexample=_instance(verdict.counterexample),
        place=_place(verdict.place),
        steps=_steps(verdict.steps),
        uses=tuple(link(claim, how) for claim, how in verdict.premises.items()),
        used_by=tuple(link(claim) for claim in users),
    )


def _forms(verdict: Verdict) -> tuple[tuple[str, Formula], ...]:
    """As printed, understood, derived, corrected; neighbours that look the same are shown once."""
    forms = {
        "as printed": formula(verdict.printed),
        "understood": formula(verdict.understood),
        "derived": formula(verdict.derived),
        "corrected": formula(verdict.corrected),
    }
    against = "understood" if forms["understood"] else "as printed"
    first, second = forms[against], forms["corrected"]
    if first and second:
        forms[against], forms["corrected"] = compared(first, second)
    shown: list[tuple[str, Formula]] = []
    for word, found in forms.items():
        if found and shown and shown[-1][1].same_as(found):
            shown[-1] = (f"{shown[-1][0]}, {word}", found if found.marked else shown[-1][1])
        elif found:
            shown.append((word, found))
    return tuple(shown)


_NUMBERED = re.compile(r"[0-9A-Z]+\.[0-9]+")
"""The id of an equation, not of a claim made in words."""


def _instance(found: CounterexampleRecord | None) -> Formula | None:
    return None if found is None else instance(found.values, found.tex)


def _place(place: str) -> str:
    """``file:line`` as it is called inside its project, so that a report says the same on every machine."""
    file, _, line = place.rpartition(":")
    parts = PurePath(file).parts
    start = parts.index("derivations") if "derivations" in parts else max(len(parts) - 3, 0)
    return f"{PurePath(*parts[start:]).as_posix()}:{line}" if file else place


def _steps(steps: tuple[StepRecord, ...]) -> tuple[ShownStep, ...]:
    ends = [None, *(step.after for step in steps)]
    return tuple(
        ShownStep(step.rule, None if step.before == end else Formula.of(step.before), Formula.of(step.after))
        for step, end in zip(steps, ends, strict=False)
    )
