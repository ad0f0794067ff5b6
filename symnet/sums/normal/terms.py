"""What an expression becomes when read: a sum of terms, each a sum over integer points of a guard.

term = sum over bound variables inside the guard of  coefficient * prod base^exponent * prod head[index]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from symnet.sums.normal.affine import Affine, Guard
from symnet.sums.normal.bases import Bases, Powers
from symnet.sums.normal.coefficients import Coefficient


class Head(NamedTuple):
    """What carries an index: an entry of a base, a function at a family of arguments, or 1/index."""

    kind: Literal["entry", "call", "reciprocal"]
    name: str = ""
    orders: tuple[int, ...] = ()
    family: int = -1


EXP = "E"
"""The formal exponential that a product is; see `products`."""

LOG = "ln "
"""Marks the formal logarithm of an entry or a function."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One free value: an entry w[e], or a function at one member of a family of arguments."""

    head: Head
    index: tuple[Affine, ...] = ()

    def substitute(self, values: Mapping[str, Affine]) -> Atom:
        """Replace variables by forms, all at once."""
        return Atom(self.head, tuple(e.substitute(values) for e in self.index))


@dataclass(frozen=True, slots=True)
class Term:
    """One term; see the module."""

    coefficient: Coefficient
    guard: Guard = ()
    bound: frozenset[str] = frozenset()
    powers: Powers = ()
    atoms: tuple[Atom, ...] = ()

    def substitute(self, values: Mapping[str, Affine], bases: Bases) -> Term:
        """Replace variables by forms, all at once; replaced variables are bound no more."""
        coefficient, powers = bases.normal(
            self.coefficient.substitute(values), {b: e.substitute(values) for b, e in self.powers}
        )
        return Term(
            coefficient,
            tuple(c.substitute(values) for c in self.guard),
            self.bound.difference(values),
            powers,
            tuple(a.substitute(values) for a in self.atoms),
        )

    def variables(self) -> frozenset[str]:
        """Every integer variable or generator that occurs."""
        found = set(self.coefficient.variables()) | self.bound
        for c in self.guard:
            found |= c.form.variables
        for _, exponent in self.powers:
            found |= exponent.variables
        for atom in self.atoms:
            for e in atom.index:
                found |= e.variables
        return frozenset(found)


Form = tuple[Term, ...]

Signature = tuple[Head, ...]
Value = dict[Powers, Coefficient]
"""What a piece of a coefficient function is worth: a coefficient for each product of powers."""

Piece = tuple[Guard, Value]
Table = dict[Signature, list[Piece]]
"""A coefficient function, signature by signature; see `collapse`."""


@dataclass(frozen=True, slots=True)
class Family:
    """The arguments of a function call, one tuple for each value of the formal integer variables."""

    arguments: tuple[Form, ...]
    formals: tuple[str, ...]
    depth: int


def scaled(form: Form, factor: Coefficient) -> Form:
    """The form times a coefficient that holds none of its bound variables."""
    return () if factor.is_zero else tuple(replace(t, coefficient=t.coefficient * factor) for t in form)


def guarded(form: Form, guard: Guard) -> Form:
    """The form where the guard holds, 0 elsewhere."""
    return tuple(replace(t, guard=t.guard + guard) for t in form)


def summed(form: Form, bound: str, guard: Guard) -> Form:
    """The sum of the form over one variable inside a guard."""
    return tuple(replace(t, guard=t.guard + guard, bound=t.bound | {bound}) for t in form)
