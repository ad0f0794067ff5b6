"""Verdicts for continuous integration: a JUnit file and GitHub annotations."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from symnet.claims.verdict import Status, Verdict

ANNOTATIONS_PER_STEP = 10


def junit(verdicts: Sequence[Verdict]) -> str:
    """A JUnit document: a case for each claim; one that is not as expected fails."""
    failures = [verdict for verdict in verdicts if not verdict.expected]
    errors = [verdict for verdict in failures if verdict.status is Status.ERROR]
    suite = ET.Element(
        "testsuite",
        name="symnet",
        tests=str(len(verdicts)),
        failures=str(len(failures) - len(errors)),
        errors=str(len(errors)),
        time=f"{sum(verdict.seconds for verdict in verdicts):.3f}",
    )
    for verdict in verdicts:
        case = ET.SubElement(
            suite, "testcase", classname=f"section {verdict.section}", name=verdict.id, time=f"{verdict.seconds:.3f}"
        )
        properties = ET.SubElement(case, "properties")
        ET.SubElement(properties, "property", name="status", value=verdict.status.value)
        ET.SubElement(properties, "property", name="scope", value=verdict.scope)
        if not verdict.expected:
            kind = "error" if verdict.status is Status.ERROR else "failure"
            ET.SubElement(case, kind, message=headline(verdict)).text = "\n".join(verdict.evidence)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True)


def github_annotations(verdicts: Sequence[Verdict]) -> list[str]:
    """GitHub workflow commands, the first ten surprises and a pointer to the rest."""
    surprises = [verdict for verdict in verdicts if not verdict.expected]
    lines = []
    for verdict in surprises[:ANNOTATIONS_PER_STEP]:
        file, _, line = verdict.place.rpartition(":")
        lines.append(
            f"::error file={_property(file)},line={line},title={_property(verdict.id)}::{_data(headline(verdict))}"
        )
    if len(surprises) > ANNOTATIONS_PER_STEP:
        lines.append(f"::notice::{len(surprises) - ANNOTATIONS_PER_STEP} more verdicts are not as expected")
    return lines


def headline(verdict: Verdict) -> str:
    """One sentence: the claim, its verdict, and the witness."""
    instance = verdict.counterexample
    where = f" at {instance.tex}: {instance.lhs} against {instance.rhs}" if instance else ""
    return f"{verdict.id} is {verdict.status.value}, which is not what its file expects{where}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
