"""Actions to try: every rule (and one of our own), boundary and time, with random exact parameters."""

from __future__ import annotations

import random
from itertools import product

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import RULES, Rule, nodes

THETA = Rule("theta", nodes((sp.Rational(1, 3), 1)))
RULE = {rule.name: rule for rule in (*RULES, THETA)}
BOUNDARY = ("fixed", "halfline", "ring", "free")
TIME = ("real", "euclidean")

LAGRANGIAN = {
    "free": "m*v^2/2",
    "constant force": "m*v^2/2 + f*x",
    "oscillator": "m*v^2/2 - k*x^2/2",
    "inverted oscillator": "m*v^2/2 + k*x^2/2",
    "everything": "m*v^2/2 + b*x*v - k*x^2/2 + f*x + e*v + h",
}

DRIVEN = {
    "driven oscillator": "m*v^2/2 - k*x^2/2 + f*x",
    "driven inverted oscillator": "m*v^2/2 + k*x^2/2 + f*x",
}


def lattice(system: str, rule: str, boundary: str, time: str):
    return discretize(Lagrangian.parse((LAGRANGIAN | DRIVEN)[system]), RULE[rule], boundary, time)


def draw(action, seed: object, *, height: int = 9) -> dict[sp.Symbol, sp.Rational]:
    """A value for every symbol: positive m, k, dt, hbar, any sign elsewhere."""
    source = random.Random(repr(seed))

    def positive() -> sp.Rational:
        return sp.Rational(source.randint(1, height), source.randint(1, height))

    values = {symbol: positive() for symbol in (s.dt, s.hbar)}
    values |= {symbol: positive() * source.choice((1, -1)) for symbol in (s.x_ini, s.x_fin)}
    for letter in action.lagrangian.parameters:
        values[letter] = positive() * (1 if letter.name in "mk" else source.choice((1, -1)))
    return values


def every(names: str, *choices: object, keep: int) -> pytest.MarkDecorator:
    """Every combination; all but ``keep`` of them, drawn once and for all, only in the long run."""
    combined = list(product(*choices)) if len(choices) > 1 else [tuple(case) for case in choices[0]]
    kept = set(random.Random(names).sample(range(len(combined)), min(keep, len(combined))))
    cases = [
        pytest.param(*case, marks=() if place in kept else pytest.mark.long) for place, case in enumerate(combined)
    ]
    return pytest.mark.parametrize(names.split(), cases)
