"""The sentences every format begins and ends with."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from symnet.claims.verdict import VERIFYING, Status
from symnet.report.document import Document

_UNDECIDED = (Status.CHECKED, Status.UNDECIDED, Status.TIMEOUT, Status.ERROR)


def summary(document: Document) -> str:
    """How many claims were verified, refuted, defined, left open."""
    counts = document.counts
    verified = sum(counts.get(status, 0) for status in VERIFYING)
    left = sum(counts.get(status, 0) for status in _UNDECIDED)
    parts = [
        f"{verified} verified",
        f"{counts.get(Status.REFUTED, 0)} refuted with a counterexample",
        _counted(counts.get(Status.DEFINITION, 0), "definition"),
    ]
    parts += [f"{left} not decided"] if left else []
    return f"{_counted(len(document.entries), 'claim')}: {', '.join(parts)}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def colophon() -> str:
    """Which program wrote the report."""
    try:
        return f"Written by symnet {version('symnet')}."
    except PackageNotFoundError:
        return "Written by symnet."


def build_date() -> str:
    """The day that ``SOURCE_DATE_EPOCH`` names; empty without it, so that the same verdicts give the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%d") if epoch.isdigit() else ""
