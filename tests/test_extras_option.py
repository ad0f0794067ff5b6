"""The option that CI runs the tests of optional packages with lets none of them be skipped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest
@pytest.mark.extra("no_such_package")
def test_needs_what_is_missing():
    import no_such_package
@pytest.mark.extra("math")
def test_gives_up_by_itself():
    pytest.skip("for some reason")
@pytest.mark.extra("math")
def test_runs():
    pass
def test_skipped_for_another_reason():
    pytest.skip("not of an optional package")
"""


@pytest.mark.parametrize(
    ("option", "outcome"), [((), "1 passed, 3 skipped"), (("--require-extras",), "2 failed, 1 passed, 1 skipped")]
)
def test_what_is_skipped_by_itself_fails_when_nothing_may_be(
    option: tuple[str, ...], outcome: str, tmp_path: Path
) -> None:
    (tmp_path / "test_optional.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    extra: packages\n    long: time\n")
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "tests.conftest", *option]
    found = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-c", str(tmp_path / "pytest.ini"), str(tmp_path)],
        cwd=Path(__file__).parents[1], capture_output=True, text=True,
    )  # fmt: skip
    assert outcome in found.stdout
    assert "not installed: no_such_package" in found.stdout or option
