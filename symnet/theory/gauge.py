"""The gauge symmetry of the network: which parameters draw the same path, and which one stands for them all.

Source:
    Appendix A. The group of one unit is that of the positive numbers under multiplication: alpha = 0 has no inverse,
    and a negative alpha switches the unit on where it was off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols
from symnet.theory.activation import Activation
from symnet.theory.network import Network

_UNIT, _OTHER = symbols.n, symbols.j


def degree(activation: Activation) -> sp.Expr:
    """d in sigma(alpha z) = alpha**d sigma(z) for alpha > 0: 1 for the ReLU, eq. (A.2), and 0 for the step.

    Raises:
        UnsupportedError: the activation is not homogeneous.
    """
    alpha, z = sp.Dummy("alpha", positive=True), sp.Dummy("z", positive=True)
    ratio = sp.cancel(activation.positive(alpha * z) / activation.positive(z))
    factor, power = ratio.as_coeff_exponent(alpha)
    if factor != 1:
        raise UnsupportedError(f"{activation.name} is not homogeneous: sigma(alpha z)/sigma(z) is {ratio}")
    return power


def transform(network: Network, scale: sp.Expr) -> Network:
    """The network with the unit n scaled by ``scale``, an expression in n: eq. (A.3), for all units at once.

    Raises:
        InputError: the scale is not known to be positive.
    """
    if not scale.is_positive:
        raise InputError(f"the gauge group is that of the positive numbers, and {scale} is not known to be positive")
    return replace(
        network,
        output_weight=scale ** (-degree(network.activation)) * network.output_weight,
        inner_weight=scale * network.inner_weight,
        inner_bias=scale * network.inner_bias,
    )


def fix_inner_weights(network: Network) -> Network:
    """The one network of its orbit with all inner weights 1, where they are positive: eqs. (A.1), (A.4)."""
    return transform(network, 1 / network.inner_weight)


def fix_sizes(network: Network) -> Network:
    """The network of its orbit with all inner weights 1 or -1: as far as the group reaches for non-zero ones."""
    return transform(network, 1 / sp.Abs(network.inner_weight))


def unit_output(network: Network, unit: sp.Expr = _UNIT, t: sp.Expr = symbols.t) -> sp.Expr:
    """What one unit adds to the path."""
    return network.output_weight.xreplace({_UNIT: unit}) * network.activation.sigma(network.argument(t, unit))


def counted_from_zero(network: Network) -> sp.Expr:
    """The output when the units are called 0 ... N-1 and their entries are renamed with them; thresholds stay.

    Source:
        the range of eqs. (A.1), (A.4), against that of eq. (3.4).
    """
    before = unit_output(network, _UNIT)
    renamed = before.replace(lambda e: isinstance(e, sp.Indexed) and e.indices == (_UNIT,), lambda e: e.base[_UNIT - 1])
    return sp.Sum(renamed.xreplace({_UNIT: _UNIT + 1}), (_UNIT, 0, symbols.N - 1)) + network.bias


def rearranged(network: Network) -> sp.Expr:
    """The output when place n takes the share P[n, j] of unit j, and every unit is taken once in all.

    A permutation has one share 1 in every row. The last row is what the others leave.
    """
    shares, last = sp.IndexedBase("P", real=True), symbols.N
    unit = unit_output(network, _OTHER)
    left = 1 - sp.Sum(shares[_UNIT, _OTHER], (_UNIT, 1, last - 1))
    taken = sp.Sum(shares[_UNIT, _OTHER] * unit, (_OTHER, 1, last), (_UNIT, 1, last - 1))
    return taken + sp.Sum(left * unit, (_OTHER, 1, last)) + network.bias


def at_ordered_thresholds(network: Network, steps: sp.IndexedBase) -> sp.Expr:
    """x at the threshold s_n of unit n + 1, where unit n has the threshold s_{n-1} = t_ini + h_1 + ... + h_{n-1}.

    With ``steps`` h_n >= 0 unit j is on from s_{j-1}, so that at s_n the first n units are.
    """

    def threshold(place: sp.Expr) -> sp.Expr:
        return symbols.t_ini + sp.Sum(steps[symbols.k_], (symbols.k_, 1, place))

    divided = replace(network, inner_bias=-network.inner_weight * threshold(_UNIT - 1))
    on = divided.activation.positive(divided.argument(threshold(_UNIT), _OTHER))
    weight = divided.output_weight.xreplace({_UNIT: _OTHER})
    return sp.Sum(weight * on, (_OTHER, 1, _UNIT)) + divided.bias


def orderings() -> sp.Expr:
    """How often the ordered thresholds fit into all of them: the volume of a cube over that of its ordered part.

    The ordered part is built threshold by threshold: over s**(k-1) the k-th, which is the last, runs from 0 to s.
    """
    k = sp.Symbol("k", integer=True, positive=True)
    place, end = sp.Dummy("s", positive=True), sp.Dummy("T", positive=True)
    shrinks = sp.integrate(place ** (k - 1), (place, 0, end)) / end**k
    return sp.Product(1 / shrinks, (k, 1, symbols.N))


@dataclass(frozen=True, slots=True)
class LineAction:
    """S = integral of density * d(parameter) along a curve; ``rates`` are the coordinates' derivatives.

    Units:
        density [action / parameter].
    """

    density: sp.Expr
    rates: tuple[sp.Symbol, ...]
    dimensions: sp.Expr = sp.S.One
    """How many parameters there are: one, for a line."""

    def reparametrised(self, slope: sp.Expr) -> LineAction:
        """The action taken in the parameter f(t), written as an integral over t again; ``slope`` is f'(t).

        The ends go along: for f' < 0 the later time is the earlier parameter.
        """
        new = {rate: rate / slope for rate in self.rates}
        return replace(self, density=slope * _roots_of_squares(self.density.subs(new, simultaneous=True)))


def _roots_of_squares(expression: sp.Expr) -> sp.Expr:
    """sqrt(a**2 b) as |a| sqrt(b), where all is real."""

    def split(root: sp.Expr) -> sp.Expr:
        outside, inside = sp.S.One, sp.S.One
        for factor in sp.Mul.make_args(sp.factor(root.base)):
            base, power = factor.as_base_exp()
            if power.is_even and base.is_Symbol:
                outside *= sp.Abs(base) ** (power * root.exp)
            else:
                inside *= factor
        return outside * sp.expand(inside) ** root.exp

    return expression.replace(lambda e: e.is_Pow and e.exp == sp.S.Half, split)


def relativistic(mass: sp.Symbol, light: sp.Symbol) -> LineAction:
    """Proper length times the constant that makes a slow particle a free one: m v^2/2 beside a constant, eq. (3.13).

    The coordinate 0 is the time multiplied by the speed of ``light``.
    """
    first, second = symbols.worldline_rates
    length, v = sp.sqrt(first**2 - second**2), symbols.velocity
    slow = length.subs({first: light, second: v}).series(v, 0, 4).removeO()
    factor = sp.cancel((mass / 2) / slow.coeff(v, 2))
    return LineAction(factor * length, symbols.worldline_rates)
