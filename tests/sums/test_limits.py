"""Limits and their first corrections against high-precision values at large N."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from symnet.errors import InputError
from symnet.notation import symbols as s
from symnet.sums.limits import limit_with_rate

N, dt = s.N, s.dt
T, x, omega = sp.symbols("T x omega", positive=True)
NUMBERS = {T: sp.Rational(7, 5), x: sp.Rational(4, 3), omega: sp.Rational(9, 10)}
MIDPOINT = (1 - omega**2 * dt**2 / 4) / (1 + omega**2 * dt**2 / 4)

FORMS = {
    "compound interest": (1 + x / N) ** N,
    "shifted power": (1 + x / N) ** (2 * N + 1),
    "endpoint propagator": dt * sp.chebyshevu(N - 1, 1 - omega**2 * dt**2 / 2),
    "Euclidean propagator": dt * sp.chebyshevu(N - 1, 1 + omega**2 * dt**2 / 2),
    "midpoint propagator": dt * sp.chebyshevu(N - 1, MIDPOINT),
    "partition function": 1 / sp.sqrt(2 * sp.chebyshevt(N, 1 + omega**2 * dt**2 / 2) - 2),
    "effective frequency": N * sp.acos(1 - (omega * dt) ** 2 / 2),
    "hyperbolic angle": N * sp.acosh(1 + (omega * dt) ** 2 / 2),
    "logarithm": N * sp.log(1 + x / N),
    "cancelling poles": N**2 * (sp.exp(x / N) - 1 - x / N),
    "square roots": sp.sqrt(N) * (sp.sqrt(N + x) - sp.sqrt(N)),
    "Riemann sum": N * (N + 1) * (2 * N + 1) / (6 * N**3),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_correction_is_what_is_left_at_large_width(form: sp.Expr) -> None:
    held = {"step": dt, "duration": T} if form.has(dt) else {}
    found = limit_with_rate(form, N, **held)
    assert found.order is not None
    numbers = [sp.Float(NUMBERS[q], 60) for q in (T, x, omega)]
    exact, value, correction = (
        sp.lambdify((N, T, x, omega), e.subs(dt, T / N), "mpmath") for e in (form, found.value, found.correction)
    )
    with mpmath.workdps(60):
        wanted, left = correction(1, *map(mpmath.mpf, numbers)), []
        for size in (2**10, 2**11):
            arguments = [mpmath.mpf(size), *map(mpmath.mpf, numbers)]
            left.append((exact(*arguments) - value(*arguments)) * mpmath.mpf(size) ** float(found.order))
    assert abs(left[1] - wanted) < abs(left[0] - wanted) * 0.75
    assert abs(left[1] - wanted) < abs(wanted) / 100


def test_the_continuum_of_the_oscillator_is_the_textbook_one_with_its_rate() -> None:
    found = limit_with_rate(FORMS["midpoint propagator"], N, step=dt, duration=T)
    assert found.value == sp.sin(omega * T) / omega
    assert found.order == 2


def test_what_is_exact_has_no_correction() -> None:
    assert limit_with_rate(x * N / N, N).order is None
    assert limit_with_rate(N * (x / N), N).value == x


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (N**2, "grows like"),
        ((-1) ** N, "unbounded"),
        (sp.exp(-N * x), "unbounded"),
        (sp.factorial(N), "no expansion"),
        (sp.log(N), "no power"),
        (sp.Sum(x, (s.k_, 1, N)), "no expansion"),
    ],
)
def test_what_has_no_expansion_is_refused_by_name(form: sp.Expr, words: str) -> None:
    with pytest.raises(InputError, match=words):
        limit_with_rate(form, N)


def test_a_step_needs_a_duration() -> None:
    with pytest.raises(InputError, match="together"):
        limit_with_rate(dt, N, step=dt)
