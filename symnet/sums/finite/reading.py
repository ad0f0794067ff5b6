"""SymPy -> the statement language, one method for each kind of node; what is not listed is refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.sums.finite import affine, language
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.calculus import derivative
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.problem import Vocabulary
from symnet.sums.finite.rational import RationalForm, rational_form

Scope = Mapping[sp.Symbol, str]
"""Bound symbols -> their unique names."""

RESERVED = {"Sum", "Prod", "Ind", "Pow", "Det", "U", "T"}
"""Words of the printed language; a user's symbol of that name gets another."""


class Reader:
    """Reads expressions into one vocabulary, so that equal symbols get equal names on both sides."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._names: dict[Any, str] = {}
        self._taken: set[str] = set(RESERVED)

    # names

    def _name(self, thing: Any, wish: str) -> str:
        """A unique identifier for a SymPy object, the same whenever it comes again."""
        if thing not in self._names:
            self._names[thing] = self.fresh(wish)
        return self._names[thing]

    def fresh(self, wish: str) -> str:
        """A name nobody has, as close to the wish as an identifier can be."""
        base = re.sub(r"\W", "_", wish) or "_"
        base = base if base[0].isalpha() or base[0] == "_" else f"_{base}"
        name, number = base, 1
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._taken.add(name)
        return name

    def parameter(self, symbol: sp.Symbol) -> str:
        """The name of a free integer symbol."""
        name = self._name(symbol, symbol.name)
        self.vocabulary.integers[name] = symbol
        return name

    def scalar(self, symbol: sp.Expr) -> Node:
        """A free scalar."""
        name = self._name(symbol, str(symbol))
        self.vocabulary.scalars[name] = symbol
        return ("sym", name)

    # integers

    def form(self, expr: sp.Expr, scope: Scope) -> Affine:
        """An integer affine form.

        Raises:
            OutOfReachError: it is not one.
        """
        found = self.rational(expr, scope)
        if found is None or any(c.denominator != 1 for c in found.values()):
            raise OutOfReachError(f"{expr} is not an integer affine form of the indices")
        return affine.of({v: int(c) for v, c in found.items()})

    def rational(self, expr: sp.Expr, scope: Scope) -> RationalForm | None:
        """A form with rational coefficients, or None."""
        return rational_form(expr, lambda symbol: self._integer_name(symbol, scope))

    def _integer_name(self, symbol: sp.Symbol, scope: Scope) -> str | None:
        if symbol in scope:
            return scope[symbol]
        return self.parameter(symbol) if symbol.is_integer else None

    # expressions

    def read(self, expr: Any, scope: Scope) -> Node:
        """The node of an expression.

        Raises:
            OutOfReachError: a part of it does not belong to the language.
        """
        for kind, method in _METHODS.items():
            if isinstance(expr, kind):
                return method(self, expr, scope)
        raise OutOfReachError(f"the finite check cannot read {type(expr).__name__}: {expr}")

    def _number(self, expr: sp.Rational, _: Scope) -> Node:
        return language.number(Fraction(int(expr.p), int(expr.q)))

    def _symbol(self, expr: sp.Symbol, scope: Scope) -> Node:
        name = self._integer_name(expr, scope)
        return self.scalar(expr) if name is None else language.integer(affine.variable(name))

    def _add(self, expr: sp.Add, scope: Scope) -> Node:
        return language.add(*(self.read(part, scope) for part in expr.args))

    def _mul(self, expr: sp.Mul, scope: Scope) -> Node:
        return language.mul(*(self.read(part, scope) for part in expr.args))

    def _pow(self, expr: sp.Pow, scope: Scope) -> Node:
        base, exponent = expr.args
        if exponent.is_Integer:
            return language.power(self.read(base, scope), int(exponent))
        form = self.form(exponent, scope)
        node = self.read(base, scope)
        if node == language.ONE:
            return node
        if node == language.ZERO or language.free(node) or any(p[0] == "at" for p in language.walk(node)):
            raise OutOfReachError(f"the base of {expr} must be a non-zero scalar")
        return ("exp", node, form)

    def _indexed(self, expr: sp.Indexed, scope: Scope) -> Node:
        base = expr.base
        name = self._name((base, len(expr.indices)), str(base.label))
        self.vocabulary.sequences[name] = base
        return ("at", name, tuple(self.form(index, scope) for index in expr.indices))

    def _sum(self, expr: sp.Sum, scope: Scope) -> Node:
        return self._loops("sum", expr, scope)

    def _product(self, expr: sp.Product, scope: Scope) -> Node:
        return self._loops("prod", expr, scope)

    def _loops(self, tag: str, expr: Any, scope: Scope) -> Node:
        """SymPy's first limit is the innermost; an end sees the limits after its own."""
        inner, ends = dict(scope), []
        for limit in reversed(expr.limits):
            if len(limit) != 3:
                raise OutOfReachError(f"the range of {limit[0]} has no ends")
            symbol, lo, hi = limit
            if not (lo.is_finite is not False and hi.is_finite is not False):
                raise OutOfReachError(f"the range of {symbol} is infinite")
            low, high = self.form(lo, inner), self.form(hi, inner)
            name = self.fresh(symbol.name)
            ends.append((name, low, high))
            inner[symbol] = name
        node = self.read(expr.function, inner)
        for name, low, high in reversed(ends):
            node = (tag, name, low, high, node)
        return node

    def _undefined(self, expr: AppliedUndef, scope: Scope) -> Node:
        name = self._name((expr.func, len(expr.args)), expr.func.__name__)
        self.vocabulary.functions[name] = expr.func
        return ("fun", name, tuple(self.read(part, scope) for part in expr.args))

    def _function(self, expr: sp.Function, scope: Scope) -> Node:
        name = self._name(expr.func, expr.func.__name__)
        self.vocabulary.functions[name] = expr.func
        return ("fun", name, tuple(self.read(part, scope) for part in expr.args))

    def _delta(self, expr: sp.KroneckerDelta, scope: Scope) -> Node:
        return self.condition(sp.Eq(expr.args[0], expr.args[1], evaluate=False), scope)

    def _heaviside(self, expr: sp.Heaviside, scope: Scope) -> Node:
        argument = self._sign_form(expr.args[0], scope)
        middle = self.read(expr.args[1] if len(expr.args) > 1 else sp.Rational(1, 2), scope)
        above, here = _at_least(argument, above=True), _at_least(argument)
        return language.add(above, language.mul(middle, here, language.add(language.ONE, language.negative(above))))

    def _extremum(self, expr: Any, scope: Scope) -> Node:
        """Max and Min: each argument where it is the first extreme one."""
        terms = []
        for i, chosen in enumerate(expr.args):
            factors = [self.read(chosen, scope)]
            for j, other in enumerate(expr.args):
                if j != i:
                    difference = chosen - other if isinstance(expr, sp.Max) else other - chosen
                    factors.append(_at_least(self._sign_form(difference, scope), above=j < i))
            terms.append(language.mul(*factors))
        return language.add(*terms)

    def _absolute(self, expr: sp.Abs, scope: Scope) -> Node:
        return self._extremum(sp.Max(expr.args[0], -expr.args[0], evaluate=False), scope)

    def _piecewise(self, expr: sp.Piecewise, scope: Scope) -> Node:
        before, terms = language.ONE, []
        for value, condition in expr.args:
            here = self.condition(condition, scope)
            terms.append(language.mul(before, here, self.read(value, scope)))
            before = language.mul(before, language.add(language.ONE, language.negative(here)))
        if expr.args[-1][1] is not sp.true:
            raise OutOfReachError(f"{expr} has no value where none of its conditions holds")
        return language.add(*terms)

    def _determinant(self, expr: sp.Determinant, scope: Scope) -> Node:
        matrix = expr.args[0]
        if not isinstance(matrix, sp.FunctionMatrix) or matrix.rows != matrix.cols:
            raise OutOfReachError(f"the finite check reads determinants of a FunctionMatrix, not of {matrix}")
        row, column = matrix.lamda.variables
        names = {row: self.fresh(row.name), column: self.fresh(column.name)}
        entry = self.read(matrix.lamda.expr, {**scope, **names})
        return ("det", names[row], names[column], self.form(matrix.rows, scope), entry)

    def _derivative(self, expr: sp.Derivative, scope: Scope) -> Node:
        node = self.read(expr.expr, scope)
        for variable, times in expr.variable_count:
            target = self.read(variable, scope)
            for _ in range(int(times)):
                node = derivative(node, target, self.slot)
        return node

    def _substitution(self, expr: sp.Subs, scope: Scope) -> Node:
        """F'(argument), which SymPy writes as a Subs of a Derivative of F."""
        inner = expr.expr
        if not (isinstance(inner, sp.Derivative) and isinstance(inner.expr, AppliedUndef)):
            return self.read(expr.doit(), scope)
        function, values = inner.expr, dict(zip(expr.variables, expr.point, strict=True))
        name = self._name((function.func, len(function.args)), function.func.__name__)
        self.vocabulary.functions[name] = function.func
        for variable, times in inner.variable_count:
            if variable not in function.args:
                raise OutOfReachError(f"the finite check cannot read {expr}")
            for _ in range(int(times)):
                name = self.slot(name, function.args.index(variable))
        arguments = (values.get(part, part) for part in function.args)
        return ("fun", name, tuple(self.read(part, scope) for part in arguments))

    def slot(self, function: str, position: int) -> str:
        """The name of a function's partial derivative; mixed derivatives commute."""
        root, orders = self._orders(function)
        raised = tuple(sorted([*orders, position]))
        known = self.vocabulary.functions[root]
        name = self._name((known, raised), f"{root}_{''.join(str(p + 1) for p in raised)}")
        self.vocabulary.functions[name] = sp.Function(name)
        self._derived[name] = (root, raised)
        return name

    def _orders(self, function: str) -> tuple[str, tuple[int, ...]]:
        return self._derived.get(function, (function, ()))

    @property
    def _derived(self) -> dict[str, tuple[str, tuple[int, ...]]]:
        return self.__dict__.setdefault("_derivatives", {})

    # conditions

    def condition(self, condition: Any, scope: Scope) -> Node:
        """1 where an index condition holds, else 0."""
        if condition is sp.true or condition is sp.false:
            return language.number(int(condition is sp.true))
        if isinstance(condition, sp.And):
            return language.mul(*(self.condition(part, scope) for part in condition.args))
        if isinstance(condition, sp.Not):
            return language.add(language.ONE, language.negative(self.condition(condition.args[0], scope)))
        if isinstance(condition, sp.Or):
            return self.condition(sp.Not(sp.And(*map(sp.Not, condition.args))), scope)
        if isinstance(condition, sp.core.relational.Relational):
            return self._relation(condition, scope)
        raise OutOfReachError(f"the finite check cannot read the condition {condition}")

    def _relation(self, relation: Any, scope: Scope) -> Node:
        difference = self._sign_form(relation.lhs - relation.rhs, scope)
        opposite = {v: -c for v, c in difference.items()}
        equal = language.mul(_at_least(difference), _at_least(opposite))
        rows: dict[type, Callable[[], Node]] = {
            sp.Eq: lambda: equal,
            sp.Ne: lambda: language.add(language.ONE, language.negative(equal)),
            sp.Ge: lambda: _at_least(difference),
            sp.Gt: lambda: _at_least(difference, above=True),
            sp.Le: lambda: _at_least(opposite),
            sp.Lt: lambda: _at_least(opposite, above=True),
        }
        return rows[type(relation)]()

    def _sign_form(self, expr: sp.Expr, scope: Scope) -> RationalForm:
        """A form with the sign of the expression: a positive scalar factor, as in dt*(n - k), is dropped."""
        found = self.rational(expr, scope)
        if found is None:
            content, primitive = sp.factor_terms(sp.factor(expr)).as_independent(
                *(s for s in expr.free_symbols if self._integer_name(s, scope)), as_Add=False
            )
            found = self.rational(primitive, scope) if content.is_positive else None
            if content.is_negative:
                found = self.rational(-primitive, scope)
        if found is None:
            raise OutOfReachError(f"the sign of {expr} is not that of an affine form of the indices")
        return found


def _at_least(form: RationalForm, *, above: bool = False) -> Node:
    """[form >= 0], or [form > 0]."""
    common = 1
    for c in form.values():
        common = common * c.denominator // sp.igcd(common, c.denominator)
    whole = affine.of({v: int(c * common) for v, c in form.items()})
    return language.indicator(affine.shifted(whole, -1) if above else whole)


_METHODS: dict[type, Callable[[Reader, Any, Scope], Node]] = {
    sp.Rational: Reader._number,
    sp.Symbol: Reader._symbol,
    sp.Add: Reader._add,
    sp.Mul: Reader._mul,
    sp.Pow: Reader._pow,
    sp.Indexed: Reader._indexed,
    sp.Sum: Reader._sum,
    sp.Product: Reader._product,
    sp.KroneckerDelta: Reader._delta,
    sp.Heaviside: Reader._heaviside,
    sp.Max: Reader._extremum,
    sp.Min: Reader._extremum,
    sp.Abs: Reader._absolute,
    sp.Piecewise: Reader._piecewise,
    sp.Determinant: Reader._determinant,
    sp.Derivative: Reader._derivative,
    sp.Subs: Reader._substitution,
    AppliedUndef: Reader._undefined,
}
