"""The finite check's word on lhs = rhs: read, prove by the first route that fits, refute, or say why not."""

from __future__ import annotations

from typing import Any

from symnet.sums.decision import Finding
from symnet.sums.finite import affine
from symnet.sums.finite.budget import DEFAULT, BudgetError, limited
from symnet.sums.finite.certificate import certificate
from symnet.sums.finite.instances import Instances, UndefinedInstanceError
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.problem import Problem
from symnet.sums.finite.proof import Part
from symnet.sums.finite.refutation import refuted
from symnet.sums.finite.routes import shown
from symnet.sums.finite.statement import read

SEARCH_HEIGHT = 8
"""How high a counterexample is looked for where no bound is known."""


def prove(lhs: Any, rhs: Any, assumptions: Any = True, *, budget: int = DEFAULT) -> Finding:
    """Decide lhs = rhs for all parameters inside the assumptions by a finite check with a computed bound."""
    with limited(budget):
        try:
            problem = read(lhs, rhs, assumptions)
        except (OutOfReachError, BudgetError) as reason:
            return _undecided(str(reason))
        return decided(problem)


def decided(problem: Problem) -> Finding:
    """The finding on a problem."""
    instances = Instances()
    reason, top = "no counterexample was found", SEARCH_HEIGHT
    try:
        parts: list[Part] = []
        for case in problem.cases():
            part = shown(problem, case, instances)
            parts.append(part)
            if part.checked is not None and part.checked.failure is not None:
                top = max(SEARCH_HEIGHT if part.families.entries or part.closed else 0, part.checked.height)
                break
        else:
            return _equal(parts)
    except (OutOfReachError, BudgetError, UndefinedInstanceError) as error:
        reason = str(error)
    return refuted(problem, instances, top) or _undecided(reason)


def _equal(parts: list[Part]) -> Finding:
    if not parts:
        return Finding("finite check", "equal", "finite check: no parameters satisfy the assumptions")
    evidence = "; ".join(dict.fromkeys(map(_evidence, parts)))
    return Finding("finite check", "equal", f"finite check: {evidence}", data={"certificate": certificate(parts)})


def _evidence(part: Part) -> str:
    if part.checked is None:
        return f"class T, waves added up on the grid: {len(part.lemmas)} coefficients of powers of omega vanish"
    bound = part.checked.bound
    kind = "C" if bound.exponential else "P"
    after = f" (after {len(part.lemmas)} lemmas of the same kind)" if part.lemmas else ""
    if not part.parameters:
        return f"class {kind}, no parameters, both sides are the same polynomial{after}"
    h = affine.text(part.case.height)
    return f"class {kind}, {bound}, every {h} <= B = {part.checked.height} checked exactly{after}"


def _undecided(reason: str) -> Finding:
    return Finding("finite check", "undecided", f"finite check: {reason}")
