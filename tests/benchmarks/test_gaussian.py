"""The closed forms' own time, for every N, beside SymPy's at N = 4, 8 and 16:

`pytest -s tests/benchmarks/test_gaussian.py --run-long` prints the table, `--benchmark-enable` the spread.
Each closed form is derived anew, all caches cleared; SymPy starts in a process of its own and is cut off.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import pytest
from sympy.core.cache import clear_cache

from symnet.notation import symbols as s
from symnet.theory.gaussian.ends import _matrix
from symnet.theory.represent import Representation, represent

OSCILLATOR = "m*v^2/2 - k*x^2/2"
GENERAL = "m*v^2/2 + b*x*v - k*x^2/2 + f*x"
CLOSED = {
    "determinant": lambda rep: rep.gaussian("x").determinant(),
    "determinant in w": lambda rep: rep.gaussian("w").determinant(),
    "modes": lambda rep: rep.gaussian("x").modes(),
    "amplitude": lambda rep: rep.amplitude(),
    "correlator": lambda rep: rep.correlator(s.i, s.j),
    "correlator of weights": lambda rep: rep.correlator(s.i, s.j, "w"),
}
CUT_OFF = 10
"""Seconds after which SymPy is stopped."""
SYMPY = """
import time
from symnet.theory.represent import represent
matrix = represent({lagrangian!r}).gaussian({variables!r}).matrix(N={N})
started = time.process_time()
matrix.{method}()
print(time.process_time() - started)
"""


def cold(lagrangian: str) -> tuple[tuple[Representation], dict[str, object]]:
    clear_cache()
    _matrix.cache_clear()
    return (represent(lagrangian, rule="zigzag"),), {}


def own_seconds(what: str, lagrangian: str) -> float:
    """CPU time of one derivation from nothing."""
    (rep,), _ = cold(lagrangian)
    started = time.process_time()
    CLOSED[what](rep)
    return time.process_time() - started


def sympy_seconds(method: str, variables: str, N: int) -> float | None:
    """CPU time of SymPy's method on the same matrix at one width; None where it is cut off."""
    code = SYMPY.format(lagrangian=OSCILLATOR, variables=variables, N=N, method=method)
    try:
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=CUT_OFF, check=True)
    except subprocess.TimeoutExpired:
        return None
    return float(ran.stdout)


@pytest.mark.parametrize("lagrangian", [OSCILLATOR, GENERAL])
@pytest.mark.parametrize("what", CLOSED)
def test_a_closed_form_for_every_width(benchmark: Any, what: str, lagrangian: str) -> None:
    benchmark.pedantic(CLOSED[what], setup=lambda: cold(lagrangian), rounds=3)
    assert own_seconds(what, lagrangian) < 2


@pytest.mark.long
def test_beside_sympy() -> None:
    """All widths at once cost less than SymPy's third."""
    rows = [("determinant", "det", "x"), ("determinant in w", "det", "w")]
    rows += [("modes", "diagonalize", "x"), ("modes", "diagonalize", "w")]
    for what, method, variables in rows:
        own = own_seconds(what, OSCILLATOR)
        theirs = {N: sympy_seconds(method, variables, N) for N in (4, 8, 16)}
        shown = ", ".join(f"N = {N}: {f'> {CUT_OFF}' if t is None else f'{t:.3f}'} s" for N, t in theirs.items())
        print(f"\n{what}: every N {own:.3f} s; SymPy's {method} in {variables} {shown}", end="")
        assert own < 2
        assert theirs[16] is None or own < theirs[16]
