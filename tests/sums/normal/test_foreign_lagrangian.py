"""A driven, anharmonic oscillator that is not the paper's: its form, its action and its derivation, written back."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
import sympy as sp
from sympy import Max, Min, Sum

import symnet
from symnet import sums
from symnet.notation import symbols as s
from symnet.notation.tex import tex
from symnet.sums.normal import entry, prove, steps, write

RULES = ("midpoint", "endpoint", "trapezoid", "zigzag")
BASES = {"w": s.w, "W": s.W}
i, j, N = s.i, s.j, s.N
SQUARE = (i >= 1) & (i <= N) & (j >= 1) & (j <= N)
NUMBERS = {"m": 3, "k": sp.Rational(2, 5), "f": 7, "g": sp.Rational(5, 3)}


def representation(rule: str) -> symnet.theory.represent.Representation:
    return symnet.represent("m*v^2/2 - k*x^2/2 + f*x - g*x^3", rule=rule)


@pytest.mark.parametrize("variables", BASES)
@pytest.mark.parametrize("rule", RULES)
def test_the_action_is_written_back_and_both_proofs_agree(rule: str, variables: str) -> None:
    action = representation(rule).action(variables)
    readable = write(action)
    decision = sums.decide(action, readable)
    assert decision.answer == "equal"
    assert len(decision.proofs) == 2
    assert prove(action, readable + s.dt / N, explain=False).answer == "different"


@pytest.mark.parametrize("variables", BASES)
@pytest.mark.parametrize("rule", RULES)
def test_entries_of_the_form_are_second_derivatives_of_the_explicit_action(rule: str, variables: str) -> None:
    made, base = representation(rule), BASES[variables]
    given = {symbol: NUMBERS[str(symbol)] for symbol in made.parameters} | {s.dt: sp.Rational(3, 4)}
    closed = entry(made.action(variables).subs(given), base, i, j, assumptions=SQUARE)
    assert not closed.has(Sum)
    for size in (1, 2, 3, 4):
        explicit = sp.expand(made.action(variables, N=size).subs(given))
        for p, q in product(range(1, size + 1), repeat=2):
            wanted = sp.diff(explicit, base[p], base[q]).subs(dict.fromkeys(explicit.atoms(sp.Indexed), 0))
            assert sp.expand(closed.subs({N: size, i: p, j: q}) - wanted) == 0


@pytest.mark.parametrize("rule", RULES)
def test_each_step_of_the_derivation_is_true_and_prints_as_latex(rule: str) -> None:
    action = representation(rule).action("w")
    chain = steps(action, write(action))
    assert chain[0].before == action
    assert all(first.after == second.before for first, second in pairwise(chain))
    for step in chain:
        assert step.rule
        assert step.latex == f"{tex(step.before)} = {tex(step.after)}"
        assert step.latex.count("{") == step.latex.count("}")
        assert "\\sum" in tex(step.before)
        assert prove(step.before, step.after, explain=False).answer == "equal"


def test_the_free_entries_do_not_depend_on_the_force() -> None:
    made = symnet.represent("m*v^2/2 + f*x", rule="endpoint")
    mass = next(symbol for symbol in made.parameters if str(symbol) == "m")
    closed = entry(made.action("w"), s.w, i, j, assumptions=SQUARE)
    assert sp.expand(closed - mass * s.dt * (N - Max(i, j) + 1)) == 0
    assert not closed.has(Min)
