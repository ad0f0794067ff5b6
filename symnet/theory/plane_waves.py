"""The ensemble of cosines in d dimensions: d input units, and for each hidden unit a vector of d frequencies."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.ensemble import CosineEnsemble

INPUTS = sp.IndexedBase("x", real=True), sp.IndexedBase("y", real=True)
"""Two points: x_j and y_j is what the input unit j takes."""

_INPUT = symbols.j


@dataclass(frozen=True, slots=True)
class PlaneWaves:
    """<x(x) x(y)> = factor * integral over the box of all b_1 ... b_d of cos(``angle``)/``denominator``."""

    factor: sp.Expr
    angle: sp.Expr
    denominator: sp.Expr


def plane_waves(ensemble: CosineEnsemble, dimensions: sp.Expr) -> PlaneWaves:
    """The two-point function with ``dimensions`` input units: N times one unit's, each b_j in the ensemble's range.

    The unit sees the angle b . x + c, and its profile the length of b.

    Raises:
        UnsupportedError: the profile is not one over the root of b**2 + a constant.
    """
    inputs = (_INPUT, 1, dimensions)
    first, second = (sp.Sum(symbols.frequencies[_INPUT] * place[_INPUT], inputs) for place in INPUTS)
    moment = symbols.N * ensemble.unit_moment((first, second))
    (wave,) = moment.atoms(sp.cos)
    constant = sp.expand(ensemble.profile**-2 - symbols.b**2)
    if constant.has(symbols.b):
        raise UnsupportedError(f"the profile {ensemble.profile} is no propagator's")
    before = sp.cancel(moment / (wave * ensemble.profile**2)) * sp.powsimp(ensemble.frequency.density**dimensions)
    return PlaneWaves(before, wave.args[0], sp.Sum(symbols.frequencies[_INPUT] ** 2, inputs) + constant)
