"""The paper's pictures, one function each; what they show is computed, only the sample path is chosen."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.report.figures.drawing import Drawing, beside
from symnet.report.figures.networks import DOTS, network_panel, walk_panel
from symnet.report.figures.paths import path_panel
from symnet.theory.activation import RELU
from symnet.theory.network import generic_network
from symnet.theory.represent import represent

_SAMPLE = tuple(sp.Rational(value, 10) for value in (4, 12, 7, 15, 21, 13, 18, 26, 22))
_FREE = "m*v^2/2"
_EUCLIDEAN = {"x_ini": "y"}


def path_and_network() -> Drawing:
    """Fig. 1: a zigzag path, and the network whose output it is."""
    return beside(
        path_panel(represent(_FREE), _SAMPLE, "a path."),
        network_panel(generic_network(RELU), ["x(t)"], "the network with one hidden layer that draws it."),
    )


def three_outputs_and_field() -> Drawing:
    """Fig. 2: one output for each coordinate, and one for each site of a lattice."""
    network = generic_network(RELU)
    return beside(
        network_panel(network, ["x_{1}(t)", "x_{2}(t)", "x_{3}(t)"], "a particle in three dimensions."),
        network_panel(
            network,
            [r"\phi_{1}(t)", r"\phi_{2}(t)", r"\phi_{3}(t)", DOTS, r"\phi_{i}(t)", DOTS],
            "a scalar field, one output for each lattice site.",
        ),
    )


def relu_and_step() -> Drawing:
    """Fig. 3: the same positions, reached with both activations."""
    return beside(
        path_panel(represent(_FREE, activation="relu"), _SAMPLE, "the path with ReLU, whose weights change the slope."),
        path_panel(represent(_FREE, activation="step"), _SAMPLE, "with steps, whose weights change the value."),
    )


def euclidean_paths() -> Drawing:
    """Fig. 5: paths that run into the past from y at time 0."""
    left, right = (
        path_panel(
            represent(_FREE, activation=activation, time="euclidean", boundary="halfline"),
            _SAMPLE[::-1],
            caption,
            time=r"\tau",
            names=_EUCLIDEAN,
        )
        for activation, caption in (("relu", "Euclidean time with ReLU."), ("step", "Euclidean time with steps."))
    )
    return beside(left, right)


def langevin_dual() -> Drawing:
    """Fig. 6: the network, whose weights are random, and the walk with random kicks that is the same process."""
    system = represent(_FREE, activation="step", time="euclidean", boundary="halfline")
    width = symbols.N
    kicks = [
        tex(symbols.dt * system.path.velocity(n), {"dt": r"\Delta\tau"}) for n in (sp.Integer(1), sp.Integer(2), width)
    ]
    positions = [tex(symbols.x[n]) for n in (sp.Integer(0), sp.Integer(1), sp.Integer(2))]
    return beside(
        network_panel(generic_network(RELU), ["x(t)"], "the network; its output weights are random.", random=True),
        walk_panel(
            [*positions, r"\cdots", tex(symbols.x[width])],
            [kicks[0], kicks[1], "", kicks[2]],
            "the discretised Langevin equation; the red units are random.",
        ),
    )


FIGURES: dict[str, Callable[[], Drawing]] = {
    "path-and-network": path_and_network,
    "three-outputs-and-field": three_outputs_and_field,
    "relu-and-step": relu_and_step,
    "euclidean-paths": euclidean_paths,
    "langevin-dual": langevin_dual,
}
"""The paper's Figs. 1, 2, 3, 5 and 6."""
