"""The finite check's word on lhs = rhs: read, prove by the first route that fits, refute, or say why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from symnet.sums.decision import Counterexample, Finding
from symnet.sums.finite import affine, determinants, functions, language, polyhedra, products
from symnet.sums.finite.assumptions import domains
from symnet.sums.finite.budget import DEFAULT, BudgetError, limited
from symnet.sums.finite.check import Checked, check
from symnet.sums.finite.instances import Instances, UndefinedInstanceError
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.problem import Case, Problem
from symnet.sums.finite.reading import Reader
from symnet.sums.finite.rewriting import Lemma, Lemmas, bottom_up
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
    node = language.add(problem.left, language.negative(problem.right))
    reasons, evidence, data = [], [], []
    top = SEARCH_HEIGHT
    try:
        for case in problem.cases():
            shown, lemmas = _checked(node, problem.parameters, case, instances)
            if shown.failure is not None:
                top = max(SEARCH_HEIGHT if language.has_free_function(node) else 0, shown.height)
                break
            evidence.append(_evidence(problem, case, shown, lemmas))
            data.append(shown)
        else:
            return _equal(problem, evidence, data)
    except (OutOfReachError, BudgetError, UndefinedInstanceError) as reason:
        reasons.append(str(reason))
    return _refuted(problem, instances, top) or _undecided("; ".join(reasons) or "no counterexample was found")


def _checked(node: Node, parameters: tuple[str, ...], case: Case, instances: Instances) -> tuple[Checked, list[Lemma]]:
    """Bring the statement into class P or C by proved rewriting, then check it; a failure is that of the rewritten one.

    Raises:
        OutOfReachError: what is left lies outside the classes with a proved bound.
    """
    lemmas = Lemmas(parameters, case.domain, instances)
    for rule in (determinants.closed, products.closed):
        node = bottom_up(node, lambda part, context, rule=rule: rule(part, context, lemmas))  # type: ignore[misc]
    node = functions.without_functions(node, functions.Families(case, lemmas))
    return check(node, parameters, case, instances), lemmas.proved


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


def _equal(problem: Problem, evidence: list[str], data: list[Checked]) -> Finding:
    if not evidence:
        return Finding("finite check", "equal", "finite check: no parameters satisfy the assumptions")
    return Finding("finite check", "equal", "finite check: " + "; ".join(dict.fromkeys(evidence)))


def _evidence(problem: Problem, case: Case, shown: Checked, lemmas: list[Lemma]) -> str:
    kind = "C" if shown.bound.exponential else "P"
    after = f" (after {len(lemmas)} lemmas of the same kind)" if lemmas else ""
    if not problem.parameters:
        return f"class {kind}, no parameters, both sides are the same polynomial{after}"
    return f"class {kind}, {shown.bound}, every {affine.text(case.height)} <= B = {shown.height} checked exactly{after}"


def _undecided(reason: str) -> Finding:
    return Finding("finite check", "undecided", f"finite check: {reason}")
