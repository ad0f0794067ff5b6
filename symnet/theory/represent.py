"""A Lagrangian as an ensemble of networks: the whole chain behind one record."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, overload

import sympy as sp

from symnet.errors import InputError
from symnet.notation import symbols
from symnet.theory.action import Last, WeightAction, substitute
from symnet.theory.activation import RELU, Activation
from symnet.theory.amplitude import amplitude
from symnet.theory.boundary import FIXED, Boundary
from symnet.theory.correlator import correlator
from symnet.theory.cosine import Cosine, CosineNetwork, ModePath, ensemble
from symnet.theory.discretization import LatticeAction, discretize
from symnet.theory.driven import driven_amplitude
from symnet.theory.field import FieldLagrangian
from symnet.theory.gaussian import GaussianForm, gaussian_form
from symnet.theory.gaussian.continuum import continuum
from symnet.theory.gaussian.nonuniform import nonuniform_amplitude
from symnet.theory.gaussian.special import SpecialCase, special_cases
from symnet.theory.gaussian.wording import cost_of_rule
from symnet.theory.ground_state import ground_state
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.measure import Measure, PathIntegral, integral, measure
from symnet.theory.modal_action import in_modes
from symnet.theory.mode_measure import mode_measure
from symnet.theory.network import Network, gauge_fixed
from symnet.theory.partition_function import partition_function
from symnet.theory.path import PathMap, read_out
from symnet.theory.perturbation.boundaries import perturbation
from symnet.theory.perturbation.line import LineSeries
from symnet.theory.perturbation.ring import RingSeries
from symnet.theory.quadratic import obstacles
from symnet.theory.rule_order import RuleOrder, rule_order
from symnet.theory.rules import MIDPOINT, Rule
from symnet.theory.series import Approach
from symnet.theory.signature import REAL, TimeSignature
from symnet.theory.state import of_components, of_field
from symnet.theory.state_representation import StateRepresentation, represent_state

VARIABLES = ("x", "w", "W")


@dataclass(frozen=True, slots=True)
class Representation:
    """The network, the path it draws and the lattice action, from which everything else follows.

    Variables are named "w" (velocity increments), "W" (velocities), "x" (positions) and "a" (coefficients of
    modes), whatever the activation.
    """

    lattice: LatticeAction
    network: Network | CosineNetwork
    path: PathMap | ModePath

    @property
    def lagrangian(self) -> Lagrangian:
        """What was put in."""
        return self.lattice.lagrangian

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The Lagrangian's letters, in order of their names."""
        return self.lattice.parameters

    @property
    def obstacles(self) -> tuple[sp.Expr, ...]:
        """The terms of L that keep the action from being Gaussian."""
        return obstacles(self.lagrangian.expr)

    @property
    def is_gaussian(self) -> bool:
        """Whether the action is at most quadratic in the weights."""
        return not self.obstacles

    @property
    def measure(self) -> Measure:
        """The measure in the network's own weights."""
        return self.measure_in(str(self.path.weights))

    def path_in(self, variables: str) -> PathMap | None:
        """The path in w or W; None for x, which is the path itself.

        Raises:
            InputError: other variables.
        """
        if variables not in VARIABLES:
            raise InputError(f"unknown variables {variables!r}; known: {', '.join(VARIABLES)}")
        if variables == "x":
            return None
        path = self.path
        if isinstance(path, ModePath):
            path = read_out(gauge_fixed(RELU, self.lattice.boundary), self.lattice.boundary)
        if variables == str(path.weights):
            return path
        return path.in_running_sums(symbols.W) if variables == "W" else path.in_increments(symbols.w)

    def weight_action(self, variables: str, last: Last | None = None) -> WeightAction:
        """The action for symbolic N, as a record; in "a", the coefficients of modes, too."""
        if variables == "a":
            return in_modes(self.lattice, last)
        return substitute(self.lattice, self.path_in(variables), last)

    def action(self, variables: str, N: int | None = None, last: Last | None = None) -> sp.Expr:
        """S (S_E in Euclidean time), for symbolic N or at an explicit one; in "a", the coefficients of modes, too."""
        found = self.weight_action(variables, last)
        return found.expr if N is None else found.at(N)

    def measure_in(self, variables: str, last: Last | None = None) -> Measure:
        """The measure of the path integral in these variables; modes have their ends in them, whatever ``last``."""
        if variables == "a":
            return mode_measure(self.lattice.boundary)
        return measure(self.lattice.boundary, self.path_in(variables), last)

    def path_integral(self, variables: str | None = None, last: Last | None = None) -> PathIntegral:
        """Measure and exponent together; by default in the network's own weights."""
        variables = variables or str(self.path.weights)
        return integral(self.weight_action(variables, last), self.measure_in(variables, last))

    def gaussian(self, variables: str | None = None) -> GaussianForm:
        """The action as a quadratic form; by default in the network's own weights.

        Raises:
            NotQuadraticError: naming the term that is not at most quadratic.
        """
        return gaussian_form(self.lattice, variables or str(self.path.weights))

    def amplitude(self) -> sp.Expr:
        """The exact propagator K_N(x_ini, x_fin) of a quadratic action, with the measure of each step; fixed ends."""
        return amplitude(self.lattice)

    def ground_state(self) -> sp.Expr:
        """The exact psi_N(x_ini) of a quadratic action on the Euclidean half line."""
        return ground_state(self.lattice)

    def partition_function(self) -> sp.Expr:
        """The exact Z_N of a quadratic action on the Euclidean ring."""
        return partition_function(self.lattice)

    def correlator(self, i: Any, j: Any, variables: str = "x") -> sp.Expr:
        """The connected two-point function of x (times 0 ... N), W or w (1 ... N)."""
        return correlator(self.lattice, i, j, variables)

    def driven_amplitude(self) -> sp.Expr:
        """The amplitude with a further force f[n] on every step; fixed ends."""
        return driven_amplitude(self.lattice)

    def unequal_amplitude(self) -> sp.Expr:
        """The amplitude over steps of the lengths dt[1] ... dt[N], where their order does not matter."""
        return nonuniform_amplitude(self.lattice)

    def special_cases(self) -> tuple[SpecialCase, ...]:
        """Caustics, zero modes, unbounded modes and special steps of a quadratic action, by their names."""
        return special_cases(self.lattice)

    def cost_of_rule(self) -> tuple[str, ...]:
        """What the rule does to a quadratic action, in sentences."""
        return cost_of_rule(self.lattice)

    def rule_order(self) -> RuleOrder:
        """The rule's order for any potential, and the counterterms that raise it."""
        return rule_order(self.lattice.rule)

    def continuum(self) -> Approach:
        """What the boundary's own quantity tends to at fixed T = N dt, with the first correction in 1/N."""
        return continuum(self.lattice)

    def perturbation(self) -> LineSeries | RingSeries:
        """First and second order in what is not quadratic, exact in dt: on the Euclidean half line or ring."""
        return perturbation(self.lattice)

    def kernel(self, activation: str | None = None) -> Any:
        """The action as compiled functions: a `symnet.kernels.Kernel`, found by name for it lies downstream.

        ``activation``: the weights it takes, by default the network's own; "cosine" takes mode coefficients.
        """
        return import_module("symnet.kernels").kernel(self, activation)

    def _repr_latex_(self) -> str:
        return self.weight_action(str(self.path.weights))._repr_latex_()


@overload
def represent(
    lagrangian: str | Lagrangian | sp.Expr,
    activation: str | Activation | Cosine = ...,
    rule: str | Rule = ...,
    time: str | TimeSignature = ...,
    boundary: str | Boundary = ...,
    coordinates: None = ...,
) -> Representation: ...


@overload
def represent(
    lagrangian: FieldLagrangian,
    activation: str | Activation | Cosine = ...,
    rule: str | Rule = ...,
    time: str | TimeSignature = ...,
    boundary: str | Boundary = ...,
) -> StateRepresentation: ...


@overload
def represent(
    lagrangian: str | sp.Expr,
    activation: str | Activation | Cosine = ...,
    rule: str | Rule = ...,
    time: str | TimeSignature = ...,
    boundary: str | Boundary = ...,
    *,
    coordinates: tuple[str, ...],
) -> StateRepresentation: ...


def represent(
    lagrangian: Any,
    activation: str | Activation | Cosine = RELU,
    rule: str | Rule = MIDPOINT,
    time: str | TimeSignature = REAL,
    boundary: str | Boundary = FIXED,
    coordinates: tuple[str, ...] | None = None,
) -> Representation | StateRepresentation:
    """The ensemble of networks that is the quantum system of this Lagrangian.

    With ``coordinates`` ("x", "y", ...) it is one of several components, whose velocities are written vx, vy, ...; a
    `FieldLagrangian` is a field on a periodic lattice of sites.

    Raises:
        InputError: a Lagrangian or a name that cannot be read.
        UnsupportedError: a combination that the theory does not define.
    """
    if coordinates is not None:
        return represent_state(of_components(lagrangian, coordinates), activation, rule, time, boundary)
    if isinstance(lagrangian, FieldLagrangian):
        return represent_state(of_field(lagrangian), activation, rule, time, boundary)
    if isinstance(lagrangian, str):
        lagrangian = Lagrangian.parse(lagrangian)
    elif not isinstance(lagrangian, Lagrangian):
        lagrangian = Lagrangian(lagrangian)
    lattice = discretize(lagrangian, rule, boundary, time)
    return Representation(lattice, *ensemble(activation, lattice.boundary))
