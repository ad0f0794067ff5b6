import pytest
import sympy as sp

from symnet.judge.obligation import Obligation
from symnet.judge.trying import tried
from symnet.notation import symbols as s
from symnet.sums import Decision

UNDECIDED = Decision("undecided", ())
step = sp.Heaviside(s.t - s.dt)


def test_a_difference_beside_a_kink_is_found_and_exact() -> None:
    found = tried(Obligation("x", s.W[1] * step, s.W[1] * sp.Heaviside(s.t - s.dt / 2)), sp.true, UNDECIDED)
    assert found.answer == "different"
    at = {sp.Symbol(name) if "[" not in name else s.W[1]: value for name, value in found.counterexample.values.items()}
    t, dt = (found.counterexample.values.get(name, sp.S.Zero) for name in ("t", "dt"))
    assert (t > dt / 2) != (t > dt)
    assert at[s.W[1]] in (found.counterexample.lhs, found.counterexample.rhs)


def test_what_is_equal_stays_undecided() -> None:
    assert tried(Obligation("x", step, step), sp.true, UNDECIDED).answer == "undecided"


def test_a_decision_is_not_touched() -> None:
    equal = Decision("equal", ())
    assert tried(Obligation("x", sp.S.Zero, sp.S.One), sp.true, equal) is equal


def test_assumptions_hold_at_what_is_found() -> None:
    wrong = Obligation("x", s.W[s.n] * step, s.W[s.n] * step + sp.KroneckerDelta(s.n, 0) * s.dt)
    assert tried(wrong, (s.n >= 1) & (s.n <= s.N), UNDECIDED).answer == "undecided"


def between(place):
    """A step at ``place`` and one a little later: apart only on an interval that shrinks."""
    return Obligation("x", sp.Heaviside(s.t - place), sp.Heaviside(s.t - place - sp.Rational(1, 1000)))


@pytest.mark.parametrize("place", [s.dt, -s.dt / 3, 7 * s.x_ini, sp.Rational(22, 7)])
def test_steps_that_lie_close_together_are_told_apart(place) -> None:
    found = tried(between(place), sp.true, UNDECIDED)
    assert found.answer == "different"
    assert {found.counterexample.lhs, found.counterexample.rhs} == {0, 1}


def test_a_side_that_divides_by_zero_inside_the_assumptions_has_no_value_there() -> None:
    mode = Obligation("x", s.x_ini / (1 - sp.KroneckerDelta(s.n, 0)), s.x_ini / (1 + sp.KroneckerDelta(s.n, 0)))
    found = tried(mode, (s.n >= 0) & (s.n <= s.N), UNDECIDED)
    assert found.answer == "different"
    assert found.counterexample.values["n"] == 0
    assert found.counterexample.lhs is sp.nan
    assert tried(mode, (s.n >= 1) & (s.n <= s.N), UNDECIDED).answer == "undecided"


def test_a_quotient_that_is_cancelled_is_no_difference() -> None:
    assert tried(Obligation("x", s.x_ini**2 / s.x_ini, s.x_ini), sp.true, UNDECIDED).answer == "undecided"
