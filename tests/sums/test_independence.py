"""The two proofs share no code: read off their imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import symnet

SUMS = Path(symnet.__file__).parent / "sums"
SHARED = {"symnet.sums.decision", "symnet.errors"}


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (
                f"{module}.{alias.name}" if (SUMS.parent.parent / module.replace(".", "/")).is_dir() else module
                for alias in node.names
            )


@pytest.mark.parametrize("proof", ["finite", "normal"])
def test_a_proof_imports_only_itself_and_the_records(proof: str) -> None:
    files = sorted((SUMS / proof).rglob("*.py"))
    if not files:
        pytest.skip(f"symnet/sums/{proof} is not there")
    for file in files:
        foreign = {
            name
            for name in imported(file)
            if name.startswith("symnet") and not name.startswith(f"symnet.sums.{proof}") and name not in SHARED
        }
        assert not foreign, f"{file.name} imports {sorted(foreign)}"
