"""Theorem 5: undefined functions. Arguments form families; within one, F(A(m)) is an entry of a free sequence.

Every occurrence F(a) is either the start of a family or is shown (class P) to be F(A(phi)) of an earlier one.
What is left is a statement about free sequences (class P again). Sufficient, and never wrong: distinct families may
coincide, and then the check may fail where the statement is true, which comes out as `undecided`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from symnet.sums.finite import affine, families, language, matching, unifying
from symnet.sums.finite.families import Occurrence
from symnet.sums.finite.language import Node
from symnet.sums.finite.problem import Case
from symnet.sums.finite.rewriting import Lemmas


@dataclass(frozen=True, slots=True)
class Family:
    """A function's values along its arguments, as the free sequence ``head``."""

    head: str
    start: Occurrence


@dataclass(slots=True)
class Families:
    """The families met so far; the lemmas say why occurrences belong to one."""

    case: Case
    lemmas: Lemmas
    found: list[Family] = field(default_factory=list)
    entries: dict[Occurrence, Node] = field(default_factory=dict)

    def entry(self, occurrence: Occurrence) -> Node:
        """The entry that stands for an occurrence."""
        if occurrence not in self.entries:
            self.entries[occurrence] = self._known(occurrence) or self._new(occurrence)
        return self.entries[occurrence]

    def _known(self, occurrence: Occurrence) -> Node | None:
        for family in self.found:
            if family.start.function == occurrence.function:
                for forms in self._candidates(occurrence, family.start):
                    if self._holds(occurrence, family.start, forms):
                        return ("at", family.head, tuple(forms))
        return None

    def _new(self, occurrence: Occurrence) -> Node:
        family = Family(f"{occurrence.function}__{len(self.found) + 1}", occurrence)
        self.found.append(family)
        return ("at", family.head, tuple(affine.variable(v) for v in occurrence.indices))

    def _candidates(self, occurrence: Occurrence, start: Occurrence) -> Iterator[list[affine.Affine]]:
        """Index maps worth a proof: read off where both are written alike, else fitted to instances."""
        forms = unifying.read_off(occurrence, start)
        if forms is not None:
            yield forms
        at = matching.samples(self.case, self.lemmas.parameters)
        fitted = matching.guesses(occurrence, start, at, self.lemmas.instances)
        if fitted is not None and fitted != forms:
            yield fitted

    def _holds(self, occurrence: Occurrence, start: Occurrence, forms: list[affine.Affine]) -> bool:
        """Each argument is the family's at phi, everywhere in the occurrence's range."""
        moved = dict(zip(start.indices, forms, strict=True))
        return all(
            self.lemmas.vanishes(
                language.add(mine, language.negative(language.replaced(theirs, moved))),
                occurrence.indices,
                occurrence.context,
            )
            for mine, theirs in zip(occurrence.arguments, start.arguments, strict=True)
        )


def without_functions(node: Node, found: Families) -> Node:
    """The statement about free sequences that implies the one about functions."""
    while True:
        occurrences = sorted(families.innermost(node), key=lambda o: -len(o.indices))
        if not occurrences:
            return node
        for occurrence in occurrences:
            found.entry(occurrence)
        node = families.replaced(node, found.entry)
