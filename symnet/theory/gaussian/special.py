"""The parameters at which a closed form changes its kind, each by its name, with what holds there instead."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.logic.boolalg import Boolean

from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.theory.gaussian.convergence import convergence
from symnet.theory.gaussian.ends import Ends, ends_of
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step


@dataclass(frozen=True)
class SpecialCase:
    """A condition on the parameters, and what it does.

    value: the amplitude, ground state or partition function there, where it has one of another form.
    """

    name: str
    condition: Boolean
    meaning: str
    value: sp.Expr | None = None


def special_cases(lattice: StepAction) -> tuple[SpecialCase, ...]:
    """All of them for one action; empty where the closed forms hold for every value of the parameters."""
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    is_real = lattice.time.phase == sp.I
    found = (
        _decoupled(lattice, step, ends),
        _caustic(step, ends) if is_real else None,
        None if is_real else _unbounded(step, ends),
        _zero_mode(step, ends),
        _unstable(step) if is_real else None,
    )
    return tuple(case for case in found if case is not None)


def _decoupled(lattice: StepAction, step: QuadraticStep, ends: Ends) -> SpecialCase | None:
    vanishing = sp.fraction(sp.together(step.coupling))[0]
    if not vanishing.has(s.dt):
        return None
    value = None if ends.name == "free" else _decoupled_value(lattice, step, ends)
    meaning = "a step does not couple its two ends: the ratio is infinite, and every inner position is on its own"
    return SpecialCase("the coupling vanishes", sp.Eq(vanishing, 0), meaning, value)


def _decoupled_value(lattice: StepAction, step: QuadraticStep, ends: Ends) -> sp.Expr:
    """The integral where it is a product over the positions."""
    phase = lattice.time.phase

    def held(quadratic: sp.Expr, linear: sp.Expr, at: sp.Expr) -> sp.Expr:
        return quadratic * at**2 / 2 + linear * at

    def free(quadratic: sp.Expr) -> sp.Expr:
        return sp.sqrt(-phase * step.mass / s.dt) / sp.sqrt(-phase * quadratic)

    def lowest(quadratic: sp.Expr, linear: sp.Expr) -> sp.Expr:
        return -(linear**2) / (2 * quadratic)

    inner = s.N if ends.is_ring else s.N - 1
    action = s.N * step.constant + inner * lowest(step.diagonal, step.force)
    root = free(step.diagonal) ** inner
    if ends.start is not None:
        action += held(step.early, step.push, ends.start)
        if ends.finish is not None:
            action += held(step.late, step.pull, ends.finish)
            root *= sp.sqrt(-phase * step.mass / (2 * sp.pi * s.hbar * s.dt))
        else:
            action += lowest(step.late, step.pull)
            root *= free(step.late)
    return root * sp.exp(phase * action / s.hbar)


def _caustic(step: QuadraticStep, ends: Ends) -> SpecialCase | None:
    if ends.name != "fixed" or not step.is_bound:
        return None
    condition = sp.Eq(ends.matrix(step).reduced_determinant, 0)
    meaning = "a mode costs no action: all paths from x_ini meet again, the amplitude is a delta function or zero"
    return SpecialCase("caustic", condition, meaning)


def _unbounded(step: QuadraticStep, ends: Ends) -> SpecialCase | None:
    bounded = convergence(step, ends)
    if bounded == sp.true:
        return None
    return SpecialCase("unbounded mode", sp.Not(bounded), "a mode's weight grows: the Euclidean integral is infinite")


def _zero_mode(step: QuadraticStep, ends: Ends) -> SpecialCase | None:
    if ends.name not in ("ring", "free"):
        return None
    meaning = "the whole path can be moved for free: the integral is proportional to the volume of space"
    return SpecialCase("zero mode", sp.Eq(tidy(step.stiffness / s.dt), 0), meaning)


def _unstable(step: QuadraticStep) -> SpecialCase | None:
    beyond = sp.Lt(step.ratio, -1)
    if not step.is_bound or beyond == sp.false:
        return None
    meaning = "the step is too long for its frequency: the lattice path alternates and grows, the continuum's does not"
    return SpecialCase("unstable step", beyond, meaning)
