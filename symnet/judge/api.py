"""``symnet.verify``: the same run as the command line's, from Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from symnet.claims.verdict import Verdict, as_document
from symnet.judge.running import RunOptions, run
from symnet.judge.selecting import select


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdicts of one run, in order; ``verification["3.19"]`` is one of them."""

    verdicts: tuple[Verdict, ...]

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def __getitem__(self, id: str) -> Verdict:
        for verdict in self.verdicts:
            if verdict.id == id:
                return verdict
        raise KeyError(f"no claim {id!r} in this run; it has {', '.join(verdict.id for verdict in self.verdicts)}")

    @property
    def as_expected(self) -> bool:
        """Every verdict is the one its derivation file declares."""
        return all(verdict.expected for verdict in self.verdicts)

    @property
    def counts(self) -> dict[str, int]:
        """How many verdicts of each status."""
        counts: dict[str, int] = as_document(self.verdicts)["counts"]
        return counts

    def as_json(self) -> dict[str, Any]:
        """The document of schema ``symnet.verify/1``."""
        return as_document(self.verdicts)


def verify(*selection: str, jobs: int = 2, timeout: float = 120.0, cache: bool = True) -> Verification:
    """Judge the claims named by id, section, path or ``"systems"``; nothing named is the whole paper.

    Each claim is judged in a process of its own that is stopped after ``timeout`` seconds. With ``cache``,
    final verdicts of earlier runs on the same text are taken, and those of this run are kept. On platforms that start
    processes afresh, call it below ``if __name__ == "__main__":``.

    Raises:
        InputError: a word names nothing.
    """
    return Verification(tuple(run(select(selection), RunOptions(jobs=jobs, timeout=timeout, cache=cache))))
