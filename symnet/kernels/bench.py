"""How long value and gradient take, target by target: best of many rounds, every row beside NumPy's in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import numpy as np

from symnet.kernels.extras import extra
from symnet.kernels.inputs import by_keyword, draw
from symnet.kernels.record import TARGETS, Kernel

_PACKAGES = {"jax": "jax", "xla": "jax", "numba": "numba", "torch": "torch"}
_BUDGET = 0.2
SEED = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement.

    Units:
        microseconds: for one path. of_numpy: the same as a multiple of NumPy's time.
    """

    target: str
    steps: int
    batch: int
    microseconds: float
    of_numpy: float

    def as_json(self) -> dict[str, Any]:
        """A JSON-ready mapping."""
        return asdict(self)


def chosen(targets: Sequence[str]) -> list[str]:
    """NumPy, then those asked for; or all that are installed, but the oracle, which is not made for speed."""
    every = [name for name in TARGETS if name != "mpmath" and (name not in _PACKAGES or find_spec(_PACKAGES[name]))]
    return ["numpy", *(name for name in targets or every if name != "numpy")]


def missing(targets: Sequence[str]) -> list[str]:
    """One line for each target that is left out because its package is not installed."""
    absent = [name for name in _PACKAGES if not targets and not find_spec(_PACKAGES[name])]
    return [f"{name} is not installed: pip install 'symnet[{name}]'" for name in absent]


def measured(kernel: Kernel, targets: Sequence[str], steps: Sequence[int], batches: Sequence[int]) -> Iterator[Row]:
    """The rows, NumPy first for each size."""
    if "jax" in {_PACKAGES.get(name) for name in chosen(targets)} and find_spec("jax"):
        extra("jax").config.update("jax_enable_x64", True)
    functions = {name: kernel.compile(name) for name in chosen(targets)}
    for count in steps:
        for batch in batches:
            point = draw(kernel.layout, count, SEED)
            numbers = by_keyword(kernel.layout, point)
            w = point.w if batch == 1 else np.tile(point.w, (batch, *(1 for _ in point.w.shape)))
            base = None
            for name, function in functions.items():
                seconds = _best(partial(function.value_and_grad, w, **numbers)) / batch
                base = base or seconds
                yield Row(name, count, batch, 1e6 * seconds, seconds / base)


def _best(call: Callable[[], Any]) -> float:
    call()
    best, until = float("inf"), perf_counter() + _BUDGET
    while perf_counter() < until or best == float("inf"):
        start = perf_counter()
        found = call()
        getattr(found[1], "block_until_ready", lambda: None)()
        best = min(best, perf_counter() - start)
    return best
