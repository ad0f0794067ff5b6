"""Which claims a verdict rests on, how each was used, and which claims rest on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symnet.claims.claim import Claim
from symnet.claims.verdict import Status, Verdict


def with_premises(verdicts: Sequence[Verdict], claims: Mapping[str, Claim]) -> list[Verdict]:
    """The verdicts with `premises`, `used_by` and, where one is refuted, `dependents` filled in.

    A derivation never reads what is printed, so a premise that was refuted was used as corrected; one that is true is
    used as printed; of one outside this run only that it was derived is known.
    """
    status = {verdict.id: verdict.status for verdict in verdicts}
    used_by: dict[str, list[str]] = {}
    for verdict in verdicts:
        for premise in claims[verdict.id].premises:
            used_by.setdefault(premise, []).append(verdict.id)
    return [
        replace(
            verdict,
            premises={premise: _use(status.get(premise)) for premise in claims[verdict.id].premises},
            used_by=tuple(used_by.get(verdict.id, ())),
            dependents=_fates(verdict, used_by, status),
        )
        for verdict in verdicts
    ]


def _use(status: Status | None) -> str:
    if status is None:
        return "as derived"
    return "as corrected" if status is Status.REFUTED else "as printed"


def _fates(verdict: Verdict, used_by: Mapping[str, list[str]], status: Mapping[str, Status]) -> dict[str, str]:
    """What became of the claims that rest on a refuted one, directly or through others."""
    if verdict.status is not Status.REFUTED:
        return {}
    reached: list[str] = []
    waiting = list(used_by.get(verdict.id, ()))
    while waiting:
        here = waiting.pop(0)
        if here not in reached and here != verdict.id:
            reached.append(here)
            waiting += used_by.get(here, ())
    return {id: status[id].value for id in reached}
