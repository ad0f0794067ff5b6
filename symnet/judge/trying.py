"""Looking for an exact counterexample where neither proof could decide: what is found refutes, else nothing is said.

Steps and kinks at places that depend on free numbers are out of the proofs' reach, but not of evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

import sympy as sp

from symnet.errors import SymnetError
from symnet.judge.obligation import Obligation
from symnet.notation import symbols
from symnet.sums import Counterexample, Decision, Finding
from symnet.theory.instance import at_width

WIDTHS = (1, 2)
NUMBERS = tuple(map(sp.Rational, (0, 1, "1/4", "3/4", 2, -1)))
TRIALS = 4000


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
    for width in WIDTHS:
        for integers in _integers(obligation, assumptions, width):
            try:
                sides = [at_width(side.xreplace(integers), width) for side in (obligation.claimed, obligation.derived)]
            except (SymnetError, TypeError, ValueError):
                return
            yield from _by_values({symbols.N: sp.Integer(width), **integers}, *sides)


def _integers(obligation: Obligation, assumptions: sp.Basic, width: int) -> Iterator[dict[sp.Symbol, sp.Integer]]:
    both = sp.Tuple(obligation.claimed, obligation.derived)
    letters = sorted((s for s in both.free_symbols if isinstance(s, sp.Symbol) and s.is_integer), key=str)
    letters = [letter for letter in letters if letter != symbols.N]
    for values in product(range(width + 1), repeat=len(letters)):
        chosen = dict(zip(letters, map(sp.Integer, values), strict=True))
        if assumptions == sp.true or assumptions.subs({symbols.N: width, **chosen}) == sp.true:
            yield chosen


def _by_values(integers: dict[sp.Symbol, sp.Integer], left: sp.Expr, right: sp.Expr) -> Iterator[Counterexample]:
    """All small numbers for the free quantities; few of them, because only differences near a kink are looked for."""
    atoms = sorted(sp.Tuple(left, right).atoms(sp.Indexed) | _letters(left, right), key=str)
    choices = [[number for number in NUMBERS if not (atom.is_positive and number <= 0)] for atom in atoms]
    for values in islice(product(*choices), TRIALS):
        chosen = dict(zip(atoms, values, strict=True))
        if any(step.args[0].xreplace(chosen) == 0 for step in sp.Tuple(left, right).atoms(sp.Heaviside)):
            continue
        sides = [side.xreplace(chosen) for side in (left, right)]
        if all(side.is_Rational for side in sides) and sides[0] != sides[1]:
            names = {str(name): value for name, value in {**integers, **chosen}.items() if value != 0}
            yield Counterexample(names, *sides)


def _letters(left: sp.Expr, right: sp.Expr) -> set[sp.Basic]:
    bases = {entry.base.label for entry in sp.Tuple(left, right).atoms(sp.Indexed)}
    return {each for each in (left.free_symbols | right.free_symbols) if each.is_Symbol and each not in bases}
