"""The smallest counterexample: instances in order of height, at each the simplest exact point."""

from __future__ import annotations

from collections.abc import Iterator

from symnet.sums.decision import Counterexample, Finding
from symnet.sums.finite import affine, language, polyhedra
from symnet.sums.finite.budget import BudgetError
from symnet.sums.finite.instances import Instances, UndefinedInstanceError
from symnet.sums.finite.problem import Problem
from symnet.sums.finite.witness import witness
from symnet.sums.finite.writing import expression


def refuted(problem: Problem, instances: Instances, top: int) -> Finding | None:
    """The finding `different` with its witness, if one is found at a height up to ``top``."""
    node = language.add(problem.left, language.negative(problem.right))
    try:
        for point in _by_height(problem, top):
            try:
                ring, (value,) = instances.values((node,), point)
            except UndefinedInstanceError:
                continue
            if ring.is_zero(value):
                continue
            found = witness(problem, point, instances)
            if found is not None:
                difference = expression(ring, problem.vocabulary, value)
                return Finding("finite check", "different", _evidence(found), found, difference)
    except BudgetError:
        return None
    return None


def _evidence(found: Counterexample) -> str:
    values = ", ".join(f"{name} = {value}" for name, value in found.values.items())
    return f"finite check: the sides are {found.lhs} and {found.rhs} at {values or 'every point'}"


def _by_height(problem: Problem, top: int) -> Iterator[dict[str, int]]:
    """All admissible points up to a height, the lowest first whatever their case."""
    cases = problem.cases()
    for level in range(top + 1):
        for case in cases:
            at_level = [affine.shifted(case.height, -level), affine.shifted(affine.scaled(case.height, -1), level)]
            yield from polyhedra.points([*case.domain, *at_level], problem.parameters)
