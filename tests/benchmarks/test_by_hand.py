"""Every kind of kernel beside a fused loop written by hand with the same flags, at the C entry point.

    python -m pytest tests/benchmarks/test_by_hand.py --run-long -s

prints the table that docs/kernels.md quotes: best of many rounds, taken in turns, the same buffers for both.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from symnet.kernels import build
from symnet.kernels.targets.c import unit
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent

HERE = Path(__file__).parent
QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
PLANE = "m*(vx^2 + vy^2)/2 - k*(x^2 + y^2)/2 - g*(x^2 + y^2)^2"
CHARGED = "m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*(x^2 + y^2)/2"
FIELD = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
STEPS = (8, 32, 128, 2048)
pytestmark = [pytest.mark.long, pytest.mark.compiler]


@dataclass(frozen=True)
class Case:
    """A Lagrangian with its options, and the function in by_hand.c that computes the same."""

    lagrangian: Any
    hand: str
    options: dict[str, Any] = field(default_factory=dict)
    entry: str = "grad"
    sites: int = 0


CASES = {
    "quartic": Case(QUARTIC, "quartic"),
    "quartic, Euclidean, ring": Case(QUARTIC, "ring", {"time": "euclidean", "boundary": "ring"}),
    "quartic, zigzag": Case(QUARTIC, "zigzag", {"rule": "zigzag"}),
    "cos(x)": Case("m*v^2/2 - cos(x)", "cosine"),
    "a*exp(-x^2)": Case("m*v^2/2 - a*exp(-x^2)", "bump"),
    "a*x^3 where x > 0": Case(sp.sympify("m*v**2/2 - a*Piecewise((x**3, x > 0), (0, True))"), "wall"),
    "b*x^2*v, Euclidean: complex": Case("m*v^2/2 + b*x^2*v - k*x^2/2", "drift", {"time": "euclidean"}),
    "two components, quartic": Case(PLANE, "plane", {"coordinates": ("x", "y")}),
    "two components, magnetic": Case(CHARGED, "magnetic", {"coordinates": ("x", "y")}),
    "phi^4, 8 sites": Case(FIELD, "field", {"time": "euclidean", "boundary": "ring"}, sites=8),
    "log-weight of the quartic": Case(QUARTIC, "quartic_weight", {"time": "euclidean"}, "logw"),
    "Hessian of the quartic": Case(QUARTIC, "quartic_hessian", {}, "hvp"),
}


class Bench:
    """One case at one N: both functions on the same buffers."""

    def __init__(self, case: Case, n: int, libraries: dict[str, ctypes.CDLL]) -> None:
        self.case, self.timer = case, libraries["timer"]
        source = FieldLagrangian.parse(case.lagrangian) if case.sites else case.lagrangian
        layout = represent(source, **case.options).kernel().layout
        rows = case.sites or len(layout.body.coordinates)
        library = build.load(unit(layout, "k"), wide=layout.has_rows)
        self.entries = {"hand": getattr(libraries["by_hand"], case.hand), "ours": getattr(library, f"k_{case.entry}")}
        rng, count = np.random.default_rng(0), layout.ends.count(n)
        held = [0.1 * (i + 1) for i in range(len(layout.ends.keywords) * rows)]
        own = [0.5 + 0.1 * i for i in range(len(layout.body.parameters))]
        self.w, self.par = rng.normal(size=rows * count) / n, np.array([1 / n, *held, *own, 1.0])
        self.u, channels = rng.normal(size=rows * count), layout.channels
        self.value, self.grad = np.zeros(channels), np.zeros(channels * rows * count)
        self.work, self.n = np.zeros(4 * rows * channels * n), n

    def seconds(self, which: str, rounds: int) -> float:
        """One call of ``which`` in the mean over a loop in C."""
        of = ctypes.cast(self.entries[which], ctypes.c_void_p)
        places = [self.w, self.par, self.value, self.grad, self.work]
        sizes = [ctypes.c_size_t(size) for size in (rounds, *([self.case.sites] if self.case.sites else []), self.n)]
        name = "on_sites" if self.case.sites else "single"
        if self.case.entry == "logw":
            name, places = "number", places[:3]
        if self.case.entry == "hvp":
            places = [self.w, self.u, self.par, self.grad, self.work]
        seconds: float = getattr(self.timer, f"time_{name}")(
            of, *sizes, *(ctypes.c_void_p(p.ctypes.data) for p in places)
        )
        return seconds

    def found(self, which: str) -> list[float]:
        """The results of ``which``."""
        self.value[:] = self.grad[:] = np.nan
        self.seconds(which, 1)
        return [*self.value, *self.grad]


def ratio(bench: Bench, rounds: int = 150) -> tuple[float, float]:
    """Our seconds, and as a multiple of the hand's: the least of many rounds, taken in turns."""
    repeat, least = max(4, 40_000 // (bench.n * max(1, bench.case.sites))), dict.fromkeys(bench.entries, np.inf)
    for _ in range(rounds):
        for which in bench.entries:
            least[which] = min(least[which], bench.seconds(which, repeat))
    return least["ours"], least["ours"] / least["hand"]


@pytest.mark.parametrize("name", CASES)
def test_a_kernel_is_as_fast_as_a_loop_by_hand(name: str, libraries: dict[str, ctypes.CDLL]) -> None:
    shown = []
    for n in STEPS:
        bench = Bench(CASES[name], n, libraries)
        np.testing.assert_allclose(bench.found("ours"), bench.found("hand"), rtol=1e-9, atol=1e-12)
        shown.append((n, *ratio(bench)))
    print(f"\n{name}: " + ", ".join(f"N = {n}: {1e6 * ours:.3g} us, {by:.2f} x" for n, ours, by in shown), end="")
    assert all(by <= 1.1 for _, _, by in shown)
