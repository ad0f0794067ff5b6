"""When the normal form stops: what it cannot read, and how much work it may do. Both are deterministic."""

from __future__ import annotations

from dataclasses import dataclass


class Undecidable(Exception):
    """Raised inside the normal form; its message is the reason of the answer 'undecided'."""


@dataclass(slots=True)
class Budget:
    """Counts units of work (terms, cases, cells); isl counts its own operations beside it."""

    work: int = 12_000
    operations: int = 10_000_000

    def spend(self, units: int = 1) -> None:
        """Use up some units.

        Raises:
            Undecidable: when none are left.
        """
        self.work -= units
        if self.work < 0:
            raise Undecidable("the budget of work is used up")
