"""The ways into class P or C: determinants and products closed, waves added up, functions turned into sequences."""

from __future__ import annotations

from functools import partial

from symnet.sums.finite import (
    affine,
    determinants,
    functions,
    language,
    logarithms,
    polyhedra,
    products,
    resonance,
    straightening,
    waves,
)
from symnet.sums.finite.check import check
from symnet.sums.finite.instances import Instances
from symnet.sums.finite.language import Node
from symnet.sums.finite.problem import Case, Problem
from symnet.sums.finite.proof import Part
from symnet.sums.finite.rewriting import Lemmas, bottom_up


def shown(problem: Problem, case: Case, instances: Instances) -> Part:
    """What a finite check shows of the problem on one case; a failure is one of the rewritten statement only.

    Raises:
        OutOfReachError: what is left lies outside the classes with a proved bound.
    """
    left, right, case = _upright(problem, case)
    lemmas = Lemmas(problem.parameters, case.domain, instances)
    families = functions.Families(case, lemmas)
    sides = [_closed(side, lemmas) for side in (left, right)]
    if any(map(logarithms.has_product, sides)):
        sides = [logarithms.logarithm(side) for side in sides]
    difference = language.add(sides[0], language.negative(sides[1]))
    if any(map(waves.is_wave, language.walk(difference))) and resonance.vanishes(
        difference, problem.parameters, lemmas
    ):
        return Part(left, right, problem.parameters, case, None, families, tuple(lemmas.proved), closed=True)
    statement = functions.without_functions(difference, families)
    checked = check(statement, problem.parameters, case, instances)
    closed = sides != [left, right]
    return Part(left, right, problem.parameters, case, checked, families, tuple(lemmas.proved), closed)


def _closed(node: Node, lemmas: Lemmas) -> Node:
    """The node with its determinants, then its products, in closed form where one is proved."""
    for rule in (determinants.closed, products.closed):
        node = bottom_up(node, partial(rule, lemmas=lemmas))
    return node


def _upright(problem: Problem, case: Case) -> tuple[Node, Node, Case]:
    """Both sides with straight indices and distinct names, in parameters that are >= 0 (n <= -1 becomes -1-n)."""
    below = {v: affine.negated(affine.variable(v)) for v in problem.parameters if polyhedra.sign(case.domain, v) == -1}
    taken = set(problem.parameters)
    left, right = (
        straightening.distinct(straightening.straightened(language.replaced(side, below)), taken)
        for side in (problem.left, problem.right)
    )
    domain = tuple(affine.tightened(affine.replaced(form, below)) for form in case.domain)
    return left, right, Case(domain, polyhedra.height(domain, problem.parameters))
