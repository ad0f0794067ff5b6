import pytest

from symnet.report.formula import Formula
from symnet.report.math import to_tex
from symnet.report.prose import instance, mathematics, name_tex, segments


def test_dollars_hold_formulas():
    first, second, third = segments("equal for every $N \\le 7$, it says")
    assert (first, third) == ("equal for every ", " it says")
    assert isinstance(second, Formula)
    assert second.tex == r"N \le 7,"


@pytest.mark.parametrize("text", ["costs 5$", "a $b$ c$", "no formula", "x_1 \\alpha"])
def test_text_without_pairs_of_dollars_stays_text(text):
    assert segments(text) == (text,)


def test_an_assumption_is_a_formula_where_it_is_tex():
    (shown,) = mathematics(r"1 \le n \le N")
    assert isinstance(shown, Formula)
    assert mathematics("V is smooth & bounded") == ("V is smooth & bounded",)


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("x_ini", r"x^{\text{ini}}"),
        ("dt", r"\Delta t"),
        ("W[2]", "W_{2}"),
        ("w[-1]", "w_{-1}"),
        ("omega", r"\omega"),
        ("mass", r"\mathrm{mass}"),
        ("N", "N"),
    ],
)
def test_names_of_a_counterexample_are_shown_as_the_paper_prints_them(name, tex):
    assert name_tex(name) == tex


def test_a_counterexample_is_one_line_or_left_as_text():
    shown = instance({"N": "2", "x_ini": "-1/2"}, "N = 2, x_ini = -1/2")
    assert shown is not None
    assert shown.row is not None
    assert to_tex(shown.row).replace(" ", "") == r"N=2,\quadx^{\text{ini}}=-1/2"
    assert instance({"V": "lambda x: x & y"}, "") is None
    assert instance({}, "") is None
