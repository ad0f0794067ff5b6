"""The continuum's coefficients from the Schroedinger equation: Rayleigh-Schroedinger theory as a recursion.

With psi = exp(-x**2/2) * (B_0 + g B_1 + ...) each B_k is a polynomial, and comparing coefficients gives the energy of
every order in rational numbers. Nothing of the lattice is in it: it is an independent witness for the limit dt -> 0.

Source:
    C. M. Bender, T. T. Wu, Phys. Rev. 184, 1231 (1969)
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import sympy as sp

from symnet.errors import InputError

Series = list[Fraction]


def energy_coefficients(power: int, order: int) -> tuple[sp.Rational, ...]:
    """The coefficients of g**0 ... g**order in the ground state's energy of p**2/2 + x**2/2 + g x**power.

    Raises:
        InputError: a power below 3 or a negative order.

    >>> energy_coefficients(4, 3)
    (1/2, 3/4, -21/8, 333/16)
    """
    if power < 3 or order < 0:
        raise InputError(f"an anharmonic term is x**3, x**4, ..., and an order 0, 1, ...; not x**{power}, {order}")
    energies, waves = [Fraction(1, 2)], [[Fraction(1)]]
    for _ in range(order):
        energy, wave = _next_order(power, energies, waves)
        energies.append(energy)
        waves.append(wave)
    return tuple(sp.Rational(each) for each in energies)


def squared_coefficients(power: int, order: int) -> tuple[sp.Rational, ...]:
    """The same of <x**2>: twice the derivative of E = omega f(g/omega**(p/2 + 1)) by the squared frequency."""
    energies = energy_coefficients(power, order)
    return tuple((1 - count * (sp.Rational(power, 2) + 1)) * energy for count, energy in enumerate(energies))


def growth(power: int, order: int) -> tuple[sp.Rational, ...]:
    """Each coefficient over the one before that is not 0, from the first order on: unbounded, the series diverges."""
    found = [each for each in energy_coefficients(power, order)[1:] if each != 0]
    return tuple(later / earlier for earlier, later in pairwise(found))


def best_order(power: int, coupling: sp.Rational, order: int = 60) -> int:
    """The order of the smallest term, among those up to ``order``: up to there more orders help."""
    energies = energy_coefficients(power, order)
    sizes = {count: abs(each * coupling**count) for count, each in enumerate(energies) if count and each != 0}
    return min(sizes, key=lambda count: sizes[count])


def _next_order(power: int, energies: Series, waves: list[Series]) -> tuple[Fraction, Series]:
    """-B''/2 + x B' of the next order is sum_j E_j B_{k-j} - x**power B_{k-1}; B vanishes at x = 0."""
    source = [Fraction(0)] * power + [-each for each in waves[-1]]
    for energy, wave in zip(energies[1:], reversed(waves[1:]), strict=True):
        for place, each in enumerate(wave):
            source[place] += energy * each
    wave = [Fraction(0)] * (len(source) + 2)
    for place in range(len(source) - 1, 0, -1):
        above = (place + 2) * (place + 1) * wave[place + 2] / 2
        wave[place] = (source[place] + above) / place
    return -wave[2], wave[: len(source)]
