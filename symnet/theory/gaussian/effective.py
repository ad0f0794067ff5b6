"""What a rule does to a quadratic Lagrangian: at every width the lattice is exactly another continuum oscillator.

With cos(theta) = ratio, the amplitude of N steps is

    K_N = per_step**N * Mehler's kernel with frequency theta/dt and impedance q sin(theta), at time N dt,
          * exp(phase/hbar * [edge (x_fin^2 - x_ini^2) + ...]),

and so is the ground state and the partition function: nothing else is left of the rule.

Source:
    L. S. Schulman, Techniques and Applications of Path Integration, chapter 6; the kernel: F. G. Mehler (1866).
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step


@dataclass(frozen=True)
class EffectiveOscillator:
    """The continuum oscillator that a lattice is.

    frequency: theta/dt (mu/dt in Euclidean time). impedance: effective mass times frequency.
    per_step: the factor of each step that a rule leaves over, scale**(-1/2).
    edge: the coefficient of x_fin**2 - x_ini**2 in the action, from a rule that weighs the two ends of a step unlike.

    Units:
        frequency [T^-1], impedance [M T^-1], edge [M T^-1].
    """

    frequency: sp.Expr
    impedance: sp.Expr
    per_step: sp.Expr
    edge: sp.Expr

    @property
    def mass(self) -> sp.Expr:
        """The effective mass."""
        return self.impedance / self.frequency


def effective_oscillator(lattice: StepAction) -> EffectiveOscillator:
    """Frequency, impedance, factor per step and edge term of the oscillator that the lattice is."""
    step = quadratic_step(lattice)
    euclidean = lattice.time.name == "euclidean"
    turn = sp.acosh(step.ratio) if euclidean else sp.acos(step.ratio)
    return EffectiveOscillator(
        frequency=turn / s.dt,
        impedance=impedance(step, euclidean=euclidean),
        per_step=1 / sp.sqrt(step.scale),
        edge=sp.factor((step.late - step.early) / 4),
    )


def impedance(step: QuadraticStep, *, euclidean: bool) -> sp.Expr:
    """q sin(theta), or q sinh(mu) in Euclidean time: m*omega in the continuum."""
    square = sp.factor(sp.expand(step.diagonal**2 / 4 - step.coupling**2))
    return sp.sqrt(square if euclidean else -square)
