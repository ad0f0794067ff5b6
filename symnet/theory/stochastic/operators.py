"""Operators on functions of the position: Fokker-Planck, Hamiltonian, their zero modes and factors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.stochastic.generator import backward_generator, path_generator
from symnet.theory.stochastic.langevin import STRATONOVICH, Langevin
from symnet.theory.stochastic.path_weight import PathWeight, primitive

_X = symbols.position
Operator = Callable[[sp.Expr], sp.Expr]


def momentum(function: sp.Expr) -> sp.Expr:
    """The operator p: -i hbar d/dx."""
    return -sp.I * symbols.hbar * function.diff(_X)


def commutator(left: Operator, right: Operator) -> Operator:
    """[left, right]."""
    return lambda function: left(right(function)) - right(left(function))


def multiplication(factor: sp.Expr) -> Operator:
    """A function of the position as an operator."""
    return lambda function: factor * function


@dataclass(frozen=True, slots=True)
class DifferentialOperator:
    """coefficients[0] + coefficients[1] d/dx + coefficients[2] d**2/dx**2 + ..."""

    coefficients: tuple[sp.Expr, ...]

    def __call__(self, function: sp.Expr) -> sp.Expr:
        """The operator applied to a function of ``symbols.position``."""
        terms = enumerate(self.coefficients)
        return sp.expand(sp.Add(*[factor * (function.diff(_X, count)) for count, factor in terms]))

    def scaled(self, factor: sp.Expr) -> DifferentialOperator:
        """factor * operator."""
        return DifferentialOperator(tuple(sp.expand(factor * each) for each in self.coefficients))

    def after(self, first: DifferentialOperator) -> DifferentialOperator:
        """The product: this operator on what ``first`` gives."""
        f = sp.Function("f")(_X)
        return operator_of(sp.expand(self(first(f)).doit()), f)

    def symbol(self, momentum: sp.Expr) -> sp.Expr:
        """The function of position and momentum that the operator quantizes: d/dx stands for i p/hbar."""
        factor = sp.I * momentum / symbols.hbar
        return sp.expand(sp.Add(*[each * factor**count for count, each in enumerate(self.coefficients)]))

    def adjoint(self) -> DifferentialOperator:
        """By parts, without boundary terms: f -> sum (-d/dx)**n (coefficient_n f)."""
        f = sp.Function("f")(_X)
        terms = [(-1) ** count * (factor * f).diff(_X, count) for count, factor in enumerate(self.coefficients)]
        return operator_of(sp.expand(sp.Add(*terms).doit()), f)


def operator_of(applied: sp.Expr, function: sp.Expr) -> DifferentialOperator:
    """The operator that sends the undefined ``function`` to ``applied``.

    Raises:
        UnsupportedError: ``applied`` is not linear in the function and its derivatives.
    """
    rest, coefficients = sp.expand(applied), []
    for count in range(5):
        jet = function.diff(_X, count) if count else function
        factor = rest.coeff(jet, 1)
        coefficients.append(factor)
        rest = sp.expand(rest - factor * jet)
    if rest != 0:
        raise UnsupportedError(f"{applied} is not a linear differential operator applied to {function}")
    while coefficients and coefficients[-1] == 0:
        coefficients.pop()
    return DifferentialOperator(tuple(coefficients))


def fokker_planck(langevin: Langevin, alpha: sp.Expr = STRATONOVICH) -> DifferentialOperator:
    """The evolution of the density of x: the adjoint of what the process does to observables."""
    f, drift = sp.Function("f")(_X), sp.Function("F")(_X)
    general = operator_of(backward_generator(Langevin(drift, langevin.strength), f, alpha).value, f).adjoint()
    return DifferentialOperator(tuple(each.subs(drift, langevin.drift).doit() for each in general.coefficients))


def hamiltonian(weight: PathWeight) -> DifferentialOperator:
    """The operator H of a path weight in units of hbar: one step is 1 - H dt/hbar.

    Source:
        eq. (B.13)
    """
    f = sp.Function("f")(_X)
    return operator_of(path_generator(weight, f).value, f).scaled(-weight.unit)


@dataclass(frozen=True, slots=True)
class Factors:
    """H = A^+ A with A = (hbar d/dx + m superpotential)/sqrt(2 m), and its partner A A^+.

    Source:
        supersymmetric quantum mechanics: Witten, Nucl. Phys. B 188 (1981) 513
    """

    lower: DifferentialOperator
    raise_: DifferentialOperator
    partner: DifferentialOperator
    superpotential: sp.Expr


def factorize(operator: DifferentialOperator, superpotential: sp.Expr, mass: sp.Expr = symbols.m) -> Factors:
    """H as a product of two operators of first order.

    Raises:
        UnsupportedError: the product is another operator.
    """
    scale, hbar = 1 / sp.sqrt(2 * mass), symbols.hbar
    lower = DifferentialOperator((scale * mass * superpotential, scale * hbar))
    upper = DifferentialOperator((scale * mass * superpotential, -scale * hbar))
    f = sp.Function("f")(_X)
    if sp.expand(upper.after(lower)(f) - operator(f)) != 0:
        raise UnsupportedError(f"the operator is not a product with the superpotential {superpotential}")
    return Factors(lower, upper, lower.after(upper), superpotential)


@dataclass(frozen=True, slots=True)
class PathState:
    """state(x(0)) = constant * integral over paths of exp(-integral of density), without a boundary term.

    Source:
        eq. (B.12)
    """

    state: sp.Expr
    density: sp.Expr
    boundary: sp.Expr = sp.S.Zero


def path_state(weight: PathWeight, superpotential: sp.Expr) -> PathState:
    """The ground state as the path integral of the weight's Lagrangian, without its boundary term."""
    return PathState(zero_mode(factorize(hamiltonian(weight), superpotential)), weight.density)


def zero_mode(factors: Factors, mass: sp.Expr = symbols.m) -> sp.Expr:
    """The function that ``lower`` annihilates, and with it H: exp(-m * primitive of the superpotential / hbar).

    It has no node, so where it can be normalised it is the ground state, of energy 0.
    """
    return sp.exp(-mass * primitive(factors.superpotential) / symbols.hbar)


def stationary_density(langevin: Langevin) -> sp.Expr:
    """The density, not normalised, through which no current flows: D P' = drift * P.

    Raises:
        UnsupportedError: the Fokker-Planck operator does not annihilate it.
    """
    density = sp.exp(primitive(langevin.drift / langevin.strength))
    if sp.expand(fokker_planck(langevin)(density) / density) != 0:
        raise UnsupportedError(f"{density} is not stationary")
    return density
