"""Objects of whole displays: relations, chains, claims for every index."""

from __future__ import annotations

from itertools import groupby, pairwise

import sympy as sp

from symnet.claims.tex import objects
from symnet.claims.tex.build.calculus import COMPARISONS, compared
from symnet.claims.tex.build.environment import Environment
from symnet.claims.tex.build.integrals import split, with_measure
from symnet.claims.tex.tree import Chain, ForRange, Name, Node, Statements, walk
from symnet.claims.tex.vocabulary.elementary import SETS

_RELATIONS: dict[str, type[objects.Relation]] = {
    r"\in": objects.Membership,
    r"\equiv": objects.Definition,
    ":=": objects.Definition,
    r"\propto": objects.Proportional,
    r"\sim": objects.Distribution,
    r"\approx": objects.Approximation,
    r"\to": objects.Replacement,
}


def statements(node: Statements, env: Environment) -> sp.Basic:
    """One statement, or all of those printed; replacements side by side are one transformation."""
    built: list[sp.Basic] = []
    for place, part in enumerate(node.parts):
        if isinstance(part, ForRange):
            check_range_belongs(part, node.parts[:place], env)
            built[-1] = for_index(part, built[-1], env)
        else:
            assert isinstance(part, Chain)
            built.append(chain(part, env))
    merged: list[sp.Basic] = []
    for replaces, group in groupby(built, lambda statement: isinstance(statement, objects.Replacement)):
        parts = list(group)
        merged += [objects.Transformation(*parts)] if replaces else parts
    return merged[0] if len(merged) == 1 else objects.Claims(*merged)


def chain(node: Chain, env: Environment) -> sp.Basic:
    """The relation, or the chain of relations between neighbours."""
    measures = [bool(split(member)[0]) for member in node.members]
    if len(set(measures)) > 1:
        env.refuse("a measure stands on one side only", node.members[measures.index(True)])
    members = [with_measure(member, env) if measures[0] else side(member, env) for member in node.members]
    pairs = list(zip(node.signs, members, members[1:], strict=False))
    relations = [relation(sign, left, right, node, env) for sign, left, right in pairs]
    return relations[0] if len(relations) == 1 else objects.Chain(*relations)


def side(node: Node, env: Environment) -> sp.Basic:
    """A side of a relation: an expression, infinity or a set."""
    if isinstance(node, Name) and node.entry is not None and node.entry.kind == "set":
        env.used.add(node.entry.form)
        return SETS[node.entry.name]
    return env.end(node)


def relation(sign: str, left: sp.Expr, right: sp.Expr, node: Node, env: Environment) -> sp.Basic:
    """The two sides with the sign between them."""
    if isinstance(left, sp.Set) or isinstance(right, sp.Set) is not (sign == r"\in"):
        env.refuse(r"a set stands behind \in, and nowhere else", node)
    return compared(sign, left, right, node, env) if sign in COMPARISONS else _RELATIONS[sign](left, right)


def check_range_belongs(node: ForRange, before: tuple[Node, ...], env: Environment) -> None:
    """Refuse a range behind several statements about its index: it may be meant for all of them or for the last."""
    if isinstance(before[-1], ForRange):
        env.refuse("a second range for one statement", node)
    for earlier, following in pairwise(before):
        if (
            not isinstance(earlier, ForRange)
            and not isinstance(following, ForRange)
            and mentions(earlier, node.index.head)
        ):
            env.refuse("this range may belong to several statements", node, "give each its own range")


def mentions(node: Node, letter: str) -> bool:
    """Whether the letter stands anywhere in the node as an index."""
    return any(isinstance(part, Name) and part.head == letter for part in walk(node))


def for_index(node: ForRange, statement: sp.Basic, env: Environment) -> sp.Basic:
    """The statement, for every integer of the range."""
    values = [env.script(value) for value in node.values]
    last = sp.oo if node.last is None else env.script(node.last)
    for before, after in pairwise(values):
        if sp.expand(after - before) != 1:
            env.refuse("the values of an index must follow one another", node)
    return objects.ForIndex(statement, env.index(node.index.head), values[0], last)
