"""Counterexamples: at an instance where the sides differ as polynomials, the simplest exact point that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product

import sympy as sp

from symnet.sums.decision import Counterexample
from symnet.sums.finite.instances import WINDOW, Instances, UndefinedInstanceError
from symnet.sums.finite.language import ELEMENTARY
from symnet.sums.finite.problem import Problem
from symnet.sums.finite.ring import Key, Quotient, Ring, Value
from symnet.sums.finite.translation import MARK, is_infinite
from symnet.sums.finite.writing import at_values, printed, sympified

SIMPLE = tuple(Fraction(*pair) for pair in ((1, 1), (2, 1), (-1, 1), (1, 2), (3, 1)))
"""The rationals tried, simplest first."""

TRIES = 400
"""Points tried at one instance."""

DIGITS = 40
"""Precision at which two values with roots or elementary functions are told apart (never found equal)."""


def witness(problem: Problem, env: Mapping[str, int], instances: Instances) -> Counterexample | None:
    """A point at this instance at which both sides are finite and differ, or None where none was found."""
    try:
        ring, (left, right) = instances.values((problem.left, problem.right), env)
    except UndefinedInstanceError:
        return None
    difference = left + (-1) * right
    if ring.is_zero(difference):
        return None
    for count, given in enumerate(_points(problem, ring, difference)):
        found = _at_point(problem, env, given, instances)
        if found is not None or count >= TRIES:
            return found
    return None


def _at_point(
    problem: Problem, env: Mapping[str, int], given: dict[Key, Fraction], instances: Instances
) -> Counterexample | None:
    """Both sides there; what free functions are worth at different arguments is chosen last."""
    if not _allowed(problem, given):
        return None
    given = {_unmarked(key): value for key, value in given.items()}
    try:
        ring, sides = instances.values(problem.stated, env, _Given(given))
    except UndefinedInstanceError:
        return None
    difference = sides[0] + (-1) * sides[1]
    if ring.is_zero(difference):
        return None
    free = [key for key in ring.atoms if _is_free(key)]
    for chosen, worth in product(_supports(ring, difference), (1, 2)):
        values = {key: Fraction(worth if ring.atoms[key] in chosen else 0) for key in free}
        left, right = (at_values(ring, problem.vocabulary, side, values) for side in sides)
        if left is None or right is None or not _differ(left, right):
            continue
        if _is_local(problem, env, given, values, left):
            return Counterexample(_shown(problem, env, given, {k: v for k, v in values.items() if v}), left, right)
    return None


def _is_local(
    problem: Problem, env: Mapping[str, int], given: dict[Key, Fraction], values: Mapping[Key, Fraction], left: sp.Expr
) -> bool:
    """A sum over Z has a value there: a wider window shows the same."""
    if not any(map(is_infinite, problem.stated)):
        return True
    ring, sides = Instances(window=WINDOW + 1).values(problem.stated, env, _Given(given))
    return at_values(ring, problem.vocabulary, sides[0], values) == left


def _unmarked(key: Key) -> Key:
    """The entry at a fixed site for which a representative's entry stands."""
    assert isinstance(key, tuple)
    return ("at", key[1].removesuffix(MARK), key[2]) if key[0] == "at" else key


def _differ(left: sp.Expr, right: sp.Expr) -> bool:
    difference = left - right
    if difference.is_Rational:
        return bool(difference != 0)
    number = difference.evalf(DIGITS)
    return bool(number.is_number and number.is_finite) and bool(abs(number) > sp.Float(10) ** (8 - DIGITS))


class _Given(dict[Key, Fraction]):
    """Every entry and scalar has a number, 0 unless given; functions and roots stay atoms."""

    def __contains__(self, key: object) -> bool:
        return _is_plain(key)

    def __missing__(self, key: Key) -> Fraction:
        return Fraction(0)


def _is_plain(key: object) -> bool:
    return isinstance(key, tuple) and (key[0] == "at" or (key[0] == "sym" and key[1] != "pi"))


def _is_free(key: object) -> bool:
    return isinstance(key, tuple) and key[0] == "fun" and key[1] not in ELEMENTARY


def _points(problem: Problem, ring: Ring, difference: Value) -> Iterator[dict[Key, Fraction]]:
    """Candidate points: few non-zero atoms first, then simple values."""
    names = list(ring.atoms)
    plain = [key for key in names if _is_plain(key)]
    needed: frozenset[Key] = frozenset(("sym", v) for v in problem.vocabulary.scalars if not _may_vanish(problem, v))
    supports: dict[frozenset[Key], None] = {}
    for chosen in _supports(ring, difference):
        base = needed | {names[i] for i in chosen if _is_plain(names[i])}
        below = frozenset().union(*(_inside(names[i]) for i in chosen)) - base
        supports[base] = None
        for size in (1, 2):
            for more in combinations(sorted(below, key=str), size):
                supports[base | set(more)] = None
        supports[base | below] = None
    supports[needed | set(plain)] = None
    for support in sorted(supports, key=lambda s: (len(s), sorted(map(str, s)))):
        yield from _valued(sorted(support, key=str))


def _valued(keys: list[Key]) -> Iterator[dict[Key, Fraction]]:
    if len(keys) <= 3:
        choices: Iterable[tuple[Fraction, ...]] = sorted(
            product(SIMPLE, repeat=len(keys)), key=lambda values: sum(SIMPLE.index(v) for v in values)
        )
    else:
        choices = [
            (Fraction(1),) * len(keys),
            tuple(Fraction(1 + i % 2) for i in range(len(keys))),
            tuple(Fraction(2**i + i) for i in range(len(keys))),
        ]
    for values in choices:
        yield dict(zip(keys, values, strict=True))


def _inside(key: Key) -> frozenset[Key]:
    """The entries and scalars in the arguments of a function or under a root."""
    if not isinstance(key, tuple) or key[0] not in ("fun", "root"):
        return frozenset([key]) if _is_plain(key) else frozenset()
    arguments = key[2] if key[0] == "fun" else (key[1],)
    atoms = {atom for parts in arguments for part in parts for monomial, _ in part for atom, _ in monomial}
    return frozenset().union(*map(_inside, atoms))


def _supports(ring: Ring, difference: Value) -> list[tuple[int, ...]]:
    """The sets of atoms of the numerator's monomials, smallest first."""
    above = difference.above if isinstance(difference, Quotient) else difference
    found = {tuple(i for i, e in enumerate(exponents) if e) for exponents in ring.terms(above)}
    return sorted(found, key=lambda s: (len(s), s))


def _may_vanish(problem: Problem, scalar: str) -> bool:
    symbol = problem.vocabulary.scalars[scalar]
    if symbol is sp.pi:
        return True
    if symbol.is_zero is False:
        return False
    return not any(symbol in condition.free_symbols for condition in problem.conditions)


def _allowed(problem: Problem, given: Mapping[Key, Fraction]) -> bool:
    """The scalars' values respect their assumptions and the conditions."""
    values = {
        symbol: sympified(given.get(("sym", name), Fraction(0)))
        for name, symbol in problem.vocabulary.scalars.items()
        if symbol is not sp.pi
    }
    for symbol, value in values.items():
        wanted = (symbol.is_positive, symbol.is_negative, symbol.is_nonnegative, symbol.is_nonpositive)
        holds = (value > 0, value < 0, value >= 0, value <= 0)
        if any(sign and not here for sign, here in zip(wanted, holds, strict=True)):
            return False
        if symbol.is_zero is False and value == 0:
            return False
    return all(condition.subs(values) == sp.true for condition in problem.conditions)


def _shown(
    problem: Problem, env: Mapping[str, int], given: Mapping[Key, Fraction], functions: Mapping[Key, Fraction]
) -> dict[str, sp.Expr]:
    shown: dict[str, sp.Expr] = {problem.vocabulary.integers[v].name: sp.Integer(value) for v, value in env.items()}
    for key, value in [*sorted(given.items(), key=str), *sorted(functions.items(), key=str)]:
        shown[printed(problem.vocabulary, key)] = sympified(value)
    return shown
