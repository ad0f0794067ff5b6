"""The measure: the Jacobian from positions to weights, and the delta that holds the far end."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.theory.action import DEFAULT_LAST, Last, WeightAction
from symnet.theory.boundary import Boundary
from symnet.theory.path import PathMap

_ROW, _COLUMN = symbols.i, symbols.j


@dataclass(frozen=True, slots=True)
class Measure:
    """The product of all dx = ``factor`` * delta(``constraint``) * product of d variables[n], lower <= n <= upper.

    Shapes:
        jacobian: Determinant of the triangular matrix d x_i / d variables[j] of symbolic size; ``determinant`` is its
            value, and ``factor`` that over the slope at which ``constraint`` crosses zero.
        constraint: affine in the variables, the last one's coefficient 1; None where nothing is held.
        start: x[0] where it is integrated over as well, else None.
    Source:
        eqs. (3.9), (3.10)
    """

    variables: sp.IndexedBase
    lower: sp.Expr
    upper: sp.Expr
    factor: sp.Expr
    jacobian: sp.Expr
    determinant: sp.Expr
    constraint: sp.Expr | None
    start: sp.Expr | None

    @property
    def density(self) -> sp.Expr:
        """factor * delta(constraint)."""
        return self.factor if self.constraint is None else self.factor * sp.DiracDelta(self.constraint)

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {tex_measure(self)}$"


def tex_measure(measure: Measure) -> str:
    """The measure as it stands under an integral."""
    product = rf"\prod_{{n={tex(measure.lower)}}}^{{{tex(measure.upper)}}} d{tex(measure.variables[symbols.n])}"
    start = "" if measure.start is None else f"d{tex(measure.start)} "
    density = "" if measure.density == 1 else f"{tex(measure.density)} "
    return f"{density}{start}{product}"


@dataclass(frozen=True, slots=True)
class PathIntegral:
    """The integral of exp(``exponent``) over ``measure``; no per-step normalisation is in it.

    Source:
        eqs. (3.1), (3.11), (5.7)
    """

    measure: Measure
    exponent: sp.Expr

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle \int {tex_measure(self.measure)} \exp\left[ {tex(self.exponent)} \right]$"


def measure(boundary: Boundary, path: PathMap | None = None, last: Last | None = None) -> Measure:
    """The measure of the free positions, in a path's weights; without a path in the positions themselves."""
    last = last or DEFAULT_LAST["x" if path is None else str(path.weights)]
    held = boundary.end if last == "kept" else None
    size = boundary.width if held is None else symbols.N
    if path is None:
        constraint = None if held is None else symbols.x[symbols.N] - held
        one = sp.S.One
        return Measure(symbols.x, one, size, one, one, one, constraint, boundary.free_start)
    slope, determinant = path.slope(symbols.N), _triangular_determinant(path, size)
    return Measure(
        variables=path.weights,
        lower=sp.S.One,
        upper=size,
        factor=determinant if held is None else sp.powsimp(determinant / sp.Abs(slope)),
        jacobian=_jacobian(path, size),
        determinant=determinant,
        constraint=None if held is None else _constraint(path, held),
        start=boundary.free_start,
    )


def _jacobian(path: PathMap, size: sp.Expr) -> sp.Expr:
    """det(d x_i / d weights[j]) with SymPy's indices from 0."""
    entry = path.form(_ROW, _COLUMN).coefficient.subs({_ROW: _ROW + 1, _COLUMN: _COLUMN + 1}, simultaneous=True)
    triangular = sp.Lambda((_ROW, _COLUMN), sp.Piecewise((sp.expand(entry), sp.Le(_COLUMN, _ROW)), (0, True)))
    return sp.Determinant(sp.FunctionMatrix(size, size, triangular))


def _triangular_determinant(path: PathMap, size: sp.Expr) -> sp.Expr:
    """The product of the diagonal."""
    diagonal = sp.Abs(path.slope(_ROW))
    return sp.Product(diagonal, (_ROW, 1, size)) if diagonal.has(_ROW) else diagonal**size


def _constraint(path: PathMap, end: sp.Expr) -> sp.Expr:
    """(x_N - end)/slope: delta(x_N - end) = delta(constraint)/|slope|."""
    form = path.form(symbols.N)
    return replace(form, constant=form.constant - end).scaled(1 / path.slope(symbols.N)).expression()


def integral(action: WeightAction, over: Measure) -> PathIntegral:
    """The sum over paths: e^{iS/hbar}, or e^{-S_E/hbar} in Euclidean time."""
    return PathIntegral(over, action.lattice.time.phase * action.expr / symbols.hbar)
