"""Each piece of the finite check that its theorem needs is broken in turn, and each time something must notice.

A bound that came out too small is noticed by the re-checker, which computes it anew from the statement; an evaluator
that is wrong, by a true statement that it calls different or a false one that it calls equal.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.sums import finite
from symnet.sums.finite import bound as bounds
from symnet.sums.finite import instances, projection, vertices
from symnet.sums.recheck import RefusedError, verify

N, n, k, j = s.N, s.n, s.k_, s.j
a, b = sp.IndexedBase("a"), sp.IndexedBase("b")


def total(term: sp.Expr, index: sp.Symbol = k, low: sp.Expr = sp.S.One, high: sp.Expr = N) -> sp.Expr:
    return sp.Sum(term, (index, low, high))


TRUE = {
    "nested": (total(total(a[k], high=n), n), total((N - k + 1) * a[k]), True),
    "square": (total(a[k]) ** 2, total(total(a[k] * a[j], j)), True),
    "triangle": (
        total(total(a[k] * a[j], j, k + 1, N), k),
        (total(a[k]) ** 2 - total(a[k] ** 2)) / 2,
        True,
    ),
    "exchange": (total(total(a[k], high=n), n), total(total(a[k], j, k, N), k), True),
    "band": (
        total(a[k]) ** 2,
        total(a[k] ** 2)
        + 2 * sum(total(a[k] * a[k + d], high=N - d) for d in (1, 2, 3))
        + 2 * total(total(a[k] * a[j], j, k + 4, N)),
        True,
    ),
    "inside": (
        total(total(a[k] * a[j + 4], j, k, N - 4), k, sp.Integer(3), N - 9),
        total(total(a[k] * a[j + 3], j, k + 1, N - 3), k, sp.Integer(3), N - 9),
        True,
    ),
    "powers": (total(k**3), (N * (N + 1) / 2) ** 2, True),
    "split": (total(a[k]), total(a[k], high=n) + total(a[k], low=n + 1), (n >= 1) & (n <= N)),
    "delta": (total(sp.KroneckerDelta(k, n) * a[k]), a[n], (n >= 1) & (n <= N)),
    "offset": (total(a[k] * b[k + 3]), total(a[k - 2] * b[k + 1], low=sp.Integer(3), high=N + 2), True),
}
FALSE = {
    "a delta outside its range": (total(sp.KroneckerDelta(k, n) * a[k]), a[n], True),
    "a rectifier": (total(a[k] * sp.Max(0, k - 9)), sp.S.Zero, True),
    "a far start": (total(a[k], low=sp.Integer(12)), sp.S.Zero, True),
}


def noticed() -> Iterator[str]:
    """What is wrong, statement by statement."""
    for name, (left, right, assumptions) in TRUE.items():
        finding = finite.prove(left, right, assumptions)
        if finding.answer != "equal":
            yield f"{name}: {finding.answer}"
        elif "certificate" in finding.data:
            try:
                verify(dict(finding.data["certificate"]))
            except RefusedError as refusal:
                yield f"{name}: {refusal}"
    for name, (left, right, assumptions) in FALSE.items():
        if finite.prove(left, right, assumptions).answer != "different":
            yield f"{name}: not refuted"


def test_nothing_is_noticed_where_nothing_is_broken() -> None:
    assert list(noticed()) == []


def test_a_lost_degree_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    summed = projection._State.sum_out

    def forgetful(self: projection._State, name: str) -> None:
        summed(self, name)
        self.degree -= 1

    monkeypatch.setattr(projection._State, "sum_out", forgetful)
    assert any("too small" in line for line in noticed())


def test_a_lost_permutation_of_labels_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_permutations", lambda pattern, shape: iter([{}]))
    assert list(noticed())


def test_a_wall_with_one_side_only_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    reach = vertices.reach

    def closer(walls: object, names: object, h: object) -> object:
        height, stride = reach(walls, names, h)  # type: ignore[arg-type]
        return max(height - 1, 0), stride

    monkeypatch.setattr(vertices, "reach", closer)
    assert any("too small" in line for line in noticed())


def test_an_indicator_that_always_holds_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(instances._COMPILERS, "ind", lambda self, node: lambda state: 1)
    assert list(noticed())
