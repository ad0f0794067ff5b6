"""Relations between the stages' results, decided for every N by the engine."""

from __future__ import annotations

from itertools import product

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.sums import decide
from symnet.theory.represent import represent

LAGRANGIANS = ["m*v^2/2 - k*x^2/2", "m*v^2/2 + a*v*x - V(x)"]
RULES = ["midpoint", "endpoint", "trapezoid"]
later = sp.Symbol("l", integer=True)


def in_running_sums(action: sp.Expr) -> sp.Expr:
    """W_n = w_1 + ... + w_n put in."""
    velocities = {place: sp.Sum(s.w[later], (later, 1, place.indices[0])) for place in action.atoms(sp.Indexed)}
    return action.replace(lambda part: part in velocities and part.base == s.W, lambda part: velocities[part])


@pytest.mark.parametrize(("text", "rule", "boundary"), list(product(LAGRANGIANS, RULES, ["fixed", "halfline", "ring"])))
def test_the_two_actions_are_one_for_every_width(text: str, rule: str, boundary: str) -> None:
    representation = represent(text, rule=rule, boundary=boundary)
    decision = decide(in_running_sums(representation.action("W", last="kept")), representation.action("w", last="kept"))
    assert decision.answer == "equal"


@pytest.mark.parametrize("boundary", ["fixed", "ring"])
def test_eliminating_is_putting_the_last_weight_in(boundary: str) -> None:
    representation = represent("m*v^2/2 - V(x)", boundary=boundary)
    kept, eliminated = (representation.action("W", last=last) for last in ("kept", "eliminated"))
    end = {"fixed": s.x_fin, "ring": s.x[0]}[boundary]
    path = representation.path_in("W")
    assert path is not None
    last = path.last_weight(end)
    inner = sp.Piecewise((last, sp.Eq(s.j, s.N)), (s.W[s.j], True))
    put_in = kept.replace(lambda part: isinstance(part, sp.Indexed) and part.base == s.W, lambda part: _at(inner, part))
    assert decide(put_in, eliminated).answer == "equal"
    assert decide(kept, eliminated).answer == "different"


def _at(cases: sp.Expr, place: sp.Indexed) -> sp.Expr:
    """The weight at a place, its own bound index kept apart from the one inside."""
    fresh = sp.Symbol("p", integer=True)
    apart = cases.replace(
        lambda part: isinstance(part, sp.Sum), lambda part: sp.Sum(s.W[fresh], (fresh, *part.limits[0][1:]))
    )
    return apart.subs(s.j, place.indices[0])


@pytest.mark.parametrize(("variables", "boundary"), list(product("wW", ["fixed", "halfline", "ring", "free"])))
def test_the_jacobian_has_its_determinant_for_every_width(variables: str, boundary: str) -> None:
    found = represent("m*v^2/2", boundary=boundary).measure_in(variables, "eliminated")
    assert decide(found.jacobian, found.determinant).answer == "equal"
    assert decide(found.jacobian, found.determinant * s.dt).answer == "different"
