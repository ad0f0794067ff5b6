"""A log-probability in pools of processes, forked and spawned, beside threads of OpenMP."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from symnet.kernels.extras import extra
from tests.kernels.brute_force import needs_compiler
from tests.kernels.systems import System, field, oscillator, pair

TARGETS = ["numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])]
SYSTEMS = [pytest.param(make(), id=make.__name__) for make in (oscillator, pair, field)]
SCRIPT = """
import multiprocessing, sys
import numpy as np
from symnet.kernels import doors
from tests.kernels.systems import field, oscillator

def gradients(work):
    function, walkers, numbers = work
    return function.value_and_grad(walkers, **numbers)[1]

def main(way, target, threads):
    context = multiprocessing.get_context(way)
    for make in (oscillator, field):
        system = make()
        function = system.kernel.compile(target, **({"threads": int(threads)} if threads != "1" else {}))
        log = doors.for_emcee(function, **system.numbers, **system.sites)
        walkers = np.random.default_rng(1).normal(size=(40, system.dim))
        numbers = {name: value for name, value in system.numbers.items() if name != "hbar"}
        work = function, walkers.reshape(40, *system.rows, -1), numbers
        expected = log(walkers), gradients(work)
        with context.Pool(2) as pool:
            np.testing.assert_allclose(pool.map(log, walkers), expected[0], rtol=1e-13)
            np.testing.assert_allclose(pool.map(log, np.split(walkers, 4)), np.split(expected[0], 4), rtol=1e-13)
            for found in pool.map(gradients, [work, work]):
                np.testing.assert_allclose(found, expected[1], rtol=1e-13, atol=1e-13)
    print("done")

if __name__ == "__main__":
    main(*sys.argv[1:])
"""


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_log_probability_survives_a_pickle_and_is_compiled_once(system: System, target: str) -> None:
    log = system.kernel.for_emcee(target, **system.numbers, **system.sites)
    packed = pickle.dumps(log)
    again = pickle.loads(packed)
    walkers = np.random.default_rng(1).normal(size=(5, system.dim))
    np.testing.assert_array_equal(again(walkers), log(walkers))
    assert pickle.loads(packed) is again
    assert pickle.dumps(again) == packed
    other = system.kernel.for_emcee(target, **system.masses(2.0), **system.sites)
    assert not np.allclose(pickle.loads(pickle.dumps(other))(walkers), log(walkers))


@pytest.mark.parametrize(
    ("way", "target", "threads"),
    [
        ("fork", "numpy", 1),
        pytest.param("fork", "c", 2, marks=[pytest.mark.compiler, needs_compiler]),
        pytest.param("spawn", "c", 2, marks=[pytest.mark.compiler, needs_compiler]),
    ],
)
def test_pools_of_processes_say_what_one_process_says(way: str, target: str, threads: int, tmp_path: Path) -> None:
    script = tmp_path / "pools.py"
    script.write_text(SCRIPT)
    found = subprocess.run(
        [sys.executable, script, way, target, str(threads)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert found.stdout.strip() == "done", found.stderr[-2000:]


@pytest.mark.compiler
@needs_compiler
@pytest.mark.extra("emcee")
def test_emcee_walks_the_same_way_through_a_pool() -> None:
    system, emcee = oscillator(), extra("emcee")
    log, start = system.kernel.for_emcee("c", **system.numbers), np.random.default_rng(1).normal(size=(32, system.dim))
    chains = []
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for several in ({"pool": pool}, {"vectorize": True}):
            sampler = emcee.EnsembleSampler(32, system.dim, log, **several)
            sampler.run_mcmc(emcee.State(start, random_state=np.random.RandomState(4).get_state()), 40)
            chains.append(sampler.get_chain())
    np.testing.assert_allclose(chains[0], chains[1], rtol=1e-12)
