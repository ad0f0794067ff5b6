"""Each piece of the normal form that its soundness needs is broken in turn, and each time something must notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sympy as sp
from sympy import KroneckerDelta, Max, Sum, floor

from symnet.sums.normal import collapse, families, problems, prove, reading, summation, vanish
from symnet.sums.normal.affine import Affine, Constraint
from symnet.sums.normal.language import LANGUAGE
from symnet.sums.normal.regions import Regions

N = sp.Symbol("N", integer=True, positive=True)
n, j, k = sp.symbols("n j k", integer=True)
a, b = map(sp.IndexedBase, "ab")
V = sp.Function("V")


def total(term: sp.Expr, index: sp.Symbol = k, low: sp.Expr = sp.S.One, high: sp.Expr = N) -> sp.Expr:
    return Sum(term, (index, low, high))


TRUE = {
    "nested": (total(total(a[k], high=n), n), total((N - k + 1) * a[k]), True),
    "triangle": (total(total(a[k] * a[j], j, k + 1, N), k), (total(a[k]) ** 2 - total(a[k] ** 2)) / 2, True),
    "mirrored product": (total(total(a[k] * a[j], j, 1, k), k), total(total(a[k] * a[j], k, j, N), j), True),
    "powers": (total(k**3), (N * (N + 1) / 2) ** 2, True),
    "geometric": (total(k * 2**k), (N - 1) * 2 ** (N + 1) + 2, True),
    "delta": (total(KroneckerDelta(k, n) * a[k]), a[n], (n >= 1) & (n <= N)),
    "halves": (total(floor(k / 2)) * 4, N**2 - (1 - (-1) ** N) / 2, True),
    "function": (total(V(total(a[j], j, 1, k))), total(V(total(a[j], j, 1, N + 1 - k))), True),
    "thin": (total((n - 1) * (n - 2) * a[k]), 0 * n, (n >= 1) & (n <= 2)),
}
FALSE = {
    "a delta outside its range": (total(KroneckerDelta(k, n) * a[k]), a[n]),
    "a rectifier": (total(a[k] * Max(0, k - 9)), sp.S.Zero),
    "an empty range": (total(a[k], low=n), total(a[k]) - total(a[k], high=n - 1)),
    "an asymmetric form": (total(total(a[k] * b[j], j, k, N), k), total(total(a[j] * b[k], j, k, N), k)),
    "a function at other arguments": (total(V(a[k])), total(V(a[k + 1]))),
    "a halved index": (total(a[floor(k / 2)], high=2 * N), 2 * total(a[k])),
}


def noticed() -> Iterator[str]:
    """What is answered wrongly, statement by statement; a refutation holds both sides' values against each other."""
    for name, (left, right, assumptions) in TRUE.items():
        if prove(left, right, assumptions, explain=False).answer != "equal":
            yield name
    for name, (left, right) in FALSE.items():
        if prove(left, right, explain=False).answer != "different":
            yield name


def without_last(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same with the last thing it finds left out."""
    return lambda *args: function(*args)[:-1]


def no_wall(*_: object) -> list[object]:
    return []


def one(reader: Any, *_: object) -> Any:
    return reader.problem.constant(1)


def loose(left: Affine, right: Affine | int) -> Constraint:
    return summation_at_least(left, right - 1 if isinstance(right, int) else right + -1)


summation_at_least = summation.at_least

BROKEN: dict[str, list[tuple[object, str, object]]] = {
    "only one order of equal heads": [(collapse, "_orders", lambda block, _: iter([tuple(block)]))],
    "the highest power of a sum of powers": [(summation, "_power_sum", without_last(summation._power_sum))],
    "the upper end of a range": [(reading, "bounds", without_last(reading.bounds))],
    "an empty range counts": [(summation, "at_least", loose)],
    "what defines a floor": [(summation, "definitions", no_wall), (vanish, "definitions", no_wall)],
    "equations are not used up": [(vanish, "parametrized", lambda _, guard, value: (guard, value))],
    "narrow regions are not sliced": [(Regions, "flat_directions", no_wall)],
    "every value vanishes": [(vanish, "vanishes", lambda *_: True)],
    "a call without a representative": [(families, "smallest_partners", no_wall)],
    "a delta demands nothing": [(problems, "LANGUAGE", LANGUAGE | {KroneckerDelta: one})],
}


def test_nothing_is_noticed_while_nothing_is_broken() -> None:
    assert list(noticed()) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_piece_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, attribute, broken in BROKEN[name]:
        monkeypatch.setattr(place, attribute, broken)
    assert next(noticed(), None) is not None
