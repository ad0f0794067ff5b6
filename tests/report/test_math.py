import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symnet.report.math import Layout, UnreadableTexError, lay_out, read, to_mathml, to_tex
from symnet.report.math.difference import mark_differences, same
from symnet.report.math.print_tex import MARK
from symnet.report.math.tokens import tokenize
from symnet.report.math.width import width
from tests.report.corpus import FORMULAS, OTHERS, PAPER


def signs(tex: str) -> list[str]:
    """What is seen: the tokens without braces (a script may have them or not)."""
    return [token.text + (token.words or "") for token in tokenize(tex) if token.text not in {"{", "}"}]


def joined(layout: Layout) -> str:
    """The lines put together again, each name replaced by what it stands for."""
    tex = " ".join([to_tex(layout.left), *(to_tex(line.row) for line in layout.lines)])
    tex = tex.replace(r"\vphantom{\sum}", "")
    tex = re.sub(r"\\right\.\s*\\left\.(\{\})?", " ", tex)
    while re.search(pattern := r"\\right\.((?:\\right\.)*)\s*((?:\\left\.)*)\\left\.(\{\})?", tex):
        tex = re.sub(pattern, r"\1 \2", tex)
    for name, part in layout.where:
        meaning = joined(part).partition("=")[2]
        tex = re.sub(rf"\{{{name}\}}", lambda _, meaning=meaning: f"{{{meaning}}}", tex)
    return tex


@pytest.mark.parametrize("tex", FORMULAS)
def test_printing_what_was_read_gives_the_same_signs(tex):
    assert signs(to_tex(read(tex))) == signs(tex)


@pytest.mark.parametrize("limit", [8, 14, 19, 30, 46])
@pytest.mark.parametrize("tex", FORMULAS)
def test_dropping_the_line_breaks_gives_the_same_signs(tex, limit):
    expected = [sign for sign in signs(tex) if sign != r"\\" or r"\begin" in tex or r"\substack" in tex]
    assert signs(joined(lay_out(read(tex), limit))) == expected


@pytest.mark.parametrize("tex", FORMULAS)
def test_lines_that_claim_to_fit_do(tex):
    for limit in (14, 19, 46):
        layout = lay_out(read(tex), limit)
        widths = [width(layout.left) + line.indent + width(line.row) for line in layout.lines]
        assert not layout.fits or max(widths) <= limit + 1e-9 + 1.2 * 4  # a fence cut open counts both delimiters


@pytest.mark.skipif(not PAPER, reason="equations.json is not beside the checkout")
def test_every_equation_of_the_paper_fits_a_page_a_screen_and_a_telephone():
    assert len(PAPER) == 72
    for limit in (19, 38, 46):
        misfits = [name for name, tex in PAPER.items() if not lay_out(read(tex), limit).fits]
        assert misfits == [], limit


@pytest.mark.parametrize("tex", [*FORMULAS, *PAPER.values()])
def test_the_mathml_is_well_formed_and_has_no_tex_left(tex):
    for layout in (lay_out(read(tex)), lay_out(read(tex), 19)):
        text = to_mathml(layout)
        root = ElementTree.fromstring(text)
        assert root.tag == "math"
        assert "\\" not in text
        arity = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3, "mroot": 2}
        for element in root.iter():
            assert len(element) == arity.get(element.tag, len(element)), element.tag


@pytest.mark.parametrize(
    ("tex", "column"),
    [
        (r"\input{/etc/passwd}", 0),
        (r"a + \href{javascript:alert(1)}{x}", 4),
        (r"\write18{rm}", 0),
        (r"\def\x{\x}\x", 0),
        (r"\text{<b>\input{x}</b>}", 0),
        (r"\text{a$b$}", 6),
        (r"x^", 2),
        (r"x^a^b", 3),
        (r"\frac{a}", 8),
        (r"\left( a", 8),
        (r"a \right)", 2),
        (r"{a", 2),
        (r"a}", 1),
        (r"a & b", 2),
        (r"\begin{cases} a \end{matrix}", 28),
        (r"\begin{document}", 16),
        ("a % b", 2),
        ("é", 0),
        ("a\x00", 1),
        (r"\left< \foo \right>", 7),
    ],
)
def test_tex_that_is_not_mathematics_is_refused_where_it_stands(tex, column):
    with pytest.raises(UnreadableTexError) as caught:
        read(tex)
    assert caught.value.column == column


@pytest.mark.parametrize(
    "tex", ["{" * 5000 + "}" * 5000, "x" * 20_001, r"\left(" * 3000, "x^{" * 2000, r"\frac" * 9000]
)
def test_absurd_input_is_refused(tex):
    with pytest.raises(UnreadableTexError):
        read(tex)


@given(st.text(alphabet=r"\{}^_&'abn+=()[]1. ", max_size=40))
def test_any_text_is_read_or_refused(tex):
    try:
        row = read(tex)
    except UnreadableTexError:
        return
    assert sorted(signs(to_tex(row))) == sorted(signs(tex))  # scripts and primes may change places
    ElementTree.fromstring(to_mathml(lay_out(row, 5)))


def test_a_sign_without_left_operand_is_a_prefix():
    assert to_mathml(read("(-x)")).count('form="prefix">−') == 1
    assert to_mathml(read("y-x")).count('form="infix">−') == 1


def test_markup_in_words_is_escaped():
    assert to_mathml(read(r"\text{<script>alert(1)</script>}")) == (
        "<math><mtext>&lt;script&gt;alert(1)&lt;/script&gt;</mtext></math>"
    )


def test_the_differing_term_is_marked_and_nothing_else():
    first, second = mark_differences(
        read(r"S = \sum_{n=1}^{N-1} \left(x - \frac{1}{2} W_n\right)^2"),
        read(r"S = \sum_{n=1}^{N} \left(x - \frac{1}{3} W_n\right)^2"),
    )
    assert signs(to_tex(first)) == signs(
        rf"S = \sum_{{n=1}}^{{N {MARK}{{-}} {MARK}{{1}}}} \left(x - \frac{{1}}{{{MARK}{{2}}}} W_n\right)^2"
    )
    assert signs(to_tex(second)) == signs(r"S = \sum_{n=1}^N \left(x - \frac{1}{" + MARK + r"{3}} W_n\right)^2")


def test_a_term_added_inside_new_delimiters_is_marked_alone():
    _, second = mark_differences(read(r"S = k \sum_n a_n^2 b"), read(r"S = k \left(\sum_n a_n^2 b + c\right)"))
    assert signs(to_tex(second)) == signs(rf"S = k \left(\sum_n a_n^2 b {MARK}{{+}} {MARK}{{c}}\right)")


def test_equal_formulas_have_nothing_marked():
    for tex in OTHERS:
        assert MARK not in to_tex(mark_differences(read(tex), read(tex))[0])
    assert same(read("x_n + {y}."), read(r"x_{n} + y \,"))
    assert not same(read("x_n"), read("x_m"))
