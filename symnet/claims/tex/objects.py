"""What physics writes and SymPy has no class for. Each is a SymPy node that holds its parts and computes nothing.

Statements are relations or made of relations; expressions are factors and terms like any other.
"""

from __future__ import annotations

from typing import Any

import sympy as sp


class _Plain:
    """Prints as ``Name(part, part)`` everywhere: SymPy's printers know other classes of some of these names."""

    args: tuple[sp.Basic, ...]

    def _sympystr(self, printer: Any) -> str:
        return f"{type(self).__name__}({', '.join(map(printer.doprint, self.args))})"

    def _latex(self, printer: Any) -> str:
        return rf"\operatorname{{{type(self).__name__}}}\left({', '.join(map(printer.doprint, self.args))}\right)"


class Statement(_Plain, sp.Basic):
    """Something that is claimed."""


class Relation(Statement):
    """A claim about two sides, kept as printed; equality is SymPy's ``Eq``."""

    def __new__(cls, lhs: sp.Basic, rhs: sp.Basic) -> Relation:
        """The relation between the two sides."""
        return super().__new__(cls, sp.sympify(lhs, strict=True), sp.sympify(rhs, strict=True))

    lhs = property(lambda self: self.args[0])
    rhs = property(lambda self: self.args[1])


class Definition(Relation):
    r"""``lhs \equiv rhs``: introduces or restates what the left side means."""


class Proportional(Relation):
    r"""``lhs \propto rhs``: equal up to a factor that is not printed."""


class Distribution(Relation):
    r"""``lhs \sim rhs``: the left side is drawn from the right."""


class Approximation(Relation):
    r"""``lhs \approx rhs``."""


class Replacement(Relation):
    r"""``lhs \to rhs``: one arrow of a transformation, or of a limit."""


class Membership(Relation):
    r"""``lhs \in rhs``."""


class Transformation(Statement):
    """Several replacements, made at once."""


class Chain(Statement):
    """a = b = c: the relations between neighbours, in order."""

    @property
    def members(self) -> tuple[sp.Basic, ...]:
        """The members from left to right."""
        return (self.args[0].args[0], *(relation.args[1] for relation in self.args))


class Claims(Statement):
    """Several statements printed as one: all of them are claimed."""


class ForIndex(Statement):
    """A statement made for every index from ``first`` to ``last``."""

    statement = property(lambda self: self.args[0])
    index = property(lambda self: self.args[1])
    first = property(lambda self: self.args[2])
    last = property(lambda self: self.args[3])


class Operation(_Plain, sp.Expr):
    """An expression of the reader's own: it holds its parts and never evaluates."""

    is_commutative = True

    def __new__(cls, *parts: Any) -> Operation:
        """The operation on the parts."""
        return super().__new__(cls, *map(sp.sympify, parts))


class _Over(Operation):
    """Something over indices that are bound in its first part."""

    @property
    def body(self) -> sp.Expr:
        """What is repeated."""
        return self.args[0]

    @property
    def bound_symbols(self) -> frozenset[sp.Symbol]:
        """The indices."""
        return frozenset(
            part.args[0] if isinstance(part, sp.Tuple) else part for part in self.args[1:] if _is_index(part)
        )

    @property
    def free_symbols(self) -> set[sp.Basic]:
        """The symbols that are not the indices."""
        bounds = [end for part in self.args[1:] if isinstance(part, sp.Tuple) for end in part.args[1:]]
        return (self.body.free_symbols - self.bound_symbols) | set().union(*(end.free_symbols for end in bounds))


def _is_index(part: sp.Basic) -> bool:
    return isinstance(part, sp.Symbol) or (isinstance(part, sp.Tuple) and isinstance(part.args[0], sp.Symbol))


class SumOver(_Over):
    """A sum without a printed range: (body, indices …[, condition])."""


class ProductOver(_Over):
    """A product without a printed range: (body, indices …[, condition])."""


class ProductMeasure(_Over):
    """A product of differentials: (body, (n, first, last)), or (body, n), or (body) alone where no index is printed."""


class Differential(Operation):
    """dx: (variable), or (variable, d) for d^d x."""

    variable = property(lambda self: self.args[0])


class Increment(Operation):
    """The increment of a variable inside a function's argument, as in x(tau + d tau)."""

    variable = property(lambda self: self.args[0])


class PathMeasure(Operation):
    r"""``\mathcal{D}x``: the measure over all paths."""


class IntegralOver(Operation):
    """An integral without a printed range: (integrand, differentials …)."""


class LineIntegral(Operation):
    """An integral along a path: (integrand, path), or (integrand, path, first, last) with the times of its ends."""

    def _latex(self, printer: Any) -> str:
        integrand, path, *ends = map(printer.doprint, self.args)
        return rf"\int{'_{{{}}}^{{{}}}'.format(*ends) if ends else ''} {integrand} \, d{path}"


class IncrementIntegral(Operation):
    """An integral whose differential is written out as an increment of the path: (integrand, increment)."""


class PathIntegral(Operation):
    """An integral over a measure of many variables: (integrand, measure, boundaries …)."""

    integrand = property(lambda self: self.args[0])
    measure = property(lambda self: self.args[1])
    boundaries = property(lambda self: self.args[2:])


class Boundary(Operation):
    """The value a path has at one end of a path integral: (the path there, value)."""


class Arbitrary(Operation):
    """Something that may be anything, such as an additive constant; its name tells one from another."""


class Mean(Operation):
    """An average, <...>."""

    def _latex(self, printer: Any) -> str:
        return rf"\langle {printer.doprint(self.args[0])} \rangle"


class Amplitude(Operation):
    """A transition amplitude, <final | initial>."""

    final = property(lambda self: self.args[0])
    initial = property(lambda self: self.args[1])


class Functional(Operation):
    """A functional of a path, such as S[x]: (its symbol, arguments …)."""


class Family(Operation):
    """All members of an indexed family: (member, index)."""


class Commutator(Operation):
    """[a, b] = ab - ba."""

    is_commutative = False


class Acting(Operation):
    """An operator acting on what follows it: (operator, operand)."""

    def _latex(self, printer: Any) -> str:
        operator, operand = map(printer.doprint, self.args)
        return rf"{operator} \left({operand}\right)" if self.args[1].is_Add else f"{operator} {operand}"


class Gradient(Operation):
    """The gradient in space."""


class Laplacian(Operation):
    """The Laplacian in space."""


class Divergence(Operation):
    """The divergence in space."""


class Curl(Operation):
    """The curl in space."""


class PlusMinus(Operation):
    r"""``\pm``: the two signs of a term; every one in a statement is chosen alike."""


class ReLU(sp.Function):
    """The rectifier max(0, x); ``rewrite(Max)`` says so."""

    nargs = 1

    def _eval_rewrite_as_Max(self, argument: sp.Expr, **_: Any) -> sp.Expr:
        return sp.Max(0, argument)
