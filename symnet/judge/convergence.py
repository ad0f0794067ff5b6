"""Judging a limit: the claimed sum is the derived one, and its error has the derived rate, tried on exact instances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from symnet.claims.derived import Convergence
from symnet.claims.show import show
from symnet.claims.statement import TendsTo
from symnet.claims.verdict import Status, Verdict
from symnet.errors import SymnetError
from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.sums import decide

_PLACE, _HALF_STEP = sp.Dummy("u"), sp.Dummy("h", positive=True)

PATHS = (_PLACE**3 - 2 * _PLACE + 1, 2 * _PLACE**4 + _PLACE**2 - 3 * _PLACE)
DEGREES = ((2, 0), (4, 0), (1, 2), (3, 1), (2, 3))
"""Polynomial paths and monomials x^a v^b on which the error is computed exactly."""


def converging(statement: TendsTo, derived: Convergence, verdict: Verdict) -> Verdict:
    """The verdict `limit` with its first correction; `refuted` where the sum differs or does not converge."""
    same = decide(statement.discrete, derived.discrete)
    if same.answer == "undecided":
        return replace(verdict, status=Status.UNDECIDED, evidence=tuple(each.evidence for each in same.undecided))
    shown = show(statement, derived)
    if same.answer == "different" or derived.order < 1:
        return replace(verdict, status=Status.REFUTED, scope="all N", derived=shown, corrected=shown)
    tried = [_error_agrees(statement, derived, path, degree) for path in PATHS for degree in DEGREES]
    if not all(tried):
        raise SymnetError(f"the derived error dt^{derived.order} * ({derived.density}) fails on an exact instance")
    density = tex(derived.density, names={"v": r"\dot{x}"})
    correction = rf"$\Delta t^{{{derived.order}}} \int ({density}) dt$"
    return replace(
        verdict,
        scope="all N",
        understood=show(statement),
        derived=shown,
        evidence=(
            *(finding.evidence for finding in same.proofs),
            f"Taylor expansion about the middle of the step: the first correction is {correction}",
            f"the error of one step, computed exactly for {len(tried)} polynomial instances, has this leading term",
        ),
        notes=(f"holds {derived.conditions}",),
    )


def _error_agrees(statement: TendsTo, derived: Convergence, path: sp.Expr, degree: tuple[int, int]) -> bool:
    """Is (step - mean of L over the step) = dt**order * density + higher, for this path and L = x^a v^b?"""
    h = _HALF_STEP
    lagrangian = sp.Lambda((symbols.position, symbols.velocity), _monomial(degree))
    along = lagrangian(path, path.diff(_PLACE))
    mean = sp.Poly(along, _PLACE).integrate(_PLACE)
    error = _step(statement, path).replace(statement.lagrangian, lagrangian) - (mean.eval(h) - mean.eval(-h)) / (2 * h)
    powers = sp.Poly(sp.expand(error), h).as_dict()
    leading = {power: value for (power,), value in powers.items() if power <= derived.order}
    expected = _at_middle(derived.density, statement.lagrangian, lagrangian, path) * 2**derived.order
    return leading == ({derived.order: expected} if expected else {})


def _monomial(degree: tuple[int, int]) -> sp.Expr:
    return symbols.position ** degree[0] * symbols.velocity ** degree[1]


def _step(statement: TendsTo, path: sp.Expr) -> sp.Expr:
    """The claimed step between the times -h and h."""
    (total,) = statement.discrete.atoms(sp.Sum)
    index = total.limits[0][0]
    ends = {index - 1: -_HALF_STEP, index: _HALF_STEP}
    step = total.function.replace(lambda e: isinstance(e, sp.Indexed), lambda e: path.subs(_PLACE, ends[e.indices[0]]))
    return step.subs(symbols.dt, 2 * _HALF_STEP) * (statement.discrete / total / symbols.dt)


def _at_middle(density: sp.Expr, function: sp.Function, lagrangian: sp.Lambda, path: sp.Expr) -> sp.Expr:
    """The derived density with this L, on this path in the middle of the step."""
    values = dict(_path_derivatives(path))
    return sp.expand(density.replace(function, lagrangian).doit().subs(values))


def _path_derivatives(path: sp.Expr) -> Iterator[tuple[sp.Symbol, sp.Expr]]:
    names = [symbols.position, symbols.velocity, *[symbols.path_derivative(order) for order in range(2, 7)]]
    for order, name in enumerate(names):
        yield name, path.diff(_PLACE, order).subs(_PLACE, 0)
