"""Networks with independent, identically distributed parameters: their moments, averaged exactly.

The neural network field theory: N cosines with random amplitudes, frequencies and phases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp
from sympy.simplify.fu import TR8

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.quadratic import quadratic_parts
from symnet.theory.series import Approach

_PHASE, _VARIANCE = sp.Symbol("c", real=True), sp.Symbol("v", positive=True)


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal distribution of this mean and variance."""

    mean: sp.Expr
    variance: sp.Expr

    def moment(self, order: int) -> sp.Expr:
        """The mean of the power ``order``, of a distribution around 0.

        Raises:
            UnsupportedError: the mean is not 0.
        """
        if self.mean != 0:
            raise UnsupportedError(f"moments are those of a distribution around 0, not {self.mean}")
        return sp.S.Zero if order % 2 else sp.factorial2(order - 1) * self.variance ** (order // 2)


@dataclass(frozen=True, slots=True)
class Uniform:
    """The uniform distribution from ``lower`` to ``upper``."""

    lower: sp.Expr
    upper: sp.Expr

    @property
    def density(self) -> sp.Expr:
        """One over the length."""
        return 1 / (self.upper - self.lower)

    def mean_of_wave(self, phase: sp.Expr, times: sp.Expr) -> sp.Expr:
        """The mean of cos(phase + times*c) over c."""
        if times == 0:
            return sp.cos(phase)
        ends = sp.sin(phase + times * self.upper) - sp.sin(phase + times * self.lower)
        return sp.expand_trig(sp.expand(ends)) * self.density / times


@dataclass(frozen=True, slots=True)
class CosineEnsemble:
    """x(tau) = sum_{n=1}^{N} a_n * profile(b_n) * cos(b_n tau + c_n); units are independent and alike.

    Shapes:
        profile: in ``symbols.b``, the frequency of one unit.
    Source:
        eqs. (2.1)-(2.4)
    """

    profile: sp.Expr
    amplitude: Normal
    frequency: Uniform
    phase: Uniform

    def output(self, time: sp.Expr = symbols.tau) -> sp.Expr:
        """The network's answer for symbolic width N."""
        n = symbols.n
        profile = self.profile.subs(symbols.b, symbols.frequencies[n])
        wave = sp.cos(symbols.frequencies[n] * time + symbols.phases[n])
        return sp.Sum(symbols.a[n] * profile * wave, (n, 1, symbols.N))

    def unit_moment(self, phases: tuple[sp.Expr, ...]) -> sp.Expr:
        """The mean over amplitude and phase of a product of one unit's outputs, at these values of b tau."""
        angles = {sp.Dummy(real=True): angle for angle in phases}
        waves = sp.Mul(*[sp.cos(angle + _PHASE) for angle in angles])
        means = [self._mean_over_phase(term) for term in sp.Add.make_args(sp.expand(TR8(waves)))]
        mean = sp.Add(*means).xreplace(angles)
        return sp.expand(self.amplitude.moment(len(phases)) * self.profile ** len(phases) * mean)

    def _mean_over_phase(self, term: sp.Expr) -> sp.Expr:
        factor, wave = term.as_independent(_PHASE, as_Add=False)
        if wave == 1:
            return factor
        (angle,) = wave.args
        times = sp.expand(angle).coeff(_PHASE, 1)
        return factor * self.phase.mean_of_wave(sp.expand(angle - times * _PHASE), times)

    def over_frequency(self, function: sp.Expr) -> sp.Expr:
        """The mean over the frequency of one unit, constants in front of the integral."""
        factor, rest = sp.factor_terms(function).as_independent(symbols.b, as_Add=False)
        ends = (symbols.b, self.frequency.lower, self.frequency.upper)
        return self.frequency.density * factor * sp.Integral(rest, ends)

    @property
    def two_point(self) -> sp.Expr:
        """<x(tau_1) x(tau_2)> at width N: N times one unit's, because amplitudes have mean 0."""
        angles = (symbols.b * symbols.tau_1, symbols.b * symbols.tau_2)
        return self.over_frequency(symbols.N * _in_difference(self.unit_moment(angles)))

    @property
    def spectrum(self) -> sp.Expr:
        """The part of one frequency in ``two_point``."""
        (integral,) = self.two_point.atoms(sp.Integral)
        return integral.function

    @property
    def two_point_factor(self) -> sp.Expr:
        """What stands before the integral over the frequency in ``two_point``."""
        return self.two_point.as_independent(sp.Integral, as_Add=False)[0]

    def cumulant_per_unit(self, half_order: sp.Expr) -> sp.Expr:
        """The cumulant of order 2 ``half_order`` of the output, over that of a single unit of a network of width 1.

        Independent units add their cumulants up, and each goes with that power of its amplitude's size. Those of odd
        order vanish, as the amplitude's sign does not matter.
        """
        variance = self.amplitude.variance
        return symbols.N * (variance / variance.subs(symbols.N, 1)) ** half_order

    @property
    def fourth_cumulant(self) -> Approach:
        """<x**4> - 3 <x**2>**2 at one time: it vanishes like 1/N, which is what a Gaussian process is."""
        fourth, second = (self.over_frequency(self.unit_moment((sp.S.Zero,) * p)) for p in (4, 2))
        cumulant = symbols.N * (fourth - 3 * second**2)
        rest = sp.expand(cumulant * symbols.N)
        if rest.has(symbols.N):
            raise UnsupportedError(f"the fourth cumulant is {cumulant}, which is not of order 1/N")
        return Approach(sp.S.Zero, 1 / symbols.N, sp.S.One, rest, ("at fixed cut-off",))


def _in_difference(function: sp.Expr) -> sp.Expr:
    """The angle of cos(b*tau_1 - b*tau_2) as b*(tau_1 - tau_2)."""
    return function.replace(sp.cos, lambda angle: sp.cos(sp.factor_terms(angle)))


def width_independent(ensemble: Callable[[Normal], CosineEnsemble]) -> sp.Expr:
    """The variance of the amplitudes, 1 at N = 1, for which the two-point function is the same at every width."""
    per_variance = sp.expand(ensemble(Normal(sp.S.Zero, _VARIANCE)).two_point / _VARIANCE)
    return per_variance.subs(symbols.N, 1) / per_variance


def coupling(log_factor: Callable[[sp.Expr], sp.Expr], first: sp.Expr, second: sp.Expr) -> sp.Expr:
    """d^2/(da_first da_second) of the logarithm of a factor in the amplitudes' density, a function of x = sum a_n u_n.

    The amplitudes stay independent exactly where this vanishes for first != second.
    """
    n = symbols.n
    output = sp.Sum(symbols.a[n] * symbols.units[n], (n, 1, symbols.N))
    return sp.Derivative(log_factor(output), symbols.a[first], symbols.a[second])


def spectral_profile(euclidean: sp.Expr) -> sp.Expr:
    """One over the root of the Lagrangian's value on a wave of frequency b, in units of its kinetic coefficient.

    Source:
        eq. (2.1)
    """
    kinetic, potential = quadratic_parts(euclidean)
    return 1 / sp.sqrt(symbols.b**2 + potential / kinetic)


@dataclass(frozen=True, slots=True)
class Propagator:
    """<x(tau_1) x(tau_2)> = factor * integral over all b of cos(b*(tau_1 - tau_2))/(b**2 + squared_frequency)."""

    factor: sp.Expr
    squared_frequency: sp.Expr


def propagator(euclidean: sp.Expr) -> Propagator:
    """The two-point function of the path integral of exp(-S_E/hbar) on the infinite line.

    In waves S_E is the integral of (kinetic*b**2 + potential) |x_b|**2 db/(2 pi), so <|x_b|**2> is hbar/2 over that.
    """
    kinetic, potential = quadratic_parts(euclidean)
    return Propagator(symbols.hbar / (4 * sp.pi * kinetic), potential / kinetic)


def oscillator_ensemble(euclidean: sp.Expr, amplitude: Normal | None = None) -> CosineEnsemble:
    """The ensemble of the paper's Section 2 for a quadratic Euclidean Lagrangian."""
    return CosineEnsemble(
        profile=spectral_profile(euclidean),
        amplitude=amplitude or Normal(sp.S.Zero, 1 / symbols.N),
        frequency=Uniform(-symbols.cutoff, symbols.cutoff),
        phase=Uniform(-sp.pi, sp.pi),
    )
