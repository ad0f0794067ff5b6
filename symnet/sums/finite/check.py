"""The finite check: B from the shape, then every admissible instance of height <= B, exactly."""

from __future__ import annotations

from dataclasses import dataclass

from symnet.sums.finite import affine, language, polyhedra
from symnet.sums.finite.bound import Bound, bound
from symnet.sums.finite.budget import STEP, spend
from symnet.sums.finite.instances import Instances
from symnet.sums.finite.language import Node
from symnet.sums.finite.nonzero import must_not_vanish
from symnet.sums.finite.problem import Case

_INSTANCE = 20
"""Small steps that an instance costs beside those for the nodes of its statement."""


@dataclass(frozen=True, slots=True)
class Checked:
    """node = 0 held at every instance up to ``height``; ``failure`` is the first at which it did not."""

    bound: Bound
    height: int
    instances: int
    failure: dict[str, int] | None = None


def check(node: Node, parameters: tuple[str, ...], case: Case, instances: Instances) -> Checked:
    """Decide node = 0 for all points of the case, in class P or C.

    Raises:
        OutOfReachError: the statement lies outside the classes with a proved bound.
        UndefinedInstanceError: it has no value at an admissible point.
    """
    parts = list(language.walk(node))
    for part in parts:
        if part[0] == "inv":
            must_not_vanish(part[1], case.domain)
    computed = bound(node, parameters, case.domain, case.height)
    top = polyhedra.largest(case.domain, case.height) if parameters else 0
    last = computed.value if top is None else min(computed.value, top)
    count = 0
    for point in polyhedra.by_height(case.domain, parameters, case.height, last):
        count += 1
        spend(STEP * (_INSTANCE + len(parts)), "checking instances")
        ring, (value,) = instances.values((node,), point)
        if not ring.is_zero(value):
            return Checked(computed, affine.at(case.height, point), count, point)
    return Checked(computed, last, count)
