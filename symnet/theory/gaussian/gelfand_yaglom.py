"""Parameters that change with time: no closed form, but a recursion for the determinant, and its continuum equation."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import InputError
from symnet.notation import symbols as s
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step

DEVIATION = sp.IndexedBase("y", real=True)
"""y_n, a small deviation from the stationary path with y_0 = 0."""


@dataclass(frozen=True)
class Recursion:
    """The deviation that starts at 0: y_N/y_1 gives the determinant of the form between two held ends.

    recursion: q_{n+1} y_{n+1} = d_n y_n - q_n y_{n-1}, with the parameter's value on each step.
    determinant: q_2 ... q_N y_N/y_1.
    continuum: the recursion's leading term in dt, for y(t) and a parameter that depends smoothly on t.

    Source:
        I. M. Gelfand, A. M. Yaglom, J. Math. Phys. 1, 48 (1960); G. V. Dunne, J. Phys. A 41, 304006 (2008)
    """

    recursion: sp.Eq
    determinant: sp.Expr
    continuum: sp.Eq


def gelfand_yaglom(lattice: StepAction, changing: sp.Symbol) -> Recursion:
    """The recursion where one parameter takes the value parameter[n] on the n-th step.

    Raises:
        InputError: a symbol that is no parameter of the Lagrangian.
    """
    step, n, y = quadratic_step(lattice), s.n, DEVIATION
    if changing not in lattice.lagrangian.parameters:
        raise InputError(f"{changing} is no parameter of the Lagrangian {lattice.lagrangian.expr}")
    values = sp.IndexedBase(changing.name, real=True)

    def on(part: sp.Expr, which: sp.Expr) -> sp.Expr:
        return part.subs(changing, values[which])

    diagonal = on(step.late, n) + on(step.early, n + 1)
    recursion = sp.Eq(on(step.coupling, n + 1) * y[n + 1], diagonal * y[n] - on(step.coupling, n) * y[n - 1])
    determinant = sp.Product(on(step.coupling, n), (n, 2, s.N)) * y[s.N] / y[1]
    return Recursion(recursion, determinant, sp.Eq(_leading(step, changing), 0))


def _leading(step: QuadraticStep, changing: sp.Symbol) -> sp.Expr:
    """The recursion with y_{n +- 1} = y(t +- dt), its first term in dt; a step's parameter is taken at its middle."""
    t, y, value = s.t, sp.Function("y")(s.t), sp.Function(changing.name)(s.t)
    half = s.dt / 2

    def moved(function: sp.Expr, by: sp.Expr) -> sp.Expr:
        return sp.Add(*[function.diff(t, order) * by**order / sp.factorial(order) for order in range(5)])

    before, after = moved(value, -half), moved(value, half)
    equation = step.coupling.subs(changing, after) * moved(y, s.dt)
    equation += step.coupling.subs(changing, before) * moved(y, -s.dt)
    equation -= (step.late.subs(changing, before) + step.early.subs(changing, after)) * y
    numerator, denominator = sp.fraction(sp.together(equation.doit() / s.dt))
    terms = sp.Poly(sp.expand(numerator), s.dt)
    (lowest,), leading = terms.terms()[-1]
    (lowest_below,), below = sp.Poly(denominator, s.dt).terms()[-1]
    mass = step.mass.subs(changing, value)
    return sp.expand(leading / (below * mass)) * s.dt ** (lowest - lowest_below)
