"""What the step costs: the energies that each rule gives the oscillator at finite dt, over the continuum's."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symnet.notation import symbols as s
from symnet.report.figures.curves import Axis, Curve, curve_panel
from symnet.report.figures.drawing import Drawing, Ink, beside
from symnet.theory.ground_state import stationary_state
from symnet.theory.perturbation.continuum import continuum
from symnet.theory.perturbation.line import LineSeries
from symnet.theory.represent import Representation, represent

_UNITS = {s.m: 1, s.k: 1, s.hbar: 1, s.g: 1}
_INKS = {"trapezoid": Ink.PATH, "zigzag": Ink.LINK, "midpoint": Ink.RANDOM}
_STEPS = [sp.Rational(n, 10) for n in range(1, 21)]
_ACROSS = Axis(r"\omega \Delta\tau", 0, 2, 12, (0, 0.5, 1, 1.5, 2))
_UP = (0.0, 1.0, 15, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))


def at_finite_step() -> Drawing:
    """The zero-point energy, and the first order of a quartic potential, by three rules."""
    zero_point = {rule: _curve(rule, _half_line("m*v^2/2 - k*x^2/2", rule), _zero_point) for rule in _INKS}
    quartic = {rule: _curve(rule, _half_line("m*v^2/2 - k*x^2/2 - g*x^4", rule), _first_order) for rule in _INKS}
    return beside(
        curve_panel([*zero_point.values()], _ACROSS, Axis(r"E_0/(\hbar\omega/2)", *_UP), "the zero-point energy."),
        curve_panel([*quartic.values()], _ACROSS, Axis(r"E_1(\Delta\tau)/E_1(0)", *_UP), "the first order in x^4."),
    )


def _half_line(lagrangian: str, rule: str) -> Representation:
    return represent(lagrangian, rule=rule, time="euclidean", boundary="halfline")


def _curve(rule: str, system: Representation, energies: Callable[[Representation], tuple[sp.Expr, sp.Expr]]) -> Curve:
    """The energy over its limit, which is where the curve begins."""
    closed, limit = (energy.subs(_UNITS) for energy in energies(system))
    ratio = closed / limit
    return Curve(rule, ((0.0, 1.0), *[(float(step), float(ratio.subs(s.dt, step))) for step in _STEPS]), _INKS[rule])


def _zero_point(system: Representation) -> tuple[sp.Expr, sp.Expr]:
    return stationary_state(system.lattice).energy, s.hbar * sp.sqrt(s.k / s.m) / 2


def _first_order(system: Representation) -> tuple[sp.Expr, sp.Expr]:
    series = system.perturbation()
    if not isinstance(series, LineSeries):
        raise TypeError(f"a series on the line, not {type(series).__name__}")
    return series.system.spelled_out(series.energy[0]), continuum(series).leading(1).value
