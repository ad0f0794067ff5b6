"""``symnet export --verify`` sees every edit: of a file, of the certificate, of its copy inside a file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symnet.errors import InputError, KernelError
from symnet.kernels.certificate import written_in
from symnet.kernels.recheck import recheck
from symnet.kernels.statements import Judged
from tests.kernels.brute_force import build, needs_compiler

OSCILLATOR = "m*v^2/2 - k*x^2/2"
REFUTED = Judged("own.energy", "refuted", "E = 1", ())
TARGETS = ["numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])]


@pytest.fixture(scope="module", params=TARGETS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    build(OSCILLATOR, time="euclidean").export(folder, request.param, "whole", verdicts=[REFUTED], force=True)
    return folder


@pytest.fixture
def copied(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "copy"))


def _edited(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    (path,) = folder.glob("*.certificate.json")
    certificate = json.loads(path.read_text())
    change(certificate)
    path.write_text(json.dumps(certificate, indent=1))


def test_a_forced_export_is_what_its_certificate_describes(copied: Path) -> None:
    (found,) = recheck(copied)
    assert found.unchanged, found.report
    assert found.good, found.report
    speaking = [path for path in copied.iterdir() if path.suffix in (".py", ".c") and "xla" not in path.name]
    inside = [written_in(path.read_text()) for path in speaking]
    assert all(one is not None and one["claims"][-1]["status"] == "refuted" for one in inside)


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a refuted claim": lambda c: c["claims"][-1].update(status="proved"),
    "a claim that is not there": lambda c: c["claims"].pop(),
    "an error": lambda c: c["errors"][0].update(gradient=0.5),
    "what is allowed": lambda c: c["errors"][0].update(allowed=1e9),
    "the seed": lambda c: c["inputs"].update(seed=1),
    "a version": lambda c: c["versions"].update(sympy="9"),
    "the hash": lambda c: c.update(sha256="0" * 64),
    "the cost": lambda c: c["cost"].update(gradient=0.1),
    "no hash": lambda c: c.pop("sha256"),
    "no seal": lambda c: c.pop("seal"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_certificate_is_noticed(edit: str, copied: Path) -> None:
    _edited(copied, EDITS[edit])
    (found,) = recheck(copied)
    assert not found.unchanged
    assert not found.good


@pytest.mark.parametrize("word", ["proved", "whole", " = ", "0.5", "refuted"])
def test_an_edited_file_is_noticed_whichever_it_is(word: str, exported: Path, tmp_path: Path) -> None:
    for path in (p for p in exported.iterdir() if p.suffix in (".py", ".c", ".h") and word in p.read_text()):
        copied = Path(shutil.copytree(exported, tmp_path / path.name))
        text = path.read_text()
        (copied / path.name).write_text(text.replace(word, {"0.5": "0.51", " = ": "  = "}.get(word, "other"), 1))
        (found,) = recheck(copied)
        assert not found.good, path.name


def test_a_measurement_that_does_not_end_is_not_called_good(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symnet.kernels.recheck.TIME_LIMIT", 0.01)
    (found,) = recheck(copied)
    assert found.unchanged
    assert not found.good
    assert "within 0.01 seconds" in found.report


def test_code_in_the_place_of_a_certificate_is_not_run(copied: Path) -> None:
    (path,) = copied.glob("*.py")
    head, _, rest = path.read_text().partition("CERTIFICATE = ")
    path.write_text(f"{head}CERTIFICATE = __import__('os')._exit(0)\n{rest[rest.index('# certificate ends') :]}")
    (found,) = recheck(copied)
    assert not found.good
    assert "cannot be read" in found.report


def test_a_certificate_that_is_no_certificate_is_an_error_of_one_line(copied: Path) -> None:
    (path,) = copied.glob("*.certificate.json")
    for text in ("", "[]", "null", "{}", '{"schema": "symnet.certificate/1", "files": 3}', "\udcff", "[" * 100_000):
        path.write_text(text, errors="surrogateescape")
        with pytest.raises(InputError, match="certificate"):
            list(recheck(copied))


@pytest.mark.parametrize("name", ["lambda", "class", "random", "numpy", "json"])
def test_a_file_that_would_hide_a_module_or_cannot_be_imported_is_not_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(KernelError, match="take another name"):
        build(OSCILLATOR).export(tmp_path, "numpy", name=name)
    assert not list(tmp_path.iterdir())
