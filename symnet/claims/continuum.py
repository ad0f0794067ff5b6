r"""Printed statements of continuous calculus, by their shape: averages over all paths, operators, sums of increments.

``P = \mathcal{N} e^{B} \int \mathcal{D}x\, e^{-\int L d\tau}`` becomes a formula with the parts B and L. A letter
that stands before it on its own, such as a normalisation, is a constant that is not compared.
"""

from __future__ import annotations

from functools import reduce

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.claims.formula import Formula, UpToConstant
from symnet.claims.statement import Equation
from symnet.claims.tex import objects
from symnet.errors import SymnetError
from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.theory.stochastic.operators import Operator, commutator, momentum, multiplication

OPERATORS: dict[str, Operator] = {"p_hat": momentum, "x_hat": multiplication(symbols.position)}
"""The names of operators in a vocabulary, and what they do to a function of the position."""


def is_path_average(right: sp.Expr) -> bool:
    r"""There is an integral over all paths, ``\mathcal{D}x``."""
    return right.has(objects.PathMeasure)


def path_average(left: sp.Expr, right: sp.Expr) -> Formula:
    """A letter or a function of the end point as an average over paths from the infinite past.

    Raises:
        SymnetError: another shape, or other times.
    """
    factors = sp.Mul.make_args(right)
    integrals = [each for each in factors if isinstance(each, objects.PathIntegral)]
    rest = [each for each in factors if each not in integrals and not each.is_Symbol]
    if len(integrals) != 1 or any(not isinstance(each, sp.exp) for each in (*rest, integrals[0].integrand)):
        raise SymnetError(f"a constant, an exponential and one integral over paths can be judged, not {right}")
    parts = {"boundary": sp.Add(*[each.args[0] for each in rest]), "density": _density(integrals[0].integrand.args[0])}
    if not isinstance(left, AppliedUndef):
        parts["state"] = left
    end = "" if parts["boundary"] == 0 else r"\exp\left[<boundary>\right] "
    over = r"\int \mathcal{D}x \, \exp\left[-\int_{-\infty}^{0} d\tau \, \left(<density>\right)\right]"
    layout = f"{'<state>' if 'state' in parts else tex(left)} \\propto {end}{over}"
    return Formula(layout, tuple(parts.items()), up_to_factor=("state",) if "state" in parts else ())


def _density(exponent: sp.Expr) -> sp.Expr:
    """L in the exponent -integral of L over the whole past."""
    factor, integral = exponent.as_independent(sp.Integral, as_Add=False)
    if not isinstance(integral, sp.Integral) or integral.limits[0][1:] != (-sp.oo, 0):
        raise SymnetError(f"the exponent must be an integral from -oo to 0, not {exponent}")
    return -factor * integral.function


def in_steps(found: sp.Basic) -> sp.Basic:
    """Integrals whose differential is an increment of the path, as sums over N steps from x_n to x_{n+1}."""
    n, end = symbols.n, symbols.N - 1

    def total(body: sp.Expr, increment: objects.Increment) -> sp.Expr:
        time = increment.variable
        places = {time: n, time + increment: n + 1}

        def entry(value: AppliedUndef) -> sp.Expr:
            here = places.get(value.args[0]) if len(value.args) == 1 else None
            return value if here is None else sp.IndexedBase(value.func.__name__, real=True)[here]

        return sp.Sum(body.replace(lambda each: isinstance(each, AppliedUndef), entry), (n, 0, end))

    return found.replace(objects.IncrementIntegral, total)


def is_up_to_a_constant(right: sp.Expr) -> bool:
    """Something arbitrary is added."""
    return any(isinstance(term, objects.Arbitrary) for term in sp.Add.make_args(right))


def up_to_an_added_constant(left: sp.Expr, right: sp.Expr) -> UpToConstant:
    """The right side without what is arbitrary, which does not depend on the position."""
    named = sp.Add(*[term for term in sp.Add.make_args(right) if not isinstance(term, objects.Arbitrary)])
    return UpToConstant(sp.Eq(left, named, evaluate=False), (symbols.position,), "added")


def is_operator_equation(left: sp.Expr, right: sp.Expr) -> bool:
    """Both sides are operators, not operators that act on something printed."""
    return isinstance(left, sp.Symbol) and not left.is_commutative and not right.is_commutative


def on_an_arbitrary_function(left: sp.Symbol, right: sp.Expr) -> Equation:
    """Two operators are equal iff they are when they act on an arbitrary function psi."""
    psi = sp.Function("psi")(symbols.position)
    acting = objects.Acting(left, psi)
    return Equation(sp.Eq(acting, operator(right)(psi), evaluate=False))


def operator(expression: sp.Expr) -> Operator:
    """What the printed operator does to a function of the position.

    Raises:
        SymnetError: an operator that is not known.
    """
    if expression.is_commutative:
        return multiplication(expression)
    if isinstance(expression, sp.Add):
        parts = [operator(term) for term in expression.args]
        return lambda function: sp.Add(*[part(function) for part in parts])
    if isinstance(expression, sp.Mul):
        numbers, factors = expression.args_cnc()
        chain = [multiplication(sp.Mul(*numbers)), *map(operator, factors)]
        return lambda function: reduce(lambda done, factor: factor(done), reversed(chain), function)
    if isinstance(expression, objects.Commutator):
        return commutator(*map(operator, expression.args))
    if isinstance(expression, sp.Pow) and expression.exp.is_Integer and expression.exp.is_positive:
        return operator(sp.Mul(*[expression.base] * int(expression.exp), evaluate=False))
    if isinstance(expression, sp.Symbol) and expression.name in OPERATORS:
        return OPERATORS[expression.name]
    raise SymnetError(f"no operator is known for {expression}; known: {', '.join(OPERATORS)}")
