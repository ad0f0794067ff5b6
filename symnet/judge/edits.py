"""The slips physicists make, as single edits of an expression: every edit at every place where it applies.

An operator looks at one node of the tree and names what could stand there instead; adding an operator is adding a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits

from symnet.notation import symbols as s


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: the operator's name, what stood at the place, what stands there now, and the edited whole."""

    operator: str
    before: sp.Basic
    after: sp.Basic
    result: sp.Expr


Operator = Callable[[sp.Basic], Iterator[sp.Basic]]


def edits(expression: sp.Expr, only: str | None = None) -> Iterator[Edit]:
    """Every single edit of the expression that changes it, outermost places first; ``only`` names one operator."""
    seen = {expression}
    for before, rebuild in _places(expression, lambda new: new):
        for name in OPERATORS if only is None else (only,):
            for after in OPERATORS[name](before):
                result = rebuild(after)
                if result not in seen:
                    seen.add(result)
                    yield Edit(name, before, after, result)


Rebuild = Callable[[sp.Basic], sp.Basic]


def _places(node: sp.Basic, rebuild: Rebuild) -> Iterator[tuple[sp.Basic, Rebuild]]:
    """Each node with the function that puts another one in its place; ranges are edited as a whole, by `_range`."""
    yield node, rebuild
    if isinstance(node, (sp.Indexed, sp.Symbol, sp.Number)):
        return
    for position, child in enumerate(node.args):
        if not (isinstance(node, ExprWithLimits) and position > 0):
            yield from _places(child, _replacing(node, position, rebuild))


def _replacing(node: sp.Basic, position: int, rebuild: Rebuild) -> Rebuild:
    def replaced(new: sp.Basic) -> sp.Basic:
        arguments = list(node.args)
        arguments[position] = new
        return rebuild(node.func(*arguments))

    return replaced


def _sign(node: sp.Basic) -> Iterator[sp.Basic]:
    """One term of a sum of terms, or a power that is not a number, changes its sign."""
    if isinstance(node, sp.Add):
        for term in node.args:
            yield node - 2 * term


def _factor(node: sp.Basic) -> Iterator[sp.Basic]:
    """A number is doubled or halved; a term without one gains a 2 or a 1/2."""
    if isinstance(node, sp.Add):
        for term in node.args:
            yield node + term
            yield node - term / 2
    elif isinstance(node, (sp.Mul, ExprWithLimits)):
        yield 2 * node
        yield node / 2


def _power(node: sp.Basic) -> Iterator[sp.Basic]:
    """An exponent is off by one."""
    if isinstance(node, sp.Pow) and node.base != s.dt and node.exp != -1:
        yield node.base ** (node.exp + 1)
        yield node.base ** (node.exp - 1)


def _time_step(node: sp.Basic) -> Iterator[sp.Basic]:
    """One Delta t too many or too few."""
    if (isinstance(node, sp.Mul) and node.has(s.dt)) or (isinstance(node, sp.Pow) and node.base == s.dt):
        yield node * s.dt
        yield node / s.dt


def _index(node: sp.Basic) -> Iterator[sp.Basic]:
    """An index is off by one."""
    if isinstance(node, sp.Indexed):
        for position in range(len(node.indices)):
            for shift in (1, -1):
                indices = list(node.indices)
                indices[position] += shift
                yield node.base[tuple(indices)]


def _range(node: sp.Basic) -> Iterator[sp.Basic]:
    """An end of a range is off by one."""
    if isinstance(node, ExprWithLimits):
        for position, (index, lower, upper) in enumerate(node.limits):
            for ends in ((lower - 1, upper), (lower + 1, upper), (lower, upper - 1), (lower, upper + 1)):
                limits = list(node.limits)
                limits[position] = (index, *ends)
                yield node.func(node.function, *limits)


def _weights(node: sp.Basic) -> Iterator[sp.Basic]:
    """w for W, or W for w."""
    if isinstance(node, sp.Indexed) and node.base in (s.w, s.W):
        yield (s.W if node.base == s.w else s.w)[node.indices]


def _dropped(node: sp.Basic) -> Iterator[sp.Basic]:
    """A factor hbar or i is forgotten."""
    if isinstance(node, sp.Mul):
        for factor in node.args:
            if factor == sp.I or factor.as_base_exp()[0] == s.hbar:
                yield node / factor


def _midpoint(node: sp.Basic) -> Iterator[sp.Basic]:
    """The end of a step for its middle: (a + b)/2 becomes a or b, and k - 1/2 becomes k or k - 1."""
    if isinstance(node, sp.Add) and len(node.args) == 2:
        first, second = node.args
        if first.as_coeff_Mul()[0] == second.as_coeff_Mul()[0] == sp.Rational(1, 2):
            yield from (2 * first, 2 * second)
        number, rest = node.as_coeff_Add()
        if number.is_Rational and number.q == 2:
            yield from (rest, rest + 2 * number)
    elif isinstance(node, sp.Mul) and node.as_coeff_Mul()[0] == sp.Rational(1, 2):
        for factor in node.args:
            if isinstance(factor, sp.Add) and len(factor.args) == 2:
                yield from (2 * node / factor * term for term in factor.args)


def _delta_range(node: sp.Basic) -> Iterator[sp.Basic]:
    """A Kronecker delta is contracted as if its index always lay in the range."""
    if isinstance(node, sp.Sum) and len(node.limits) == 1 and node.function.has(sp.KroneckerDelta):
        index = node.limits[0][0]
        for delta in node.function.atoms(sp.KroneckerDelta):
            for here, there in (delta.args, delta.args[::-1]):
                if here == index and not there.has(index):
                    yield node.function.subs(delta, 1).subs(index, there)


def _order(node: sp.Basic) -> Iterator[sp.Basic]:
    """Two sums are exchanged without moving the inner range: an inner end n becomes the end of the range of n."""
    if not isinstance(node, sp.Sum):
        return
    for outer, _, last in node.limits:
        for inner in node.function.atoms(sp.Sum):
            moved = sp.Sum(inner.function, *_up_to(last, outer, inner.limits))
            yield sp.Sum(node.function.subs(inner, moved), *node.limits)
        yield sp.Sum(node.function, *_up_to(last, outer, node.limits))


def _up_to(last: sp.Expr, outer: sp.Symbol, limits: tuple[sp.Tuple, ...]) -> list[tuple[sp.Expr, ...]]:
    return [(index, lower, upper.subs(outer, last)) for index, lower, upper in limits]


def _width(node: sp.Basic) -> Iterator[sp.Basic]:
    """N for N - 1, or N - 1 for N."""
    if node == s.N:
        yield s.N - 1
    elif node == s.N - 1:
        yield s.N


def _root(node: sp.Basic) -> Iterator[sp.Basic]:
    """The square root of N for N, or N for its square root."""
    if isinstance(node, sp.Pow) and node.base == s.N and abs(node.exp) == sp.Rational(1, 2):
        yield s.N ** (2 * node.exp)
    elif isinstance(node, sp.Mul) and s.N in node.args:
        yield node / sp.sqrt(s.N)


OPERATORS: dict[str, Operator] = {
    "sign": _sign,
    "factor": _factor,
    "power": _power,
    "time step": _time_step,
    "index": _index,
    "range": _range,
    "w for W": _weights,
    "dropped factor": _dropped,
    "midpoint": _midpoint,
    "delta range": _delta_range,
    "order of sums": _order,
    "N for N-1": _width,
    "root of N": _root,
}
"""Every operator by its name, in the order in which they are tried."""
