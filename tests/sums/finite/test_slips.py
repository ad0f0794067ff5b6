"""The trusted base itself is edited, one slip at a time: something must notice each.

What can notice: a false statement that fails exactly where B ends, the tables of true statements and their twins, and
the re-checker, which refuses a bound that is too small.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest
import sympy as sp

from symnet.sums import finite, recheck
from symnet.sums.finite import affine

from .statements import DETERMINANTS, ELEMENTARY, FUNCTIONS, LATE, PRODUCTS, N, Sum, V, a, j, k, n, over, x

PACKAGE = "symnet.sums.finite"

SHARP = {
    "a polynomial with six zeros": sp.prod([N - p for p in range(1, 7)]),
    "partial sums with six zeros": Sum(
        sp.expand(sp.prod([k - p for p in range(1, 7)]) - sp.prod([k - 1 - p for p in range(1, 7)])), (k, 2, N)
    ),
    "nothing up to seven": sp.Piecewise((0, N <= 7), (1, True)),
    "powers of two": LATE["powers of two"][0],
    "a late triangle": LATE["a late triangle"][0],
    "a late kink": LATE["a late kink"][0],
    "arguments that differ": over(V(x[n] + N - n), n) - over(V(x[n]), n),
    "a factor that changes": sp.Product(k, (k, 1, N)) - 1,
    "a sum that begins late": Sum(1, (k, 5, N - 4)),
    "a window of ten": Sum(sp.Heaviside(k - N + sp.Rational(19, 2), sp.S.Half), (k, 1, N)) - N,
    "arguments that part at ten": over(V(x[n] + sp.Max(0, N - 9)), n) - over(V(x[n]), n),
    "not quite triangular": sp.Determinant(sp.FunctionMatrix(N, N, sp.Lambda((k, j), 1))) - 1,
}
"""False statements = 0, most of them true below B."""

TRUE = {
    "a constant over an empty range": (Sum(2, (k, 5, N)), sp.Piecewise((2 * (N - 4), N >= 4), (0, True))),
    "a band": (
        over(a[k]) ** 2,
        over(a[k] ** 2)
        + 2 * sum(over(a[k] * a[k + d], high=N - d) for d in (1, 2, 3))
        + 2 * over(over(a[k] * a[j], j, k + 4)),
    ),
    "a triangle moved": (
        over(over(a[k] * a[j + 4], j, k, N - 4), low=sp.S(3), high=N - 9),
        over(over(a[k] * a[j + 3], j, k + 1, N - 3), low=sp.S(3), high=N - 9),
    ),
}

MUTANTS = [
    ("vertices", "max(largest, offset.get((a, b), largest))", "min(largest, offset.get((a, b), largest))"),
    ("vertices", "(high, low, c + 1)", "(high, low, c)"),
    ("vertices", "low, high = -c - 1, -c", "low, high = -c, -c"),
    ("projection", "self.degree += 1", "self.degree += 0"),
    ("projection", "for (a, f), (b, g) in product(lows, highs):", "for (a, f), (b, g) in ():"),
    ("projection", "for (a, f), (b, g) in permutations(ends, 2):", "for (a, f), (b, g) in ():"),
    ("bound", "for orders in product(*(permutations(block) for block in blocks)):", "for orders in (tuple(blocks),):"),
    ("bound", "sum(1 + degree for degree", "sum(degree for degree"),
    ("bound", "(terms - 1 + len(left))", "(terms - 2 + len(left))"),
    ("bound", "ceil(reach + stride", "ceil(stride"),
    ("shapes", "return [Shape(constraints=frozenset([form]))]", "return [UNIT]"),
    ("shapes", "frozenset([affine.minus(v, lo), affine.minus(hi, v)])", "frozenset([affine.minus(v, lo)])"),
    ("shapes", "return [Shape(degree=1)]", "return [UNIT]"),
    ("instances", "int(affine.at(form, s.env) >= 0)", "1"),
    ("instances", "range(first, last + 1)", "range(first, last)"),
    ("instances", "turns = max(0, last - first + 1)", "turns = last - first + 1"),
    (
        "reading",
        "at_least(sign_form(self, difference, scope, ties=True), above=j < i)",
        "at_least(sign_form(self, difference, scope, ties=True))",
    ),
    ("reading", "for limit in reversed(expr.limits):", "for limit in expr.limits:"),
    ("conditions", "equal = language.mul(at_least(difference), at_least(opposite))", "equal = at_least(difference)"),
    ("calculus", "for side in (d, affine.scaled(d, -1))", "for side in (d,)"),
    (
        "functions",
        "                    if self._holds(occurrence, family.start, forms):\n",
        "                    if forms:\n",
    ),
    (
        "determinants",
        "            if self._zero(self.node[4], affine.shifted",
        "            if self.node or (self, affine.shifted",
    ),
    ("products", "return guess if lemmas.vanishes(difference, names, inside) else None", "return guess"),
    ("assumptions", "sp.Le: [(back,)]", "sp.Le: [(affine.shifted(back, -1),)]"),
    (
        "straightening",
        "affine.minus(total, hi), affine.minus(total, lo)",
        "affine.minus(total, lo), affine.minus(total, hi)",
    ),
]
"""Module, what stands there, what stands there instead."""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant[0]}: {mutant[2].strip()[:60]}")
def test_every_slip_is_noticed(mutant: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, *mutant)
    noticed = next(complaints(), None)
    print(noticed)
    assert noticed is not None


def test_nothing_is_noticed_without_a_slip() -> None:
    assert next(complaints(), None) is None


def mutate(monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str) -> None:
    """Run the edited source of a module and put what it defines in place of the original, wherever it is imported."""
    module = importlib.import_module(f"{PACKAGE}.{name}")
    source = Path(str(module.__file__)).read_text()
    assert source.count(old) == 1, f"{old!r} stands {source.count(old)} times in {name}"
    edited = ModuleType(module.__name__)
    edited.__file__ = module.__file__
    monkeypatch.setitem(sys.modules, module.__name__, edited)
    exec(compile(source.replace(old, new), str(module.__file__), "exec"), edited.__dict__)
    for user in [m for key, m in sys.modules.items() if key.startswith(PACKAGE)]:
        for word, value in list(vars(user).items()):
            if value is module:
                monkeypatch.setattr(user, word, edited)
            elif getattr(value, "__module__", None) == module.__name__ and hasattr(edited, word):
                monkeypatch.setattr(user, word, getattr(edited, word))


def complaints() -> Iterator[str]:
    """What is noticed, the fastest first."""
    for name, statement in SHARP.items():
        if answer(statement, sp.S.Zero) == "equal":
            yield f"proved: {name}"
    if answer(sp.Piecewise((1, sp.Eq(n, N)), (0, True)), sp.S.Zero, (n >= 1) & (n <= N)) != "different":
        yield "not refuted: n = N inside n <= N"
    yield from too_near()
    for name, (lhs, rhs) in TRUE.items():
        yield from unproved(name, lhs, rhs, True)
    for name, (lhs, rhs, twin, assumptions) in (ELEMENTARY | FUNCTIONS | PRODUCTS | DETERMINANTS).items():
        if answer(lhs, twin, assumptions) != "different":
            yield f"not refuted: {name}"
        yield from unproved(name, lhs, rhs, assumptions)


def unproved(name: str, lhs: sp.Expr, rhs: sp.Expr, assumptions: object) -> Iterator[str]:
    """What is true must be proved, and its certificate accepted."""
    if answer(lhs, rhs, assumptions) != "equal":
        yield f"not proved: {name}"
        return
    certificate = finite.prove(lhs, rhs, assumptions).data.get("certificate")
    if certificate and certificate["cases"]:
        try:
            recheck.verify(dict(certificate))
        except (ValueError, KeyError) as error:
            yield f"not re-checked: {name}: {error}"


def too_near() -> Iterator[str]:
    """Walls in two variables whose farthest vertex, found by solving all pairs, lies beyond V."""
    walls = [((1, 1), -9), ((1, -1), 2), ((0, 1), -1), ((-1, 2), 5)]
    sides = [(direction, value) for direction, c in walls for value in (-c, -c - 1)]
    heights = []
    for ((p, q), u), ((r, t), v) in combinations(sides, 2):
        if p * t - q * r:
            heights.append(Fraction(u * t - q * v, p * t - q * r))
    forms = [affine.of({"N": p, "n": q, "": c}) for (p, q), c in walls]
    reach, _ = importlib.import_module(f"{PACKAGE}.vertices").reach(forms, ("N", "n"), affine.variable("N"))
    if reach < max(heights):
        yield f"V = {reach} is nearer than the vertex at {max(heights)}"


def answer(lhs: sp.Expr, rhs: sp.Expr, assumptions: object = True) -> str:
    try:
        return finite.prove(lhs, rhs, assumptions).answer
    except Exception as error:  # a slip may also crash, which is noticed
        return type(error).__name__
