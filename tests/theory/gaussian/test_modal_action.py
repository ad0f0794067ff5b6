"""The action in mode coefficients against the action on the path that they make."""

from __future__ import annotations

from itertools import pairwise

import pytest
import sympy as sp
from systems import BOUNDARY, RULE, draw, every, lattice

from symnet.errors import InputError, NotQuadraticError
from symnet.notation import symbols as s
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.instance import at_width
from symnet.theory.modal_action import action_in_modes, mode_path
from symnet.theory.represent import represent

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"


def on_the_path(action, N: int, values: dict) -> tuple[sp.Expr, sp.Expr]:
    """The action of the record, and that of the path the same coefficients draw."""
    found = at_width(action_in_modes(action), N)
    path = at_width(mode_path(ends_of(action.boundary)).subs(s.n, sp.Symbol("time", integer=True)), N)
    places = [path.subs(sp.Symbol("time", integer=True), n) for n in range(N + 1)]
    drawn = s.dt * sum(action.step.subs({s.x_prev: p, s.x_next: q}, simultaneous=True) for p, q in pairwise(places))
    coefficients = sorted(found.atoms(sp.Indexed) | drawn.atoms(sp.Indexed), key=str)
    at = values | {a: sp.Rational(n + 2, 7 * n + 3) for n, a in enumerate(coefficients)}
    return sp.N(found.subs(at), 40), sp.N(drawn.subs(at), 40)


@every("N boundary rule", (1, 2, 5), BOUNDARY, RULE, keep=8)
def test_a_quadratic_action_is_a_sum_of_squares(N, boundary, rule):
    action = lattice("everything", rule, boundary, "real")
    found, drawn = on_the_path(action, N, draw(action, (rule, boundary)))
    assert abs(found - drawn) < sp.Rational(1, 10**30)


@pytest.mark.parametrize("boundary", BOUNDARY)
def test_any_other_action_is_the_lattice_s_own_in_the_modes(boundary):
    rep = represent(QUARTIC, boundary=boundary)
    with pytest.raises(NotQuadraticError):
        rep.gaussian("a")
    assert rep.action("a").free_symbols >= {s.N, s.g}
    values = draw(rep.lattice, boundary)
    found, drawn = on_the_path(rep.lattice, 3, values)
    assert abs(found - drawn) < sp.Rational(1, 10**30)


def test_the_public_door_takes_a_width():
    rep = represent("m*v^2/2 - k*x^2/2", rule=RULE["trapezoid"])
    assert sp.expand(rep.action("a", N=1) - rep.action("x", N=1)) == 0
    assert {s.a[1], s.a[2]} == rep.action("a", N=3).atoms(sp.Indexed)
    with pytest.raises(InputError):
        rep.action("a", N=0)
