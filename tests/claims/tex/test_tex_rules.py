"""The rules that decide what could be read in two ways, each with a neighbour that is decided the other way."""

from __future__ import annotations

import pytest
import sympy as sp

from symnet.claims.tex import ReadingError, Vocabulary, evaluated, read
from symnet.claims.tex.objects import (
    Acting,
    Differential,
    IncrementIntegral,
    IntegralOver,
    LineIntegral,
    PathIntegral,
    PlusMinus,
    ProductMeasure,
    SumOver,
)

WORDS = """
indices = ["n", "k", "i", "j"]
[symbols]
'N' = "count"
'S' = "real"
'x' = "real"
'y' = "real"
'a' = "real"
'k' = "real"
't' = "time"
's' = "time"
'x^{\\text{ini}}' = "real"
'x_n' = "real"
'w_n' = "real"
'w_n^{(i)}' = "real"
'w_1' = { is = "real", name = "first" }
'J_{ij}' = "real"
'x(t)' = "path"
'V(x)' = "function"
'F(x)' = "function"
'F(x, y)' = "function"
'u' = { is = "function", of = "x, t" }
'\\hat{p}' = "operator"
'\\psi(x)' = "function"
'\\mathcal{D}' = "measure"
[macros]
'\\half' = '\\frac{1}{2}'
[scope.line]
'x' = "path"
"""
n, k_index, i, j = (sp.Symbol(name, integer=True) for name in "nkij")
N = sp.Symbol("N", integer=True, positive=True)
x, y, a, k, t, s = (sp.Symbol(name, real=True) for name in ("x", "y", "a", "k", "t", "s"))
w, x_n = sp.IndexedBase("w", real=True), sp.IndexedBase("x", real=True)
path, V, F, u = (sp.Function(name) for name in ("x", "V", "F", "u"))


def side(tex: str, scope: str | None = None) -> sp.Basic:
    return evaluated(read(f"S = {tex}", Vocabulary.load(WORDS, scope)).object.rhs)


def refusal(tex: str) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read(tex, Vocabulary.load(WORDS))
    return caught.value


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        (r"\sum_{n=1}^{N} w_n a", sp.Sum(w[n] * a, (n, 1, N))),
        (r"\sum_{n=1}^{N} w_n + a", sp.Sum(w[n], (n, 1, N)) + a),
        (r"\left(\sum_{n=1}^{N} w_n\right) + x_n", sp.Sum(w[n], (n, 1, N)) + x_n[n]),
        (r"\sum_{k=1}^{N} k w_k", sp.Sum(k_index * w[k_index], (k_index, 1, N))),
        (r"k \sum_{n=1}^{N} w_n", k * sp.Sum(w[n], (n, 1, N))),
        (r"w_k", w[k_index]),
        (r"\sum_{i,j=1}^{N} J_{ij}", sp.Sum(sp.IndexedBase("J", real=True)[i, j], (j, 1, N), (i, 1, N))),
        (r"\sum_{1 \le n < N} w_n", SumOver(w[n], n, sp.And(sp.Le(1, n, evaluate=False), n < N))),
        (r"\prod_{n=1}^{N} w_n a", sp.Product(w[n] * a, (n, 1, N))),
    ],
)
def test_a_sum_takes_its_term_and_no_more(tex: str, meaning: sp.Basic) -> None:
    assert side(tex) == meaning


def test_a_sum_whose_end_is_not_clear_is_refused() -> None:
    assert "bound by the sum" in str(refusal(r"S = \sum_{k=1}^{N} w_k + k x"))
    assert refusal(r"S = \sum_{k=1}^{N} w_k + k x").hint


def test_a_condition_binds_the_letters_that_mean_nothing_yet() -> None:
    both = side(r"\sum_{i<j} J_{ij}")
    assert both == SumOver(sp.IndexedBase("J", real=True)[i, j], i, j, i < j)
    outer = evaluated(read(r"x_i = \sum_{j<i} J_{ij}", Vocabulary.load(WORDS)).object.rhs)
    assert outer == SumOver(sp.IndexedBase("J", real=True)[i, j], j, j < i)


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        (r"x^{\text{ini}}", sp.Symbol("x_ini", real=True)),
        (r"x^{2}", x**2),
        (r"w_n^2", w[n] ** 2),
        (r"w^2_n", w[n] ** 2),
        (r"w_n^{(i)}", w[n, i]),
        (r"w^{(i)}_n", w[n, i]),
        (r"w_1", sp.Symbol("first", real=True)),
        (r"w_{1}", sp.Symbol("first", real=True)),
        (r"w_2", w[2]),
        (r"J_{i,j+1}", sp.IndexedBase("J", real=True)[i, j + 1]),
    ],
)
def test_a_superscript_is_a_label_then_a_slot_then_a_power(tex: str, meaning: sp.Basic) -> None:
    assert side(tex) == meaning


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        ("V(a + y)", V(a + y)),
        ("a(x + y)", a * (x + y)),
        ("x(t + s)", path(t + s)),
        ("x(2t)", path(2 * t)),
        ("x(0)", path(0)),
        ("V(x)^2", V(x) ** 2),
        ("F(x)", F(x)),
        ("F(x, y)", F(x, y)),
        ("u", u(x, t)),
        ("V'(x)", sp.Derivative(V(x), x)),
        (r"\dot{x}(s)", sp.Derivative(path(s), s)),
        (r"\ddot{x}", sp.Derivative(path(t), (t, 2))),
        (r"\frac{dx}{ds}", sp.Derivative(path(s), s)),
        (r"\frac{d V}{dx}", sp.Derivative(V(x), x)),
        (r"\frac{d}{dx} V(x)", sp.Derivative(V(x), x)),
        (r"\frac{\partial^2 u}{\partial x \partial t}", sp.Derivative(u(x, t), x, t)),
        (r"\partial_x u", sp.Derivative(u(x, t), x)),
    ],
)
def test_brackets_behind_a_callable_hold_its_arguments(tex: str, meaning: sp.Basic) -> None:
    assert side(tex) == meaning


@pytest.mark.parametrize(
    ("tex", "meaning", "scope"),
    [
        (r"\int_0^1 V(x) dx", sp.Integral(V(x), (x, 0, 1)), None),
        (r"\int dx \, V(x)", IntegralOver(V(x), Differential(x)), None),
        (r"\int_{-\infty}^{0} V(x) dx", LineIntegral(V(x), x, -sp.oo, 0), "line"),
        (r"\int \frac{dx}{x}", IntegralOver(1 / x, Differential(x)), None),
        (r"\int d^3 x \, V(x)", IntegralOver(V(x), Differential(x, 3)), None),
        (
            r"\int a \prod_n dw_n V(x)",
            PathIntegral(a * V(x), ProductMeasure(Differential(w[n]), n)),
            None,
        ),
    ],
)
def test_the_differentials_say_what_kind_of_integral_it_is(tex: str, meaning: sp.Basic, scope: str | None) -> None:
    assert side(tex, scope) == meaning


def test_a_differential_in_an_argument_is_an_increment() -> None:
    assert isinstance(side(r"\int V(x) (x(t + dt) - x(t))"), IncrementIntegral)
    assert side(r"V(\int_0^1 x \, dx)") == V(sp.Integral(x, (x, 0, 1)))


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        (r"\frac12 a", a / 2),
        (r"\frac1a", 1 / a),
        (r"\half a", a / 2),
        (r"x/2", x / 2),
        (r"a x/y", a * x / y),
        (r"a^{-1}", 1 / a),
        (r"0.5 a", a / 2),
        (r"\sqrt[3]{a}", a ** sp.Rational(1, 3)),
        (r"a \pm y", a + PlusMinus(y)),
        (r"e^{a x}", sp.exp(a * x)),
        (r"\cos a x", sp.cos(a * x)),
        (r"\cos^2(a)", sp.cos(a) ** 2),
        (r"N!", sp.factorial(N)),
        (r"\lim_{N \to \infty} \frac{1}{N}", sp.Limit(1 / N, N, sp.oo, dir="-")),
        (r"\hat{p} \psi(x)", Acting(sp.Symbol("p_hat", commutative=False), sp.Function("psi")(x))),
        (r"a \hat{p}^2", a * sp.Symbol("p_hat", commutative=False) ** 2),
    ],
)
def test_other_papers_notation(tex: str, meaning: sp.Basic) -> None:
    assert side(tex) == meaning


def test_a_choice_that_rests_on_a_rule_carries_a_note() -> None:
    words = Vocabulary.load(WORDS)
    assert read(r"S = k x", words).notes == ("k at column 5 is the constant k",)
    assert read(r"S = \sum_{k=1}^N k", words).notes == ("k at column 18 is the bound index",)
    assert read(r"S = w_k", words).notes == ()
    assert read(r"S = \frac{dV}{dx}", words).notes == ("V at column 12 stands for V(x)",)


def test_numbers_stay_exact_and_the_printed_order_stays() -> None:
    found = read(r"S = 0.1 a + x + a", Vocabulary.load(WORDS)).object.rhs
    assert found.args == (sp.Mul(sp.Rational(1, 10), a, evaluate=False), x, a)


def test_the_tree_keeps_the_brackets_and_the_places() -> None:
    tex = r"S = ((x)) + a"
    tree = read(tex, Vocabulary.load(WORDS)).tree
    assert "Bracket" in repr(tree)
    assert tex[slice(*tree.parts[0].members[1].span)] == "((x)) + a"


def test_an_error_says_where_and_gives_one_hint() -> None:
    error = refusal(r"S = x + \sqrtt{y}")
    assert str(error).splitlines() == [
        r"\sqrtt is neither declared nor known",
        r"  S = x + \sqrtt{y}",
        r"          ^",
        r"  did you mean \sqrt ?",
    ]
    assert str(error.at("paper.py:12")).startswith(r"paper.py:12: \sqrtt is neither")
    assert not refusal("S = z").hint


def test_lines_of_a_display_are_joined_at_signs_and_parted_elsewhere() -> None:
    words = Vocabulary.load(WORDS)
    joined = read("S = x \\\\ + y", words).object
    assert evaluated(joined) == sp.Eq(sp.Symbol("S", real=True), x + y, evaluate=False)
    parted = read("\\begin{gather} S = x \\\\ a = y \\end{gather}", words).object
    assert [part.lhs.name for part in parted.args] == ["S", "a"]


def test_a_product_of_differentials_is_closed_before_another_differential() -> None:
    words = Vocabulary.load(WORDS)
    found = read(r"S = \int \prod_n dw_n \, dx \, V(x)", words)
    apart = read(r"S = \int \left(\prod_n dw_n\right) dx \, V(x)", words)
    assert found.object != apart.object
    for reading in (found, apart):
        assert evaluated(read(reading.understood, words).object) == evaluated(reading.object)
