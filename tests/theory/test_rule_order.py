"""The orders of the rules and their counterterms, against Baker-Campbell-Hausdorff, closed forms and quadrature."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.differential import DIFFUSION, POTENTIAL, Operator, function
from symnet.theory.discretization import discretize
from symnet.theory.gaussian.banded import evaluate
from symnet.theory.ground_state import stationary_state
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.represent import represent
from symnet.theory.rule_order import effective_hamiltonian, rule_order
from symnet.theory.rules import RULES, Rule, nodes

THETA = Rule("theta", nodes((sp.Rational(1, 3), 1)))
RULE = {rule.name: rule for rule in (*RULES, THETA)}


def test_the_trapezoid_is_the_symmetric_product_of_baker_campbell_and_hausdorff():
    v, kinetic = function(POTENTIAL[0]), Operator({2: -DIFFUSION / 2})
    again = v.commutator(kinetic)
    second = v.commutator(again).scaled(sp.QQ(1, 24)) + kinetic.commutator(again).scaled(sp.QQ(1, 12))
    series = effective_hamiltonian(RULE["trapezoid"], (POTENTIAL[0],))
    assert not series[0] - kinetic - v
    assert not series[1]
    assert not series[2] + second
    assert series[2] - second


def test_the_trapezoid_s_counterterm_is_takahashi_and_imada_s():
    force = sp.Function("V")(s.position).diff(s.position)
    assert rule_order("trapezoid").counterterms == {2: force**2 / (24 * s.m)}


@pytest.mark.parametrize("rule", RULE)
def test_the_oscillator_s_energy_has_the_order_and_the_counterterms_cancel_it(rule):
    """The energy of the closed form, as a power of dt: the order found, and beyond 2 with the counterterms."""
    order = rule_order(RULE[rule])
    spring = s.k * s.position**2 / 2
    assert measured_order(spring, rule) == order.spectrum
    assert measured_order(order.corrected(spring), rule) > 2
    mutant = (
        spring
        + sum(2 * s.dt**r * term for r, term in order.counterterms.items())
        .subs(sp.Function("V"), sp.Lambda(s.position, spring))
        .doit()
    )
    assert measured_order(mutant, rule) == order.spectrum


def measured_order(potential: sp.Expr, rule: str) -> int:
    letters = {s.dt: s.parameter("length"), s.hbar: s.parameter("quantum")}
    lagrangian = Lagrangian(s.m * s.velocity**2 / 2 - potential.subs(letters))
    energy = stationary_state(discretize(lagrangian, RULE[rule], "halfline", "euclidean")).energy
    energy = energy.subs({letter: symbol for symbol, letter in letters.items()})
    at = sp.lambdify(s.dt, energy.subs({s.m: 2, s.k: 3, s.hbar: sp.Rational(1, 2)}), "mpmath")
    with mpmath.workdps(60):
        exact = mpmath.sqrt(mpmath.mpf(3) / 2) / 4
        errors = [abs(at(mpmath.mpf(1) / 2**n) - exact) for n in (20, 21)]
        return round(float(mpmath.log(errors[0] / errors[1], 2)))


@pytest.mark.parametrize("rule", RULE)
def test_an_anharmonic_energy_has_the_order_too(rule):
    """The ground state of V = x^4/4 + x^3/3 + x^2 (m = hbar = 1) by diagonalising the step on a grid."""
    order = rule_order(RULE[rule])
    potential = s.position**4 / 4 + s.position**3 / 3 + s.position**2
    exact = energy_on_grid(RULE["trapezoid"], rule_order("trapezoid").corrected(potential), 0.02)
    for form, expected in ((potential, order.spectrum), (order.corrected(potential), 3)):
        errors = [abs(energy_on_grid(RULE[rule], form, dt) - exact) for dt in (0.16, 0.08)]
        assert np.log2(errors[0] / errors[1]) > expected - 0.4
        if form is potential:
            assert np.log2(errors[0] / errors[1]) < expected + 0.6


def energy_on_grid(rule: Rule, potential: sp.Expr, dt: float) -> float:
    step = rule.average(potential.subs({s.m: 1, s.hbar: 1, s.dt: dt}), s.x_prev, s.x_next)
    x = np.linspace(-4, 4, 161)
    q, p = np.meshgrid(x, x, indexing="ij")
    weight = sp.lambdify([s.x_prev, s.x_next], step, "numpy")(p, q)
    transfer = np.exp(-((q - p) ** 2) / (2 * dt) - dt * weight) * (x[1] - x[0]) / np.sqrt(2 * np.pi * dt)
    state = np.ones_like(x)
    for _ in range(int(12 / dt)):
        state = transfer @ state
        state /= np.linalg.norm(state)
    moved = transfer @ state
    return float(-np.log(np.linalg.norm(moved)) / dt)


def test_only_the_zigzag_s_amplitude_is_raised_twice_by_a_potential():
    raised = {rule: tuple(rule_order(RULE[rule]).for_amplitude) for rule in RULE}
    assert raised == {"midpoint": (1,), "endpoint": (), "trapezoid": (), "zigzag": (1, 2), "theta": ()}


def test_the_amplitude_of_the_oscillator_has_the_order_found():
    """The exact amplitude over N steps of T/N, at two widths."""
    with mpmath.workdps(60):
        for rule in RULES:
            lagrangian = Lagrangian(s.m * s.velocity**2 / 2 - s.k * s.position**2 / 2)
            rep = represent(lagrangian, rule=rule, time="euclidean")
            at = {s.m: 1, s.k: 1, s.hbar: 1, s.x_ini: sp.Rational(1, 3), s.x_fin: sp.Rational(3, 4)}
            exact = mpmath.mpmathify(sp.N(rep.continuum().value.subs(at).subs(s.T, 1), 50))
            errors = [evaluate(rep.lattice, n, at | {s.dt: sp.Rational(1, n)}) - exact for n in (512, 1024)]
            assert round(float(mpmath.log(abs(errors[0] / errors[1]), 2))) == rule_order(rule).amplitude
