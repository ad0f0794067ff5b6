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
    """What the first two orders tend to as dt -> 0; ``first`` is of the energy on the line, of log Z on the ring."""

    first: tuple[Approach, Approach]
    squared: tuple[Approach, Approach]


def continuum(series: LineSeries | RingSeries) -> Limits:
    """What a series' closed forms tend to."""
    return line_continuum(series) if isinstance(series, LineSeries) else ring_continuum(series)


def line_continuum(series: LineSeries) -> Limits:
    """The ground state's energy and <x**2> in the continuum."""
    units = _Units.of(series.system)
    plain = line_series(units.system)
    step = _SmallStep(units.system, _LINE_ORDER)
    return _limits(step, units, plain.energy, s.hbar * units.frequency, plain.squared)


def ring_continuum(series: RingSeries) -> Limits:
    """Log Z and the thermal <x**2> in the continuum, at fixed T = N dt = beta hbar."""
    units = _Units.of(series.system)
    plain = ring_series(units.system)
    step = _SmallStep(units.system, _RING_ORDER)
    return _limits(step, units, plain.log_partition, sp.S.One, plain.squared)


def _limits(
    step: _SmallStep, units: _Units, first: tuple[sp.Expr, ...], unit: sp.Expr, squared: tuple[sp.Expr, ...]
) -> Limits:
    one, two = (units.put_back(step.approach(order), unit) for order in first)
    three, four = (units.put_back(step.approach(order), units.area) for order in squared)
    return Limits((one, two), (three, four))


@dataclass(frozen=True)
class _Units:
    """The same potential in units of hbar, mass and frequency, its couplings as letters."""

    system: Anharmonic
    mass: sp.Expr
    frequency: sp.Expr
    couplings: dict[sp.Symbol, sp.Expr]

    @classmethod
    def of(cls, system: Anharmonic) -> _Units:
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
class _SmallStep:
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
