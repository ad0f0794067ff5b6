"""What is printed: TeX in the paper's notation, text that can be read again, lines that fit."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.notation.functions import atanhc, sinhc, spelled_out
from symnet.notation.parsing import parse
from symnet.notation.tex import tex, tex_name
from symnet.notation.text import ASCII, paragraph, text
from symnet.theory.represent import represent

n, j = s.n, s.j
SUM = sp.Sum((n - j + 1) * s.w[j], (j, 1, n))


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (s.w[n - j + 1], "w_{n-j+1}"),
        (s.dt * SUM + s.x_ini, r"x^{\text{ini}} + \Delta t \sum_{j=1}^{n} \left(n - j + 1\right) w_{j}"),
        (s.m * s.velocity**2 / 2 - s.k * s.position**2 / 2, r"\frac{m v^{2}}{2} - \frac{k x^{2}}{2}"),
        (sp.Function("V")(s.x[n]) ** 2, r"V\left( x_{n} \right)^{2}"),
        (sp.Heaviside(s.t - s.t_ini), r"\theta\left( t - t^{\text{ini}} \right)"),
        (s.x[n - 1] / 2 + s.x[n] / 2, r"\frac{x_{n-1} + x_{n}}{2}"),
        (s.w_tilde[n] * s.t + s.b_tilde[n], r"t \tilde{w}_{n} + \tilde{b}_{n}"),
        (sp.exp(sp.I / s.hbar), r"e^{\frac{i}{\hbar}}"),
    ],
)
def test_tex_is_in_the_papers_notation(expr: sp.Expr, expected: str) -> None:
    assert tex(expr) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("g", "g"),
        ("omega_0", r"\omega_{0}"),
        ("omega2", r"\omega_{2}"),
        ("mass", r"\mathrm{mass}"),
        ("Gamma_ab", r"\Gamma_{\mathrm{ab}}"),
        ("xdot", r"\mathrm{xdot}"),
        ("input", r"\mathrm{input}"),
        ("a__b_", "a_{b}"),
        (r"\frac{\partial S}{\partial W_i}", r"\frac{\partial S}{\partial W_i}"),
        ("1/N", "1/N"),
    ],
)
def test_a_name_becomes_a_letter_a_greek_letter_or_upright_text(name: str, expected: str) -> None:
    assert tex_name(name) == expected


def test_the_tex_of_sympy_itself_is_not_changed() -> None:
    before = sp.latex(SUM)
    tex(SUM)
    assert sp.latex(SUM) == before != tex(SUM)


@pytest.mark.parametrize(
    "typed",
    [
        "m*v^2/2 - k*x^2/2 - g*x^4",
        "m*v^2/2 + a*v*x - cos(x)",
        "-x^2/3 + (x - a)^(3/2)/(b*(x^2 + 1)) - exp(-x)/2",
        "sqrt(1 - v^2)*m + V(x - a)*U(x, v)^2",
        "x^(a + 1)*x^-2 - (-x)^3*tanh(x/2)",
        "a/b/c*x - (a - (b - x))/2",
        "abs(x)^3 + pi*x/4 - 2^(1/2)",
        "(x/2 + v/2)^2 - (x + v)*(x - v)/6",
    ],
)
def test_the_text_of_a_lagrangian_reads_as_itself(typed: str) -> None:
    expr = parse(typed).expr
    assert sp.expand(parse(text(expr)).expr - expr) == 0


def test_sums_are_bracketed_where_they_would_swallow_what_follows() -> None:
    assert text(s.dt * SUM**2) == "dt*(Σ_{j=1}^{n} (n - j + 1)*w_j)^2"
    assert text(SUM * s.x[1] / s.dt) == "x_1/dt*Σ_{j=1}^{n} (n - j + 1)*w_j"
    assert text(SUM * sp.Sum(s.w[j], (j, 1, n))).count("(Σ") == 1
    assert text(SUM + 1) == "Σ_{j=1}^{n} (n - j + 1)*w_j + 1"


def test_a_terminal_without_greek_gets_words() -> None:
    printed = text(sp.DiracDelta(SUM), ASCII)
    assert printed == "delta(sum_{j=1}^{n} (n - j + 1)*w_j)"
    assert printed.isascii()


@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("rule", ["midpoint", "zigzag"])
@pytest.mark.parametrize("variables", ["x", "w", "W"])
def test_lines_fit_and_breaking_loses_nothing(width: int, rule: str, variables: str) -> None:
    action = represent("m*v^2/2 - k*x^2/2 - g*x^4 + a*v*x - cos(x)", rule=rule).action(variables)
    lines = paragraph("S = ", action, width, indent=2).split("\n")
    assert max(map(len, lines)) <= max(width, 78)
    assert "".join("".join(lines).split()) == "".join(("S=" + text(action)).split())


@pytest.mark.parametrize(("function", "top"), [(sinhc, sp.sinh), (atanhc, sp.atanh)])
def test_the_even_quotients_are_what_they_say(function: type[sp.Function], top: type[sp.Function]) -> None:
    y = s.position
    assert function(0) == 1
    assert function(-y) == function(y)
    at = {y: sp.Rational(1, 3)}
    exact = (top(y) / y).subs(at)
    assert abs(sp.N(function(y).subs(at) - exact, 30)) < 1e-28
    assert abs(sp.N(function(y).diff(y).subs(at) - (top(y) / y).diff(y).subs(at), 30)) < 1e-28
    assert spelled_out(1 + function(y)).has(sp.Piecewise)
    assert not spelled_out(1 + function(y)).has(function)


def test_a_determinant_of_symbolic_size_shows_its_entry_and_range():
    entry = sp.Lambda((s.i, s.j), s.dt * (s.i - s.j + 1))
    shown = tex(sp.Determinant(sp.FunctionMatrix(s.N - 1, s.N - 1, entry)))
    assert shown.startswith(r"\det \left[")
    assert shown.endswith(r"_{0 \le i, j < N - 1}")
    assert "FunctionMatrix" not in shown


def test_delta_t_is_bracketed_before_its_exponent():
    assert tex(s.dt ** (s.N - 1)) == r"\left(\Delta t\right)^{N - 1}"
    assert tex(s.g ** (s.N - 1)) == "g^{N - 1}"


def test_a_derivative_takes_nothing_with_it_that_follows() -> None:
    x, F = sp.Symbol("x"), sp.Function("F")
    printed = tex(sp.Derivative(F(x), x) * sp.IndexedBase("P")[1])
    assert printed == r"\left(\frac{d}{d x} F\left( x \right)\right) P_{1}"
