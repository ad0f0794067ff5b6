"""Ordinary inputs to measure a kernel on: paths of order one, drawn from a seed, the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symnet.kernels.function import Array, Numbers
from symnet.kernels.programs import Layout

MODE_RANGES = "parameters and ends uniform in [0.5, 1.5], the j-th coefficient normal with deviation 1/j^2, dt = 1/N"
RANGES = "parameters and ends uniform in [0.5, 1.5], velocities normal with deviation 0.5, dt = 1/N"
SITES = 4
"""Of a field."""


@dataclass(frozen=True, slots=True)
class Input:
    """A path w, a direction u and the numbers of all keywords but hbar, in their order."""

    w: Array
    u: Array
    numbers: Numbers


def draw(layout: Layout, steps: int, seed: int) -> Input:
    """Velocities, then parameters; a held far end is put where the path leads, so that all steps are alike."""
    rng = np.random.default_rng([seed, steps])
    if layout.modes:
        return _modes(layout, steps, rng)
    ends, dt, rows = layout.ends, 1.0 / steps, rows_of(layout)
    speeds = 0.5 * rng.normal(size=(rows, steps))
    if ends.last == "x_0":
        speeds -= speeds.mean(axis=-1, keepdims=True)
    numbers = {p.name: rng.uniform(0.5, 1.5, size=rows if p.role == "end" else 1) for p in layout.params[:-1]}
    numbers["dt"][:] = dt
    origin = rng.uniform(0.5, 1.5, size=(rows, 1))
    if ends.last == "x_fin":
        numbers["x_fin"] = numbers["x_ini"] + dt * speeds.sum(axis=-1)
    free = speeds[:, : steps - ends.closed]
    weights = np.diff(free, prepend=0.0) if layout.order == 2 else free
    w = np.concatenate([origin, weights], axis=-1) if ends.origin else weights
    w = w if layout.has_rows else w[0]
    return Input(w, rng.normal(size=w.shape), tuple(np.concatenate([*numbers.values()]).tolist()))


def _modes(layout: Layout, steps: int, rng: np.random.Generator) -> Input:
    rows, count = rows_of(layout), layout.ends.count(steps)
    numbers = {p.name: rng.uniform(0.5, 1.5, size=rows if p.role == "end" else 1) for p in layout.params[:-1]}
    numbers["dt"][:] = 1.0 / steps
    a = rng.normal(size=(rows, count)) / np.arange(1, count + 1) ** 2
    a = a if layout.has_rows else a[0]
    return Input(a, rng.normal(size=a.shape), tuple(np.concatenate([*numbers.values()]).tolist()))


def rows_of(layout: Layout) -> int:
    """How many rows the drawn weights have."""
    return SITES if layout.body.axis == "sites" else len(layout.body.coordinates)
