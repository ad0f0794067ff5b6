import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.sums.linear_algebra.chebyshev import chebyshevt, chebyshevu
from symnet.theory.decaying import decaying

RATIO = (s.decay + 1 / s.decay) / 2


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("form", [chebyshevt(s.N, RATIO), chebyshevu(s.N - 1, RATIO), chebyshevu(2 * s.N + 1, RATIO)])
def test_powers_of_z_are_the_polynomials(form, count):
    at = {s.decay: sp.Rational(2, 7), s.N: count}
    assert decaying(form).subs(at) == form.subs(at)
    assert not decaying(form).has(sp.chebyshevt, sp.chebyshevu)
