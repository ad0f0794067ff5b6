"""Kernels by description, and brute force that knows no kernel."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import accumulate, pairwise
from typing import Any

import mpmath
import numpy as np
import pytest

from symnet.kernels import Kernel, kernel
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian

SYSTEMS: dict[str, Callable[..., Any]] = {
    "m*v^2/2": lambda mp, x, v, m: m * v**2 / 2,
    "m*v^2/2 - k*x^2/2": lambda mp, x, v, k, m: m * v**2 / 2 - k * x**2 / 2,
    "m*v^2/2 - k*x^2/2 - g*x^4": lambda mp, x, v, g, k, m: m * v**2 / 2 - k * x**2 / 2 - g * x**4,
    "m*v^2/2 + a*v*x - cos(x)": lambda mp, x, v, a, m: m * v**2 / 2 + a * v * x - mp.cos(x),
    "m*v^2/2 + a*v*x^2 - exp(b*x)/(1+x^2)": lambda mp, x, v, a, b, m: (
        m * v**2 / 2 + a * v * x**2 - mp.exp(b * x) / (1 + x**2)
    ),
}
"""Typed Lagrangian -> the same by hand, its parameters in alphabetical order."""

needs_compiler = pytest.mark.skipif(not any(map(shutil.which, ("cc", "gcc", "clang"))), reason="no C compiler")
NOTHING_ELSE = """
import importlib, sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("symnet", "sympy", "mpmath", "jinja2"):
            raise ImportError(name + " is not to be imported here")
sys.meta_path.insert(0, Nothing())
sys.path.insert(0, ".")
"""
"""The beginning of a script that an exported file is tried in: what the project stands on cannot be imported there."""


def build(
    text: str, activation: str = "relu", rule: str = "midpoint", time: str = "real", boundary: str = "fixed"
) -> Kernel:
    return kernel(discretize(Lagrangian.parse(text), rule, boundary, time), activation)


def numbers_for(of: Kernel, seed: int) -> dict[str, float]:
    """Ordinary values of every keyword but hbar."""
    rng = np.random.default_rng(seed)
    return {p.name: float(rng.uniform(0.2, 1.2)) for p in of.layout.params[:-1]}


def weights_for(of: Kernel, steps: int, seed: int, batch: tuple[int, ...] = ()) -> np.ndarray:
    """Weights whose path stays of order one."""
    rng = np.random.default_rng(seed)
    shape = (*batch, of.layout.ends.count(steps))
    return rng.normal(size=shape) / steps**of.layout.order * 2


def path_by_hand(
    mp: Any, w: Any, steps: int, activation: str, boundary: str, dt: Any, x_ini: Any, x_fin: Any
) -> list[Any]:
    """x_0 ... x_N, from the definitions and nothing else."""
    w = list(w)
    start = w.pop(0) if boundary in ("ring", "free") else x_ini
    velocities = w if activation == "step" else list(accumulate(w))
    xs = [start]
    for v in velocities:
        xs.append(xs[-1] + dt * v)
    if boundary in ("fixed", "ring"):
        xs.append(start if boundary == "ring" else x_fin)
    assert len(xs) == steps + 1
    return xs


def action_by_hand(
    text: str, w: Any, steps: int, parameters: dict[str, Any], activation: str, rule: str, time: str, boundary: str
) -> Any:
    """S (S_E) in 60 digits, straight from the Lagrangian; complex where S_E is."""
    mp = mpmath.MPContext()
    mp.dps = 60
    exact = {name: mp.mpf(value) for name, value in parameters.items()}
    dt, x_ini, x_fin = exact.pop("dt"), exact.pop("x_ini", None), exact.pop("x_fin", None)
    own = [exact[name] for name in sorted(exact)]
    xs = path_by_hand(mp, [mp.mpf(value) for value in w], steps, activation, boundary, dt, x_ini, x_fin)

    def lagrangian(x: Any, v: Any) -> Any:
        return -SYSTEMS[text](mp, x, 1j * v, *own) if time == "euclidean" else SYSTEMS[text](mp, x, v, *own)

    total = mp.zero
    for before, after in pairwise(xs):
        v = (after - before) / dt
        if rule == "midpoint":
            total += lagrangian((before + after) / 2, v)
        elif rule == "endpoint":
            total += lagrangian(after, v)
        elif rule == "trapezoid":
            total += (lagrangian(before, v) + lagrangian(after, v)) / 2
        else:
            total += mp.quad(lambda s, x=before, y=after, v=v: lagrangian(x + s * (y - x), v), [0, 1])
    return dt * total
