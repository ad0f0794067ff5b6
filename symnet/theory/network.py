"""The network with one hidden layer, and the gauge in which its output is a path."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.theory.activation import Activation
from symnet.theory.boundary import Boundary

_UNIT = symbols.n


@dataclass(frozen=True, slots=True)
class Row:
    """x(t) = sum of a_n sigma(b_n t + c_n): what stands for a, b and c.

    Source:
        Table 1
    """

    a: sp.Expr
    b: sp.Expr
    c: sp.Expr


@dataclass(frozen=True, slots=True)
class Network:
    """x(t) = sum over units n of output * sigma(inner_weight*t + inner_bias), plus bias.

    Shapes:
        output, inner_weight, inner_bias: expressions in the unit ``symbols.n``, 1 <= n <= N.
    Source:
        eq. (3.4)
    """

    activation: Activation
    output_weight: sp.Expr
    inner_weight: sp.Expr
    inner_bias: sp.Expr
    bias: sp.Expr

    def argument(self, t: sp.Expr, unit: sp.Expr) -> sp.Expr:
        """What unit ``unit`` applies its activation to."""
        return self.inner_weight.xreplace({_UNIT: unit}) * t + self.inner_bias.xreplace({_UNIT: unit})

    def output(self, t: sp.Expr = symbols.t) -> sp.Expr:
        """The network's answer to the time t, for symbolic width N."""
        unit = self.output_weight * self.activation.sigma(self.argument(t, _UNIT))
        return sp.Sum(unit, (_UNIT, 1, symbols.N)) + self.bias

    def row(self, meaning: sp.Expr) -> Row:
        """The network's row in Table 1, with the ``meaning`` of its output weights."""
        return Row(meaning, self.inner_weight, self.inner_bias)

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle x(t) = {tex(self.output())}$"


def generic_network(activation: Activation, inner_weight: sp.Expr = symbols.w_tilde[_UNIT]) -> Network:
    """All parameters free, or all but the inner weight: eq. (3.4)."""
    return Network(
        activation,
        output_weight=activation.weights[_UNIT],
        inner_weight=inner_weight,
        inner_bias=symbols.b_tilde[_UNIT],
        bias=symbols.b,
    )


def gauge_fixed(activation: Activation, boundary: Boundary) -> Network:
    """Unit n switches on at t_{n-1} (plus the activation's shift) and then counts time as the boundary runs.

    Source:
        eq. (3.5), b = x_ini below eq. (3.7), and eq. (5.4) for a path that runs into the past.
    """
    threshold = boundary.time(_UNIT - 1)
    return Network(
        activation,
        output_weight=activation.scale * activation.weights[_UNIT],
        inner_weight=sp.Integer(boundary.direction),
        inner_bias=-boundary.direction * threshold - activation.shift,
        bias=boundary.start,
    )
