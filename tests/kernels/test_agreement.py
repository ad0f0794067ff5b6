"""The agreement matrix: systems x boundaries x activations x targets, each against the oracle, in units of rounding.

The oracle itself stands beside the definitions written out: `test_against_brute_force` (one coordinate), `test_states`
(components and sites), `test_lattice_fields` (several directions) and `test_modes` (coefficients).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from symnet.kernels import Kernel, ReIm
from symnet.kernels.certificate import SEED, measure_at
from symnet.kernels.extras import extra
from symnet.kernels.inputs import by_keyword, draw
from symnet.theory.cosine import BOUNDARIES as WITH_MODES
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import needs_compiler

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
MIXED = "phi_dot^2/2 - phi_grad^2/2 + a*phi_dot^2*phi_grad^2 + b*phi_dot*phi^3 - c*(phi_grad^2)^2"
PHI4 = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
SYSTEMS: dict[str, tuple[str, dict[str, Any]]] = {
    "quartic": (QUARTIC, {}),
    "driven": ("m*v^2/2 - k*x^2/2 + f*x - abs(x)", {"rule": "trapezoid"}),
    "complex": ("m*v^2/2 + a*v*x^2 - cos(x)", {}),
    "magnetic": ("m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - cos(x - y)", {"coordinates": ("x", "y")}),
    "plane, zigzag": ("m*(vx^2 + vy^2)/2 - k*x^2*y^2/2 - g*(x - y)^4", {"coordinates": ("x", "y"), "rule": "zigzag"}),
    "line of sites": (PHI4, {"dimensions": 1}),
    "plane of sites": (MIXED, {"dimensions": 2}),
}
ENSEMBLES = [
    *product(("relu", "step"), ("fixed", "halfline", "ring", "free")),
    *product(["cosine"], WITH_MODES),
]
RULES_AND_TIMES = [
    *product(("midpoint", "trapezoid", "endpoint", "zigzag"), ("real", "euclidean")),
]
TARGETS = {"numpy": (0, 4, 8), "c": (0, 7), "jax": (1, 8), "numba": (2, 9), "torch": (3, 10), "xla": ()}
"""Target -> how far behind a system stand the ensembles that every run tries with it; the others are for --run-long.

All of xla is: `test_custom_call` puts it beside the C that it calls."""
C = [pytest.mark.compiler, needs_compiler]
MARKS: dict[str, list[Any]] = {"numpy": [], "c": C, "xla": [*C, pytest.mark.extra("jax")]}
HBAR = 0.7


@dataclass(frozen=True)
class Case:
    """One cell but for the target; rule and time go through all pairs as the cells are counted."""

    system: str
    activation: str
    boundary: str

    @cache  # noqa: B019 - a case is a constant
    def kernel(self) -> Kernel:
        text, options = SYSTEMS[self.system]
        number = [*product(SYSTEMS, ENSEMBLES)].index((self.system, (self.activation, self.boundary)))
        rule, time = RULES_AND_TIMES[number % len(RULES_AND_TIMES)]
        choices: dict[str, Any] = {"rule": rule, "time": time, "boundary": self.boundary} | options
        space = choices.pop("dimensions", None)
        source: Any = text if space is None else FieldLagrangian.parse(text, space)
        made: Kernel = represent(source, self.activation, **choices).kernel()
        return made


def _cells() -> list[Any]:
    found = []
    for (target, near), (row, system), (column, ensemble) in product(
        TARGETS.items(), enumerate(SYSTEMS), enumerate(ENSEMBLES)
    ):
        marks = MARKS.get(target, [pytest.mark.extra(target)])
        long = [] if (column - row) % len(ENSEMBLES) in near else [pytest.mark.long]
        name = "-".join((system, *ensemble, target))
        found.append(pytest.param(Case(system, *ensemble), target, marks=[*marks, *long], id=name))
    return found


def _of_batch(function: Any, w: np.ndarray, u: np.ndarray, keywords: dict[str, Any]) -> list[Any]:
    value, slopes = function.log_weight_and_grad(w, hbar=HBAR, **keywords)
    return [function.hvp(w, u, **keywords), value, slopes, *function.parameter_gradient(w, **keywords).values()]


def _same(found: Iterable[Any], exact: Iterable[Any]) -> None:
    for one, other in zip(_tables(found), _tables(exact), strict=True):
        assert one.shape == other.shape
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-13 * np.abs(other).max(initial=1.0))


def _tables(results: Iterable[Any]) -> list[np.ndarray]:
    """Real numbers, whatever arrays they come in."""
    parts = [part for result in results for part in (result if isinstance(result, ReIm) else (result,))]
    return [np.asarray(part.tolist() if hasattr(part, "tolist") else part, dtype=float) for part in parts]


@pytest.mark.parametrize(("case", "target"), _cells())
def test_a_target_says_what_the_oracle_says(case: Case, target: str) -> None:
    if target in ("jax", "xla"):
        extra("jax").clear_caches()  # hundreds of programs in one process end in a fault of XLA's compiler
        extra("jax").config.update("jax_enable_x64", True)
    kernel = case.kernel()
    function, oracle = kernel.compile(target), kernel.compile("mpmath")
    for steps in (1, 2, 7):
        errors = measure_at(kernel.layout, function.backend, steps)
        assert errors.worst <= errors.allowed
        point, other = (draw(kernel.layout, steps, seed) for seed in (SEED, SEED + 1))
        keywords = by_keyword(kernel.layout, point)
        _same(*(each.parameter_gradient(point.w, **keywords).values() for each in (function, oracle)))
    w, u = np.stack([point.w, other.w]), np.stack([point.u, other.u])
    _same(*(_of_batch(each, w, u, keywords) for each in (function, oracle)))


@pytest.mark.parametrize("target", [target for target, near in TARGETS.items() if near])
def test_every_run_tries_each_system_boundary_and_activation(target: str) -> None:
    tried = [
        cell.values[0]
        for cell in _cells()
        if cell.values[1] == target and not any(mark.name == "long" for mark in cell.marks)
    ]
    assert {case.system for case in tried} == set(SYSTEMS)
    assert {(case.activation, case.boundary) for case in tried} == set(ENSEMBLES)
