"""Ordinary inputs to measure a kernel on: paths of order one, drawn from a seed, the same on every machine."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from symnet.kernels.function import Array, Numbers
from symnet.kernels.given import given
from symnet.kernels.programs import Layout

MODE_RANGES = "parameters and ends uniform in [0.5, 1.5], the j-th coefficient normal with deviation 1/j^2, dt = 1/N"
RANGES = "parameters and ends uniform in [0.5, 1.5], velocities normal with deviation 0.5, dt = 1/N"
BATCH = 9
"""Walkers: a vector of eight of them and one that is left over."""
SITES = (4, 3, 2)
"""Of a field, in each direction of space: unlike, so that none is taken for another."""


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
    ends, dt, shape = layout.ends, 1.0 / steps, shape_of(layout)
    rows = math.prod(shape)
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
    w = w.reshape((*shape, w.shape[-1]))
    return Input(w, rng.normal(size=w.shape), tuple(np.concatenate([*numbers.values()]).tolist()))


def _modes(layout: Layout, steps: int, rng: np.random.Generator) -> Input:
    shape, count = shape_of(layout), layout.ends.count(steps)
    rows = math.prod(shape)
    numbers = {p.name: rng.uniform(0.5, 1.5, size=rows if p.role == "end" else 1) for p in layout.params[:-1]}
    numbers["dt"][:] = 1.0 / steps
    a = rng.normal(size=(*shape, count)) / np.arange(1, count + 1) ** 2
    return Input(a, rng.normal(size=a.shape), tuple(np.concatenate([*numbers.values()]).tolist()))


def by_keyword(layout: Layout, point: Input) -> dict[str, Any]:
    """A point's numbers as a function takes them: those of a held end shaped as the rows are."""
    shape = shape_of(layout)
    found = given(layout, point.numbers, math.prod(shape))
    held = {name: np.reshape(row, shape)[()] for name, row in found.ends.items()}
    return held | {letter.name: number for letter, number in found.values.items()}


def shape_of(layout: Layout) -> tuple[int, ...]:
    """The drawn weights' axes but the last: none, the components, or the sites in each direction."""
    rows = (len(layout.body.coordinates),) if layout.has_rows else ()
    return SITES[: layout.body.dimensions] if layout.body.axis == "sites" else rows
