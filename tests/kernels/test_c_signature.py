"""The C signature that samplers share, called from C: threads on one weight, hostile arguments, the sanitizers."""

from __future__ import annotations

import ctypes
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symnet.kernels import build as building
from symnet.kernels.abi import WORK
from symnet.kernels.targets import c
from symnet.theory.cosine import BOUNDARIES
from tests.kernels.brute_force import build, needs_compiler
from tests.kernels.systems import System, field, oscillator, pair
from tests.kernels.test_doors import assert_exact

pytestmark = [pytest.mark.compiler, needs_compiler]
LONG = pytest.mark.long
DRIVER = Path(__file__).with_name("doors_driver.c")
SYSTEMS = [
    pytest.param(oscillator(), id="oscillator"),
    pytest.param(pair(), id="pair"),
    pytest.param(field(), id="field"),
    pytest.param(field(4, 2, 3, 3), id="field-in-two-dimensions"),
]
MODES = [
    pytest.param(oscillator(activation="cosine"), id="modes"),
    pytest.param(pair(activation="cosine"), id="modes-of-a-pair"),
    pytest.param(field(4, 2, 3, 3, activation="cosine"), id="modes-of-a-field-in-two-dimensions"),
]


def _loaded(system: System) -> ctypes.CDLL:
    return building.load(c.unit(system.kernel.layout, "kernel"))


def _sites(system: System) -> tuple[int, ...]:
    return system.rows if system.kernel.layout.body.axis == "sites" else ()


def _room(system: System, library: ctypes.CDLL) -> int:
    library.kernel_work.restype = ctypes.c_size_t
    sizes = map(ctypes.c_size_t, (*_sites(system), system.steps))
    return int(library.kernel_work(*sizes, WORK.index("logp")))


def _defined(sites: tuple[int, ...]) -> list[str]:
    names = ["sites"] if len(sites) == 1 else [f"sites{axis}" for axis in range(1, len(sites) + 1)]
    given = ", ".join(f".{name} = {count}" for name, count in zip(names, sites, strict=True))
    return [f"-DSITES={given}"] if sites else []


def _driver(system: System, folder: Path, *flags: str) -> Path:
    for file, text in c.unit(system.kernel.layout, "kernel").items():
        (folder / file).write_text(text)
    names = [
        '-DHEADER="kernel.h"',
        "-DUSER=kernel_user",
        "-DLOGP=kernel_logp",
        *_defined(_sites(system)),
    ]
    command = ["cc", "-std=c17", *flags, *names, f"-I{folder}", str(DRIVER), str(folder / "kernel.c")]
    subprocess.run([*command, "-o", str(folder / "driver"), "-lm", "-pthread"], check=True)
    return folder / "driver"


def _chains(
    system: System, driver: Path, room: int, masses: float = 1.0, *, spaces: int, moves: int, together: bool
) -> Any:
    numbers = system.kernel.compile("numpy").numbers(
        np.zeros((*system.rows, system.steps - 1)), **system.masses(masses)
    )
    sizes = (system.dim, system.seen, moves, int(together), spaces, room)
    answer = subprocess.run([driver, *map(str, sizes), *map(repr, numbers)], capture_output=True, text=True, check=True)
    return np.array([float(line) for line in answer.stdout.split()])


@pytest.mark.parametrize("system", SYSTEMS)
def test_threads_in_c_that_share_one_weight_find_the_exact_square(system: System, tmp_path: Path) -> None:
    driver, room = _driver(system, tmp_path, "-O2", "-Wall", "-Wextra", "-Werror"), _room(system, _loaded(system))
    alone = _chains(system, driver, room, spaces=1, moves=4000, together=False)
    assert_exact(alone, system.exact)
    for spaces in (1, 3, 64):
        found = _chains(system, driver, room, spaces=spaces, moves=4000, together=True)
        np.testing.assert_array_equal(found, alone)
    with pytest.raises(AssertionError):
        assert_exact(_chains(system, driver, room, 2.0, spaces=3, moves=4000, together=True), system.exact)


@pytest.mark.parametrize("sanitizer", ["thread", "address,undefined"])
@pytest.mark.parametrize(
    "system", [SYSTEMS[0], SYSTEMS[-1], *(pytest.param(*each.values, id=each.id, marks=LONG) for each in SYSTEMS[1:-1])]
)
def test_threads_are_clean_under_the_sanitizers(system: System, sanitizer: str, tmp_path: Path) -> None:
    flags = ["-O1", "-g", f"-fsanitize={sanitizer}", "-fno-sanitize-recover=all"]
    probe = ["cc", *flags, "-x", "c", "-", "-o", str(tmp_path / "probe")]
    built = subprocess.run(probe, input="int main(void){return 0;}", text=True, capture_output=True)
    if built.returncode or subprocess.run([tmp_path / "probe"], capture_output=True).returncode:
        pytest.skip(f"no {sanitizer} sanitizer here")
    driver, room = _driver(system, tmp_path, *flags), _room(system, _loaded(system))
    found = _chains(system, driver, room, spaces=2, moves=40, together=True)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("system", SYSTEMS + MODES)
def test_misuse_is_answered_and_never_written_past(system: System) -> None:
    library, rows, n = _loaded(system), int(np.prod(system.rows)), system.steps
    logp, room = library.kernel_logp, _room(system, library)
    numbers = system.kernel.compile("numpy").numbers(np.zeros((*system.rows, n - 1)), **system.numbers)
    par, work, value = np.array(numbers), np.zeros(2 * room), ctypes.c_double()
    x, grad = np.zeros(rows * n), np.full(rows * n, 7.0)

    def call(dim: int, *, at: Any = x, to: Any = grad, **changed: int) -> int:
        fields = {"par": par.ctypes.data, "work": work.ctypes.data, "room": room, "spaces": 2} | changed
        user = np.array([*_sites(system), *fields.values()], dtype=np.uintp)
        places = [ctypes.c_void_p(array.ctypes.data) if array is not None else None for array in (at, to)]
        return int(logp(ctypes.c_size_t(dim), *places, ctypes.byref(value), ctypes.c_void_p(user.ctypes.data)))

    assert call(system.dim) == 0
    assert (grad[system.dim :] == 7.0).all()
    grad[:] = 7.0
    for wrong in ({"par": 0}, {"work": 0}, {"spaces": 0}, {"room": room - 1}, {"room": 0}):
        assert call(system.dim, **wrong) < 0
    assert call(rows * n) < 0, "a path of one step more has no room"
    assert call(2**63) < 0
    assert call(2**64 - rows) < 0
    assert call(system.dim, at=None) < 0
    assert call(system.dim, to=None) < 0
    if rows > 1:
        assert call(system.dim - 1) < 0, "no whole number of rows"
    assert logp(ctypes.c_size_t(system.dim), None, None, None, None) < 0
    assert (grad == 7.0).all()
    assert (work[::room] == 0).all(), "every space was given back"


@pytest.mark.parametrize("system", SYSTEMS + MODES)
def test_the_signatures_in_c_say_what_numpy_says(system: System) -> None:
    library, rng = _loaded(system), np.random.default_rng(3)
    numpy = system.kernel.compile("numpy")
    for steps in (1, 2, 7, 300):
        w = rng.normal(size=(*system.rows, steps - 1)) / steps
        expected = numpy.log_weight_and_grad(w, **system.numbers)
        room = library.kernel_work
        room.restype = ctypes.c_size_t
        size = room(*map(ctypes.c_size_t, (*_sites(system), steps)), WORK.index("logp"))
        par, work = np.array(numpy.numbers(w, **system.numbers)), np.zeros(size)
        user = np.array([*_sites(system), par.ctypes.data, work.ctypes.data, size, 1], dtype=np.uintp)
        grad, value, place = np.empty(w.size), ctypes.c_double(), ctypes.c_void_p(user.ctypes.data)
        at, to = (ctypes.c_void_p(array.ctypes.data) for array in (w, grad))
        assert library.kernel_logp(ctypes.c_size_t(w.size), at, to, ctypes.byref(value), place) == 0
        np.testing.assert_allclose(value.value, expected[0], rtol=1e-12)
        np.testing.assert_allclose(grad.reshape(w.shape), expected[1], rtol=1e-10, atol=1e-12)
        library.kernel_weight.restype = ctypes.c_double
        found = library.kernel_weight(ctypes.c_int(w.size), at, place)
        np.testing.assert_allclose(found, np.exp(expected[0]), rtol=1e-12)
        assert library.kernel_expand(ctypes.c_size_t(w.size), ctypes.c_size_t(w.size), at, to, place) == 0
        np.testing.assert_array_equal(grad, w.ravel())
        assert library.kernel_expand(ctypes.c_size_t(w.size), ctypes.c_size_t(w.size + 1), at, to, place) < 0
        assert np.isnan(library.kernel_weight(ctypes.c_int(-1), at, place))
        assert np.isnan(library.kernel_weight(ctypes.c_int(w.size), at, None))


ENSEMBLES = [*product(("relu", "step"), ("fixed", "halfline", "ring", "free")), *product(["cosine"], BOUNDARIES)]


@pytest.mark.parametrize(("activation", "boundary"), ENSEMBLES)
def test_every_boundary_counts_its_steps_from_the_free_variables(activation: str, boundary: str) -> None:
    kernel = build("m*v^2/2 - k*x^2/2", activation, time="euclidean", boundary=boundary)
    library, numpy = building.load(c.unit(kernel.layout, "kernel")), kernel.compile("numpy")
    numbers = {p.name: 0.3 + 0.1 * i for i, p in enumerate(kernel.layout.params)}
    for steps in (1, 2, 9):
        w = np.linspace(-1, 1, kernel.layout.ends.count(steps))
        library.kernel_work.restype = ctypes.c_size_t
        size = library.kernel_work(ctypes.c_size_t(steps), WORK.index("logp"))
        par, work = np.array(numpy.numbers(w, **numbers)), np.zeros(size)
        user = np.array([par.ctypes.data, work.ctypes.data, size, 1], dtype=np.uintp)
        library.kernel_weight.restype = ctypes.c_double
        at, place = ctypes.c_void_p(w.ctypes.data), ctypes.c_void_p(user.ctypes.data)
        found = library.kernel_weight(ctypes.c_int(len(w)), at, place)
        expected, slopes = numpy.log_weight_and_grad(w, **numbers)
        np.testing.assert_allclose(np.log(found), expected, rtol=1e-12)
        value, grad = ctypes.c_double(), np.empty_like(w)
        to = ctypes.c_void_p(grad.ctypes.data)
        assert library.kernel_logp(ctypes.c_size_t(len(w)), at, to, ctypes.byref(value), place) == 0
        np.testing.assert_allclose(value.value, expected, rtol=1e-12)
        np.testing.assert_allclose(grad, slopes, rtol=1e-12, atol=1e-13)
    if kernel.layout.ends.count(0) > 0:
        assert np.isnan(library.kernel_weight(ctypes.c_int(0), at, place)), "no step at all"
