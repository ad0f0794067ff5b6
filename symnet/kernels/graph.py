"""Scalar expressions as a graph of single operations: equal subexpressions are one node, integer powers are chains.

Nothing is expanded or simplified on the way: the graph computes the expression as it stands, each shared part once.
What depends on parameters only is grouped together, so that a target can compute it once, outside its loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce

import sympy as sp

from symnet.errors import KernelError
from symnet.kernels.factoring import all_negative, common_factor, content
from symnet.kernels.special import Quotient
from symnet.kernels.vocabulary import CALLS, RECIPROCALS, RELATIONS


@dataclass(frozen=True, slots=True)
class Op:
    """One operation: ``kind`` in symbol, number, add, sub, mul, div, neg, call, select, a relation, and, or, not."""

    kind: str
    arguments: tuple[int, ...] = ()
    value: sp.Basic | str | None = None


@dataclass
class Graph:
    """Operations in the order in which they can be computed; ``varying`` are the symbols that change along the path."""

    varying: frozenset[sp.Symbol]
    ops: list[Op] = field(default_factory=list)
    invariant: list[bool] = field(default_factory=list)
    _index: dict[Op, int] = field(default_factory=dict)
    _seen: dict[sp.Basic, int] = field(default_factory=dict)

    def add(self, expression: sp.Basic) -> int:
        """The node that computes ``expression``."""
        if expression not in self._seen:
            self._seen[expression] = self._convert(expression)
        return self._seen[expression]

    @property
    def arithmetic(self) -> bool:
        """Whether nothing but + - * / happens at each step, so that whole vectors can go through it."""
        plain = ("symbol", "number", "add", "sub", "mul", "div", "neg")
        return all(fixed or op.kind in plain for op, fixed in zip(self.ops, self.invariant, strict=True))

    def cost(self) -> int:
        """How many operations each step needs: those that depend on the path."""
        return sum(not fixed and bool(op.arguments) for op, fixed in zip(self.ops, self.invariant, strict=True))

    def uses(self, roots: Iterable[int]) -> list[int]:
        """How often each node is used by the nodes that ``roots`` need, the roots themselves counted."""
        count = [0] * len(self.ops)
        for root in roots:
            count[root] += 1
        for node in range(len(self.ops) - 1, -1, -1):
            if count[node]:
                for argument in self.ops[node].arguments:
                    count[argument] += 1
        return count

    def _node(self, kind: str, *arguments: int, value: sp.Basic | str | None = None) -> int:
        """The one node of an operation, minus signs moved outwards (which changes no rounding)."""
        if kind in ("add", "sub", "mul", "div", "neg"):
            return self._signed(kind, arguments)
        return self._plain(kind, *arguments, value=value)

    def _signed(self, kind: str, arguments: tuple[int, ...]) -> int:
        signs = [self.ops[a].kind == "neg" for a in arguments]
        bare = [self.ops[a].arguments[0] if negative else a for a, negative in zip(arguments, signs, strict=True)]
        if kind == "neg":
            return bare[0] if signs[0] else self._plain("neg", *arguments)
        if kind in ("mul", "div"):
            product = self._plain(kind, *bare)
            return self._plain("neg", product) if signs[0] != signs[1] else product
        first, second = signs[0], signs[1] != (kind == "sub")
        if first and second:
            return self._plain("neg", self._plain("add", *bare))
        if first:
            return self._plain("sub", bare[1], bare[0])
        return self._plain("sub" if second else "add", *bare)

    def _plain(self, kind: str, *arguments: int, value: sp.Basic | str | None = None) -> int:
        op = Op(kind, arguments, value)
        if op not in self._index:
            self._index[op] = len(self.ops)
            self.ops.append(op)
            self.invariant.append(
                value not in self.varying if kind == "symbol" else all(self.invariant[i] for i in arguments)
            )
        return self._index[op]

    def _number(self, value: sp.Expr) -> int:
        return self._node("number", value=value)

    def _convert(self, e: sp.Basic) -> int:
        kind = type(e)
        if isinstance(e, sp.Symbol):
            return self._node("symbol", value=e)
        if e.is_Rational or e.is_Float or e in (sp.pi, sp.E):
            return self._node("neg", self._number(-e)) if e.is_negative else self._number(e)
        if isinstance(e, sp.Add):
            return self._sum(e)
        if isinstance(e, sp.Mul):
            return self._product(e)
        if isinstance(e, sp.Pow):
            return self._power(e.base, e.exp)
        if isinstance(e, Quotient):
            return self.add(e.written_out())
        if kind in CALLS:
            return self._node("call", self.add(e.args[0]), value=CALLS[kind])
        if kind in RECIPROCALS:
            return self._node(
                "div", self._number(sp.S.One), self._node("call", self.add(e.args[0]), value=RECIPROCALS[kind])
            )
        if kind in _BRANCHES:
            return _BRANCHES[kind](self, e)
        if kind in RELATIONS:
            return self._node(RELATIONS[kind], *(self.add(a) for a in e.args))
        if kind in (sp.And, sp.Or):
            return self._fold("and" if kind is sp.And else "or", [self.add(a) for a in _ordered(e.args)])
        if kind is sp.Not:
            return self._node("not", self.add(e.args[0]))
        raise KernelError(_refusal(e))

    def _fold(self, kind: str, nodes: list[int]) -> int:
        return reduce(partial(self._node, kind), nodes)

    def _grouped(self, kind: str, nodes: list[int]) -> int:
        """Fold what is invariant first, so that it can be taken out of the loop as one value."""
        return self._fold(kind, [n for n in nodes if self.invariant[n]] + [n for n in nodes if not self.invariant[n]])

    def _sum(self, e: sp.Add) -> int:
        number, rest = content(e, self.varying, price=1)
        if number != 1:
            return self._scaled(number, rest)
        plus: list[int] = []
        minus: list[int] = []
        for negative, node in self._addends(_ordered(e.args)):
            (minus if negative else plus).append(node)
        for nodes in (plus, minus):
            fixed = [n for n in nodes if self.invariant[n]]
            nodes[:] = [n for n in nodes if not self.invariant[n]] + ([self._fold("add", fixed)] if fixed else [])
        if not plus:
            return self._node("neg", self._fold("add", minus))
        return self._fold("sub", [self._fold("add", plus), *minus])

    def _addends(self, terms: Sequence[sp.Expr]) -> list[tuple[bool, int]]:
        """The terms with their signs, what several share taken out of them."""
        found = common_factor(terms, self.varying)
        if found is None:
            parts = [term.as_coeff_Mul() for term in terms]
            return [(coefficient.is_negative, self._scaled(abs(coefficient), rest)) for coefficient, rest in parts]
        negative = all_negative(found.inner)
        inner = self.add(sp.Add(*((-term if negative else term) for term in found.inner)))
        product = self._grouped("mul", [inner, self.add(found.factor)])
        return [(negative, product), *self._addends(found.others)]

    def _product(self, e: sp.Mul) -> int:
        coefficient, rest = e.as_coeff_Mul()
        product = self._scaled(abs(coefficient), rest)
        return self._node("neg", product) if coefficient.is_negative else product

    def _scaled(self, coefficient: sp.Rational, rest: sp.Expr) -> int:
        """coefficient * rest, parameters and numbers first, divisions last."""
        if rest == 1:
            return self._number(coefficient)
        parts = [content(factor, self.varying) for factor in _ordered(sp.Mul.make_args(rest))]
        coefficient *= sp.Mul(*(number for number, _ in parts))
        over = [] if coefficient == 1 else [self._number(coefficient)]
        under: list[int] = []
        for _, factor in parts:
            base, exponent = factor.as_base_exp()
            if exponent.is_Rational and exponent.is_negative and base is not sp.E:
                under.append(self._power(base, -exponent))
            else:
                over.append(self.add(factor))
        above, below = ([n for n in nodes if self.invariant[n]] for nodes in (over, under))
        fixed = [self._ratio(above, below)] if above or below else []
        above, below = ([n for n in nodes if not self.invariant[n]] for nodes in (over, under))
        return self._ratio(fixed + above, below)

    def _ratio(self, over: list[int], under: list[int]) -> int:
        top = self._fold("mul", over) if over else self._number(sp.S.One)
        return self._node("div", top, self._fold("mul", under)) if under else top

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> int:
        if base is sp.E:
            return self._node("call", self.add(exponent), value="exp")
        if exponent.is_Integer or (exponent.is_Rational and exponent.q == 2):
            if exponent.is_negative:
                return self._node("div", self._number(sp.S.One), self._power(base, -exponent))
            whole, half = divmod(int(2 * exponent), 2)
            parts = [self._chain(self.add(base), whole)] if whole else []
            return self._fold("mul", parts + ([self._node("call", self.add(base), value="sqrt")] if half else []))
        return self._node("call", self.add(base), self.add(exponent), value="pow")

    def _chain(self, base: int, exponent: int) -> int:
        if exponent == 1:
            return base
        half = self._chain(base, exponent // 2)
        square = self._node("mul", half, half)
        return self._node("mul", square, base) if exponent % 2 else square

    def _sign(self, e: sp.sign) -> int:
        x, zero, one = self.add(e.args[0]), self._number(sp.S.Zero), self._number(sp.S.One)
        below = self._node("select", self._node("lt", x, zero), self._node("neg", one), zero)
        return self._node("select", self._node("gt", x, zero), one, below)

    def _heaviside(self, e: sp.Heaviside) -> int:
        x, zero, one = self.add(e.args[0]), self._number(sp.S.Zero), self._number(sp.S.One)
        at_zero = self._node("select", self._node("eq", x, zero), self.add(e.args[1]), zero)
        return self._node("select", self._node("gt", x, zero), one, at_zero)

    def _extreme(self, relation: str, e: sp.Basic) -> int:
        nodes = [self.add(a) for a in _ordered(e.args)]
        return reduce(lambda best, node: self._node("select", self._node(relation, node, best), node, best), nodes)

    def _piecewise(self, e: sp.Piecewise) -> int:
        last, condition = e.args[-1]
        if condition is not sp.true:
            raise KernelError(f"the step contains {e}, which has no value where none of its conditions holds")
        result = self.add(last)
        for value, where in reversed(e.args[:-1]):
            result = self._node("select", self.add(where), self.add(value), result)
        return result


_BRANCHES: dict[type, Callable[[Graph, sp.Basic], int]] = {
    sp.sign: Graph._sign,
    sp.Heaviside: Graph._heaviside,
    sp.Max: lambda graph, e: graph._extreme("gt", e),
    sp.Min: lambda graph, e: graph._extreme("lt", e),
    sp.Piecewise: Graph._piecewise,
}


def _ordered(arguments: Iterable[sp.Basic]) -> list[sp.Basic]:
    return sorted(arguments, key=sp.default_sort_key)


def _refusal(e: sp.Basic) -> str:
    if isinstance(e, sp.DiracDelta):
        return f"a derivative of the step contains {e}: the step jumps there and has no gradient"
    return f"the step contains {e}, which no kernel target can compute"
