"""The path that a network draws, and the way back from the path to the weights."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.theory.boundary import Boundary
from symnet.theory.linear import LinearForm
from symnet.theory.network import Network
from symnet.theory.ranges import positive_part

_TIME, _UNIT = symbols.n, symbols.j


@dataclass(frozen=True, slots=True)
class PathMap:
    """x_n = start + sum_{j=1}^{n} coefficient(n, j) * weights[j], for 0 <= n <= N.

    Shapes:
        coefficient: one polynomial in ``symbols.n`` and ``symbols.j``, valid for 1 <= j <= n.
    Units:
        coefficient [T] for W and w alike: both are velocities.
    Source:
        relu: eq. (3.7), with its index reversed; step: eq. (4.2).
    """

    weights: sp.IndexedBase
    start: sp.Expr
    coefficient: sp.Expr

    def form(self, time: sp.Expr = _TIME, unit: sp.Symbol = _UNIT) -> LinearForm:
        """x at the time ``time`` as a linear form in the weights, summed over ``unit``."""
        coefficient = self.coefficient.subs({_TIME: time, _UNIT: unit}, simultaneous=True)
        return LinearForm(self.weights, unit, self.start, coefficient, time)

    def position(self, time: sp.Expr = _TIME) -> sp.Expr:
        """x_n."""
        return self.form(time).expression()

    def velocity(self, time: sp.Expr = _TIME) -> sp.Expr:
        """(x_n - x_{n-1})/dt."""
        return self.step_form(time).expression()

    def step_form(self, time: sp.Expr = _TIME, unit: sp.Symbol = _UNIT) -> LinearForm:
        """The velocity (x_n - x_{n-1})/dt as a linear form in the weights."""
        earlier = self.form(time - 1, unit).scaled(sp.S.NegativeOne)
        return self.form(time, unit).plus(earlier).scaled(1 / symbols.dt)

    def slope(self, time: sp.Expr = _TIME) -> sp.Expr:
        """d x_n / d weights[n], the diagonal of the Jacobian."""
        return self.coefficient.subs({_TIME: time, _UNIT: time}, simultaneous=True)

    def last_weight(self, end: sp.Expr) -> sp.Expr:
        """weights[N] solved from x_N = end: eqs. (3.8), (4.3)."""
        coefficient = self.form(symbols.N).coefficient
        known = LinearForm(self.weights, _UNIT, end - self.start, -coefficient, symbols.N - 1)
        return known.scaled(1 / self.slope(symbols.N)).expression()

    def inverse(self) -> InversePath:
        """The weights from the path, by differences until one weight is left: eqs. (4.4), (4.5)."""
        positions, form = [sp.S.One], self.form()
        while form.coefficient != 0 or len(form.points) != 1:
            if len(positions) > 3:
                raise UnsupportedError(f"no difference of the path x_n = {self.position()} is a single weight")
            form = form.plus(form.at(_TIME, _TIME - 1).scaled(sp.S.NegativeOne))
            positions = [new - old for new, old in zip([*positions, 0], [0, *positions], strict=True)]
        ((place, factor),) = form.points
        weight = sp.Add(*[value * symbols.x[_TIME - back] for back, value in enumerate(positions)]) / factor
        first = (symbols.x[1] - symbols.x[0]) / self.slope(sp.S.One)
        return InversePath(self.weights[place], weight, valid_from=len(positions) - 1, first=first)

    def in_running_sums(self, sums: sp.IndexedBase) -> PathMap:
        """The same path in ``sums``[n] = weights[1] + ... + weights[n], by Abel's summation: eq. (3.15)."""
        beyond = self.coefficient.xreplace({_UNIT: _UNIT + 1})
        if beyond.xreplace({_UNIT: _TIME}) != 0:
            raise UnsupportedError(f"the path x_n = {self.position()} jumps, so running sums leave a boundary term")
        return PathMap(sums, self.start, sp.expand(self.coefficient - beyond))

    def in_increments(self, increments: sp.IndexedBase) -> PathMap:
        """The same path in ``increments``[n] = weights[n] - weights[n-1] (weights[0] = 0), summing by parts."""
        later = symbols.index("l")
        total = sp.summation(self.coefficient.xreplace({_UNIT: later}), (later, _UNIT, _TIME))
        return PathMap(increments, self.start, sp.factor_terms(sp.expand(total)))

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle x_{{n}} = {tex(self.position())}$"


@dataclass(frozen=True, slots=True)
class InversePath:
    """weight = expression in ``symbols.x`` for valid_from <= n <= N; ``first`` is the first one, exact on its own."""

    weight: sp.Expr
    expression: sp.Expr
    valid_from: int
    first: sp.Expr

    @property
    def everywhere(self) -> sp.Expr:
        """The weight for all its labels, with the first weights as they are (``valid_from`` is at most 2)."""
        if self.valid_from <= 1:
            return self.expression
        return sp.Piecewise((self.first, sp.Eq(_TIME, 1)), (self.expression, True))

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {tex(self.weight)} = {tex(self.expression)}$"


def read_out(network: Network, boundary: Boundary) -> PathMap:
    """Evaluate the network at the times t_n.

    Raises:
        UnsupportedError: the network is not gauge fixed, or a unit switches exactly at some t_n with a jump.
    """
    argument = sp.expand(network.argument(boundary.time(_TIME), _UNIT))
    part = positive_part(sp.expand(argument / symbols.dt), _UNIT, _TIME)
    switched_on = network.activation.positive(argument)
    if part.zero is not None and network.activation.positive(sp.S.Zero) != 0:
        raise UnsupportedError(f"the {network.activation.name} of {argument} is undefined at the time t_n itself")
    if part.last != _TIME:
        raise UnsupportedError(f"at t_n the units 1 to {part.last} are on, so that the steps do not match the units")
    weights = network.activation.weights
    output = network.output_weight.xreplace({symbols.n: _UNIT})
    return PathMap(weights, network.bias, sp.factor_terms(sp.expand(output / weights[_UNIT] * switched_on)))
