"""The amplitude of several coordinates, where L is quadratic: coupled oscillators, or a plane with a magnetic field."""

from __future__ import annotations

from itertools import combinations_with_replacement

import sympy as sp

from symnet.errors import NotQuadraticError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.coupled import coupled_amplitude, points
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.magnetic import magnetic_amplitude
from symnet.theory.state import StateAction


def state_amplitude(lattice: StateAction) -> sp.Expr:
    """K_N from (x_ini_1, x_ini_2, ...) to (x_fin_1, ...), of components of one mass, exact at every N.

    Raises:
        NotQuadraticError: naming the first term of degree other than 2.
        UnsupportedError: a field on sites, ends that are not held, masses that differ, a magnetic field in other than
            two dimensions or beside unequal springs, other products of positions and velocities.
    """
    if lattice.lagrangian.sites:
        raise UnsupportedError("the amplitude of several coordinates is for components, not for a field on sites")
    if lattice.boundary.name != "fixed":
        raise UnsupportedError(f"an amplitude needs both ends held; the boundary is {lattice.boundary.name!r}")
    mass, turning, springs = _parts(lattice)
    if turning == sp.zeros(*turning.shape):
        return coupled_amplitude(springs, lattice.rule, lattice.time, mass=mass)
    if turning.shape != (2, 2) or springs != springs[0, 0] * sp.eye(2):
        raise UnsupportedError(f"a magnetic field is solved in two dimensions with equal springs, not with {springs}")
    single = Lagrangian(mass * s.velocity**2 / 2 - springs[0, 0] * s.position**2 / 2)
    ends = points("x_ini", 2), points("x_fin", 2)
    return magnetic_amplitude(discretize(single, lattice.rule, "fixed", lattice.time), 2 * turning[0, 1], *ends)


def _parts(lattice: StateAction) -> tuple[sp.Expr, sp.Matrix, sp.Matrix]:
    """Mass, x^T turning v and x^T springs x of L."""
    positions = [place.position for place in lattice.places]
    velocities = [place.velocity for place in lattice.places]
    letters, size = [*positions, *velocities], len(positions)
    read = _coefficients(lattice.lagrangian.expr, letters)

    def part(left: list[sp.Symbol], right: list[sp.Symbol]) -> sp.Matrix:
        return sp.Matrix(size, size, lambda i, j: read[frozenset((left[i], right[j]))])

    doubled = sp.eye(size) + sp.ones(size)
    masses = part(velocities, velocities).multiply_elementwise(doubled)
    turning, springs = part(positions, velocities), -part(positions, positions).multiply_elementwise(doubled)
    if masses != masses[0, 0] * sp.eye(size):
        raise UnsupportedError(f"the amplitude of several coordinates is for one mass, not for the matrix {masses}")
    if (turning + turning.T).expand() != sp.zeros(size, size):
        raise UnsupportedError(f"products of positions and velocities that do not turn: {turning}")
    return masses[0, 0], turning, springs


def _coefficients(expression: sp.Expr, letters: list[sp.Symbol]) -> dict[frozenset[sp.Symbol], sp.Expr]:
    """By pair of letters, as they stand before their product."""
    found = {frozenset(pair): sp.S.Zero for pair in combinations_with_replacement(letters, 2)}
    for term in sp.Add.make_args(sp.expand(expression)):
        powers = term.as_powers_dict()
        pair = [letter for letter in letters for _ in range(_whole(powers.get(letter, 0)))]
        factor = term / sp.Mul(*pair)
        if len(pair) != 2 or factor.has(*letters):
            raise NotQuadraticError(f"the Lagrangian has the term {term}; each term is of degree 2 here")
        found[frozenset(pair)] += factor
    return found


def _whole(power: sp.Expr | int) -> int:
    """A power that is counted; any other stays in the factor, which is then refused."""
    power = sp.S(power)
    return int(power) if power.is_Integer and power.is_positive else 0
