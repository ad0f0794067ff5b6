"""What a rule does to a quadratic Lagrangian, in sentences: frequency, time, prefactor, ends."""

from __future__ import annotations

import sympy as sp

from symnet.notation import symbols as s
from symnet.notation.text import text
from symnet.notation.tidy import tidy
from symnet.theory.gaussian.effective import effective_oscillator, impedance
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step


def cost_of_rule(lattice: StepAction) -> tuple[str, ...]:
    """One sentence for each thing that a rule changes, and for each that it leaves alone; exact at every N."""
    step = quadratic_step(lattice)
    if not step.is_bound:
        return (_nothing_turns(step), _prefactor(step), _ends(step))
    euclidean = lattice.time.name == "euclidean"
    return (_frequency(lattice, step), _impedance(step, euclidean=euclidean), _prefactor(step), _ends(step))


def frequency_shift(step: QuadraticStep) -> sp.Expr:
    """c dt**r in frequency = omega*(1 + c*dt**r + ...): from theta**2 = 2 kappa + kappa**2/3 + ..., kappa = 1 - ratio.

    Source:
        arccos(1 - kappa)**2 as a power series
    """
    first, odd, second = _series(tidy((1 - step.ratio) / s.dt**2))
    if odd != 0:
        return tidy(odd / (2 * first)) * s.dt
    return tidy(second / (2 * first) + first / 12) * s.dt**2


def _series(expression: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """a, b, c of a + b dt + c dt**2 + ..., of a fraction."""
    numerator, denominator = (sp.Poly(part, s.dt) for part in sp.fraction(sp.together(expression)))
    above, below = ([part.coeff_monomial(s.dt**n) for n in range(3)] for part in (numerator, denominator))
    first = above[0] / below[0]
    odd = (above[1] - first * below[1]) / below[0]
    return sp.cancel(first), sp.cancel(odd), sp.cancel((above[2] - first * below[2] - odd * below[1]) / below[0])


def _frequency(lattice: StepAction, step: QuadraticStep) -> str:
    own, shift = effective_oscillator(lattice).frequency, frequency_shift(step)
    return (
        f"N steps are exactly one oscillator of the frequency {text(own)}; counted with the continuum's frequency, "
        f"the effective time is N*dt*({text(1 + shift)} + ...)"
    )


def _impedance(step: QuadraticStep, *, euclidean: bool) -> str:
    own = impedance(step, euclidean=euclidean)
    if own.has(s.dt):
        return f"its mass times frequency is {text(own)}, which depends on dt"
    return f"its mass times frequency is {text(own)}, the continuum's, at every dt"


def _nothing_turns(step: QuadraticStep) -> str:
    mass = tidy(step.coupling * s.dt)
    return f"nothing binds: N steps are exactly the uniform acceleration of a mass {text(mass)} over the time N*dt"


def _prefactor(step: QuadraticStep) -> str:
    if step.scale == 1:
        return "the measure of the free particle is the right one: no factor is left over in a step"
    return f"beside the measure of the free particle each step leaves the factor ({text(step.scale)})^(-1/2)"


def _ends(step: QuadraticStep) -> str:
    uneven = tidy((step.late - step.early) / 4)
    if uneven == 0:
        return "no term is left at the ends of the path"
    return f"at the ends of the path the action keeps the term ({text(uneven)})*(x_fin^2 - x_ini^2)"
