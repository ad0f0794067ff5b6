"""The measured error of a compiled kernel against the oracle, in units in the last place of the summed magnitude."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np

from symnet.kernels.function import Array, Backend, Numbers
from symnet.kernels.magnitude import Magnitudes
from symnet.kernels.programs import Layout
from symnet.kernels.targets.mpmath import DIGITS, Oracle


@dataclass(frozen=True, slots=True)
class Errors:
    """The largest errors found on one input, in ulp of the summed magnitude."""

    steps: int
    value: float
    gradient: float
    hvp: float

    @property
    def allowed(self) -> float:
        """What a sum of so many steps may lose: 4 ulp for each square root of a step, never less than 16."""
        return max(16.0, 4.0 * self.steps**0.5)

    @property
    def worst(self) -> float:
        """The largest of the three."""
        return max(self.value, self.gradient, self.hvp)


def measure(backend: Backend, layout: Layout, w: Array, u: Array, numbers: Numbers) -> Errors:
    """The errors of ``backend`` at one path w along one direction u."""
    mp = mpmath.MPContext()
    mp.dps = DIGITS
    oracle, sizes = Oracle(layout, mp), Magnitudes(layout)
    exact, direction = (np.array([*map(mp.mpf, row), None], dtype=object)[:-1] for row in (w, u))
    given = tuple(map(mp.mpf, numbers))
    value, gradient = backend.grad(w, numbers)
    true_value, true_gradient = oracle.grad(exact, given)
    value_size, gradient_size = sizes.gradient(w.tolist(), numbers)
    return Errors(
        steps=layout.ends.steps(w.shape[-1]),
        value=_largest(value, true_value, value_size),
        gradient=_largest(gradient, true_gradient, gradient_size),
        hvp=_largest(
            backend.hvp(w, u, numbers), oracle.hvp(exact, direction, given), sizes.hvp(w.tolist(), u.tolist(), numbers)
        ),
    )


def _largest(found: Array, true: Array, sizes: Any) -> float:
    flat = zip(found.ravel().tolist(), true.ravel().tolist(), np.ravel(sizes).tolist(), strict=True)
    return max((_in_ulp(a, b, size) for a, b, size in flat), default=0.0)


def _in_ulp(found: float, true: Any, size: float) -> float:
    if not np.isfinite(found):
        return 0.0 if not mpmath.isfinite(true) else float("inf")
    return 0.0 if found == true else float(abs(true - found) / mpmath.mpf(float(np.spacing(size))))
