import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from symnet.cli import cli, judging
from tests.report.sample import verdict, verdicts


@pytest.fixture
def run(monkeypatch):
    """Run a command on hand-made verdicts; returns the exit code and what stood on stdout."""

    def call(*words, found=None):
        monkeypatch.setattr(judging, "judged", lambda selection, options: verdicts() if found is None else found)
        result = CliRunner().invoke(cli, words, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result.return_value, result.stdout

    return call


def test_report_writes_html_and_latex_and_names_them(run, tmp_path):
    code, said = run("report", "-o", str(tmp_path / "new" / "folder"))
    assert code == 0
    assert [line.rpartition("/")[2] for line in said.split()] == ["report.html", "report.tex"]
    assert (tmp_path / "new" / "folder" / "report.html").read_text().startswith("<!DOCTYPE html>")


def test_report_as_json_counts_the_verdicts(run, tmp_path):
    _, said = run("report", "-o", str(tmp_path), "--format", "md", "--json")
    document = json.loads(said)
    assert document["schema"] == "symnet.report/1"
    assert document["counts"]["refuted"] == 2
    assert document["files"] == [str(tmp_path / "report.md")]


def test_errata_are_printed_as_text_json_or_latex(run):
    assert run("errata")[1].startswith("(3.19) section 3.3")
    assert json.loads(run("errata", "--json")[1])["schema"] == "symnet.errata/1"
    assert run("errata", "--tex", "--title", "Note")[1].startswith(r"\documentclass")


@pytest.mark.parametrize("command", ["report", "errata"])
def test_the_exit_code_says_whether_all_is_as_expected(run, command, tmp_path):
    words = (command, "-o", str(tmp_path)) if command == "report" else (command,)
    assert run(*words)[0] == 0
    assert run(*words, found=[replace(verdict("3.6"), expected=False)])[0] == 1
    assert run(*words, found=[])[0] == 5
