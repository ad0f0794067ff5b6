"""A deterministic budget: work is counted, never timed, so a decision ends the same way on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

DEFAULT = 100_000_000
"""Units of one decision; a unit is about one product of two terms of a polynomial, so this is some seconds."""

STEP = 20
"""Units of one small step of Python: an operation on numbers, a turn of a loop."""

_left: ContextVar[int | None] = ContextVar("left", default=None)


class BudgetError(Exception):
    """The work left does not cover the next step; the decision comes out `undecided` with this message."""


@contextmanager
def limited(units: int) -> Iterator[None]:
    """Give the block its own budget, never more than what is left of an enclosing one."""
    before = _left.get()
    granted = units if before is None else min(units, before)
    token = _left.set(granted)
    try:
        yield
    finally:
        used = granted - (_left.get() or 0)
        _left.reset(token)
        if before is not None:
            _left.set(before - used)


def spend(units: int, on: str) -> None:
    """Take ``units`` from the budget, or raise BudgetError naming what they were for."""
    left = _left.get()
    if left is None:
        return
    if units > left:
        raise BudgetError(f"the work budget ended while {on}")
    _left.set(left - units)
