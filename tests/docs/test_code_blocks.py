"""Every Python block of the README and the docs runs, and every `$ symnet ...` line prints what stands below it."""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

from symnet.cli import cli

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def run_console(example):
    """Run the `$ symnet ...` lines of a console block; what is printed below a line must stand in the output."""
    expected, output = [], None
    for line in [*example.parsed.splitlines(), "$ "]:
        if not line.startswith("$ "):
            expected.append(line.strip())
            continue
        if output is not None:
            assert_stands(expected, output)
        expected, words = [], shlex.split(line[2:])
        if words:
            assert words[0] == "symnet", f"only symnet itself is run in console blocks, not {words[0]!r}"
            output = CliRunner().invoke(cli, words[1:], standalone_mode=False).output


def assert_stands(lines, output):
    """Each line stands in the output, in order; a line `...` stands for any."""
    printed = iter([each.strip() for each in output.splitlines()])
    for line in lines:
        if line and line != "...":
            assert line in printed, f"{line!r} is not in the output, or not in this order:\n{output}"


SYBIL = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser(language="console", evaluator=run_console),
    ]
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_blocks_of_a_page_run(page, tmp_path, monkeypatch):
    document = SYBIL.parse(page)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SYMNET_CACHE_DIR", str(tmp_path / "cache"))
    ran = 0
    for example in document.examples():
        example.evaluate()
        ran += 1
    assert ran or "```python" not in page.read_text(encoding="utf-8")


def test_a_wrong_line_below_a_command_is_seen():
    with pytest.raises(AssertionError, match="not in the output"):
        assert_stands(["proved", "...", "refuted"], "proved\nundecided\n")
