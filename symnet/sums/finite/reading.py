"""SymPy -> the statement language, one method for each kind of node; what is not listed is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.sums.finite import affine, elementary, language
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.calculus import derivative
from symnet.sums.finite.conditions import at_least, condition_node, sign_form
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.scope import Reading, Scope


class Reader(Reading):
    """Reads expressions into one vocabulary, so that equal symbols get equal names in all of them."""

    def __init__(self, *expressions: sp.Basic) -> None:
        super().__init__(elementary.finest(expressions))

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
        name = self.integer(expr, scope)
        return self.names.scalar(expr) if name is None else language.integer(affine.variable(name))

    def _constant(self, expr: sp.Expr, _: Scope) -> Node:
        return ("root", language.number(-1), 2) if expr is sp.I else self.names.scalar(expr)

    def _add(self, expr: sp.Add, scope: Scope) -> Node:
        """The integer terms become one form."""
        form: Affine = ()
        others = []
        for part in expr.args:
            found = self.rational(part, scope) if part.free_symbols else None
            if found is None or any(c.denominator != 1 for c in found.values()):
                others.append(self.read(part, scope))
            else:
                form = affine.plus(form, affine.of({v: int(c) for v, c in found.items()}))
        if affine.variables(form) and all(node[0] == "num" and node[1].denominator == 1 for node in others):
            return language.integer(affine.shifted(form, sum(int(node[1]) for node in others)))
        return language.add(language.integer(form), *others)

    def _mul(self, expr: sp.Mul, scope: Scope) -> Node:
        return language.mul(*(self.read(part, scope) for part in expr.args))

    def _pow(self, expr: sp.Pow, scope: Scope) -> Node:
        base, exponent = expr.args
        if exponent.is_Integer:
            return language.power(self.read(base, scope), int(exponent))
        form = self.rational(exponent, scope)
        node = self.read(base, scope)
        if node == language.ONE:
            return node
        if form is None or node == language.ZERO or not language.is_scalar(node):
            raise OutOfReachError(f"{expr} is not a power of a non-zero scalar with an affine exponent")
        degree = int(sp.ilcm(1, *(c.denominator for c in form.values())))
        root = node if degree == 1 else ("root", node, degree)
        whole = affine.of({v: int(c * degree) for v, c in form.items()})
        if affine.is_constant(whole):
            return language.power(root, affine.coefficient(whole, ""))
        return ("exp", root, whole)

    def _indexed(self, expr: sp.Indexed, scope: Scope) -> Node:
        name = self.names.sequence(expr.base, len(expr.indices))
        return ("at", name, tuple(self.form(index, scope) for index in expr.indices))

    def _sum(self, expr: sp.Sum, scope: Scope) -> Node:
        return self._loops("sum", expr, scope)

    def _product(self, expr: sp.Product, scope: Scope) -> Node:
        return self._loops("prod", expr, scope)

    def _loops(self, tag: str, expr: Any, scope: Scope) -> Node:
        """SymPy's first limit is the innermost; an end sees the limits after its own."""
        inner: dict[sp.Symbol, str] = dict(scope)
        ends: list[tuple[Any, ...]] = []
        for limit in reversed(expr.limits):
            if len(limit) != 3:
                raise OutOfReachError(f"the range of {limit[0]} has no ends")
            symbol, lo, hi = limit
            name = self.names.fresh(symbol.name)
            if (lo, hi) == (-sp.oo, sp.oo) and tag == "sum":
                ends.append(("all", name))
            elif lo.is_infinite or hi.is_infinite:
                raise OutOfReachError(f"the range of {symbol} is infinite at one end")
            else:
                ends.append((tag, name, self.form(lo, inner), self.form(hi, inner)))
            inner[symbol] = name
        node = self.read(expr.function, inner)
        for head in reversed(ends):
            node = (*head, node)
        return node

    def _function(self, expr: sp.Function, scope: Scope) -> Node:
        name = self.names.function(expr.func, len(expr.args))
        return ("fun", name, tuple(self.read(part, scope) for part in expr.args))

    def _delta(self, expr: sp.KroneckerDelta, scope: Scope) -> Node:
        return condition_node(self, sp.Eq(expr.args[0], expr.args[1], evaluate=False), scope)

    def _heaviside(self, expr: sp.Heaviside, scope: Scope) -> Node:
        argument = sign_form(self, expr.args[0], scope)
        middle = self.read(expr.args[1] if len(expr.args) > 1 else sp.Rational(1, 2), scope)
        above, here = at_least(argument, above=True), at_least(argument)
        return language.add(above, language.mul(middle, here, language.add(language.ONE, language.negative(above))))

    def _extremum(self, expr: Any, scope: Scope) -> Node:
        """Max and Min: each argument where it is the first extreme one."""
        terms = []
        for i, chosen in enumerate(expr.args):
            factors = [self.read(chosen, scope)]
            for j, other in enumerate(expr.args):
                if j != i:
                    difference = chosen - other if isinstance(expr, sp.Max) else other - chosen
                    factors.append(at_least(sign_form(self, difference, scope, ties=True), above=j < i))
            terms.append(language.mul(*factors))
        return language.add(*terms)

    def _absolute(self, expr: sp.Abs, scope: Scope) -> Node:
        return self._extremum(sp.Max(expr.args[0], -expr.args[0], evaluate=False), scope)

    def _piecewise(self, expr: sp.Piecewise, scope: Scope) -> Node:
        before, terms = language.ONE, []
        for value, condition in expr.args:
            here = condition_node(self, condition, scope)
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
        names = {row: self.names.fresh(row.name), column: self.names.fresh(column.name)}
        entry = self.read(matrix.lamda.expr, {**scope, **names})
        return ("det", names[row], names[column], self.form(matrix.rows, scope), entry)

    def _derivative(self, expr: sp.Derivative, scope: Scope) -> Node:
        node = self.read(expr.expr, scope)
        for variable, times in expr.variable_count:
            target = self.read(variable, scope)
            for _ in range(int(times)):
                node = derivative(node, target, self.names.partial)
        return node

    def _substitution(self, expr: sp.Subs, scope: Scope) -> Node:
        """F'(argument), which SymPy writes as a Subs of a Derivative of F."""
        inner = expr.expr
        if not (isinstance(inner, sp.Derivative) and isinstance(inner.expr, AppliedUndef)):
            return self.read(expr.doit(), scope)
        function, values = inner.expr, dict(zip(expr.variables, expr.point, strict=True))
        name = self.names.function(function.func, len(function.args))
        for variable, times in inner.variable_count:
            if variable not in function.args:
                raise OutOfReachError(f"the finite check cannot read {expr}")
            for _ in range(int(times)):
                name = self.names.partial(name, function.args.index(variable))
        arguments = (values.get(part, part) for part in function.args)
        return ("fun", name, tuple(self.read(part, scope) for part in arguments))


_METHODS: dict[type, Callable[[Reader, Any, Scope], Node]] = {
    sp.Rational: Reader._number,
    sp.core.numbers.ImaginaryUnit: Reader._constant,
    sp.core.numbers.Pi: Reader._constant,
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
    sp.sin: elementary.sine,
    sp.cos: elementary.cosine,
    sp.tan: elementary.tangent,
    sp.sinh: elementary.hyperbolic,
    sp.cosh: elementary.hyperbolic,
    sp.tanh: elementary.hyperbolic,
    sp.exp: elementary.exponential,
    sp.core.numbers.Exp1: elementary.exponential,
    sp.chebyshevt: elementary.chebyshev,
    sp.chebyshevu: elementary.chebyshev,
    sp.log: Reader._function,
    AppliedUndef: Reader._function,
}
