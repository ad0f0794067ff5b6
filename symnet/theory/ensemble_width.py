"""The network of N cosines at finite width: how far it is from the Gaussian process it becomes.

For the oscillator's profile 1/sqrt(b**2 + omega**2) every mean over a frequency is an arctangent of the cut-off, so the
distance from a Gaussian is closed in N and Lambda. It depends on Lambda/(N omega): the limits N -> oo and
Lambda -> oo do not commute.

Source:
    eqs. (2.1)-(2.5); J. Halverson, A. Maiti, K. Stoner, Mach. Learn.: Sci. Technol. 2, 035002 (2021), for the fourth
    cumulant of a network of finite width
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.ensemble import CosineEnsemble, Normal, oscillator_ensemble, propagator
from symnet.theory.series import Approach

_REACH = sp.Symbol("u", positive=True)
"""Lambda/omega."""
_PAIRINGS = (((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2)))


@dataclass(frozen=True)
class FiniteWidth:
    """An ensemble of width N whose profile is 1/sqrt(b**2 + ``frequency``**2), b uniform up to the cut-off.

    Raises:
        UnsupportedError: another profile, or another law of frequencies or phases.
    """

    ensemble: CosineEnsemble

    def __post_init__(self) -> None:
        squared = sp.expand(self.ensemble.profile**-2 - s.b**2)
        ends = (self.ensemble.frequency.lower, self.ensemble.frequency.upper)
        phases = (self.ensemble.phase.lower, self.ensemble.phase.upper)
        if squared.has(s.b) or ends != (-s.cutoff, s.cutoff) or phases != (-sp.pi, sp.pi):
            raise UnsupportedError(f"closed forms are for b uniform and 1/sqrt(b^2 + omega^2), not {self.ensemble}")

    @cached_property
    def frequency(self) -> sp.Expr:
        """omega."""
        return sp.sqrt(sp.expand(self.ensemble.profile**-2 - s.b**2))

    def mean_profile(self, power: int) -> sp.Expr:
        """The mean of profile**(2*power) over the frequency."""
        return self._in_reach(_mean_power(power)) / self.frequency ** (2 * power)

    def _in_reach(self, expression: sp.Expr) -> sp.Expr:
        return expression.subs(_REACH, s.cutoff / self.frequency)

    @property
    def variance(self) -> sp.Expr:
        """<x**2>: N times one unit's."""
        return s.N * self.ensemble.amplitude.moment(2) * self.mean_profile(1) / 2

    def connected_four_point(self, *times: sp.Expr) -> sp.Expr:
        """<x x x x> less its three products of pairs, at any four times: N times one unit's."""
        angles = tuple(s.b * time for time in times)
        whole = self.ensemble.over_frequency(self.ensemble.unit_moment(angles))
        pairs = [[self._pair(angles[a], angles[b]) for a, b in pairing] for pairing in _PAIRINGS]
        return s.N * (whole - sp.Add(*[sp.Mul(*both) for both in pairs]))

    def _pair(self, first: sp.Expr, second: sp.Expr) -> sp.Expr:
        return self.ensemble.over_frequency(self.ensemble.unit_moment((first, second)))

    @property
    def fourth_cumulant(self) -> sp.Expr:
        """The connected four-point function at one time, closed."""
        return self.excess_kurtosis * self.variance**2

    @property
    def excess_kurtosis(self) -> sp.Expr:
        """The fourth cumulant over the squared variance: free of the amplitudes' variance."""
        return self._in_reach(self._excess_of_one_unit) / s.N

    @cached_property
    def _excess_of_one_unit(self) -> sp.Expr:
        """N times the excess kurtosis, in Lambda/omega."""
        fourth, second = (self._at_one_time(power) for power in (4, 2))
        ratio = fourth * _mean_power(2) / (second * _mean_power(1)) ** 2
        return sp.expand(ratio.subs(s.N, 1)) - 3

    def _at_one_time(self, power: int) -> sp.Expr:
        """The mean of a power of one unit's output over amplitude and phase, its profile 1."""
        return sp.cancel(self.ensemble.unit_moment((sp.S.Zero,) * power) / self.ensemble.profile**power)

    def characteristic(self, source: sp.Expr) -> sp.Expr:
        """<exp(i source x)>: the N-th power of one unit's.

        The amplitude's mean is exp(-A cos(phase)**2), A = (source*profile)**2 variance/2, and the phase's mean of that
        is exp(-A/2) I_0(A/2), since cos**2 = (1 + cos of twice the phase)/2.
        """
        half = source**2 * self.ensemble.amplitude.variance * self.ensemble.profile**2 / 4
        return self.ensemble.over_frequency(sp.exp(-half) * sp.besseli(0, half)) ** s.N

    @property
    def wide(self) -> Approach:
        """The excess kurtosis as N -> oo at fixed cut-off: a Gaussian."""
        small = sp.Dummy("1/N", positive=True)
        powers = sp.Poly(self.excess_kurtosis.subs(s.N, 1 / small), small)
        order = min(power for (power,), _ in powers.terms() if power > 0)
        correction = powers.coeff_monomial(small**order)
        return Approach(powers.coeff_monomial(1), 1 / s.N, sp.Integer(order), correction, ("at fixed cut-off",))

    @property
    def deep(self) -> Approach:
        """N omega/Lambda times the excess kurtosis as Lambda -> oo at fixed N: the kurtosis grows without bound."""
        short = sp.Dummy("omega/Lambda", positive=True)
        scaled = short * self._excess_of_one_unit.subs({sp.atan(_REACH): sp.pi / 2 - sp.atan(short), _REACH: 1 / short})
        value, correction = (sp.series(scaled, short, 0, 2).removeO().coeff(short, p) for p in (0, 1))
        return Approach(value, self.frequency / s.cutoff, sp.S.One, sp.factor(correction), ("at fixed width",))

    @property
    def limits_commute(self) -> bool:
        """Whether N -> oo and Lambda -> oo in either order leave the same excess kurtosis."""
        return bool(self.wide.value == 0 and self.deep.value == 0)


def _mean_power(power: int) -> sp.Expr:
    """The mean of 1/(1 + y**2)**power over 0 < y < u, u = Lambda/omega, by the reduction by parts."""
    integral = sp.atan(_REACH)
    for done in range(1, power):
        integral = (_REACH / (1 + _REACH**2) ** done + (2 * done - 1) * integral) / (2 * done)
    return integral / _REACH


def physical_amplitude(euclidean: sp.Expr) -> Normal:
    """The amplitudes for which <x x> tends to the path integral's as Lambda -> oo: their variance grows like Lambda/N.

    With the variance 1/N of (2.2) it falls like 1/Lambda instead.
    """
    return Normal(sp.S.Zero, 4 * s.cutoff * propagator(euclidean).factor / s.N)


def finite_width(euclidean: sp.Expr, *, physical: bool = True) -> FiniteWidth:
    """The ensemble of a quadratic Euclidean Lagrangian, its amplitudes as the path integral's or as in (2.2)."""
    return FiniteWidth(oscillator_ensemble(euclidean, physical_amplitude(euclidean) if physical else None))
