"""The likely slip: which edit of a refuted equation, made once or twice over, makes it true?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

import sympy as sp

from symnet.claims.derived import Closing
from symnet.judge.edits import Edit, edits
from symnet.judge.instances import NoValueError, Values, integer_choices, value
from symnet.notation.tex import tex
from symnet.sums import decide

WIDTHS, SEEDS = (1, 2, 3, 5), (0, 1)
"""Where a candidate is tried before anything is proved about it."""

SYSTEMATIC = frozenset({"range", "index", "midpoint", "w for W", "N for N-1"})
"""The slips that are likely to be made again where the same expression comes again."""

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

    trials = list(_trials(claimed, derived, assumptions, closing))
    if not trials:
        return None
    promising = (made for made in _candidates(claimed) if _passes(made[-1].result, trials))
    for made in islice(promising, CANDIDATES):
        edited = made[-1].result
        closed = edited if closing is None else closing.put_into(edited)
        if decide(closed, derived, assumptions).answer == "equal":
            needless = closing is None or _passes(edited, list(_trials(claimed, derived, assumptions, None)))
            return Slip(made, None if needless else closing)
    return None


def _candidates(claimed: sp.Expr) -> Iterator[tuple[Edit, ...]]:
    """Single edits first, then the same systematic edit in two places."""
    singles = list(edits(claimed))
    yield from ((edit,) for edit in singles)
    for first in singles:
        if first.operator in SYSTEMATIC:
            for second in edits(first.result, only=first.operator):
                if second.result != claimed and _shift(second) == _shift(first):
                    yield first, second


def _shift(edit: Edit) -> tuple[sp.Expr, ...]:
    """By how much each end of a range moved; nothing for other edits."""
    if edit.operator != "range":
        return ()
    ends = zip(edit.before.limits, edit.after.limits, strict=True)
    return tuple(new - old for before, after in ends for old, new in zip(before[1:], after[1:], strict=True))


@dataclass(frozen=True, slots=True)
class _Trial:
    """An instance at which a candidate is compared with the derived side: a sieve, not an argument."""

    values: Values
    seed: int
    derived: Fraction


def _passes(candidate: sp.Expr, trials: list[_Trial]) -> bool:
    try:
        return all(value(candidate, trial.values, trial.seed) == trial.derived for trial in trials)
    except NoValueError:
        return False


def _trials(claimed: sp.Expr, derived: sp.Expr, assumptions: sp.Basic, closing: Closing | None) -> Iterator[_Trial]:
    for chosen in integer_choices((claimed, derived), assumptions, WIDTHS):
        for seed in SEEDS:
            values = dict(chosen)
            with suppress(NoValueError):
                if closing is not None:
                    values[closing.entry.subs(chosen)] = value(closing.value, values, seed)
                yield _Trial(values, seed, value(derived, values, seed))
