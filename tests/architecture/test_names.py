"""Test files whose folders are no packages need names of their own: pytest refuses to collect two of one name."""

from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parent.parent


def test_no_two_test_files_share_a_name():
    loose = [file.name for file in TESTS.rglob("test_*.py") if not (file.parent / "__init__.py").exists()]
    assert [name for name, count in Counter(loose).items() if count > 1] == []
