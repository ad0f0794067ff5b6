"""A closed form at fixed duration T = N dt, expanded in 1/N: the continuum limit and its rate.

In every closed form N stands only in T_{aN} and U_{aN-1} of the ratio, and in powers of numbers that tend to 1. With
ratio = cos(theta) and y = (N theta)**2, an even function of dt that tends to (omega T)**2,

    T_{aN} = cos(a sqrt(y)),    U_{aN-1}/N = [sin(a sqrt(y))/sqrt(y)] / [sin(theta)/theta],

and theta**2 = 4 arcsin(sqrt(kappa/2))**2 = 2 sum_n (2 kappa)**n/(n**2 binomial(2n, n)), kappa = 1 - ratio. So all of it
is a power series in 1/N, with exact coefficients in cos(a omega T) and sin(a omega T)/(omega T).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import count
from operator import add, mul

import sympy as sp

from symnet.notation import symbols as s
from symnet.theory.gaussian.powers import Field, Series, factored
from symnet.theory.gaussian.step import QuadraticStep

SMALL = sp.Symbol("1/N", positive=True)
"""1/N, in which everything is expanded."""

_MARGIN = 3
"""Orders that poles of intermediate expressions may use up."""


@dataclass(frozen=True)
class Turn:
    """cos(a omega T) and sin(a omega T)/(omega T) for one fraction a of the duration, as letters."""

    fraction: sp.Expr
    cosine: sp.Symbol
    sine: sp.Symbol


@dataclass(frozen=True)
class Expansion:
    """Closed forms of one system as power series in 1/N.

    Shapes:
        turns: one for each fraction a of the duration that occurs.
    """

    step: QuadraticStep
    order: int
    pieces: tuple[sp.Expr, ...]

    @cached_property
    def squared(self) -> sp.Expr:
        """(omega T)**2, the limit of y; negative where the motion is hyperbolic, 0 where nothing binds."""
        numerator, denominator = sp.fraction(sp.together(2 * _at_fixed_duration(1 - self.step.ratio) / SMALL**2))
        return sp.factor(sp.expand(numerator).subs(SMALL, 0) / sp.expand(denominator).subs(SMALL, 0))

    @cached_property
    def angle(self) -> sp.Expr:
        """omega T."""
        return sp.sqrt(-self.squared if self.is_hyperbolic else self.squared)

    @property
    def is_hyperbolic(self) -> bool:
        """Whether cosh and sinh are the natural functions."""
        return bool(self.squared.could_extract_minus_sign())

    @cached_property
    def turns(self) -> dict[sp.Expr, Turn]:
        """By fraction of the duration."""
        fractions = {_fraction(atom) for piece in self.pieces for atom in piece.atoms(sp.chebyshevt, sp.chebyshevu)}
        return {
            a: Turn(a, sp.Symbol(f"cos_{n}"), sp.Symbol(f"sine_{n}")) for n, a in enumerate(sorted(fractions, key=str))
        }

    @cached_property
    def field(self) -> Field:
        """Everything that occurs in a coefficient."""
        letters = [letter for turn in self.turns.values() for letter in (turn.cosine, turn.sine, turn.fraction)]
        plain = [part for piece in self.pieces for part in _without_turns(piece)]
        rational = [_at_fixed_duration(part) for part in (*plain, self.step.ratio, self.step.scale)]
        return Field.of([*rational, self.squared, *letters], SMALL, self.order + _MARGIN)

    @cached_property
    def theta_squared(self) -> Series:
        """The square of the angle per step."""
        kappa = self.field.series(_at_fixed_duration(1 - self.step.ratio))
        return kappa.compose(
            sp.Rational(2 ** (n + 1), n**2 * sp.binomial(2 * n, n)) * sp.factorial(n) if n else sp.S.Zero
            for n in count()
        )

    def series(self, expression: sp.Expr) -> Series:
        """A rational function of dt, N and the T and U: sums, products and whole powers, one after the other."""
        if isinstance(expression, (sp.chebyshevt, sp.chebyshevu)):
            return self._turning(expression)
        if not expression.has(sp.chebyshevt, sp.chebyshevu):
            return self.field.series(_at_fixed_duration(expression))
        if isinstance(expression, sp.Pow):
            return self.series(expression.base) ** int(expression.exp)
        parts = [self.series(argument) for argument in expression.args]
        return reduce(add if isinstance(expression, sp.Add) else mul, parts)

    def log_power(self, base: sp.Expr, exponent: sp.Expr) -> Series:
        """log(base**exponent), for a base that tends to 1 and an exponent N + constant."""
        logarithm = self.field.series(_at_fixed_duration(base)).log_ratio()
        return logarithm * self.field.series(_at_fixed_duration(exponent))

    def readable(self, coefficient: sp.Expr) -> sp.Expr:
        """A coefficient with the functions of omega T put back for their letters."""
        cosine, sine = (sp.cosh, sp.sinh) if self.is_hyperbolic else (sp.cos, sp.sin)
        values: dict[sp.Symbol, sp.Expr] = {}
        for turn in self.turns.values():
            angle = turn.fraction * self.angle
            values[turn.cosine] = cosine(angle)
            values[turn.sine] = sine(angle) / self.angle if self.angle != 0 else turn.fraction
        return coefficient.subs(values)

    def reduced(self, coefficient: sp.Expr) -> sp.Expr:
        """A coefficient in normal form: cos^2 + sin^2 = 1 is used until nothing is left of it."""
        if self.squared == 0:
            return self.plain(coefficient)
        for turn in self.turns.values():
            circle = turn.cosine**2 + self.squared * turn.sine**2 - 1
            numerator, denominator = sp.fraction(sp.together(coefficient))
            numerator, denominator = (
                sp.rem(sp.Poly(part, turn.cosine), sp.Poly(circle, turn.cosine)).as_expr()
                for part in (numerator, denominator)
            )
            coefficient = numerator / denominator
        return factored(coefficient)

    def plain(self, coefficient: sp.Expr) -> sp.Expr:
        """A coefficient where nothing turns."""
        return factored(self.readable(coefficient))

    def _turning(self, atom: sp.Expr) -> Series:
        """T_{aN} or U_{aN-1}."""
        a = _fraction(atom)
        turn, y = self.turns[a], self.theta_squared.raised(-2)
        rates = _derivatives(self.squared, turn)
        if isinstance(atom, sp.chebyshevt):
            return y.compose(cosine for cosine, _ in rates)
        at_rest = ((-1) ** n * sp.factorial(n) / sp.factorial(2 * n + 1) for n in count())
        return (y.compose(sine for _, sine in rates) / self.theta_squared.compose(at_rest)).raised(-1)


def _derivatives(y: sp.Expr, turn: Turn) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """cos(a sqrt(y)) and sin(a sqrt(y))/sqrt(y), differentiated 0, 1, ... times by y."""
    a, place = turn.fraction, sp.Dummy("y")
    if y == 0:
        for n in count():
            rate = (-1) ** n * sp.factorial(n) * a ** (2 * n)
            yield rate / sp.factorial(2 * n), a * rate / sp.factorial(2 * n + 1)
    cosine, sine = turn.cosine, turn.sine
    slopes = (-a * sine / 2, (a * cosine - sine) / (2 * place))
    pair = [cosine, sine]
    while True:
        yield pair[0].subs(place, y), pair[1].subs(place, y)
        pair = [f.diff(place) + f.diff(cosine) * slopes[0] + f.diff(sine) * slopes[1] for f in pair]


def _fraction(atom: sp.Expr) -> sp.Expr:
    """a, of T_{aN} or U_{aN-1}."""
    reached = atom.args[0] + (1 if isinstance(atom, sp.chebyshevu) else 0)
    return sp.cancel(reached / s.N)


def _at_fixed_duration(expression: sp.Expr) -> sp.Expr:
    return expression.subs({s.dt: s.T * SMALL, s.N: 1 / SMALL}, simultaneous=True)


def _without_turns(expression: sp.Expr) -> Iterator[sp.Expr]:
    """The largest parts that hold no T or U."""
    if not expression.has(sp.chebyshevt, sp.chebyshevu):
        yield expression
    elif not isinstance(expression, (sp.chebyshevt, sp.chebyshevu)):
        for argument in expression.args:
            yield from _without_turns(argument)
