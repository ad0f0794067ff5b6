"""Amplitude, ground state, partition function and correlators against integrating out one position after the other."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from brute import Instance, green, integral, mp
from numerics import numeric_function
from systems import BOUNDARY, LAGRANGIAN, RULE, TIME, draw, every, lattice

from symnet.notation import symbols as s
from symnet.theory.amplitude import amplitude
from symnet.theory.correlator import correlator
from symnet.theory.ground_state import ground_state
from symnet.theory.partition_function import partition_function

DIGITS = 80
"""Working digits: exponents of order 10**9 and a thousand chaotic steps use up some; 30 are asked for."""
TOLERANCE = mpmath.mpf(10) ** -30
WIDTHS = (1, 2, 3, 4, 8, 17, 100)
WHOLE = {"fixed": amplitude, "halfline": ground_state, "ring": partition_function}


def value(expression: sp.Expr, N: int, values: dict) -> mpmath.mpc:
    return value_of(expression, values)(N)


def value_of(expression: sp.Expr, values: dict):
    symbols = [s.N, *values]
    compiled = numeric_function(symbols, expression)
    # N as an mpf: an int would make N/2 a float in the compiled code
    return lambda N: mpmath.mpmathify(compiled(mpmath.mpf(N), *(mp(v) for v in values.values())))


def close(found, expected) -> None:
    if mpmath.isinf(mpmath.re(expected)):
        assert mpmath.isinf(mpmath.re(found))
        return
    assert abs(found - expected) <= TOLERANCE * abs(expected), (found, expected)


def offered():
    for rule in RULE:
        for time in TIME:
            yield "fixed", rule, time
        yield "halfline", rule, "euclidean"
        yield "ring", rule, "euclidean"


def agrees(system: str, boundary: str, rule: str, time: str, draws: int) -> None:
    action = lattice(system, rule, boundary, time)
    closed = WHOLE[boundary](action)
    with mpmath.workdps(DIGITS):
        for number in range(draws):
            values = draw(action, (system, boundary, rule, time, number))
            values[s.dt] = values[s.dt] / (1, 7, 50)[number % 3]
            compiled = value_of(closed, values)
            instance = Instance(action, values)
            for N in (*WIDTHS, 1000) if number == draws - 1 else WIDTHS:
                close(compiled(N), integral(instance, N, values[s.m]))


@every(
    "system boundary rule time",
    [(one, *case) for one in ("constant force", "everything") for case in offered()],
    keep=8,
)
def test_the_integral_is_exact_at_every_width(system, boundary, rule, time):
    if system == "constant force" and boundary == "ring":
        pytest.skip("a zero mode: refused, see test_cases")
    agrees(system, boundary, rule, time, draws=1)


@pytest.mark.long
@pytest.mark.parametrize("system", LAGRANGIAN)
@pytest.mark.parametrize(("boundary", "rule", "time"), list(offered()))
def test_the_integral_is_exact_for_many_parameters(system, boundary, rule, time):
    if system in ("free", "constant force") and boundary == "ring":
        pytest.skip("a zero mode: refused, see test_cases")
    agrees(system, boundary, rule, time, draws=3)


@every("boundary rule time", BOUNDARY, RULE, TIME, keep=5)
def test_the_correlator_is_the_inverse_at_every_width(boundary, rule, time):
    action = lattice("everything", rule, boundary, time)
    i, j = sp.symbols("i j", integer=True, nonnegative=True)
    closed = correlator(action, i, j)
    first = 0 if boundary in ("ring", "free") else 1
    with mpmath.workdps(DIGITS):
        values = draw(action, ("correlator", boundary, rule, time))
        instance = Instance(action, values)
        phase = mpmath.mpc(0, 1) if time == "real" else -1
        for N in (1, 2, 3, 8, 17, 100, 1000):
            size = instance.size(N)
            places = sorted(
                {(n, k) for n in (1, size // 2, size) for k in (1, size // 3, size) if 0 < n <= size and 0 < k <= size}
            )
            for (n, k), expected in zip(places, green(instance, N, places), strict=True):
                at = {i: n - 1 + first, j: k - 1 + first}
                found = value(closed.subs(at), N, values)
                close(found, -mp(values[s.hbar]) / phase * expected)
