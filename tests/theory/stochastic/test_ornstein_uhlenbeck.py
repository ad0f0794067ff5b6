"""The Ornstein-Uhlenbeck process at finite dt, against sums over its history and against the lattice's ground state."""

from dataclasses import replace

import pytest
import sympy as sp

from symnet.errors import UnsupportedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.theory.discretization import discretize
from symnet.theory.gaussian.step import quadratic_step
from symnet.theory.ground_state import stationary_state
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import MIDPOINT, RULES, TRAPEZOID, Rule, nodes
from symnet.theory.stochastic.langevin import ANTI_ITO, ITO, STRATONOVICH, Langevin, nelson
from symnet.theory.stochastic.ornstein_uhlenbeck import boundary_term, nelson_steps, stationary_law, steps

OMEGA = s.parameter("omega")
THETA = Rule("theta", nodes((sp.Rational(1, 3), 1)))
HOOKE = nelson(sp.exp(-s.m * OMEGA * s.position**2 / (2 * s.hbar)))
NUMBERS = {s.m: sp.Rational(3, 2), OMEGA: sp.Rational(4, 5), s.dt: sp.Rational(2, 3), s.hbar: sp.Rational(7, 4)}
CONTINUUM = s.hbar / (2 * s.m * OMEGA)


def oscillator(rule, mass=s.m, stiffness=s.m * OMEGA**2):
    lagrangian = Lagrangian(mass * s.velocity**2 / 2 - stiffness * s.position**2 / 2)
    return discretize(lagrangian, rule, "halfline", "euclidean")


@pytest.mark.parametrize("alpha", [ITO, STRATONOVICH, ANTI_ITO, sp.Rational(1, 3)])
def test_the_stationary_variance_is_the_sum_over_the_whole_past(alpha):
    process = steps(HOOKE, alpha)
    kept, added = (part.subs(NUMBERS) for part in (process.kept, process.added))
    law = stationary_law(process)
    assert law.exists.subs(NUMBERS) == sp.true
    partial = sum(added * kept ** (2 * since) for since in range(400))
    assert abs(sp.N(partial - law.variance.subs(NUMBERS), 60)) < 1e-40
    assert law.correlation.subs(NUMBERS).subs(s.n, 3) == kept**3


def test_the_implicit_midpoint_has_the_right_variance_at_every_step_and_no_other_prescription_has():
    alpha = sp.Symbol("alpha", real=True)
    wrong = sp.cancel(stationary_law(steps(HOOKE, alpha)).variance / CONTINUUM)
    assert sp.cancel(wrong - 1 / (1 + (alpha - sp.Rational(1, 2)) * OMEGA * s.dt)) == 0
    assert stationary_law(steps(HOOKE, STRATONOVICH)).variance == CONTINUUM


def test_eulers_steps_run_away_from_twice_the_relaxation_time_on():
    exists = stationary_law(steps(HOOKE, ITO)).exists
    assert exists.subs({OMEGA: 1, s.dt: sp.Rational(19, 10)}) == sp.true
    assert exists.subs({OMEGA: 1, s.dt: 2}) == sp.false
    assert stationary_law(steps(HOOKE, STRATONOVICH)).exists.subs({OMEGA: 1, s.dt: 100}) == sp.true


@pytest.mark.parametrize("rule", [*RULES, THETA], ids=lambda rule: rule.name)
def test_the_process_of_a_lattice_has_the_density_of_its_ground_state_and_the_decay_of_its_correlator(rule):
    lattice = oscillator(rule)
    process, state, step = nelson_steps(lattice), stationary_state(lattice), quadratic_step(lattice)
    kept, added = (sp.N(part.subs(NUMBERS), 50) for part in (process.kept, process.added))
    gap = sp.N(state.gap.subs(NUMBERS), 50) / NUMBERS[s.hbar] * NUMBERS[s.dt]
    assert abs(kept - sp.exp(-gap)) < 1e-45
    early, late = (sp.N(part.subs(NUMBERS), 50) for part in (step.early, step.late))
    width = sp.N(state.width.subs(NUMBERS), 50)
    both_sides = 2 * width - (early - late)
    assert abs(added / (1 - kept**2) - NUMBERS[s.hbar] / both_sides) < 1e-45


def test_implicit_midpoint_steps_are_the_midpoint_lattice_step_by_step():
    process, other = steps(HOOKE, STRATONOVICH), nelson_steps(oscillator(MIDPOINT))
    assert sp.cancel(process.kept - other.kept) == 0
    assert sp.cancel(process.added - other.added) == 0
    assert boundary_term(process, oscillator(MIDPOINT)) == s.m * OMEGA / (2 * s.hbar)


def test_eulers_steps_are_a_lattice_of_a_lighter_particle():
    """Not the midpoint lattice, nor the trapezoid's of the same mass; but exactly the one of mass m (1 - omega dt)."""
    process = steps(HOOKE, ITO)
    for rule in (MIDPOINT, TRAPEZOID):
        with pytest.raises(UnsupportedError, match="two ends"):
            boundary_term(process, oscillator(rule))
    lighter = oscillator(TRAPEZOID, s.m * (1 - OMEGA * s.parameter("h")))
    there = replace(lighter, step=lighter.step.subs(s.parameter("h"), s.dt))
    assert sp.cancel(boundary_term(process, there) - (2 - OMEGA * s.dt) * s.m * OMEGA / (4 * s.hbar)) == 0


def test_what_is_not_linear_or_not_bound_is_refused():
    with pytest.raises(UnsupportedError, match="proportional"):
        steps(Langevin(-(s.position**3)), ITO)
    with pytest.raises(ZeroModeError):
        nelson_steps(oscillator(MIDPOINT, stiffness=sp.S.Zero))
    with pytest.raises(UnsupportedError, match="force"):
        nelson_steps(discretize(Lagrangian.parse("m*v^2/2 - k*x^2/2 + f*x"), MIDPOINT, "halfline", "euclidean"))
