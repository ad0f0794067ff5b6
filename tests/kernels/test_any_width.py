"""One text for all N: what a process compiled, evaluated and exported at N = 8 is what another did at N = 8192."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kernels.brute_force import needs_compiler

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
PLANE = "m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*(x^2 + y^2)^2"
FIELD = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
SYSTEMS: dict[str, tuple[str, dict[str, Any]]] = {
    "quartic": (QUARTIC, {}),
    "complex action": ("m*v^2/2 + a*v*x^2 - cos(x)", {"activation": "step", "time": "euclidean", "boundary": "ring"}),
    "coefficients": (QUARTIC, {"activation": "cosine", "time": "euclidean", "boundary": "free"}),
    "components": (PLANE, {"coordinates": ["x", "y"], "rule": "zigzag", "boundary": "halfline"}),
    "sites": (FIELD, {"time": "euclidean", "boundary": "ring"}),
    "N written in": ("m*v^2/2 - WIDTH*x^4", {}),
}
"""The last one is another system at each N, and has to be told apart."""
TARGETS = [
    pytest.param(["numpy", "c"], marks=[pytest.mark.compiler, needs_compiler]),
    *(pytest.param([name], marks=pytest.mark.extra(name)) for name in ("jax", "numba", "torch")),
]
PROCESS = """
import hashlib, json, sys
from importlib import import_module
from pathlib import Path

import numpy as np

from symnet.kernels.build import cache_directory
from symnet.kernels.extras import extra
from symnet.kernels.inputs import by_keyword, draw
from symnet.kernels.record import TARGETS
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent

width, targets, folder, systems = int(sys.argv[1]), json.loads(sys.argv[2]), Path(sys.argv[3]), json.loads(sys.argv[4])
if "jax" in targets:
    extra("jax").config.update("jax_enable_x64", True)


def exported(kernel, target):
    return {path.name: path.read_text() for path in kernel.export(folder, target, "k") if path.suffix != ".json"}


found, built = {}, {}
for name, (text, options) in systems.items():
    if "coordinates" in options:
        options["coordinates"] = tuple(options["coordinates"])
    source = FieldLagrangian.parse(text) if "phi" in text else text.replace("WIDTH", str(width))
    kernel = represent(source, **options).kernel()
    point = draw(kernel.layout, width, 1)
    for target in targets:
        value, _ = kernel.compile(target).value_and_grad(point.w, **by_keyword(kernel.layout, point))
        assert np.isfinite(np.asarray(value, dtype=float)).all()
        whole = name == "quartic" and target in ("numpy", "c")
        texts = exported(kernel, target) if whole else import_module(TARGETS[target]).files(kernel.layout, name="k")
        found[f"{name}, {target}"] = hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
    built[name] = {p.parent.name: p.stat().st_mtime_ns for p in cache_directory().glob("*/*.so")}
print(json.dumps([found, built]))
"""


def process(width: int, targets: list[str], folder: Path) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """The digest of each text, and after each system the libraries in the cache with the times they were built."""
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "SYMNET_CACHE_DIR": str(folder / "cache"), "PYTHONPATH": root}
    words = (str(width), json.dumps(targets), str(folder / str(width)), json.dumps(SYSTEMS))
    answer = subprocess.run([sys.executable, "-c", PROCESS, *words], env=environment, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    digests, libraries = json.loads(answer.stdout)
    return digests, libraries


@pytest.mark.parametrize("targets", TARGETS, ids="-".join)
def test_the_text_that_eight_steps_made_is_that_of_thousands(targets: list[str], tmp_path: Path) -> None:
    (few, built), (many, then) = (process(width, targets, tmp_path) for width in (8, 8192))
    assert {text for text in few if few[text] != many[text]} == {f"N written in, {target}" for target in targets}
    if "c" in targets:
        everything = built["N written in"]
        assert len(everything) >= len(SYSTEMS)
        assert then["sites"] == everything, "built once: the second process loads the very files of the first"
        assert len(then["N written in"]) == len(everything) + 1
