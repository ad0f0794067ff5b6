"""Statements with very many orders or terms are answered soon and in little memory, if only by 'undecided'."""

from __future__ import annotations

import time
import tracemalloc

import pytest
import sympy as sp
from sympy import Sum

from symnet.sums.normal import prove

N = sp.Symbol("N", integer=True, positive=True)
a, b, f = map(sp.IndexedBase, "abf")
G = sp.Function("G")
k = sp.symbols("k:24", integer=True)
SECONDS, MEGABYTES = 20, 100


def total(*factors: sp.Expr) -> sp.Expr:
    """The sum over all indices that the factors hold."""
    body = sp.Mul(*factors)
    return Sum(body, *((index, 1, N) for index in sorted(body.free_symbols - {N}, key=str) if index in k))


def mirrored(statement: Sum) -> sp.Expr:
    return Sum(statement.function.xreplace({k[0]: N + 1 - k[0]}), *statement.limits)


MANY = {
    "ten different entries": total(*(a[k[i] + i * i] for i in range(10))),
    "six entries and four functions": total(
        *(a[k[i] + i * i] for i in range(6)), *(G(a[k[i]], k[i] * (i + 2)) for i in range(4))
    ),
    "twenty-four entries that look alike": total(*(a[index] for index in k)),
    "twelve entries with two indices": total(*(f[k[2 * i], k[2 * i + 1] + i] for i in range(12))),
    "a high power of a sum": (Sum(a[k[0]], (k[0], 1, N)) + Sum(k[0] * b[k[0]], (k[0], 1, N))) ** 20,
    "a high power inside a sum": Sum((a[k[0]] + b[k[0]] + f[k[0], k[0]] + 1) ** 20, (k[0], 1, N)),
}

ABSURD = {
    "a power of an entry": a[k[0]] ** 10**9,
    "a power of a sum": Sum(a[k[0]], (k[0], 1, N)) ** 10**6,
    "a power of scalars": (sp.Symbol("x") + sp.Symbol("y")) ** 10**6,
    "a sum of high powers": Sum(k[0] ** 3000, (k[0], 1, N)),
    "a long range": Sum(a[k[0]], (k[0], 1, 10**30)),
    "a far index": Sum(a[10**30 * k[0]], (k[0], 1, N)),
}


@pytest.mark.parametrize("name", ABSURD)
def test_absurd_sizes_end_at_once(name: str) -> None:
    began = time.process_time()
    assert prove(ABSURD[name], ABSURD[name] + a[N] * N, explain=False).answer in {"different", "undecided"}
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", MANY)
def test_many_factors_end_soon_in_little_memory(name: str) -> None:
    left = MANY[name]
    right = left.replace(Sum, lambda *args: mirrored(Sum(*args)))
    tracemalloc.start()
    began = time.process_time()
    try:
        answer = prove(left, right, explain=False).answer
        taken, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer in {"equal", "undecided"}
    assert taken < SECONDS
    assert peak < MEGABYTES * 2**20
