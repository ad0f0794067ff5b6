"""The likely slip: which edit of a refuted equation, made once or twice over, makes it true?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import sympy as sp

from symnet.claims.derived import Closing
from symnet.judge.edits import Edit, edits
from symnet.judge.instances import NoValueError, value
from symnet.notation.tex import tex
from symnet.sums import decide

WIDTHS, SEEDS = (1, 2, 3, 5), (0, 1)
"""Where a candidate is tried before anything is proved about it."""

CANDIDATES = 8
"""How many candidates that pass every trial are put to the proofs."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The edits that make the claimed side equal to the derived one."""

    edits: tuple[Edit, ...]
    closing: Closing | None

    @property
    def words(self) -> str:
        """The slip in one line, with its formulas in TeX between dollar signs."""
        places = " and ".join(f"${tex(edit.before)}$ should be ${tex(edit.after)}$" for edit in self.edits)
        beside = ""
        if self.closing is not None:
            beside = f", where ${tex(self.closing.entry)} = {tex(self.closing.value)}$"
        return f"likely slip ({self.edits[0].operator}): {places}{beside}"


def likely_slip(
    claimed: sp.Expr, derived: sp.Expr, assumptions: sp.Basic, closing: Closing | None = None
) -> Slip | None:
    """The first edit of ``claimed``, or the first kind of edit made twice, that is proved equal to ``derived``.

    With ``closing``, an edit may bring in an entry that the printed equation left out.
    """

    def closed(expression: sp.Expr) -> sp.Expr:
        return expression if closing is None else closing.put_into(expression)

    promising = (made for made in _candidates(claimed) if _agree(closed(made[-1].result), derived, assumptions))
    for made in islice(promising, CANDIDATES):
        if decide(closed(made[-1].result), derived, assumptions).answer == "equal":
            brought_in = closing is not None and closed(made[-1].result) != made[-1].result
            return Slip(made, closing if brought_in else None)
    return None


def _candidates(claimed: sp.Expr) -> Iterator[tuple[Edit, ...]]:
    """Single edits first, then the same kind of edit in two places."""
    singles = list(edits(claimed))
    yield from ((edit,) for edit in singles)
    for first in singles:
        for second in edits(first.result):
            if second.operator == first.operator and second.result != claimed:
                yield first, second


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


def _instances(left: sp.Expr, right: sp.Expr, assumptions: sp.Basic) -> Iterator[dict[sp.Basic, int]]:
    symbols = {each for each in (left.free_symbols | right.free_symbols) if each.is_Symbol and each.is_integer}
    for width in WIDTHS:
        for place in range(width + 1) if len(symbols) > 1 else (0,):
            chosen = {each: width if each.name == "N" else place for each in symbols}
            if assumptions == sp.true or assumptions.subs(chosen) == sp.true:
                yield chosen
