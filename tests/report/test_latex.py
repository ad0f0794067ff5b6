import re
from dataclasses import replace
from shutil import which

import pytest

from symnet.errors import MissingExtraError, SymnetError
from symnet.report import pdf, write
from symnet.report.document import arrange
from symnet.report.formula import Formula
from symnet.report.latex import equation, write_latex
from symnet.report.math.commands import (
    ACCENTS,
    DECLARATIONS,
    DELIMITERS,
    FONTS,
    FRACTIONS,
    SIZES,
    SPACES,
    SYMBOLS,
    WORDS,
)
from symnet.report.pdf import compile_latex
from tests.report.corpus import FORMULAS, PAPER
from tests.report.sample import verdict, verdicts
from tests.report.test_html import hostile

needs_tex = pytest.mark.skipif(not (which("latexmk") or which("tectonic")), reason="needs latexmk or tectonic")


def test_every_group_and_environment_is_closed():
    text = write_latex(arrange([*verdicts(), hostile()], title="50% of {x}"))
    unescaped = re.sub(r"\\[\\{}]", "", text)
    assert unescaped.count("{") == unescaped.count("}")
    opened, closed = (re.findall(rf"\\{word}\{{(\w+\*?)\}}", text) for word in ("begin", "end"))
    assert sorted(opened) == sorted(closed)
    assert text.count(r"\left") - text.count(r"\leftarrow") == text.count(r"\right") - text.count(r"\rightarrow")


def test_hostile_text_is_printed_and_not_obeyed():
    text = write_latex(arrange([hostile()], title=r"\input{/etc/passwd}"))
    assert r"\input" not in text
    assert r"\href" not in text
    assert r"\textbackslash{}input\{/etc/passwd\}" in text


@needs_tex
def test_the_document_compiles(tmp_path):
    (path,) = write([*verdicts(), hostile()], tmp_path, ["pdf"], title="Section 3: 50% & more")
    assert path.read_bytes().startswith(b"%PDF-")


@needs_tex
def test_every_formula_compiles_and_fits_the_page():
    corpus = [replace(verdict("3.6"), id=f"f.{n}", printed=tex) for n, tex in enumerate([*FORMULAS, *PAPER.values()])]
    unread = [v.printed for v in corpus if Formula.of(v.printed or "").row is None]
    assert unread == []
    assert compile_latex(write_latex(arrange(corpus, title="Corpus"))).startswith(b"%PDF-")


@needs_tex
def test_every_command_of_the_tables_compiles():
    everything = [
        *(rf"{name} x" for name in (*SYMBOLS, *SPACES)),
        *(rf"{name}{{x}}" for name in (*ACCENTS, *FONTS, *WORDS)),
        *(rf"{name}{{x}}{{y}}" for name in FRACTIONS),
        *(rf"{{{name} x}}" for name in DECLARATIONS),
        *(rf"\left{name} x \right{name}" for name in DELIMITERS),
        *(rf"{name}( x" for name in SIZES),
    ]
    run = [replace(verdict("3.6"), id=f"f.{n}", printed=tex) for n, tex in enumerate(everything)]
    assert [v.printed for v in run if Formula.of(v.printed or "").row is None] == []
    assert compile_latex(write_latex(arrange(run, title="Commands"))).startswith(b"%PDF-")


@needs_tex
def test_the_same_verdicts_give_the_same_pdf(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first, second = (write(verdicts(), tmp_path / name, ["pdf"])[0].read_bytes() for name in "ab")
    assert first == second


@needs_tex
def test_a_document_that_does_not_compile_shows_what_tex_says():
    with pytest.raises(SymnetError, match="Undefined control sequence"):
        compile_latex(r"\documentclass{article}\begin{document}\nonsense\end{document}")


def test_without_tex_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "which", lambda program: None)
    with pytest.raises(MissingExtraError, match="apt install latexmk"):
        write(verdicts(), tmp_path, ["pdf", "html"])
    assert (tmp_path / "report.html").exists()


def test_a_line_that_begins_with_a_sign_keeps_its_spacing():
    shown = equation(Formula.of(" + ".join("abcdefghij" * 4) + r" + \left(x + y\right)"), limit=20.0)
    assert shown is not None
    assert r"\hspace{1.5em}{}+" in shown
