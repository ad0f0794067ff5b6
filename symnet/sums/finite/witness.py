"""Counterexamples: at an instance where the sides differ as polynomials, the simplest exact point that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product

import sympy as sp

from symnet.sums.decision import Counterexample
from symnet.sums.finite.instances import Instances, UndefinedInstanceError
from symnet.sums.finite.problem import Problem
from symnet.sums.finite.ring import Key, Quotient, Ring, Value, is_zero
from symnet.sums.finite.writing import printed, sympified

SIMPLE = tuple(Fraction(*pair) for pair in ((1, 1), (2, 1), (-1, 1), (1, 2), (3, 1), (-2, 1), (5, 1), (7, 3)))
"""The rationals tried, simplest first."""

TRIES = 400
"""Points tried at one instance."""


def witness(problem: Problem, env: Mapping[str, int], instances: Instances) -> Counterexample | None:
    """A point at this instance at which both sides are finite and differ, or None where none was found."""
    try:
        ring, (left, right) = instances.values((problem.left, problem.right), env)
    except UndefinedInstanceError:
        return None
    difference = left + (-1) * right
    if is_zero(difference):
        return None
    for count, given in enumerate(_points(problem, ring, difference)):
        found = _at_point(problem, env, given, instances)
        if found is not None or count >= TRIES:
            return found
    return None


def _at_point(
    problem: Problem, env: Mapping[str, int], given: dict[Key, Fraction], instances: Instances
) -> Counterexample | None:
    """Both sides there; what functions of different arguments are worth is chosen last."""
    if not _allowed(problem, given):
        return None
    try:
        ring, (left, right) = instances.values((problem.left, problem.right), env, _Given(given))
    except UndefinedInstanceError:
        return None
    difference = left + (-1) * right
    if is_zero(difference):
        return None
    names = {index: key for key, index in ring.atoms.items()}
    for chosen in _supports(ring, difference):
        values = {names[i]: Fraction(int(i in chosen)) for i in names}
        left_value, right_value = (_evaluated(ring, side, values) for side in (left, right))
        if left_value is not None and right_value is not None and left_value != right_value:
            shown = _shown(problem, env, given, {k: v for k, v in values.items() if v})
            return Counterexample(shown, sympified(left_value), sympified(right_value))
    return None


class _Given(dict[Key, Fraction]):
    """Every entry and scalar has a number, 0 unless given; functions stay atoms."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[0] in ("sym", "at")

    def __missing__(self, key: Key) -> Fraction:
        return Fraction(0)


def _points(problem: Problem, ring: Ring, difference: Value) -> Iterator[dict[Key, Fraction]]:
    """Candidate points: few non-zero atoms first, then simple values."""
    needed = {key for key in ring.atoms if not _may_vanish(problem, key)}
    names = {index: key for key, index in ring.atoms.items()}
    plain = [key for key in ring.atoms if isinstance(key, tuple) and key[0] in ("sym", "at")]
    inner = {index: _inside(ring, key) for key, index in ring.atoms.items()}
    supports: dict[frozenset[Key], None] = {}
    for chosen in _supports(ring, difference):
        base = frozenset(names[i] for i in chosen if names[i] in plain) | needed
        below = frozenset().union(*(inner[i] for i in chosen)) - base
        supports[base] = None
        for size in (1, 2):
            for more in combinations(sorted(below, key=str), size):
                supports[base | set(more)] = None
        supports[base | below] = None
    supports[frozenset(plain)] = None
    for support in sorted(supports, key=lambda s: (len(s), sorted(map(str, s)))):
        yield from _valued(sorted(support, key=str))


def _valued(keys: list[Key]) -> Iterator[dict[Key, Fraction]]:
    if len(keys) <= 3:
        choices: Iterable[tuple[Fraction, ...]] = sorted(
            product(SIMPLE[:5], repeat=len(keys)), key=lambda values: [SIMPLE.index(v) for v in values][::-1]
        )
        choices = sorted(choices, key=lambda values: sum(SIMPLE.index(v) for v in values))
    else:
        ones = [Fraction(1)] * len(keys)
        spread = [Fraction(2**i + i) for i in range(len(keys))]
        choices = [tuple(ones), tuple(Fraction(1 + i % 2) for i in range(len(keys))), tuple(spread)]
    for values in choices:
        yield dict(zip(keys, values, strict=True))


def _inside(ring: Ring, key: Key) -> frozenset[Key]:
    """The entries and scalars in the arguments of a function atom."""
    names = {index: other for other, index in ring.atoms.items()}
    if not isinstance(key, tuple) or key[0] != "fun":
        return frozenset([key])
    found: frozenset[Key] = frozenset()
    for above, below in key[2]:
        for exponents, _ in [*above, *below]:
            for i, e in enumerate(exponents):
                found |= _inside(ring, names[i]) if e else frozenset()
    return found


def _supports(ring: Ring, difference: Value) -> list[tuple[int, ...]]:
    """The sets of atoms of the numerator's monomials, smallest first."""
    above = difference.above if isinstance(difference, Quotient) else difference
    found = {tuple(i for i, e in enumerate(exponents) if e) for exponents in ring.terms(above)}
    return sorted(found, key=lambda s: (len(s), s))


def _may_vanish(problem: Problem, key: Key) -> bool:
    if not isinstance(key, tuple) or key[0] != "sym":
        return True
    symbol = problem.vocabulary.scalars[key[1]]
    if symbol.is_nonzero or symbol.is_zero is False:
        return False
    return not any(symbol in condition.free_symbols for condition in problem.conditions)


def _allowed(problem: Problem, given: Mapping[Key, Fraction]) -> bool:
    """The scalars' values respect their assumptions and the conditions."""
    values = {symbol: sympified(given.get(("sym", name), 0)) for name, symbol in problem.vocabulary.scalars.items()}
    for symbol, value in values.items():
        wanted = (symbol.is_positive, symbol.is_negative, symbol.is_nonnegative, symbol.is_nonpositive)
        holds = (value > 0, value < 0, value >= 0, value <= 0)
        if any(sign and not here for sign, here in zip(wanted, holds, strict=True)):
            return False
        if symbol.is_zero is False and value == 0:
            return False
    return all(condition.subs(values) == sp.true for condition in problem.conditions)


def _evaluated(ring: Ring, value: Value, values: Mapping[Key, Fraction]) -> Fraction | None:
    if isinstance(value, Quotient):
        above, below = (_evaluated(ring, part, values) for part in (value.above, value.below))
        return above / below if above is not None and below else None
    names = {index: key for key, index in ring.atoms.items()}
    total = Fraction(0)
    for exponents, coefficient in ring.terms(value).items():
        term = Fraction(str(coefficient))
        for i, e in enumerate(exponents):
            term *= values[names[i]] ** e if e else 1
        total += term
    return total


def _shown(
    problem: Problem, env: Mapping[str, int], given: Mapping[Key, Fraction], functions: Mapping[Key, Fraction]
) -> dict[str, sp.Expr]:
    shown: dict[str, sp.Expr] = {problem.vocabulary.integers[v].name: sp.Integer(value) for v, value in env.items()}
    for key, value in [*sorted(given.items(), key=str), *sorted(functions.items(), key=str)]:
        shown[printed(problem.vocabulary, key)] = sympified(value)
    return shown
