"""Physical dimensions of expressions: what may be added to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.errors import SymnetError


class DimensionError(SymnetError):
    """Two quantities of different dimensions are added, compared, or one with a dimension stands in a function."""


class UndeclaredError(DimensionError):
    """A name whose dimension nobody has said."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """Powers of mass, length and time; they may be symbolic, as in dt**(N - 1)."""

    mass: sp.Expr = sp.S.Zero
    length: sp.Expr = sp.S.Zero
    time: sp.Expr = sp.S.Zero

    def __mul__(self, other: Dimension) -> Dimension:
        return Dimension(self.mass + other.mass, self.length + other.length, self.time + other.time)

    def __pow__(self, exponent: sp.Expr) -> Dimension:
        return Dimension(*(sp.expand(each * exponent) for each in (self.mass, self.length, self.time)))

    def __str__(self) -> str:
        powers = zip("MLT", (self.mass, self.length, self.time), strict=True)
        return " ".join(name if power == 1 else f"{name}^{power}" for name, power in powers if power) or "1"


NONE = Dimension()
MASS, LENGTH, TIME = Dimension(mass=sp.S.One), Dimension(length=sp.S.One), Dimension(time=sp.S.One)
VELOCITY = LENGTH * TIME**-1
ENERGY = MASS * VELOCITY**2
ACTION = ENERGY * TIME

UNITS: Mapping[str, Dimension] = {
    **dict.fromkeys(("dt", "t", "t_ini", "t_fin", "t_n", "t_0", "t_N", "b_tilde"), TIME),
    **dict.fromkeys(("x", "x_ini", "x_fin", "x_prev", "x_next", "b_out"), LENGTH),
    **dict.fromkeys(("w", "W", "v"), VELOCITY),
    "w_tilde": NONE,
    **dict.fromkeys(("L", "V"), ENERGY),
    "S": ACTION,
    "hbar": ACTION,
    "m": MASS,
    "k": MASS * TIME**-2,
    "g": ENERGY * LENGTH**-4,
}
"""Dimensions of the usual names: of a symbol, an indexed base, or the value of an undefined function."""


def dimension(expression: sp.Expr, units: Mapping[str, Dimension] = UNITS) -> Dimension | None:
    """The dimension of ``expression``, or None for 0, which has every dimension.

    Integer symbols and numbers have none; any other name must stand in ``units``.

    Raises:
        DimensionError: naming the two parts that do not fit.
    """
    if expression == 0:
        return None
    if isinstance(expression, (sp.Add, sp.Max, sp.Min)):
        return _same(expression.args, units)
    if isinstance(expression, sp.Mul):
        return _product(expression.args, units)
    if isinstance(expression, sp.Pow):
        _bare(expression.exp, units)
        return _or_none(expression.base, units) ** expression.exp
    for kinds, rule in _RULES:
        if isinstance(expression, kinds):
            return rule(expression, units)
    if isinstance(expression, sp.Function):
        for argument in expression.args:
            _bare(argument, units)
    return NONE


def same_dimension(left: sp.Expr, right: sp.Expr, units: Mapping[str, Dimension] = UNITS) -> None:
    """Raise DimensionError unless both sides have one dimension."""
    _same((left, right), units)


def _named(name: str, units: Mapping[str, Dimension]) -> Dimension:
    if name not in units:
        raise UndeclaredError(f"the dimension of '{name}' is not declared")
    return units[name]


def _or_none(expression: sp.Expr, units: Mapping[str, Dimension]) -> Dimension:
    return dimension(expression, units) or NONE


def _bare(expression: sp.Expr, units: Mapping[str, Dimension]) -> None:
    found = _or_none(expression, units)
    if found != NONE:
        raise DimensionError(f"{expression} has the dimension {found}, but a pure number is needed there")


def _same(parts: tuple[sp.Expr, ...], units: Mapping[str, Dimension]) -> Dimension | None:
    known = [(part, found) for part in parts if (found := dimension(part, units)) is not None]
    for part, found in known[1:]:
        if found != known[0][1]:
            raise DimensionError(f"{known[0][0]} has the dimension {known[0][1]}, but {part} has {found}")
    return known[0][1] if known else None


def _product(factors: tuple[sp.Expr, ...], units: Mapping[str, Dimension]) -> Dimension | None:
    found = [dimension(factor, units) for factor in factors]
    if any(each is None for each in found):
        return None
    return reduce(Dimension.__mul__, (each for each in found if each is not None), NONE)


def _repeated(expression: sp.Product, units: Mapping[str, Dimension]) -> Dimension:
    count = reduce(sp.Mul, (upper - lower + 1 for _, lower, upper in expression.limits), sp.S.One)
    return _or_none(expression.function, units) ** count


def _signed(argument: sp.Expr, units: Mapping[str, Dimension]) -> Dimension:
    """The sign of a quantity of any one dimension is a pure number."""
    dimension(argument, units)
    return NONE


def _integral(expression: sp.Integral, units: Mapping[str, Dimension]) -> Dimension:
    over = (_or_none(limit[0], units) for limit in expression.limits)
    return reduce(Dimension.__mul__, over, _or_none(expression.function, units))


def _symbol(expression: sp.Symbol, units: Mapping[str, Dimension]) -> Dimension:
    return NONE if expression.is_integer else _named(expression.name, units)


def _derivative(expression: sp.Derivative, units: Mapping[str, Dimension]) -> Dimension:
    below = (_or_none(each, units) ** -count for each, count in expression.variable_count)
    return reduce(Dimension.__mul__, below, _or_none(expression.expr, units))


_Rule = Callable[[sp.Expr, Mapping[str, Dimension]], Dimension | None]
_RULES: tuple[tuple[type | tuple[type, ...], _Rule], ...] = (
    (sp.Indexed, lambda e, units: _named(e.base.label.name, units)),
    (sp.Symbol, _symbol),
    (sp.Integral, lambda e, units: _integral(e, units)),
    (sp.Sum, lambda e, units: dimension(e.function, units)),
    (sp.Product, _repeated),
    (sp.Derivative, _derivative),
    (sp.Piecewise, lambda e, units: _same(tuple(value for value, _ in e.args), units)),
    (sp.Heaviside, lambda e, units: _signed(e.args[0], units)),
    (sp.KroneckerDelta, lambda e, units: NONE),
    (sp.DiracDelta, lambda e, units: _or_none(e.args[0], units) ** -1),
    (sp.Abs, lambda e, units: dimension(e.args[0], units)),
    (AppliedUndef, lambda e, units: _named(e.func.__name__, units)),
)
