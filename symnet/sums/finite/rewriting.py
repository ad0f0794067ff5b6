"""Determinants and products of symbolic size, replaced by sums and powers that are shown to be equal to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from symnet.sums.finite import affine, language, polyhedra
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.check import Checked, check
from symnet.sums.finite.instances import Instances, UndefinedInstanceError
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.problem import Case

Context = tuple[Affine, ...]


@dataclass(frozen=True, slots=True)
class Lemma:
    """A statement = 0 for all integers of a domain, checked up to its own bound."""

    statement: Node
    names: tuple[str, ...]
    domain: Context
    checked: Checked


@dataclass(slots=True)
class Lemmas:
    """Proves side statements about indices in their ranges, and keeps the proofs."""

    parameters: tuple[str, ...]
    domain: Context
    instances: Instances
    proved: list[Lemma] = field(default_factory=list)

    def vanishes(self, statement: Node, names: tuple[str, ...], context: Context) -> bool:
        """The statement is 0 for all values of the names in the context; False where that is not shown."""
        everything = (*self.parameters, *(v for v in names if v not in self.parameters))
        try:
            for part in self._parts(everything, context):
                case = Case(part, polyhedra.height(part, everything))
                checked = check(statement, everything, case, self.instances)
                if checked.failure is not None:
                    return False
                self.proved.append(Lemma(statement, everything, part, checked))
        except (OutOfReachError, UndefinedInstanceError):
            return False
        return True

    def _parts(self, names: tuple[str, ...], context: Context) -> Iterator[Context]:
        others = affine.names(context) - set(names)
        yield from polyhedra.parts(polyhedra.projected([*self.domain, *context], others), names)

    def samples(self, names: tuple[str, ...], context: Context, count: int) -> Iterator[dict[str, int]]:
        """A few points of the context, low ones first."""
        everything = (*self.parameters, *(v for v in names if v not in self.parameters))
        for part in self._parts(everything, context):
            h = polyhedra.height(part, everything)
            for number, point in enumerate(polyhedra.by_height(part, everything, h, 12)):
                if number >= count:
                    break
                yield point


def bottom_up(node: Node, rule: Callable[[Node, Context], Node], context: Context = ()) -> Node:
    """The node with the rule applied to every part, innermost first; the rule is told the ranges around it."""
    if node[0] in ("sum", "prod"):
        v = affine.variable(node[1])
        inner = (*context, affine.minus(v, node[2]), affine.minus(node[3], v))
    elif node[0] == "det":
        rows = [affine.variable(v) for v in node[1:3]]
        last = affine.shifted(node[3], -1)
        inner = (*context, *rows, *(affine.minus(last, v) for v in rows))
    elif node[0] == "mul":
        inner = (*context, *(part[1] for part in node[1] if part[0] == "ind"))
    else:
        inner = context
    return rule(language.rebuilt(node, lambda child: bottom_up(child, rule, inner)), context)
