"""The limits dt -> 0 of the perturbation series, with their first correction: z and G as power series in dt.

In units of hbar, the mass and the frequency the oscillator has no parameter left. cosh(theta) = d/2q is rational in dt,
z = exp(-theta) and G = 1/(2 q sinh(theta)); on the ring z^N = exp(-T) times a power series, T = N dt fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import count
from operator import add, mul

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.discretization import discretize
from symnet.theory.gaussian.powers import Field, Series, factored
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.perturbation.line import LineSeries, line_series
from symnet.theory.perturbation.ring import RingSeries, ring_series
from symnet.theory.perturbation.vertex import Anharmonic, anharmonic
from symnet.theory.quadratic import quadratic_parts
from symnet.theory.series import Approach

_ROUND = sp.Symbol("exp(-T)", positive=True)
_LINE_ORDER, _RING_ORDER, _MARGIN = 4, 2, 4
"""Orders of dt looked at, and those that poles of intermediate expressions may use up."""
_CONDITIONS = ("mass and stiffness positive", "at every order of the series by itself")


@dataclass(frozen=True)
class Limits:
    """What the first two orders tend to as dt -> 0, each computed when it is asked for."""

    units: Units
    small: SmallStep
    closed: LineSeries | RingSeries

    def leading(self, order: int) -> Approach:
        """Order 1 or 2 of the energy on the line, of log Z on the ring."""
        if isinstance(self.closed, LineSeries):
            return self.units.put_back(self.small.approach(self.closed.energy[order - 1]), self.units.energy)
        return self.units.put_back(self.small.approach(self.closed.log_partition[order - 1]), sp.S.One)

    def squared(self, order: int) -> Approach:
        """Order 1 or 2 of <x**2>."""
        return self.units.put_back(self.small.approach(self.closed.squared[order - 1]), self.units.area)


def continuum(series: LineSeries | RingSeries) -> Limits:
    """The continuum of the line's ground state, or of the ring at fixed T = N dt = beta hbar."""
    units = Units.of(series.system)
    if isinstance(series, LineSeries):
        return Limits(units, SmallStep(units.system, _LINE_ORDER), line_series(units.system))
    return Limits(units, SmallStep(units.system, _RING_ORDER), ring_series(units.system))


@dataclass(frozen=True)
class Units:
    """The same potential in units of hbar, mass and frequency, its couplings as letters."""

    system: Anharmonic
    mass: sp.Expr
    frequency: sp.Expr
    couplings: dict[sp.Symbol, sp.Expr]

    @classmethod
    def of(cls, system: Anharmonic) -> Units:
        """The units that the oscillator in it sets."""
        lattice = system.lattice
        potential = sp.Add(*[factor * s.position**power for power, factor in system.couplings])
        kinetic, binding = quadratic_parts(lattice.lagrangian.expr + potential)
        mass, frequency = 2 * kinetic, sp.sqrt(-binding / kinetic)
        letters = {power: s.parameter(f"g_{power}") for power, _ in system.couplings}
        plain = s.velocity**2 / 2 - s.position**2 / 2
        anharmonic_part = sp.Add(*[letter * s.position**power for power, letter in letters.items()])
        reduced = discretize(Lagrangian(plain - anharmonic_part), lattice.rule, lattice.boundary, lattice.time)
        length = sp.sqrt(s.hbar / (mass * frequency))
        values = {letters[power]: factor * length**power / (s.hbar * frequency) for power, factor in system.couplings}
        return cls(anharmonic(reduced), mass, frequency, values)

    @property
    def energy(self) -> sp.Expr:
        """Twice the zero-point energy."""
        return s.hbar * self.frequency

    @property
    def area(self) -> sp.Expr:
        """The square of the oscillator's length."""
        return s.hbar / (self.mass * self.frequency)

    def put_back(self, found: Approach, unit: sp.Expr) -> Approach:
        """A quantity that is measured in ``unit``."""
        rate = unit * self.frequency**found.order
        value, correction = unit * self._spelled_out(found.value), rate * self._spelled_out(found.correction)
        return Approach(sp.factor(value), s.dt, found.order, sp.factor(correction), found.conditions)

    def _spelled_out(self, expression: sp.Expr) -> sp.Expr:
        return expression.subs({**self.couplings, s.T: self.frequency * s.T}, simultaneous=True)


@dataclass(frozen=True)
class SmallStep:
    """z, G and z^N of the oscillator with hbar = mass = frequency = 1 as power series in dt."""

    system: Anharmonic
    order: int

    @cached_property
    def field(self) -> Field:
        """Everything that occurs in a coefficient."""
        letters = sp.Add(_ROUND, s.T, *self.system.lattice.parameters)
        return Field.of([letters], s.dt, self.order + _MARGIN)

    @cached_property
    def root(self) -> Series:
        """sinh(theta)/dt, which tends to 1."""
        half = self.field.series((self.system.step.ratio**2 - 1) / s.dt**2).log_ratio().scaled(sp.Rational(1, 2))
        return half.compose(sp.S.One for _ in count())

    @cached_property
    def letters(self) -> dict[sp.Expr, Series]:
        """The series of z and G."""
        decay = self.field.series(self.system.step.ratio) + self.root.raised(1).scaled(sp.S.NegativeOne)
        coupling = self.field.series(self.system.step.coupling * s.dt)
        return {s.decay: decay, s.spread: self.field.series(sp.Rational(1, 2)) / (coupling * self.root)}

    @cached_property
    def around(self) -> Series:
        """z^N."""
        exponent = self.letters[s.decay].log_ratio().raised(-1).scaled(s.T)
        rise = exponent + self.field.series(s.T)
        return rise.compose(sp.S.One for _ in count()).scaled(_ROUND)

    def series(self, expression: sp.Expr) -> Series:
        """A rational function of z, G, dt, N and z^N."""
        if expression in self.letters:
            return self.letters[expression]
        if not expression.has(s.decay, s.spread):
            return self.field.series(expression.subs({s.N: s.T / s.dt, s.hbar: 1}))
        if isinstance(expression, sp.Pow):
            return self._power(expression.base, sp.expand(expression.exp))
        parts = [self.series(argument) for argument in expression.args]
        return reduce(add if isinstance(expression, sp.Add) else mul, parts)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Series:
        turns = exponent.coeff(s.N)
        found = self.series(base) ** int(exponent - turns * s.N)
        if turns == 0:
            return found
        if base != s.decay:
            raise UnsupportedError(f"{base}**({exponent}) is no power of z")
        return found * self.around ** int(turns)

    def approach(self, expression: sp.Expr) -> Approach:
        """The limit and the first correction."""
        series = self.series(expression)
        power = next((p for p in range(1, self.order + 1) if series[p] != 0), self.order)
        value, correction = (factored(series[p]).subs(_ROUND, sp.exp(-s.T)) for p in (0, power))
        return Approach(value, s.dt, sp.Integer(power), correction, _CONDITIONS)
