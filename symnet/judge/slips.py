"""The likely slip: which single edit of a refuted equation makes it true?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import sympy as sp

from symnet.judge.edits import Edit, edits
from symnet.judge.instances import NoValueError, value
from symnet.sums import decide

WIDTHS, SEEDS = (1, 2, 3, 5), (0, 1)
"""Where a candidate is tried before anything is proved about it."""

CANDIDATES = 8
"""How many candidates that pass every trial are put to the proofs."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The edit that makes the claimed side equal to the derived one, and the line that says so."""

    edit: Edit

    @property
    def words(self) -> str:
        """The slip in one line."""
        return f"likely slip ({self.edit.operator}): {self.edit.before} should be {self.edit.after}"


def likely_slip(claimed: sp.Expr, derived: sp.Expr, assumptions: sp.Basic, closing: Closing = ()) -> Slip | None:
    """The first single edit of ``claimed`` that is proved equal to ``derived``, or None.

    ``closing`` are relations that hold besides, such as the last weight fixed by the end point: an edit may bring in
    an entry that the printed equation left out.
    """
    derived = derived.subs(closing)
    promising = (edit for edit in edits(claimed) if _agree(edit.result.subs(closing), derived, assumptions))
    for edit in islice(promising, CANDIDATES):
        if decide(edit.result.subs(closing), derived, assumptions).answer == "equal":
            return Slip(edit)
    return None


Closing = tuple[tuple[sp.Expr, sp.Expr], ...]


def _agree(left: sp.Expr, right: sp.Expr, assumptions: sp.Basic) -> bool:
    """Equal values wherever both have one, at a few widths: a sieve, not an argument."""
    tried = False
    for chosen in _instances(left, right, assumptions):
        for seed in SEEDS:
            try:
                if value(left, chosen, seed) != value(right, chosen, seed):
                    return False
                tried = True
            except NoValueError:
                continue
    return tried


def _instances(left: sp.Expr, right: sp.Expr, assumptions: sp.Basic) -> Iterator[dict[sp.Basic, object]]:
    integers = [each for each in (left.free_symbols | right.free_symbols) if each.is_Symbol and each.is_integer]
    for width in WIDTHS:
        for place in range(width + 1):
            chosen = {each: sp.Integer(width if each.name == "N" else place) for each in integers}
            if assumptions == sp.true or assumptions.subs(chosen) == sp.true:
                yield {key: number.p for key, number in chosen.items()}
