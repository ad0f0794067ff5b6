"""The finite check's word on lhs = rhs: read, prove by the first route that fits, refute, or say why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from symnet.sums.decision import Counterexample, Finding
from symnet.sums.finite import affine, determinants, functions, language, polyhedra, products, straightening
from symnet.sums.finite.assumptions import domains
from symnet.sums.finite.budget import DEFAULT, BudgetError, limited
from symnet.sums.finite.certificate import certificate
from symnet.sums.finite.check import check
from symnet.sums.finite.instances import Instances, UndefinedInstanceError
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.problem import Case, Problem
from symnet.sums.finite.proof import Part
from symnet.sums.finite.reading import Reader
from symnet.sums.finite.rewriting import Lemmas, bottom_up
from symnet.sums.finite.witness import witness
from symnet.sums.finite.writing import expression

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


def read(lhs: Any, rhs: Any, assumptions: Any = True) -> Problem:
    """The statement as a problem in the language.

    Raises:
        OutOfReachError: it does not belong to the language.
    """
    sides = [sp.sympify(side, strict=True) for side in (lhs, rhs)]
    reader = Reader(*sides)
    condition = sp.sympify(assumptions, strict=True)
    nodes = [reader.read(side, {}) for side in sides]
    for symbol in sorted(condition.free_symbols, key=str):
        if symbol.is_integer:
            reader.names.parameter(symbol)
    symbols = list(reader.names.vocabulary.integers.values())
    parts, conditions = domains(reader, condition, symbols)
    names = tuple(reader.names.vocabulary.integers)
    return Problem(nodes[0], nodes[1], names, parts, reader.names.vocabulary, conditions)


def decided(problem: Problem) -> Finding:
    """The finding on a problem."""
    instances = Instances()
    reason, top = "no counterexample was found", SEARCH_HEIGHT
    try:
        parts: list[Part] = []
        for case in problem.cases():
            part = shown(problem, case, instances)
            parts.append(part)
            if part.checked.failure is not None:
                top = max(SEARCH_HEIGHT if part.families.entries else 0, part.checked.height)
                break
        else:
            return _equal(parts)
    except (OutOfReachError, BudgetError, UndefinedInstanceError) as error:
        reason = str(error)
    return _refuted(problem, instances, top) or _undecided(reason)


def shown(problem: Problem, case: Case, instances: Instances) -> Part:
    """Bring the statement into class P or C by proved rewriting, then check it; a failure is that of the rewritten one.

    Raises:
        OutOfReachError: what is left lies outside the classes with a proved bound.
    """
    left, right, case = _upright(problem, case)
    lemmas = Lemmas(problem.parameters, case.domain, instances)
    node = plain = language.add(left, language.negative(right))
    for rule in (determinants.closed, products.closed):
        node = bottom_up(node, lambda part, context, rule=rule: rule(part, context, lemmas))  # type: ignore[misc]
    families = functions.Families(case, lemmas)
    statement = functions.without_functions(node, families)
    checked = check(statement, problem.parameters, case, instances)
    return Part(left, right, problem.parameters, case, checked, families, tuple(lemmas.proved), closed=node != plain)


def _upright(problem: Problem, case: Case) -> tuple[Node, Node, Case]:
    """Both sides with straight indices and distinct names, in parameters that are >= 0 (n <= -1 becomes -1-n)."""
    below = {v: affine.negated(affine.variable(v)) for v, c in case.height if c < 0}
    below |= {v: affine.negated(affine.variable(v)) for v in problem.parameters if polyhedra.sign(case.domain, v) == -1}
    taken = set(problem.parameters)
    left, right = (
        straightening.distinct(straightening.straightened(language.replaced(side, below)), taken)
        for side in (problem.left, problem.right)
    )
    domain = tuple(affine.tightened(affine.replaced(form, below)) for form in case.domain)
    return left, right, Case(domain, polyhedra.height(domain, problem.parameters))


def _refuted(problem: Problem, instances: Instances, top: int) -> Finding | None:
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
                return Finding(
                    "finite check",
                    "different",
                    f"finite check: the sides differ at {_place(found, point)}",
                    found,
                    expression(ring, problem.vocabulary, value),
                )
    except BudgetError:
        return None
    return None


def _by_height(problem: Problem, top: int) -> Iterator[dict[str, int]]:
    """All admissible points up to a height, the lowest first whatever their case."""
    cases = problem.cases()
    for level in range(top + 1):
        for case in cases:
            at_level = [affine.shifted(case.height, -level), affine.shifted(affine.scaled(case.height, -1), level)]
            yield from polyhedra.points([*case.domain, *at_level], problem.parameters)


def _place(found: Counterexample, point: dict[str, int]) -> str:
    values = ", ".join(f"{name} = {value}" for name, value in found.values.items())
    return values or "every point"


def _equal(parts: list[Part]) -> Finding:
    if not parts:
        return Finding("finite check", "equal", "finite check: no parameters satisfy the assumptions")
    evidence = "; ".join(dict.fromkeys(map(_evidence, parts)))
    return Finding("finite check", "equal", f"finite check: {evidence}", data={"certificate": certificate(parts)})


def _evidence(part: Part) -> str:
    bound = part.checked.bound
    kind = "C" if bound.exponential else "P"
    after = f" (after {len(part.lemmas)} lemmas of the same kind)" if part.lemmas else ""
    if not part.parameters:
        return f"class {kind}, no parameters, both sides are the same polynomial{after}"
    h = affine.text(part.case.height)
    return f"class {kind}, {bound}, every {h} <= B = {part.checked.height} checked exactly{after}"


def _undecided(reason: str) -> Finding:
    return Finding("finite check", "undecided", f"finite check: {reason}")
