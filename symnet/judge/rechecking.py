"""Certificates checked again: the small checker recomputes each bound and evaluates the statement anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from symnet.claims.verdict import Verdict
from symnet.sums.recheck import RefusedError, verify


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A verdict with what the checker found, and how many of its finite proofs were checked again, refused, beyond it.

    ``beyond`` counts the proofs outside the checker's class, by what keeps it from them.
    """

    verdict: Verdict
    accepted: int
    refused: int
    beyond: Counter[str]


def rechecked(verdict: Verdict) -> Rechecked:
    """Check the verdict's finite proofs again; one with a certificate that is not accepted is not as expected."""
    refusals, beyond = [], Counter[str]()
    for certificate in map(dict, verdict.certificates):
        if "beyond" in certificate:
            beyond[certificate["beyond"]] += 1
            continue
        try:
            verify(certificate)
        except RefusedError as refusal:
            refusals.append(f"certificate not accepted by the re-checker: {refusal}")
    total = len(verdict.certificates)
    accepted = total - len(refusals) - beyond.total()
    lines = [*refusals]
    if total:
        lines.append(f"{accepted} of {total} finite proofs checked again{_listed(beyond)}")
    changed = replace(verdict, evidence=(*verdict.evidence, *lines), expected=verdict.expected and not refusals)
    return Rechecked(changed, accepted, len(refusals), beyond)


def summary(found: Iterable[Rechecked]) -> str:
    """How many finite proofs were checked again, and which could not be."""
    found = list(found)
    accepted, refused = sum(one.accepted for one in found), sum(one.refused for one in found)
    beyond = sum((one.beyond for one in found), Counter[str]())
    total = accepted + refused + beyond.total()
    reasons = [f"  {number:3} not re-checkable: {reason}" for reason, number in beyond.most_common()]
    return "\n".join([f"{accepted} of {total} finite proofs checked again, {refused} refused", *reasons])


def _listed(beyond: Counter[str]) -> str:
    return f"; not re-checkable: {'; '.join(f'{reason} ({n})' for reason, n in beyond.most_common())}" if beyond else ""
