"""The certificate of a finite check: the statement as printed, the bounds, and how functions became sequences.

``symnet.sums.recheck`` needs nothing else. A statement beyond it has a certificate without cases that says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from symnet.sums.finite import affine, language
from symnet.sums.finite.families import Occurrence
from symnet.sums.finite.language import Node
from symnet.sums.finite.printing import text
from symnet.sums.finite.proof import Part
from symnet.sums.finite.straightening import bent, distinct

SCHEMA = "symnet.certificate/1"
_KINDS = {
    "lin": "a linear recurrence",
    "exp": "a power with an index in its exponent",
    "root": "a root",
    "prod": "a product of symbolic length",
    "det": "a determinant",
}


def certificate(parts: Sequence[Part]) -> dict[str, Any]:
    """A JSON-ready certificate; without cases, and with what is ``beyond`` it, where the re-checker cannot follow."""
    beyond = dict.fromkeys(reason for part in parts for reason in _beyond(part))
    if beyond:
        return {"schema": SCHEMA, "cases": [], "beyond": ", ".join(beyond)}
    return {"schema": SCHEMA, "cases": [_case(part) for part in parts]}


def _case(part: Part) -> dict[str, Any]:
    left, right = _sides(part)
    functions: dict[str, Any] = {"families": {}, "steps": []} if left == right else _functions(part)
    return {
        "left": left,
        "right": right,
        "parameters": list(part.parameters),
        "domain": [affine.text(form) for form in part.case.domain],
        "height": sorted(affine.variables(part.case.height)),
        "bound": part.checked.bound.value if part.checked else 0,
        **functions,
    }


def _sides(part: Part) -> tuple[str, str]:
    """Both sides as text: with the same names for the same sums where this makes them the same."""
    left, right = (text(distinct(node, set(part.parameters))) for node in (part.left, part.right))
    return (left, right) if left == right else (text(part.left), text(part.right))


def _functions(part: Part) -> dict[str, Any]:
    """The families of arguments, with names of their own under their sums, and the entries that stand for calls."""
    nodes = (part.left, part.right)
    taken = {*part.parameters, *(name for node in nodes for name in language.binders(node))}
    return {
        "families": {
            family.head: [
                family.start.function,
                list(family.start.indices),
                [text(argument) for argument in _apart(family.start, taken)],
            ]
            for family in part.families.found
        },
        "steps": [
            {
                "old": text(("fun", occurrence.function, occurrence.arguments)),
                "family": entry[1],
                "at": [affine.text(form) for form in entry[2]],
            }
            for occurrence, entry in part.families.entries.items()
        ],
    }


def _apart(start: Occurrence, taken: set[str]) -> list[Node]:
    return [distinct(argument, set(taken)) for argument in start.arguments]


def _beyond(part: Part) -> Iterator[str]:
    """What keeps the re-checker from this part: it knows class P with walls between two variables."""
    nodes = [part.left, part.right, *(a for o in part.families.entries for a in o.arguments)]
    left, right = _sides(part)
    if not all(text(node).isascii() for node in nodes):
        yield "a sum over all integers"
    if left == right:
        return
    if part.checked is None:
        yield "waves on a grid"
    for inner in (inner for node in nodes for inner in language.walk(node)):
        if inner[0] in _KINDS:
            yield _KINDS[inner[0]]
        if inner[0] == "inv" and (inner[1][0] not in ("sym", "pow", "mul") or language.free(inner)):
            yield "a denominator with several terms or an integer"
    if any(map(bent, nodes)) or any(len(affine.variables(form)) > 2 for form in part.case.domain):
        yield "an index, an end or a condition that is no difference"
