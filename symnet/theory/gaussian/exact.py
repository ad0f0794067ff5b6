"""The same quantities at an explicit width by elimination over an exact field: an independent check, to N = 200.

Nothing of the closed forms is used: the matrix is built step by step from the action, and SymPy's DomainMatrix (with
python-flint where it is present) does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import sympy as sp
from sympy.polys.constructor import construct_domain
from sympy.polys.matrices import DomainMatrix

from symnet.errors import InputError
from symnet.notation import symbols as s
from symnet.theory.gaussian.ends import Ends, ends_of
from symnet.theory.gaussian.step import StepAction

MOST = 200
"""The widest path that is eliminated exactly."""


@dataclass(frozen=True)
class ExactForm:
    """A, b, c of the form in the positions at one width, over the field that its numbers generate."""

    matrix: DomainMatrix
    linear: DomainMatrix
    constant: sp.Expr

    @cached_property
    def determinant(self) -> sp.Expr:
        """det A; 1 where nothing is free."""
        if not self.matrix.shape[0]:
            return sp.S.One
        return self.matrix.domain.to_sympy(self.matrix.det())

    @cached_property
    def inverse(self) -> DomainMatrix:
        """The inverse of A."""
        return self.matrix.inv()

    def completed(self) -> sp.Expr:
        """c - b^T A^{-1} b/2."""
        if not self.matrix.shape[0]:
            return self.constant
        taken = (self.linear.transpose() * self.inverse * self.linear)[0, 0].element
        return self.constant - self.matrix.domain.to_sympy(taken) / 2


def exact_form(lattice: StepAction, N: int, values: dict[sp.Symbol, sp.Expr]) -> ExactForm:
    """The form in the positions at width N with every parameter given as an exact number.

    Raises:
        InputError: a width beyond what elimination is meant for, or a parameter without a value.
    """
    if not isinstance(N, int) or isinstance(N, bool) or not 1 <= N <= MOST:
        raise InputError(f"exact elimination is for widths 1 ... {MOST}, not {N!r}")
    step = sp.expand((s.dt * lattice.step).subs(values))
    ends = ends_of(lattice.boundary)
    missing = (step.free_symbols - {s.x_prev, s.x_next}) | (_held(ends).free_symbols - set(values))
    if missing:
        raise InputError(f"no value was given for {', '.join(sorted(map(str, missing)))}")
    coefficients = sp.Poly(step, s.x_prev, s.x_next)
    size = int(ends.size.subs(s.N, N))
    rows, linear, constant = _assembled(coefficients, ends, N, values)
    domain, _ = construct_domain([*coefficients.coeffs(), *linear, sp.Rational(1, 2)], field=True)
    matrix = DomainMatrix([[domain.from_sympy(entry) for entry in row] for row in rows], (size, size), domain)
    column = DomainMatrix([[domain.from_sympy(entry)] for entry in linear], (size, 1), domain)
    return ExactForm(matrix, column, constant)


def _held(ends: Ends) -> sp.Expr:
    return sp.Add(*[end for end in (ends.start, ends.finish) if end is not None])


def _assembled(
    step: sp.Poly, ends: Ends, N: int, values: dict[sp.Symbol, sp.Expr]
) -> tuple[list[list[sp.Expr]], list[sp.Expr], sp.Expr]:
    """The second derivatives, the gradient and the value at 0, added up one step of the path after the other."""
    size = int(ends.size.subs(s.N, N))
    rows = [[sp.S.Zero] * size for _ in range(size)]
    linear, constant = [sp.S.Zero] * size, sp.S.Zero
    for n in range(1, N + 1):
        places = [_place(ends, time, N, values) for time in (n - 1, n)]
        for powers, coefficient in step.terms():
            factors = [place for place, power in zip(places, powers, strict=True) for _ in range(power)]
            free = [place for place in factors if isinstance(place, int)]
            term = coefficient * sp.Mul(*[place for place in factors if not isinstance(place, int)])
            if not free:
                constant += term
            elif len(free) == 1:
                linear[free[0]] += term
            else:
                rows[free[0]][free[1]] += term
                rows[free[1]][free[0]] += term
    return rows, linear, constant


def _place(ends: Ends, time: int, N: int, values: dict[sp.Symbol, sp.Expr]) -> int | sp.Expr:
    """The row of the position at a time, or the value that it is held at."""
    if time == 0 and ends.start is not None:
        return ends.start.subs(values)
    if time == N and ends.finish is not None:
        return ends.finish.subs(values)
    return 0 if ends.is_ring and time == N else int(ends.row(sp.Integer(time))) - 1
