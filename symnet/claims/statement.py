"""What a claim can say. A statement is the object the printed TeX was read as; it holds no verdict and no derivation.

Each kind says what it is about (its subject) and what is claimed of it; the judge compares that with the derived
side. All expressions are SymPy's, in the symbols of the notation, with symbolic N.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import sympy as sp


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that can be true or false, or a definition."""

    defines: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Equation(Statement):
    """``relation`` is an unevaluated ``Eq`` that determines its left side, the ``subject`` (S, x_n, w_N …)."""

    relation: sp.Eq

    @property
    def subject(self) -> sp.Expr:
        """What the equation is about."""
        return self.relation.lhs

    @property
    def claimed(self) -> sp.Expr:
        """What is claimed of it."""
        return self.relation.rhs


@dataclass(frozen=True, slots=True)
class Definition(Equation):
    """An equation that introduces its left side; its derivation returns how later equations use the symbol."""

    defines: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Replacement(Equation):
    """One arrow of a transformation: the subject is replaced by what is claimed."""


@dataclass(frozen=True, slots=True)
class Conjunction(Statement):
    """Several equations printed as one; ``defines`` holds if they introduce their left sides."""

    equations: tuple[Equation, ...]

    @property
    def defines(self) -> bool:  # type: ignore[override]
        """A conjunction of definitions is a definition."""
        return all(part.defines for part in self.equations)


@dataclass(frozen=True, slots=True)
class Density:
    """``factor`` * delta(``constraint``) * the product of d variables[n], lower <= n <= upper, as printed."""

    variables: sp.IndexedBase
    lower: sp.Expr
    upper: sp.Expr
    factor: sp.Expr = sp.S.One
    constraint: sp.Expr | None = None


@dataclass(frozen=True, slots=True)
class MeasureEquation(Statement):
    """``prod_{n=first}^{last} dx_n`` equals the ``claimed`` measure (factor, delta, product of differentials)."""

    first: sp.Expr
    last: sp.Expr
    claimed: Density


@dataclass(frozen=True, slots=True)
class Amplitude(Statement):
    """The transition amplitude is the integral of ``exp(exponent)`` over ``density``.

    ``introduces`` holds for the equation that defines the amplitude's symbol; later ones are judged relative to it.
    """

    density: Density
    exponent: sp.Expr
    introduces: bool = False

    @property
    def defines(self) -> bool:  # type: ignore[override]
        """True of the equation that introduces the symbol."""
        return self.introduces


@dataclass(frozen=True, slots=True)
class TendsTo(Statement):
    """The lattice sum ``discrete`` tends to the integral of L(x, dx/dt) dt along smooth paths, as dt goes to 0.

    ``discrete`` is dt * Sum(step, (n, 1, N)) with a step in x[n-1], x[n], dt and the undefined function ``lagrangian``.
    """

    discrete: sp.Expr
    lagrangian: sp.Function
