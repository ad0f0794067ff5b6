"""The action in the coefficients of the boundary's own modes, of any L; a sum of squares where L is quadratic."""

from __future__ import annotations

from contextlib import suppress

import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.theory.action import Last, WeightAction
from symnet.theory.discretization import LatticeAction
from symnet.theory.gaussian.ends import Ends, ends_of
from symnet.theory.gaussian.modal import ModeCoefficients
from symnet.theory.gaussian.modes import Modes, basis_of, waves_on
from symnet.theory.gaussian.step import QuadraticStep, quadratic_step
from symnet.theory.quadratic import obstacles


def action_in_modes(lattice: LatticeAction) -> sp.Expr:
    """S (S_E in Euclidean time) in a_j, for symbolic N.

    Raises:
        UnsupportedError: a boundary without modes.
    """
    ends = ends_of(lattice.boundary)
    if not obstacles(lattice.lagrangian.expr):
        with suppress(UnsupportedError):  # without a kinetic term it is no form of the Gaussian calculus
            return _sum_of_squares(quadratic_step(lattice), ends)
    path = mode_path(ends)
    step = lattice.step.xreplace({s.x_prev: path.subs(s.n, s.n - 1), s.x_next: path})
    return s.dt * sp.Sum(step, (s.n, 1, s.N))


def in_modes(lattice: LatticeAction, last: Last | None = None) -> WeightAction:
    """The action in a_j as a record.

    Raises:
        InputError: the last weight is to be kept, and modes have none.
        UnsupportedError: a boundary without modes.
    """
    if last not in (None, "eliminated"):
        raise InputError(f"modes keep to the ends by themselves: there is no last weight to be {last!r}")
    names = s.fresh_names(("n", "j", "l", "i", "p", "q"), {letter.name for letter in lattice.parameters})
    bound = {s.n: s.index(next(names)), s.j: s.index(next(names))}
    return WeightAction(lattice, "a", "eliminated", action_in_modes(lattice).xreplace(bound))


def mode_path(ends: Ends) -> sp.Expr:
    """x_n: the straight or resting path and the modes around it."""
    modes = waves_on(ends)
    around = ends.start if ends.start is not None else sp.S.Zero
    if ends.start is not None and ends.finish is not None:
        around = ends.start + (ends.finish - ends.start) * s.n / s.N
    return around + _over(modes, s.a[s.j] * modes.basis(s.j, s.n))


def _sum_of_squares(step: QuadraticStep, ends: Ends) -> sp.Expr:
    form, modes = ModeCoefficients(step, ends), basis_of(step, ends)
    j, place = s.j, s.j - modes.first + 1
    squares = _over(modes, modes.norm(j) * modes.eigenvalue(j) * s.a[j] ** 2 / 2)
    linear = form.linear(place)
    total = form.constant + squares + (_over(modes, linear * s.a[j]) if linear != 0 else 0)
    uneven = tidy((step.late - step.early) / 4)
    if uneven == 0 or ends.is_ring or ends.finish is not None:
        return total
    total += uneven * _over(modes, (-1) ** j * s.a[j]) ** 2
    return total - uneven * _over(modes, s.a[j]) ** 2 if ends.start is None else total


def _over(modes: Modes, summand: sp.Expr) -> sp.Expr:
    return sp.Sum(summand, (s.j, modes.first, modes.last))
