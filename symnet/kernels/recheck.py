"""An exported folder looked at again: are its files what their certificate describes, and do they still measure so?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symnet.errors import InputError
from symnet.kernels.certificate import SCHEMA, digest, sealed, without_cost, written_in

TIME_LIMIT = 600.0
MEASURED = "measured on these inputs"
"""What an artifact says that has measured itself."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One artifact: whether its text is the certified one, and what its own measurement said."""

    certificate: str
    unchanged: bool
    good: bool
    report: str


def recheck(folder: Path) -> Iterator[Rechecked]:
    """Every certified artifact in ``folder``; its Python file is run, in a process of its own, with ``--verify``.

    Raises:
        InputError: the folder, a certificate or one of its files cannot be read.
    """
    if not folder.is_dir():
        raise InputError(f"no such folder: '{folder}'")
    for path in sorted(folder.glob("*.certificate.json")):
        try:
            certificate = json.loads(path.read_text(encoding="utf-8"))
            if certificate["schema"] != SCHEMA:
                raise InputError(f"{path.name} has the schema {certificate['schema']!r}, not {SCHEMA!r}")
            texts = {name: (folder / Path(name).name).read_text(encoding="utf-8") for name in certificate["files"]}
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(f"{path.name} cannot be rechecked: {type(error).__name__}: {error}") from None
        changed = _changed(certificate, texts)
        unchanged = changed is None
        good, report = (False, changed) if changed else _measured(folder, texts)
        yield Rechecked(path.name, unchanged, good, report)


def _changed(certificate: dict[str, Any], texts: dict[str, str]) -> str | None:
    """What is not as it was exported: the files, the certificate, or the copy of it inside a file."""
    if digest(texts) != certificate.get("sha256"):
        return "the files are not the certified ones"
    if sealed(certificate) != certificate:
        return "the certificate is not as it was made"
    for name, text in sorted(texts.items()):
        try:
            inside = written_in(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return f"the certificate inside {name} cannot be read"
        if inside is not None and json.loads(json.dumps(inside)) != without_cost(certificate):
            return f"the certificate inside {name} is another one"
    return None


def _measured(folder: Path, texts: dict[str, str]) -> tuple[bool, str]:
    script = next((name for name in sorted(texts) if name.endswith(".py")), None)
    if script is None:
        return False, "no Python file that could measure"
    command = [sys.executable, str(folder / script), "--verify"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return False, f"{script} has not measured itself within {TIME_LIMIT:g} seconds"
    said = (answer.stdout + answer.stderr).strip()
    if answer.returncode == 0 and MEASURED not in answer.stdout:
        return False, f"{script} does not measure itself: nothing was measured"
    return answer.returncode == 0, said
