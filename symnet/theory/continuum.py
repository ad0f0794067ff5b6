"""How fast a rule's sum tends to the continuum action: by Taylor expansion along a smooth path."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.theory.choices import choose
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import RULES, Rule

_HALF_STEP = sp.Dummy("h")
_PLACE = sp.Dummy("u")
_HIGHEST = 4

GENERAL = Lagrangian(sp.Function("L")(symbols.position, symbols.velocity))
"""Any Lagrangian at all."""


@dataclass(frozen=True, slots=True)
class RuleError:
    """dt * sum of steps = integral of L dt + dt**order * integral of ``density`` dt + higher orders.

    Holds along paths with ``order`` + 2 continuous derivatives; along the paths that dominate a path integral it is
    a separate question.

    Shapes:
        density: in x, v and the path's higher derivatives x'', x''', ... at one time.
    """

    rule: Rule
    order: int
    density: sp.Expr

    @property
    def step(self) -> sp.Expr:
        """The leading error of one step."""
        return symbols.dt ** (self.order + 1) * self.density

    @property
    def conditions(self) -> str:
        """Along which paths this holds."""
        return f"along paths with {self.order + 2} continuous derivatives"

    def _repr_latex_(self) -> str:
        density = tex(self.density, names={"v": r"\dot{x}"})
        return rf"$\displaystyle \Delta t^{{{self.order}}} \int \left( {density} \right) dt$"


def rule_error(rule: str | Rule, lagrangian: Lagrangian = GENERAL) -> RuleError:
    """The first term that does not vanish, for any Lagrangian unless one is given.

    Raises:
        UnsupportedError: no error up to the highest order looked at.
    """
    rule = choose("rule", rule, RULES)
    for order in range(1, _HIGHEST + 1):
        density = _density(rule, lagrangian, order)
        if density != 0:
            return RuleError(rule, order, density)
    raise UnsupportedError(
        f"the rule {rule.name} shows no error up to order {_HIGHEST}: it is exact for this Lagrangian"
    )


def _density(rule: Rule, lagrangian: Lagrangian, order: int) -> sp.Expr:
    """The coefficient of dt**order in (step - mean of L over the step)."""
    derivatives = _partial_derivatives(order)
    nearby = _taylor(derivatives)
    ends = [_path(sign * _HALF_STEP, order) for sign in (-1, 1)]
    velocity = sp.expand((ends[1] - ends[0]) / (2 * _HALF_STEP))
    step = rule.average(nearby, *ends).xreplace({symbols.velocity: velocity})
    moving = {symbols.position: _path(_PLACE, order), symbols.velocity: _path(_PLACE, order).diff(_PLACE)}
    mean = _mean(nearby.xreplace(moving))
    found = sp.expand(step - mean).coeff(_HALF_STEP, order) / 2**order
    values = {symbol: lagrangian.expr.diff(symbols.position, a, symbols.velocity, b) for (a, b), symbol in derivatives}
    origin = {_ORIGIN[0]: symbols.position, _ORIGIN[1]: symbols.velocity}
    return sp.factor_terms(sp.expand(found.xreplace(origin).xreplace(values)))


_ORIGIN = (sp.Dummy("x_0"), sp.Dummy("v_0"))
"""Position and velocity in the middle of the step, about which everything is expanded."""


def _partial_derivatives(order: int) -> list[tuple[tuple[int, int], sp.Symbol]]:
    """A symbol for each partial derivative of L up to total degree ``order``."""
    degrees = [(a, b) for a, b in product(range(order + 1), repeat=2) if a + b <= order]
    return [(degree, sp.Dummy(f"L_{degree[0]}{degree[1]}")) for degree in degrees]


def _taylor(derivatives: list[tuple[tuple[int, int], sp.Symbol]]) -> sp.Expr:
    dx, dv = symbols.position - _ORIGIN[0], symbols.velocity - _ORIGIN[1]
    return sp.Add(*[
        symbol * dx**a * dv**b / (sp.factorial(a) * sp.factorial(b)) for (a, b), symbol in derivatives
    ])  # fmt: skip


def _path(place: sp.Expr, order: int) -> sp.Expr:
    """x at ``place`` after the middle of the step, to the order that matters."""
    derivatives = [*_ORIGIN, *[symbols.path_derivative(k) for k in range(2, order + 2)]]
    return sp.Add(*[derivative * place**k / sp.factorial(k) for k, derivative in enumerate(derivatives)])


def _mean(polynomial: sp.Expr) -> sp.Expr:
    """The mean of a polynomial in the place over the step."""
    terms = sp.Poly(polynomial, _PLACE).terms()
    return sp.Add(*[factor * _HALF_STEP**power / (power + 1) for (power,), factor in terms if power % 2 == 0])
