"""Oscillators coupled by springs: one Gaussian system for each eigenvalue of the matrix of springs."""

from __future__ import annotations

from functools import reduce
from operator import mul

import sympy as sp
from sympy.logic.boolalg import And

from symnet.errors import InputError
from symnet.notation import symbols as s
from symnet.theory.amplitude import Kernel, propagator
from symnet.theory.discretization import LatticeAction, discretize
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import MIDPOINT, Rule
from symnet.theory.signature import REAL, TimeSignature

_MASS, _STIFFNESS = s.parameter("mu"), s.parameter("kappa")
"""The mass and an eigenvalue, while one oscillator stands for all of them."""


def points(name: str, count: int) -> tuple[sp.Symbol, ...]:
    """x_ini_1, x_ini_2, ... for a name."""
    return tuple(s.parameter(f"{name}_{place}") for place in range(1, count + 1))


def coupled_amplitude(
    springs: sp.Matrix,
    rule: str | Rule = MIDPOINT,
    time: str | TimeSignature = REAL,
    start: tuple[sp.Expr, ...] = (),
    finish: tuple[sp.Expr, ...] = (),
    *,
    mass: sp.Expr = s.m,
) -> sp.Expr:
    """The amplitude of L = mass v^T v/2 - x^T springs x/2, exact at every N.

    The part of the path in the eigenspace of each eigenvalue is an oscillator of its own; the projectors are
    polynomials in the matrix, so no eigenvectors are needed.

    Raises:
        InputError: a matrix that is not square and symmetric, or points of another number of components.
    """
    _refuse_odd_matrices(springs)
    start = start or points("x_ini", springs.rows)
    finish = finish or points("x_fin", springs.rows)
    if {len(start), len(finish)} != {springs.rows}:
        raise InputError(f"{springs.rows} oscillators start and finish at as many positions, not {start}, {finish}")
    single = propagator(_one_oscillator(rule, time))
    kernels = [
        _along(single, {_MASS: mass, _STIFFNESS: eigenvalue}, count, _projected(springs, eigenvalue, start, finish))
        for eigenvalue, count in springs.eigenvals().items()
    ]
    prefactor = reduce(mul, (kernel.prefactor for kernel in kernels))
    action = sp.Add(*[kernel.action for kernel in kernels])
    return Kernel(prefactor, action, single.phase, And(*[kernel.condition for kernel in kernels])).expression


def _one_oscillator(rule: str | Rule, time: str | TimeSignature) -> LatticeAction:
    lagrangian = Lagrangian(_MASS * s.velocity**2 / 2 - _STIFFNESS * s.position**2 / 2)
    return discretize(lagrangian, rule, "fixed", time)


def _refuse_odd_matrices(springs: sp.Matrix) -> None:
    if springs.rows != springs.cols or not springs.rows or (springs - springs.T).expand() != sp.zeros(*springs.shape):
        raise InputError(f"springs are a symmetric square matrix, not {springs.tolist()}")


def _projected(springs: sp.Matrix, eigenvalue: sp.Expr, *ends: tuple[sp.Expr, ...]) -> dict[tuple[int, int], sp.Expr]:
    """start.start, start.finish and finish.finish in one eigenspace."""
    projector = sp.eye(springs.rows)
    for other in springs.eigenvals():
        if other != eigenvalue:
            projector = projector * (springs - other * sp.eye(springs.rows)) / (eigenvalue - other)
    columns = [sp.Matrix(end) for end in ends]
    return {(2 - a - b, a + b): (columns[a].T * projector * columns[b])[0, 0] for a, b in ((0, 0), (0, 1), (1, 1))}


def _along(
    single: Kernel, at: dict[sp.Symbol, sp.Expr], count: int, products: dict[tuple[int, int], sp.Expr]
) -> Kernel:
    """One oscillator's kernel for the components in an eigenspace of dimension ``count``."""
    action = sp.Poly(single.action, s.x_ini, s.x_fin)
    quadratic = sp.Add(*[coefficient * products[powers] for powers, coefficient in action.terms()])

    def here(part: sp.Expr) -> sp.Expr:
        return part.subs(at, simultaneous=True)

    return Kernel(here(single.prefactor) ** count, here(quadratic), single.phase, here(single.condition))
