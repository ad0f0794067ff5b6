"""Certificates checked again: the small checker recomputes each bound and evaluates the statement anew."""

from __future__ import annotations

from dataclasses import replace

from symnet.claims.verdict import Verdict
from symnet.sums.recheck import RefusedError, verify


def rechecked(verdict: Verdict) -> Verdict:
    """The verdict with what the checker found; with a certificate that it does not accept it is not as expected."""
    refused, accepted = [], 0
    for certificate in verdict.certificates:
        try:
            verify(dict(certificate))
            accepted += 1
        except RefusedError as refusal:
            refused.append(f"certificate not accepted by the re-checker: {refusal}")
    lines = [*refused, f"{accepted} of {len(verdict.certificates)} certificates checked again"]
    return replace(verdict, evidence=(*verdict.evidence, *lines), expected=verdict.expected and not refused)
