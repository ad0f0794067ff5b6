"""A Lagrangian on the lattice: rules, time signatures, and what is refused."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.functions import spelled_out
from symnet.notation.parsing import parse
from symnet.theory.averages import line_average
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import RULES, Rule, nodes

A, B = s.x_prev, s.x_next
V = sp.Function("V")
VELOCITY = (B - A) / s.dt


def test_letters_of_a_sympy_lagrangian_are_matched_by_name() -> None:
    m, k, x, v = sp.Symbol("m", positive=True), sp.Symbol("k"), sp.Symbol("x"), sp.Symbol("v")
    assert Lagrangian(m * v**2 / 2 - 0.1 * k * x**2) == Lagrangian.parse("m*v^2/2 - k*x^2/10")
    assert Lagrangian(m * v**2 / 2).parameters == (s.m,)


@pytest.mark.parametrize(
    "expr",
    [sp.Symbol("dt") * s.position, sp.I * s.position, s.x[1], sp.Symbol("a b"), "m*v^2/2", sp.oo, None, sp.Symbol("é")],
)
def test_a_lagrangian_is_real_and_has_plain_names(expr: object) -> None:
    with pytest.raises(InputError):
        Lagrangian(expr)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "potential"),
    [
        ("midpoint", V(A / 2 + B / 2)),
        ("endpoint", V(B)),
        ("trapezoid", V(A) / 2 + V(B) / 2),
        (Rule("theta", nodes((s.g, 1))), V(A * (1 - s.g) + B * s.g)),
    ],
)
def test_a_rule_says_where_the_potential_is_read(rule: str | Rule, potential: sp.Expr) -> None:
    lattice = discretize(Lagrangian.parse("m*v^2/2 - V(x)"), rule)
    assert lattice.step - (s.m * VELOCITY**2 / 2 - potential) == 0


def test_an_undefined_potential_stays_an_integral_along_the_zigzag() -> None:
    u = sp.Symbol("u", real=True)
    step = discretize(Lagrangian.parse("s*m*v^2/2 - V(x)"), "zigzag").step
    assert step == sp.Symbol("s", real=True) * s.m * VELOCITY**2 / 2 - sp.Integral(V(A + u * (B - A)), (u, 0, 1))


def test_the_zigzag_is_exact_for_polynomials() -> None:
    step = discretize(Lagrangian.parse("-k*x^2/2 - g*x^4 + a*v*x"), "zigzag").step
    quartic = (A**4 + A**3 * B + A**2 * B**2 + A * B**3 + B**4) / 5
    expected = -s.k * (A**2 + A * B + B**2) / 6 - s.g * quartic + s.parameter("a") * VELOCITY * (A + B) / 2
    assert sp.expand(step - expected) == 0


SMOOTH = [
    "x^5 - 3*x",
    "7",
    "(1+x)^5",
    "(1+x)^(3/2)",
    "1/(1+x)",
    "(2+3*x)^(-3)",
    "(2+x)^(-5/3)",
    "1/sqrt(2+x)",
    "exp(1-2*x)",
    "sin(3*x)*cos(x)",
    "cos(x)^2",
    "v*sin(x)^3",
    "sinh(x/2)",
    "cosh(2*x+1)",
    "log(1+2*x)",
    "sech(2*x)^2",
    "csc(x+1)^2",
    "sec(x/3)^2",
    "csch(x+1)^2",
    "x*(1+x)^2 + v^2*cos(x)",
]
BY_QUADRATURE = ["x*exp(x)", "tanh(x)", "sqrt(x^2+1)", "exp(-x^2)", "abs(x)"]


@pytest.mark.parametrize("text", SMOOTH + BY_QUADRATURE)
def test_the_mean_over_a_segment_is_the_integral(text: str) -> None:
    f = parse(text).expr
    mean = line_average(f, A, B)
    assert mean.has(sp.Integral) == (text in BY_QUADRATURE)
    with mp.workdps(30):
        at = sp.lambdify(s.position, f.subs(s.velocity, 2), "mpmath")
        exact = mp.quad(lambda place: at(mp.mpf("0.3") + mp.mpf("1.1") * place), [0, 1])
        found = mean.subs({A: sp.Rational(3, 10), B: sp.Rational(14, 10), s.velocity: 2}).doit()
        assert abs(mp.mpf(str(sp.N(found, 28))) - exact) < 1e-24
    shrunk = mean.subs({A: sp.Rational(3, 10), B: sp.Rational(3, 10), s.velocity: 2}).doit()
    assert abs(float(shrunk) - at(mp.mpf("0.3"))) < 1e-15


@pytest.mark.parametrize("text", [text for text in SMOOTH if "v" not in text])
def test_the_mean_over_a_short_segment_keeps_its_digits_in_floats(text: str) -> None:
    mean = sp.lambdify(
        (A, B), spelled_out(line_average(parse(text).expr, A, B)), ["math", {"sinc": lambda y: mp.sinc(y)}]
    )
    at = sp.lambdify(s.position, parse(text).expr, "math")
    assert abs(float(mean(0.3, 0.3 + 1e-9)) / at(0.3) - 1) < 1e-8
    assert abs(float(mean(0.3, 0.3 + 1e-15)) / at(0.3) - 1) < 1e-13


def test_euclidean_time_rotates_the_velocity() -> None:
    lagrangian = Lagrangian.parse("m*v^2/2 + a*v*x - V(x)")
    expected = s.m * VELOCITY**2 / 2 - sp.I * s.parameter("a") * VELOCITY * B + V(B)
    assert sp.expand(discretize(lagrangian, "endpoint", time="euclidean").step - expected) == 0


def test_a_lagrangian_that_is_not_analytic_in_v_has_no_euclidean_form() -> None:
    with pytest.raises(UnsupportedError, match=r"where Abs\(v\) is not analytic"):
        discretize(Lagrangian.parse("abs(v) + abs(x)"), time="euclidean")
    assert discretize(Lagrangian.parse("v^2 - abs(x)"), time="euclidean").step.has(sp.Abs)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"rule": "simpson"}, "unknown rule 'simpson'; known: midpoint, endpoint, trapezoid, zigzag"),
        ({"boundary": "open"}, "unknown boundary 'open'; known: fixed, halfline, ring, free"),
        ({"time": "imaginary"}, "unknown time 'imaginary'; known: real, euclidean"),
    ],
)
def test_an_unknown_choice_lists_the_known_ones(choice: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        discretize(Lagrangian.parse("m*v^2/2"), **choice)


def test_a_constant_lagrangian_is_the_same_under_every_rule() -> None:
    steps = {discretize(Lagrangian.parse("g"), rule).step for rule in RULES}
    assert steps == {s.g}


@pytest.mark.parametrize("degree", [2, 3, 5])
def test_a_polynomial_too_long_to_multiply_out_is_averaged_exactly(degree: int) -> None:
    letters = [sp.Symbol(f"a_{i}", real=True) for i in range(12)]
    long = sp.Add(*[(letter * s.position - 1) ** 2 for letter in letters]) ** degree
    mean, along = line_average(long, A, B), sp.Symbol("along", real=True)
    values = {letter: sp.Rational(i + 1, 7) for i, letter in enumerate(letters)} | {A: sp.Rational(1, 3), B: sp.S(2)}
    exact = sp.integrate(sp.expand(long.subs(s.position, A + along * (B - A)).subs(values)), (along, 0, 1))
    assert not mean.has(sp.Integral)
    assert mean.subs(values) == exact
    assert mean.subs(values | {B: sp.Rational(5, 2)}) != exact
