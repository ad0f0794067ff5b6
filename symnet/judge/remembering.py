"""Verdicts kept from run to run, each under the fingerprint of all that it depends on.

One entry is one file with the verdict as JSON. Whatever is not what was written is not there, and a folder that cannot
be used is a cache that is always empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from symnet import caching
from symnet.claims.claim import Claim
from symnet.claims.verdict import CounterexampleRecord, Status, StepRecord, Verdict
from symnet.errors import SymnetError

FINAL = frozenset({Status.PROVED, Status.LIMIT, Status.DEFINITION, Status.REFUTED})
"""Verdicts that more time or another machine would not change."""

MOST_ENTRIES = 5000
"""When there are more, the half that was written longest ago is thrown away."""


def recalled(claim: Claim, fingerprint: str) -> Verdict | None:
    """The verdict that was kept under the fingerprint, with the claim's place of today."""
    folder = _folder()
    if folder is None:
        return None
    text = caching.kept(folder / fingerprint)
    if text is None:
        return None
    try:
        verdict = _verdict(json.loads(text))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    same = (verdict.id, verdict.section, verdict.printed) == (claim.id, claim.section, claim.printed)
    return replace(verdict, place=claim.place, remembered=True) if same and verdict.status in FINAL else None


def kept(verdict: Verdict, fingerprint: str) -> None:
    """Keep the verdict, if it is final and the cache can be written."""
    folder = _folder()
    if folder is None or verdict.status not in FINAL:
        return
    with suppress(OSError):
        caching.keep(folder / fingerprint, json.dumps(verdict.as_json(), ensure_ascii=False).encode())


def thinned() -> None:
    """Throw away what was written longest ago, if there is too much."""
    folder = _folder()
    if folder is None:
        return
    with suppress(OSError):
        entries = list(folder.iterdir())
        if len(entries) > MOST_ENTRIES:
            for entry in sorted(entries, key=lambda each: each.stat().st_mtime)[: len(entries) // 2]:
                entry.unlink(missing_ok=True)


def _folder() -> Path | None:
    try:
        return caching.cache_folder("verdicts")
    except SymnetError:
        return None


def _verdict(found: Mapping[str, Any]) -> Verdict:
    """The record of its own JSON."""
    expected = {field.name for field in fields(Verdict)} - {"remembered"}
    if set(found) != expected:
        raise ValueError(f"not the fields of a verdict: {sorted(found)}")
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
    values["status"] = Status(found["status"])
    values["steps"] = tuple(StepRecord(**step) for step in found["steps"])
    if found["counterexample"] is not None:
        values["counterexample"] = CounterexampleRecord(**found["counterexample"])
    return Verdict(**values)
