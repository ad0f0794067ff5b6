"""Looking for an exact counterexample where neither proof could decide: what is found refutes, else nothing is said.

Steps and kinks at places that depend on free numbers are out of the proofs' reach, but not of evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice, pairwise, product

import sympy as sp

from symnet.errors import SymnetError
from symnet.judge.instances import LONGEST
from symnet.judge.obligation import Obligation
from symnet.notation import symbols
from symnet.sums import Counterexample, Decision, Finding
from symnet.theory.instance import at_width

WIDTHS = (1, 2)
NUMBERS = tuple(map(sp.Rational, (0, 1, "1/4", "3/4", 2, -1)))
TRIALS = 4000
_NOWHERE = (sp.zoo, sp.nan, sp.oo, -sp.oo)


def tried(obligation: Obligation, assumptions: sp.Basic, decision: Decision) -> Decision:
    """The decision, or a refutation where it was undecided and an exact instance shows a difference."""
    if decision.answer != "undecided":
        return decision
    found = next(_differences(obligation, assumptions), None)
    if found is None:
        return decision
    shown = Finding("finite check", "different", "an exact instance at which the two sides differ", found)
    return replace(decision, answer="different", proofs=(shown,), counterexample=found)


def _differences(obligation: Obligation, assumptions: sp.Basic) -> Iterator[Counterexample]:
    if _is_long(obligation):
        return
    for width in WIDTHS:
        for integers in _integers(obligation, assumptions, width):
            try:
                sides = [at_width(side.xreplace(integers), width) for side in (obligation.claimed, obligation.derived)]
            except (SymnetError, TypeError, ValueError):
                return
            places = {symbols.N: sp.Integer(width), **integers}
            yield from _without_a_value(places, *sides)
            yield from _by_values(places, *sides)


def _is_long(obligation: Obligation) -> bool:
    """Has it a range of more terms than can be written out, at the widest width?"""
    ranged = sp.Tuple(obligation.claimed, obligation.derived).atoms(sp.Sum, sp.Product)
    lengths = (upper - lower for each in ranged for _, lower, upper in each.limits)
    return any((length.subs(symbols.N, max(WIDTHS)) > LONGEST) == True for length in lengths)  # noqa: E712


def _without_a_value(integers: dict[sp.Symbol, sp.Integer], left: sp.Expr, right: sp.Expr) -> Iterator[Counterexample]:
    """A place inside the assumptions where one side divides by zero, whatever the numbers, and the other does not."""
    if left.has(*_NOWHERE) != right.has(*_NOWHERE):
        lhs, rhs = (sp.nan if side.has(*_NOWHERE) else side for side in (left, right))
        yield Counterexample({str(name): value for name, value in integers.items()}, lhs, rhs)


def _integers(obligation: Obligation, assumptions: sp.Basic, width: int) -> Iterator[dict[sp.Symbol, sp.Integer]]:
    both = sp.Tuple(obligation.claimed, obligation.derived)
    letters = sorted((s for s in both.free_symbols if isinstance(s, sp.Symbol) and s.is_integer), key=str)
    letters = [letter for letter in letters if letter != symbols.N]
    for values in product(range(width + 1), repeat=len(letters)):
        chosen = dict(zip(letters, map(sp.Integer, values), strict=True))
        if assumptions == sp.true or assumptions.subs({symbols.N: width, **chosen}) == sp.true:
            yield chosen


def _by_values(integers: dict[sp.Symbol, sp.Integer], left: sp.Expr, right: sp.Expr) -> Iterator[Counterexample]:
    """Small numbers for the free quantities, and for one that moves the kinks a number between any two of them."""
    atoms = sorted(sp.Tuple(left, right).atoms(sp.Indexed) | _letters(left, right), key=str)
    kinks = _kinks(left, right)
    moving = next((atom for atom in atoms if kinks and all(_moves(atom, kink) for kink in kinks)), None)
    others = [atom for atom in atoms if atom != moving]
    choices = [[number for number in NUMBERS if not (atom.is_positive and number <= 0)] for atom in others]
    for values in islice(product(*choices), TRIALS):
        chosen = dict(zip(others, values, strict=True))
        for number in [] if moving is None else _between(kinks, moving, chosen):
            yield from _difference(integers, {**chosen, moving: number}, left, right)
        if moving is None:
            yield from _difference(integers, chosen, left, right)


def _kinks(left: sp.Expr, right: sp.Expr) -> list[sp.Expr]:
    """What changes its sign where a side has a step or a kink."""
    both = sp.Tuple(left, right)
    steps = [each.args[0] for each in both.atoms(sp.Heaviside, sp.Abs, sp.sign)]
    return steps + [a - b for each in both.atoms(sp.Max, sp.Min) for a, b in combinations(each.args, 2)]


def _moves(atom: sp.Expr, kink: sp.Expr) -> bool:
    slope = kink.diff(atom)
    return bool(slope.is_number and slope != 0)


def _between(kinks: list[sp.Expr], atom: sp.Expr, chosen: dict[sp.Expr, sp.Rational]) -> Iterator[sp.Rational]:
    """A number in each of the intervals into which the kinks cut the line of ``atom``."""
    reached = {-kink.xreplace({**chosen, atom: sp.S.Zero}) / kink.diff(atom) for kink in kinks}
    if not all(place.is_Rational for place in reached):
        return
    places = sorted(reached)
    inside = [(a + b) / 2 for a, b in pairwise(places)]
    for number in (places[0] - 1, *inside, places[-1] + 1):
        if not (atom.is_positive and number <= 0):
            yield number


def _difference(
    integers: dict[sp.Symbol, sp.Integer], chosen: dict[sp.Expr, sp.Rational], left: sp.Expr, right: sp.Expr
) -> Iterator[Counterexample]:
    """This instance, if both sides have an exact value there and they are two."""
    if any(step.args[0].xreplace(chosen) == 0 for step in sp.Tuple(left, right).atoms(sp.Heaviside)):
        return
    sides = [side.xreplace(chosen) for side in (left, right)]
    if all(side.is_Rational for side in sides) and sides[0] != sides[1]:
        names = {str(name): value for name, value in {**integers, **chosen}.items() if value != 0}
        yield Counterexample(names, *sides)


def _letters(left: sp.Expr, right: sp.Expr) -> set[sp.Basic]:
    bases = {entry.base.label for entry in sp.Tuple(left, right).atoms(sp.Indexed)}
    return {each for each in (left.free_symbols | right.free_symbols) if each.is_Symbol and each not in bases}
