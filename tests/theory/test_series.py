import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.theory.series import approach, expanded, exponential, product

s, x, y = sp.symbols("s x y", real=True)
F = sp.Function("F")


@pytest.mark.parametrize(
    "expr",
    [
        sp.cos(x + s) / s**2,
        sp.exp(s * y + s**2),
        sp.log(1 - s * y),
        sp.sin(s) / s,
        (x + s) ** 3 / s,
        sp.exp(sp.sin(s)),
        1 / (1 + s),
        sp.sqrt(y + s) * s,
    ],
)
def test_known_functions_expand_as_sympy_expands_them(expr: sp.Expr) -> None:
    oracle = sp.series(expr, s, 0, 5).removeO()
    ours = sp.Add(*[coefficient * s**power for power, coefficient in expanded(expr, s, 4).items()])
    assert sp.simplify(ours - oracle) == 0


def test_an_undefined_function_and_its_derivative_get_their_taylor_polynomials() -> None:
    slope = F(x).diff(x).subs(x, x + s * y)
    assert expanded(F(x + s * y), s, 2) == {0: F(x), 1: y * F(x).diff(x), 2: y**2 * F(x).diff(x, 2) / 2}
    assert expanded(slope, s, 1) == {0: F(x).diff(x), 1: y * F(x).diff(x, 2)}


def test_a_limit_names_its_first_correction_and_order() -> None:
    found = approach(sp.cos(s), s, 3)
    assert (found.value, found.order, found.correction) == (1, 2, -sp.Rational(1, 2))


def test_what_grows_is_no_limit() -> None:
    with pytest.raises(UnsupportedError, match=r"s\*\*\(-1\)"):
        approach(1 / s + 1, s, 2)


@pytest.mark.parametrize("expr", [F(1 / s), s ** sp.Rational(1, 2), F(s, x), 1 / (s + s**2)])
def test_what_has_no_laurent_polynomial_is_refused(expr: sp.Expr) -> None:
    with pytest.raises(UnsupportedError):
        expanded(expr, s, 2)


def test_products_and_exponentials_of_series_are_truncated_not_wrong() -> None:
    left = {1: x, 2: y}
    assert product(left, left, 3) == {2: x**2, 3: 2 * x * y}
    whole = sp.series(sp.exp(s * x + s**2 * y), s, 0, 5).removeO()
    ours = sp.Add(*[coefficient * s**power for power, coefficient in exponential(left, 4).items()])
    assert sp.expand(ours - whole) == 0
