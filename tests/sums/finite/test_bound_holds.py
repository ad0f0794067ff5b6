"""Random families, searched for one that is 0 up to its bound and not beyond: there is none."""

from __future__ import annotations

from random import Random

import pytest
import sympy as sp

from symnet.sums.finite.bound import bound
from symnet.sums.finite.instances import Instances
from symnet.sums.finite.routes import shown
from symnet.sums.finite.statement import read

from .statements import N, Sum, a, b, i, j, k


def late(seed: int) -> sp.Expr:
    """A statement that is 0 for small N: few points far out, or a polynomial with many zeros on its points."""
    r = Random(seed)
    far, apart, back = (r.randint(0, 6) for _ in range(3))
    zeros = [sp.prod([k - p for p in range(1, r.randint(2, 6))]), sp.prod([N - p for p in range(1, r.randint(2, 6))])]
    entry = r.choice([sp.S.One, a[k], a[k + r.randint(-2, 2)], a[N - k]])
    inner = r.choice(
        [
            sp.S.One,
            Sum(b[j] * r.choice([sp.S.One, j - k - apart, N - back - j]), (j, k + apart, N - back)),
            Sum(a[j], (j, k + apart, N - back)),
            sp.Max(0, k - far),
            sp.KroneckerDelta(k, N - back),
            sp.Heaviside(N - 2 * apart - k, sp.S.Half),
            Sum(sp.KroneckerDelta(i, j + apart) * b[i], (i, 1, N), (j, 1, k)),
        ]
    )
    return Sum(r.choice([sp.S.One, *zeros]) * entry * inner, (k, 1 + far, N - r.randint(0, 3)))


def first_failure(statement: sp.Expr, beyond: int) -> tuple[int, int | None]:
    """B, and the first N up to B + ``beyond`` at which the statement is not 0."""
    problem = read(statement, sp.S.Zero)
    (case,) = problem.cases()
    computed = bound(problem.left, problem.parameters, case.domain, case.height).value
    instances = Instances()
    for size in range(1, computed + beyond + 1):
        ring, (value,) = instances.values((problem.left,), {"N": size})
        if not ring.is_zero(value):
            return computed, size
    return computed, None


def search(seeds: range) -> list[int]:
    """The distances of first failures from their bounds, smallest first."""
    slack = []
    for seed in seeds:
        computed, failure = first_failure(late(seed), 8)
        if failure is not None:
            assert failure <= computed, f"seed {seed}: {late(seed)} fails first at {failure}, beyond B = {computed}"
            slack.append(computed - failure)
    return sorted(slack)


def test_no_random_family_violates_its_bound() -> None:
    assert search(range(250))[0] <= 2, "the families do not come near their bounds"


@pytest.mark.long
def test_no_family_of_many_violates_its_bound() -> None:
    assert search(range(1000, 6000))[0] == 0, "no family fails as late as its bound allows"


def test_the_bound_of_a_product_of_zeros_is_sharp() -> None:
    assert first_failure(sp.prod([N - p for p in range(1, 7)]), 0) == (7, 7)


def test_a_polynomial_in_one_parameter_is_checked_at_degree_plus_one_sizes() -> None:
    problem = read(sp.expand((N + 1) ** 3), N**3 + 3 * N**2 + 3 * N + 1)
    part = shown(problem, problem.cases()[0], Instances())
    assert part.checked is not None
    assert part.checked.instances == 4


def test_a_domain_with_an_upper_end_is_checked_to_its_end_only() -> None:
    problem = read(Sum(a[k], (k, 1, N)), a[1] + a[2] + a[3], sp.Eq(N, 3))
    part = shown(problem, problem.cases()[0], Instances())
    assert part.checked is not None
    assert part.checked.instances == 1
