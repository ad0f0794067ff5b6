"""The cosine activation: a path by its mode coefficients, computed around the kernel in velocities.

    fixed   x_n = x_ini + (x_fin - x_ini)*n/N + sum_{j=1}^{N-1} a_j sin(pi j n/N)
    ring    x_n = sum_{j=0}^{N-1} a_j [cos(2 pi j n/N) + sin(2 pi j n/N)]
    free    x_n = sum_{j=0}^{N} a_j cos(pi j n/N)

Velocities are summed mode by mode as well, with what each mode changes from step to step: differences of positions
would lose a factor N of their precision. The derivatives come back by the transpose. The targets sum by a fast Fourier
transform of N numbers, the oracle and the magnitudes by the matrix written out.

Source:
    eq. (4.6) for two free ends; `symnet.theory.gaussian.modal` for the others
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from symnet.kernels.function import Array, Numbers
from symnet.kernels.gaussian import has_sampler
from symnet.kernels.programs import Layout
from symnet.templating import render


def in_velocities(layout: Layout) -> Layout:
    """The kernel that the modes go through."""
    return replace(layout, modes=False)


def source(layout: Layout, library: str = "np") -> str:
    """Functions of coefficients around ``_action``, ``_grad``, ``_hvp``, ``_pgrad`` and ``_sample`` of velocities."""
    return render(
        "kernels/modes.py.jinja",
        xp=library,
        ends=layout.ends,
        boundary=layout.boundary,
        axes=layout.axes,
        sampler=has_sampler(layout),
    )


def waves(layout: Layout, mp: Any, steps: int) -> Array:
    """Where each coefficient alone puts the path: a row for every x_n, n = 0 ... N, a column for every coefficient."""
    first, turns = int(not layout.ends.origin), [mp.mpf(k) / steps for k in range(2 * steps)]
    if layout.boundary == "ring":
        wave = [mp.cospi(2 * turn) + mp.sinpi(2 * turn) for turn in turns]
    else:
        wave = [mp.cospi(turn) if layout.ends.origin else mp.sinpi(turn) for turn in turns]
    table = np.empty((steps + 1, layout.ends.count(steps)), dtype=object)
    for n, j in np.ndindex(table.shape):
        table[n, j] = wave[n * (j + first) % (2 * steps)]
    return table


def exact_map(layout: Layout, mp: Any, count: int, dt: Any) -> Array:
    """The matrix from ``count`` coefficients to what the kernel in velocities takes."""
    table = waves(layout, mp, layout.ends.steps(count))
    velocities = (table[1:] - table[:-1]) / dt
    return np.concatenate([table[:1], velocities])[:count] if layout.ends.origin else velocities[:count]


def straight_line(layout: Layout, numbers: Numbers, rows: int, steps: int) -> Array | float:
    """The velocity of the line between the ends in each row; zero where no end is held."""
    if not layout.ends.keywords:
        return 0
    first, last = (np.array(numbers[1 + i * rows : 1 + (i + 1) * rows])[:, None] for i in (0, 1))
    found: Array = (last - first) / (steps * numbers[0])
    return found
