"""Averages along a step, put in powers of its length: the same function, with fewer operations."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.kernels.places import ALONE, POSITION, VELOCITY
from symnet.kernels.segment import in_powers
from symnet.kernels.step import lower
from symnet.notation import symbols
from symnet.theory.represent import represent

DT = symbols.dt


@pytest.mark.parametrize("text", ["-g*x^4", "-k*(x-a)^2*(x+b)^2", "b*x^2*v", "-(x-a)^5", "-cos(x)*k", "-x^3 - exp(x)"])
def test_the_zigzag_average_is_the_average_of_the_potential_along_the_step(text: str) -> None:
    body = lower(represent(f"m*v^2/2 + {text}", rule="zigzag").lattice)
    s, numbers = (
        sp.Symbol("s"),
        {DT: 0.3, POSITION: 0.7, VELOCITY: -1.1, "a": 0.2, "b": 0.4, "g": 1.3, "k": 0.9, "m": 2},
    )
    typed = represent(f"m*v^2/2 + {text}").lattice.lagrangian.expr
    along = typed.subs(POSITION, POSITION + s * DT * VELOCITY)
    values = {letter: numbers.get(letter, numbers.get(letter.name)) for letter in along.free_symbols - {s}}
    average = sp.Integral(along.subs(values), (s, -sp.Rational(1, 2), sp.Rational(1, 2))).evalf()
    found = body.channels[0].lagrangian.subs(values).doit()
    written = found.replace(lambda e: hasattr(e, "written_out"), lambda e: e.written_out())
    assert float(written) == pytest.approx(float(average), rel=1e-12)


def test_a_quartic_is_three_terms_about_the_middle() -> None:
    body = lower(represent("m*v^2/2 - g*x^4", rule="zigzag").lattice)
    g, m = sp.symbols("g m", real=True)
    step = DT * VELOCITY
    quartic = POSITION**4 + POSITION**2 * step**2 / 2 + step**4 / 80
    assert sp.expand(body.channels[0].lagrangian - m * VELOCITY**2 / 2 + g * quartic) == 0
    assert sp.count_ops(body.channels[0].lagrangian) < 25


@pytest.mark.parametrize(
    "typed", [(VELOCITY - 3) ** 2 * POSITION, (POSITION - VELOCITY) ** 4, sp.sin(VELOCITY * DT) * POSITION]
)
def test_what_a_lagrangian_says_of_the_velocity_stays_as_it_is(typed: sp.Expr) -> None:
    assert in_powers(typed, [ALONE]) == typed
