"""The certificate of a finite check: the statement as printed, the bounds, and how functions became sequences.

``symnet.sums.recheck`` needs nothing else. Statements beyond systems of differences and class P have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symnet.sums.finite import affine, language
from symnet.sums.finite.language import Node
from symnet.sums.finite.printing import text
from symnet.sums.finite.proof import Part
from symnet.sums.finite.straightening import bent

SCHEMA = "symnet.certificate/1"


def certificate(parts: Sequence[Part]) -> dict[str, Any] | None:
    """A JSON-ready certificate, or None where the re-checker does not know the statement's class."""
    cases = [_case(part) for part in parts if _is_covered(part)]
    return {"schema": SCHEMA, "cases": cases} if cases and len(cases) == len(parts) else None


def _case(part: Part) -> dict[str, Any]:
    entries = part.families.entries.items()
    starts = {family.head: family.start for family in part.families.found}
    assert part.checked is not None
    return {
        "left": text(part.left),
        "right": text(part.right),
        "parameters": list(part.parameters),
        "domain": [affine.text(form) for form in part.case.domain],
        "height": sorted(affine.variables(part.case.height)),
        "bound": part.checked.bound.value,
        "families": {
            head: [start.function, list(start.indices), [text(argument) for argument in start.arguments]]
            for head, start in starts.items()
        },
        "steps": [
            {
                "old": text(("fun", occurrence.function, occurrence.arguments)),
                "family": entry[1],
                "at": [affine.text(form) for form in entry[2]],
            }
            for occurrence, entry in entries
        ],
    }


def _is_covered(part: Part) -> bool:
    nodes = [part.left, part.right, *(a for o in part.families.entries for a in o.arguments)]
    plain = all(bent(node) == 0 and _is_polynomial(node) for node in nodes)
    narrow = all(len(affine.variables(form)) <= 2 for form in part.case.domain)
    return part.checked is not None and not part.closed and plain and narrow


def _is_polynomial(node: Node) -> bool:
    """Class P: no recurrence, no algebraic number, no power with an index in its exponent, monomial denominators."""
    for part in language.walk(node):
        if part[0] in ("lin", "root", "prod", "det", "exp"):
            return False
        if part[0] == "inv" and (part[1][0] not in ("sym", "pow", "mul") or language.free(part)):
            return False
    return True
