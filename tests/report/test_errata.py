from dataclasses import replace

import pytest

from symnet.claims.verdict import Status
from symnet.report.errata import as_json, as_latex, as_text
from symnet.report.pdf import compile_latex
from tests.report.sample import DERIVED, PRINTED, verdict, verdicts
from tests.report.test_html import hostile
from tests.report.test_latex import needs_tex


def test_only_refuted_equations_are_errata():
    assert [entry["id"] for entry in as_json(verdicts())["errata"]] == ["3.19", "3.20"]


def test_an_erratum_says_what_is_printed_what_is_right_and_where_it_fails():
    first = as_json(verdicts())["errata"][0]
    assert first["printed"] == PRINTED["3.19"]
    assert first["corrected"] == DERIVED["3.19"]
    assert first["counterexample"]["values"]["N"] == "1"
    assert (first["counterexample"]["lhs"], first["counterexample"]["rhs"]) == ("0", "-1/8")


def test_what_rests_on_an_erratum_is_listed_with_what_became_of_it():
    assert as_json(verdicts())["errata"][0]["dependents"] == {"3.20": "refuted"}
    later = replace(verdict("3.17"), id="9.1", premises={"3.19": "as corrected"})
    assert as_json([*verdicts(), later])["errata"][0]["dependents"]["9.1"] == "holds"


def test_the_text_is_short_and_the_note_says_when_there_is_nothing():
    blocks = as_text(verdicts()).split("\n\n")
    assert [len(block.splitlines()) <= 15 for block in blocks] == [True, True]
    assert "N = 1, dt = 1" in blocks[0]
    assert as_text([verdict("3.6")]) == "Nothing is refuted.\n"
    assert "Nothing is refuted." in as_latex([verdict("3.6")])


def test_the_note_names_the_equation_and_marks_the_difference():
    note = as_latex(verdicts())
    assert note.count("Equation (3.19)") == 1
    assert "should read" in note
    assert r"\symnetdiffers{+" in note.replace("{ ", "{")


@needs_tex
@pytest.mark.parametrize("run", [verdicts(), [verdict("3.6")], [hostile(), replace(hostile(), status=Status.PROVED)]])
def test_the_note_compiles(run):
    assert compile_latex(as_latex(run)).startswith(b"%PDF-")
