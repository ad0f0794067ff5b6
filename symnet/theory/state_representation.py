"""Several coordinates as an ensemble of networks with as many output neurons."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import sympy as sp

from symnet.theory.activation import Activation
from symnet.theory.boundary import Boundary
from symnet.theory.cosine import Cosine, CosineNetwork, ModePath, ensemble
from symnet.theory.network import Network
from symnet.theory.path import PathMap
from symnet.theory.rules import Rule
from symnet.theory.signature import TimeSignature
from symnet.theory.state import StateAction, StateLagrangian, discretize_state
from symnet.theory.state_amplitude import state_amplitude


@dataclass(frozen=True, slots=True)
class StateRepresentation:
    """The lattice action of several coordinates, and the network and path of each one of them.

    Source:
        Section 3.4: every output neuron has weights of its own
    """

    lattice: StateAction
    network: Network | CosineNetwork
    path: PathMap | ModePath

    @property
    def lagrangian(self) -> StateLagrangian:
        """What was put in."""
        return self.lattice.lagrangian

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The Lagrangian's letters, in order of their names."""
        return self.lagrangian.parameters

    def amplitude(self) -> sp.Expr:
        """The exact propagator between x_ini_1, x_ini_2, ... and x_fin_1, ... where L is quadratic; fixed ends."""
        return state_amplitude(self.lattice)

    def kernel(self, activation: str | None = None) -> Any:
        """The action as compiled functions: a `symnet.kernels.Kernel`, found by name for it lies downstream.

        ``activation``: the weights it takes, by default the network's own; "cosine" takes mode coefficients.
        """
        return import_module("symnet.kernels").kernel(self, activation)


def represent_state(
    lagrangian: StateLagrangian,
    activation: str | Activation | Cosine,
    rule: str | Rule,
    time: str | TimeSignature,
    boundary: str | Boundary,
) -> StateRepresentation:
    """The ensemble of networks of several coordinates.

    Raises:
        InputError: a name that cannot be read.
        UnsupportedError: a combination that the theory does not define.
    """
    lattice = discretize_state(lagrangian, rule, boundary, time)
    return StateRepresentation(lattice, *ensemble(activation, lattice.boundary))
