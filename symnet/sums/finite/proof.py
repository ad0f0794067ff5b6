"""What a finite check has shown: one record for each part of the domain."""

from __future__ import annotations

from dataclasses import dataclass

from symnet.sums.finite.check import Checked
from symnet.sums.finite.functions import Families
from symnet.sums.finite.language import Node
from symnet.sums.finite.problem import Case
from symnet.sums.finite.rewriting import Lemma


@dataclass(frozen=True, slots=True)
class Part:
    """left = right on one part, where every parameter is >= 0: what was checked after which rewriting.

    ``checked`` belongs to the statement in which determinants, products and functions are replaced; the lemmas show
    that this may be done. ``closed`` says that a determinant or product was replaced. Without it (class T) the lemmas
    say that the coefficient of each power of omega vanishes.
    """

    left: Node
    right: Node
    parameters: tuple[str, ...]
    case: Case
    checked: Checked | None
    families: Families
    lemmas: tuple[Lemma, ...]
    closed: bool
