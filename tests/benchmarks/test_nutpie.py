"""A gradient inside nutpie, by the address of the C function and by a Python call of the same library.

python -m pytest tests/benchmarks/test_nutpie.py --run-long -s
"""

from __future__ import annotations

import time
from typing import Any

import pytest

from symnet.kernels import doors
from symnet.kernels.extras import extra
from symnet.kernels.nutpie_model import python_model
from tests.kernels.systems import oscillator

pytestmark = [pytest.mark.long, pytest.mark.compiler, pytest.mark.extra("nutpie")]


def _gradient(model: Any) -> float:
    """Microseconds of processor time for a gradient, all that nutpie does beside it among them."""
    begin = time.process_time()
    trace = extra("nutpie").sample(model, draws=500, tune=300, chains=2, cores=2, seed=1, progress_bar=False)
    spent = time.process_time() - begin
    steps = (trace.sample_stats["n_steps"], trace.warmup_sample_stats["n_steps"])
    return 1e6 * spent / sum(int(each.sum()) for each in steps)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
@pytest.mark.parametrize("steps", [64, 256])
def test_no_python_in_a_step_is_many_times_faster(steps: int) -> None:
    system = oscillator(steps, 2)
    density = doors.for_gradients(system.kernel.compile("c"), "nutpie", **system.numbers)
    models = {
        "C": system.kernel.for_nutpie(steps, **system.numbers),
        "Python": python_model(density, (system.dim,)),
    }
    best = {name: min(_gradient(model) for _ in range(2)) for name, model in models.items()}
    ratio = best["Python"] / best["C"]
    print(f"\nnutpie, N = {steps}: {best['C']:.2f} us in C, {best['Python']:.2f} us through Python, {ratio:.1f} x")
    assert ratio > 3
