"""Ratios of compiled kernels to code written by hand, each measured inside one run.

    python -m pytest tests/benchmarks/test_kernels.py --run-long -s

prints the figures that docs/kernels.md quotes. Every figure is the best of many rounds, taken in turns.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symnet.kernels import build
from symnet.kernels.extras import extra
from symnet.kernels.targets.c import unit
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent

HERE = Path(__file__).parent
QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
PLANE = "m*(vx^2 + vy^2)/2 - k*(x^2 + y^2)/2 - g*(x^2 + y^2)^2"
PHI4 = FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4")
FIVE = [QUARTIC, "m*v^2/2", "m*v^2/2 - k*x^2/2", "m*v^2/2 + a*v*x - cos(x)", "m*v^2/2 - exp(b*x)/(1+x^2)"]
ROWS = [(PLANE, {"coordinates": ("x", "y")}), (PHI4, {"time": "euclidean"})]
NUMBERS = {"x_ini": 0.1, "x_fin": 0.2, "g": 0.1, "k": 1.0, "m": 1.0}
PAR = (0.1, 0.2, 0.1, 1.0, 1.0)
pytestmark = [pytest.mark.long, pytest.mark.compiler]


def _best(calls: dict[str, Callable[[], float]], rounds: int = 40) -> dict[str, float]:
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(rounds):
        for name, call in calls.items():
            best[name] = min(best[name], call())
    return best


def _timed(call: Callable[[], object], repeat: int) -> Callable[[], float]:
    def measure() -> float:
        start = time.perf_counter()
        for _ in range(repeat):
            call()
        return (time.perf_counter() - start) / repeat

    return measure


def _own_places(function: Any) -> tuple[ctypes.c_void_p, ctypes.c_void_p]:
    """Where the Python call puts gradient and work space: all routes write there, so that caches treat them alike."""
    scratch = function._last[2]._spare[0]
    return scratch.gradient.place, scratch.work.place


def _pointer(array: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def _function(of: Any) -> ctypes.c_void_p:
    return ctypes.cast(of, ctypes.c_void_p)


@pytest.mark.parametrize("n", [2048, 65536])
def test_the_c_entry_point_is_as_fast_as_a_fused_loop_by_hand(libraries: dict[str, ctypes.CDLL], n: int) -> None:
    function = represent(QUARTIC).kernel().compile("c")
    entry: Any = function.backend._functions["grad"]  # type: ignore[attr-defined]
    w, p, numbers = np.random.default_rng(0).normal(size=n - 1) / n, np.array([1 / n, *PAR]), NUMBERS | {"dt": 1 / n}
    timer, hand, size = libraries["timer"], libraries["by_hand"].quartic, ctypes.c_size_t(n)
    rounds = ctypes.c_size_t(max(6, 400_000 // n))
    gradient = [function.value_and_grad(w, **numbers)[1].copy() for _ in range(2)][1]
    value = np.empty(1)
    wp, pp, vp, gp, kp = _pointer(w), _pointer(p), _pointer(value), *_own_places(function)
    best = _best({
        "hand": lambda: timer.time_single(_function(hand), rounds, size, wp, pp, vp, gp, kp),
        "entry": lambda: timer.time_single(_function(entry), rounds, size, wp, pp, vp, gp, kp),
        "python": _timed(lambda: function.value_and_grad(w, **numbers), rounds.value),
    }, rounds=100)  # fmt: skip
    hand(size, wp, pp, vp, gp, kp)
    by_hand = np.ctypeslib.as_array((ctypes.c_double * (n - 1)).from_address(gp.value))
    np.testing.assert_allclose(by_hand, gradient, rtol=1e-10, atol=1e-15)
    ratio, added = best["entry"] / best["hand"], 1e6 * (best["python"] - best["entry"])
    print(f"\nC, N = {n}: {1e6 * best['entry']:.2f} us, {ratio:.2f} x by hand; Python adds {added:.2f} us")
    assert ratio <= 1.1
    assert added <= 3 + 0.05 * 1e6 * best["entry"]


BATCHES = {
    "one particle": (QUARTIC, {}, 0, 4096),
    "two components": (PLANE, {"coordinates": ("x", "y")}, 0, 2048),
    "phi^4 on 8 sites": (PHI4, {"time": "euclidean"}, 8, 512),
}


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_has_several_times_the_throughput(name: str, libraries: dict[str, ctypes.CDLL]) -> None:
    source, options, sites, walkers = BATCHES[name]
    layout, n = represent(source, **options).kernel().layout, 128
    library, timer = build.load(unit(layout, "k")), libraries["timer"]
    rows = sites or len(layout.body.coordinates)
    w = np.random.default_rng(0).normal(size=(walkers, rows * (n - 1))) / n
    p = np.array([1 / n, *(0.1 * i for i in range(2 * rows)), *(0.5 for _ in layout.body.parameters)])
    grad, value, work = np.empty_like(w), np.empty(walkers), np.empty(20 * n * rows)
    places, on = [_pointer(a) for a in (w, p, value, grad, work)], "_on_sites" if sites else ""
    sizes = [ctypes.c_size_t(size) for size in ((sites, n) if sites else (n,))]
    one_by_one, wide = getattr(timer, f"time_walkers{on}"), getattr(timer, f"time_wide{on}")
    many, size = ctypes.c_size_t(walkers), ctypes.c_size_t(w.shape[1])
    best = _best({
        "one by one": lambda: one_by_one(_function(library.k_grad), many, size, *sizes, *places),
        "wide": lambda: wide(_function(library.k_grad_batch), many, *sizes, *places),
        "read": lambda: timer.time_read(ctypes.c_size_t(w.size), places[0], places[2]),
    }, rounds=200)  # fmt: skip
    gain, share = best["one by one"] / best["wide"], best["read"] / best["wide"]
    each = 1e6 * best["wide"] / walkers
    print(f"\n{name}, batch of {walkers}, N = {n}: {each:.4f} us for a walker, {gain:.2f} x the single entry point")
    print(f"a plain read of the weights takes {share:.0%} of that")
    assert gain >= (4 if name == "one particle" else 1.5)


@pytest.mark.parametrize(("source", "options"), [*((text, {}) for text in FIVE), *((b[0], b[1]) for b in ROWS)])
def test_the_gradient_costs_at_most_twice_the_value(source: Any, options: dict[str, Any]) -> None:
    kernel = represent(source, **options).kernel()
    backend, n = kernel.compile("c").backend, 4096
    rows = (3 if kernel.layout.body.axis == "sites" else 2) if kernel.layout.has_rows else 1
    numbers = (1 / n, *(0.5 for _ in range(2 * rows)), *(0.5 for _ in kernel.layout.body.parameters))
    w = np.random.default_rng(0).normal(size=(rows, n - 1) if kernel.layout.has_rows else n - 1) / n
    best = _best({
        "value": _timed(lambda: backend.action(w, numbers), 20),
        "gradient": _timed(lambda: backend.grad(w, numbers), 20),
        "hvp": _timed(lambda: backend.hvp(w, w, numbers), 20),
    })  # fmt: skip
    gradient, product = best["gradient"] / best["value"], best["hvp"] / best["value"]
    print(f"\n{source}: value and gradient {gradient:.2f} x value, Hessian times vector {product:.2f} x")
    assert gradient <= 2.2


def by_hand(w: Any, dt: float, x_ini: float, x_fin: float, g: float, k: float, m: float) -> tuple[float, Any]:
    """The quartic oscillator as one writes it in NumPy."""
    n = w.size + 1
    v, x = np.empty(n), np.empty(n)
    np.cumsum(w, out=v[:-1])
    x[0] = x_ini
    np.cumsum(v[:-1], out=x[1:])
    x[1:] *= dt
    x[1:] += x_ini
    v[-1] = (x_fin - x[-1]) / dt
    mid = x + 0.5 * dt * v
    square = mid * mid
    s = dt * (0.5 * m * np.dot(v, v) - np.sum(square * (0.5 * k + g * square)))
    f = -mid * (k + 4 * g * square)
    p = m * v + 0.5 * dt * f
    r = dt * (p[:-1] - p[-1] + dt * np.cumsum(f[:0:-1])[::-1])
    return s, np.cumsum(r[::-1])[::-1]


def _keep_pages() -> None:
    """Freed memory stays with the process: else both sides time page faults, as many as the allocator's state makes."""
    trim, threshold, plenty = -1, -3, 1 << 28
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    for option in (trim, threshold) if mallopt else ():
        mallopt(option, plenty)


@pytest.mark.parametrize("n", [32, 128, 2048, 65536])
def test_the_numpy_target_is_as_fast_as_numpy_by_hand(n: int) -> None:
    function = represent(QUARTIC).kernel().compile("numpy")
    w, numbers = np.random.default_rng(0).normal(size=n - 1) / n, NUMBERS | {"dt": 1 / n}
    repeat = min(200, max(2, 20_000 // n))
    _keep_pages()
    best = _best({
        "hand": _timed(lambda: by_hand(w, **numbers), repeat),
        "ours": _timed(lambda: function.value_and_grad(w, **numbers), repeat),
    }, rounds=100)  # fmt: skip
    print(f"\nNumPy, N = {n}: {1e6 * best['ours']:.1f} us, {best['ours'] / best['hand']:.2f} x by hand")
    assert best["ours"] <= 1.2 * best["hand"]


@pytest.mark.extra("jax")
def test_jax_beats_cumulative_sums_and_c_a_scan(libraries: dict[str, ctypes.CDLL]) -> None:
    jax = extra("jax")
    jax.config.update("jax_enable_x64", True)
    jnp, n = jax.numpy, 2048
    numbers = NUMBERS | {"dt": 1 / n}
    dt, start, end, g, k, m = (numbers[name] for name in ("dt", "x_ini", "x_fin", "g", "k", "m"))

    def lagrangian(x: Any, v: Any) -> Any:
        return 0.5 * m * v * v - 0.5 * k * x * x - g * x**4

    def sums(w: Any) -> Any:
        v = jnp.cumsum(w)
        x = start + jnp.concatenate([jnp.zeros(1), dt * jnp.cumsum(v)])
        v = jnp.append(v, (end - x[-1]) / dt)
        return dt * jnp.sum(lagrangian(x + 0.5 * dt * v, v))

    def scan(w: Any) -> Any:
        def body(state: Any, weight: Any) -> Any:
            v, x, s = state
            v = v + weight
            return (v, x + dt * v, s + lagrangian(x + 0.5 * dt * v, v)), None

        (v, x, s), _ = jax.lax.scan(body, (0.0, start, 0.0), w)
        v = (end - x) / dt
        return dt * (s + lagrangian(x + 0.5 * dt * v, v))

    function, library, call = (represent(QUARTIC).kernel().compile(target) for target in ("jax", "c", "xla"))
    w = np.random.default_rng(0).normal(size=n - 1) / n
    routes = {
        "cumsum": jax.jit(jax.value_and_grad(sums)),
        "scan": jax.jit(jax.value_and_grad(scan)),
        "ours": jax.jit(lambda weights: function.value_and_grad(weights, **numbers)),
        "call": jax.jit(lambda weights: call.value_and_grad(weights, **numbers)),
    }
    on_device = jnp.asarray(w)
    calls = {
        name: _timed(lambda route=route: jax.block_until_ready(route(on_device)), 20) for name, route in routes.items()
    }
    entry: Any = library.backend._functions["grad"]  # type: ignore[attr-defined]
    room = [
        w,
        np.array([numbers[p.name] for p in library.layout.params[:-1]]),
        np.empty(1),
        np.empty(n),
        np.empty(n),
    ]
    places, sizes = list(map(_pointer, room)), (ctypes.c_size_t(20), ctypes.c_size_t(n))
    best = _best({
        **calls,
        "c": _timed(lambda: library.value_and_grad(w, **numbers), 20),
        "entry": lambda: libraries["timer"].time_single(_function(entry), *sizes, *places),
    })  # fmt: skip
    print(f"\nJAX, N = {n}: {1e6 * best['ours']:.1f} us; cumsum and grad {1e6 * best['cumsum']:.1f} us, scan and grad"
          f" {1e6 * best['scan']:.1f} us; the library as a custom call {1e6 * best['call']:.1f} us")  # fmt: skip
    print(f"C {1e6 * best['entry']:.2f} us, from Python {1e6 * best['c']:.1f} us")
    assert best["ours"] < best["cumsum"]
    assert 10 * best["entry"] <= best["scan"]


COLD = f"""
import sympy, time
start = time.perf_counter()
import symnet
function = symnet.represent({QUARTIC!r}).kernel().compile("c")
function.value_and_grad([0.1, 0.2], dt=0.1, x_ini=0, x_fin=1, m=1, k=1, g=0.1)
first = time.perf_counter() - start
start = time.perf_counter()
function = symnet.represent({QUARTIC!r}).kernel().compile("c")
function.value_and_grad([0.1, 0.2], dt=0.1, x_ini=0, x_fin=1, m=1, k=1, g=0.1)
print(first, time.perf_counter() - start)
"""


WARM = f"""
import numpy, sympy, time
start = time.perf_counter()
import symnet
function = symnet.compiled({QUARTIC!r})
function.value_and_grad([0.1, 0.2], dt=0.1, x_ini=0, x_fin=1, m=1, k=1, g=0.1)
print(time.perf_counter() - start)
"""


def test_the_first_evaluation_comes_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMNET_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(HERE.parents[1]))
    cold, again = (
        subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True) for _ in "ab"
    )
    (first, warm), (second, _) = (tuple(map(float, run.stdout.split())) for run in (cold, again))
    print(f"\nfrom text to value: cold {first:.2f} s, new process {second:.2f} s, same process {1e3 * warm:.0f} ms")
    runs = [subprocess.run([sys.executable, "-c", WARM], capture_output=True, text=True, check=True) for _ in range(6)]
    recalled = min(float(run.stdout) for run in runs[1:])
    print(f"symnet.compiled in a new process, beyond importing SymPy and NumPy: {1e3 * recalled:.0f} ms")
    assert first <= 1.5
    assert warm <= 0.05
    assert recalled <= 0.05


DRAWN: list[tuple[str, Any, dict[str, Any], int]] = [
    ("two coupled oscillators", "m*(vx^2 + vy^2)/2 - k*(x - y)^2/2 - k*x^2", {"coordinates": ("x", "y")}, 2),
    ("64 sites of the free field", FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2"), {}, 64),
]


@pytest.mark.parametrize(("name", "system", "options", "rows"), DRAWN)
def test_c_draws_exact_samples_faster_than_numpy(name: str, system: Any, options: dict[str, Any], rows: int) -> None:
    steps, kernel = 1000, represent(system, "step", time="euclidean", boundary="ring", **options).kernel()
    numbers = {p.name: 1.0 for p in kernel.layout.params} | {"dt": 0.1}
    z = np.random.default_rng(1).normal(size=(rows, steps))
    functions = {target: kernel.compile(target) for target in ("numpy", "c")}
    np.testing.assert_allclose(*(f.sample(z, **numbers) for f in functions.values()), rtol=1e-9, atol=1e-11)
    best = _best({t: _timed(lambda f=f: f.sample(z, **numbers), 1) for t, f in functions.items()}, 10)
    each, ratio = 1e9 * best["c"] / z.size, best["numpy"] / best["c"]
    print(f"\n{name}, N = {steps}: C draws a path in {1e3 * best['c']:.2f} ms ({each:.0f} ns a number)")
    print(f"NumPy takes {ratio:.1f} x as long")
    assert ratio > 1
