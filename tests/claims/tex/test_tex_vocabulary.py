"""A vocabulary that contradicts itself is refused when it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from symnet.claims.tex import Vocabulary, VocabularyError, read


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[symbols]\n'N' = \"count\"\n'\\mathcal{N}' = \"real\"", "both named N"),
        ('[symbols]\n\'x\' = "real"\n\'y\' = { is = "real", name = "x" }', "both named x"),
        ("[symbols]\n'S_{\\rm E}' = \"real\"\n'S_{\\text{E}}' = \"real\"", "print alike"),
        ("[symbols]\n'x' = \"reel\"", "did you mean real"),
        ("[symbols]\n'x' = 3", "must be a kind"),
        ("[symbols]\n'x' = { name = \"y\" }", "must be a kind"),
        ('[symbols]\n\'x\' = { is = "real", colour = "red" }', "must be a kind"),
        ('[symbols]\n\'x\' = { is = "real", name = "x y" }', "not letters"),
        ("[symbols]\n'x' = { is = \"real\", name = \"__import__('os')\" }", "not letters"),
        ("[symbols]\n'x' = \"function\"", "it can be no function"),
        ("[symbols]\n't' = \"time\"\n'x(t)' = \"real\"", "it can be no real"),
        ("[symbols]\n'x(q)' = \"function\"", "'q' is not declared"),
        ('[symbols]\n\'u\' = { is = "function", of = "q" }', "'q' is not declared"),
        ("[symbols]\n'' = \"real\"", "empty form"),
        ("[symbols]\n'x_' = \"real\"", "empty script"),
        ("[symbols]\n'x^{a' = \"real\"", "open script"),
        ("[symbols]\n'x_a_b' = \"real\"", "two scripts"),
        ("[symbols]\n'2' = \"real\"", "where a letter is expected"),
        ("[symbols]\n'x +' = \"real\"", "where a letter is expected"),
        ("[symbols]\n'x\u00e9' = \"real\"", "has no meaning"),
        ('[symbols]\n\'\\foo\' = { is = "elementary", name = "eval" }', "no elementary 'eval'"),
        ('[symbols]\n\'z\' = { is = "constant", name = "zeta" }', "no constant 'zeta'"),
        ('indices = ["nn"]', "must be one letter"),
        ("indices = [1]", "must be one letter"),
        ("[macros]\n'x' = 'y'", "must be one command"),
        ("[macros]\n'\\x' = 3", "must be one command"),
        ("[words]\n'x' = \"real\"", "'words' is none of"),
        ('[scope.""]\n\'x\' = "real"', "must name equations"),
        ("symbols = [", "not TOML"),
    ],
)
def test_it_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(VocabularyError, match=why.replace("(", "\\(")):
        Vocabulary.load(text, scope="1")


SCOPED = """
indices = ["n"]
[symbols]
'a' = "real"
'b' = "real"
[scope."2"]
'b' = "positive"
[scope."2.1, 3"]
indices = ["j"]
'c_j' = "real"
[scope."2.1"]
'\\beta' = { is = "real", name = "a" }
"""


@pytest.mark.parametrize(
    ("scope", "forms", "indices"),
    [
        (None, {"a", "b"}, {"n"}),
        ("1", {"a", "b"}, {"n"}),
        ("2", {"a", "b"}, {"n"}),
        ("2.1", {"b", "c_j", "\\beta"}, {"n", "j"}),
        ("2.1/in-words", {"b", "c_j", "\\beta"}, {"n", "j"}),
        ("2.12", {"a", "b"}, {"n"}),
        ("3.4", {"a", "b", "c_j"}, {"n", "j"}),
    ],
)
def test_a_scope_adds_to_the_wider_ones_and_replaces_forms_and_names(
    scope: str | None, forms: set[str], indices: set[str]
) -> None:
    words = Vocabulary.load(SCOPED, scope)
    assert words.own == forms
    assert words.indices == indices


def test_the_innermost_scope_decides() -> None:
    assert read("b = 1", Vocabulary.load(SCOPED, "1")).object.lhs.is_positive is None
    assert read("b = 1", Vocabulary.load(SCOPED, "2.7")).object.lhs.is_positive


def test_it_is_loaded_from_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text(SCOPED, "utf-8")
    assert Vocabulary.load(file, "2.1") == Vocabulary.load(SCOPED, "2.1") == Vocabulary.load(str(file), "2.1")


def test_words_that_were_not_used_are_known() -> None:
    words = Vocabulary.load(SCOPED)
    assert words.unused(read("a = 1", words).used) == {"b"}


def test_a_user_may_take_a_letter_of_the_base_vocabulary() -> None:
    words = Vocabulary.load('[symbols]\n\'e\' = { is = "positive", name = "charge" }')
    assert str(read(r"e^2 = 4 \pi", words).object.lhs) == "charge**2"
