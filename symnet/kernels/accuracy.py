"""The measured error of a compiled kernel against the oracle, in units in the last place of the summed magnitude."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np

from symnet.kernels.function import Array, Backend, Numbers
from symnet.kernels.gaussian import has_sampler
from symnet.kernels.inputs import BATCH
from symnet.kernels.magnitude import Magnitudes
from symnet.kernels.programs import Layout
from symnet.kernels.targets.mpmath import DIGITS, Oracle, oracle


@dataclass(frozen=True, slots=True)
class Errors:
    """The largest errors found on one input, in ulp of the summed magnitude.

    batch: of value and gradient, for several walkers at once.
    sampler: how far S(w) - S(w at z = 0) is from hbar*z^2/2 for weights w drawn from normals z, an identity that holds
    for all z only if the sampler is exact; None where there is none, or where the action is not bounded below.
    """

    steps: int
    value: float
    gradient: float
    hvp: float
    batch: float
    sampler: float | None = None

    @property
    def allowed(self) -> float:
        """What a sum of so many steps may lose: 4 ulp for each square root of a step, never less than 16."""
        return max(16.0, 4.0 * self.steps**0.5)

    @property
    def worst(self) -> float:
        """The largest of them."""
        return max(self.value, self.gradient, self.hvp, self.batch, self.sampler or 0.0)


def measure(backend: Backend, layout: Layout, w: Array, u: Array, numbers: Numbers) -> Errors:
    """The errors of ``backend`` at one path w along one direction u."""
    mp = mpmath.MPContext()
    mp.dps = DIGITS
    exactly_so, sizes = oracle(layout, mp), Magnitudes(layout)
    exact, direction = (exactly(array, mp) for array in (w, u))
    given = tuple(map(mp.mpf, numbers))
    value, gradient = backend.grad(w, numbers)
    walkers = zip(*backend.grad(np.stack([w] * BATCH), numbers), strict=True)
    true_value, true_gradient = exactly_so.grad(exact, given)
    value_size, gradient_size = sizes.gradient(w.tolist(), numbers)
    return Errors(
        steps=layout.ends.steps(w.shape[-1]),
        value=max(_largest(each, true_value, value_size) for each in (value, backend.action(w, numbers))),
        gradient=_largest(gradient, true_gradient, gradient_size),
        hvp=_largest(
            backend.hvp(w, u, numbers),
            exactly_so.hvp(exact, direction, given),
            sizes.hvp(w.tolist(), u.tolist(), numbers),
        ),
        batch=max(
            max(_largest(a, true_value, value_size), _largest(b, true_gradient, gradient_size)) for a, b in walkers
        ),
        sampler=_sampler_error(backend, exactly_so, sizes, u, numbers) if hasattr(backend, "sample") else None,
    )


def exactly(array: Array, mp: mpmath.MPContext) -> Array:
    """The same numbers at any precision."""
    table = np.empty(array.shape, dtype=object)
    table.ravel()[:] = [mp.mpf(number) for number in array.ravel().tolist()]
    return table


def _sampler_error(backend: Any, oracle: Oracle, sizes: Magnitudes, z: Array, numbers: Numbers) -> float | None:
    """With hbar = 1."""
    if not has_sampler(oracle.layout):
        return None
    mp, given = oracle.mp, tuple(map(oracle.mp.mpf, numbers))
    try:
        drawn, middle = (backend.sample(row, (*numbers, 1.0)) for row in (z, np.zeros_like(z)))
    except ArithmeticError:
        return None
    there, here = (oracle.action(exactly(w, mp), given)[0] for w in (drawn, middle))
    true = mp.fsum(mp.mpf(number) ** 2 for number in z.ravel().tolist()) / 2
    size = sizes.gradient(drawn.tolist(), numbers)[0][0]
    return float(abs(there - here - true) / mp.mpf(float(np.spacing(size))))


def _largest(found: Array, true: Array, sizes: Any) -> float:
    flat = zip(found.ravel().tolist(), true.ravel().tolist(), np.ravel(sizes).tolist(), strict=True)
    return max((_in_ulp(a, b, size) for a, b, size in flat), default=0.0)


def _in_ulp(found: float, true: Any, size: float) -> float:
    if not np.isfinite(found):
        return 0.0 if not mpmath.isfinite(true) else float("inf")
    return 0.0 if found == true else float(abs(true - found) / mpmath.mpf(float(np.spacing(size))))
