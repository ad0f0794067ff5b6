"""How many walkers one processor instruction advances, and the shuffles that turn rows into columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Move:
    """One shuffle: ``to`` takes ``picks`` out of ``a`` followed by ``b``."""

    to: str
    a: str
    b: str
    picks: tuple[int, ...]


@dataclass(frozen=True)
class Lanes:
    """A vector width in doubles: where it exists (``guard``), what it asks of the processor, its intrinsics' prefix."""

    width: int
    features: tuple[str, ...]
    guard: str
    bits: str

    @property
    def attribute(self) -> str:
        """Compiles one function for this width."""
        return f'__attribute__((target("{",".join(self.features)}")))'

    @property
    def condition(self) -> str:
        """Asks the processor."""
        return " && ".join(f'__builtin_cpu_supports("{feature}")' for feature in self.features)

    @property
    def strides(self) -> tuple[int, ...]:
        """The shifts of a prefix sum inside a vector: 1, 2, 4, ... below the width."""
        return tuple(1 << i for i in range(self.width.bit_length() - 1))

    def shifted(self, by: int) -> tuple[int, ...]:
        """The picks that move a vector up by so many places (down where negative), out of it followed by zeros."""
        return tuple(i - by if 0 <= i - by < self.width else self.width for i in range(self.width))

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """From q0, q1, ... to s0, s1, ...: the stages of a transposition inside the halves of a vector."""
        found: list[Move] = []
        source, group = "q", 1
        while group < self.width // 2:
            target = "s" if 2 * group == self.width // 2 else f"{source}{group}_"
            found += [move for i in self._firsts(group) for move in self._pair(source, target, i, group)]
            source, group = target, 2 * group
        return tuple(found)

    def _firsts(self, group: int) -> list[int]:
        return [i for i in range(self.width) if not i & group]

    def _pair(self, source: str, target: str, i: int, group: int) -> tuple[Move, Move]:
        a, b = f"{source}##{i}", f"{source}##{i + group}"
        low = [k for start in range(0, self.width, 2 * group) for k in range(start, start + group)]
        return tuple(  # type: ignore[return-value]
            Move(f"{target}##{i + j}", a, b, self._interleaved([k + j for k in low], group)) for j in (0, group)
        )

    def _interleaved(self, picks: list[int], group: int) -> tuple[int, ...]:
        chunks = [picks[i : i + group] for i in range(0, len(picks), group)]
        return tuple(k for chunk in chunks for k in (*chunk, *(c + self.width for c in chunk)))


LANES = (
    Lanes(8, ("avx512f",), "defined(__x86_64__)", "_mm512"),
    Lanes(4, ("avx2", "fma"), "defined(__x86_64__)", "_mm256"),
)
"""Widest first. Other processors take the walkers one by one."""
