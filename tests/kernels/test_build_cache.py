"""The build cache: racing, killed, damaged, forbidden and full, it gives a right library or a clear error."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shlex
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symnet.errors import KernelError
from symnet.kernels import build

pytestmark = [
    pytest.mark.compiler,
    pytest.mark.skipif(os.name != "posix", reason="locks and owners as POSIX has them"),
]
SOURCES = {
    "answer.h": '__attribute__((visibility("default"))) int answer(void);\n',
    "answer.c": '#include "answer.h"\nint answer(void) { return 42; }\n',
}
SCRIPT = f"""
import sys, types
room = types.ModuleType("symnet.kernels")  # without what its __init__ imports: sixteen processes start at once
room.__path__ = [{str(Path(build.__file__).parent)!r}]
sys.modules["symnet.kernels"] = room
from symnet.kernels import build
print(build.load({SOURCES!r}).answer())
"""
COMPILER = """#!/bin/sh
case "$*" in *-shared*) echo build >> "$SYMNET_TEST_LOG"; sleep "${SYMNET_TEST_SLEEP:-0}";; esac
[ -e "$SYMNET_TEST_LOG.full" ] && { echo "cannot write: No space left on device" >&2; exit 1; }
exec cc "$@"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if not any(os.access(Path(p) / "cc", os.X_OK) for p in os.environ["PATH"].split(os.pathsep)):
        pytest.skip("no C compiler")
    compiler = tmp_path / "logging-cc"
    compiler.write_text(COMPILER)
    compiler.chmod(0o755)
    monkeypatch.setenv("CC", str(compiler))
    monkeypatch.setenv("SYMNET_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SYMNET_TEST_LOG", str(tmp_path / "log"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return tmp_path / "cache" / "kernels"


def _builds() -> int:
    log = Path(os.environ["SYMNET_TEST_LOG"])
    return len(log.read_text().split()) if log.exists() else 0


def _answer() -> int:
    return int(build.load(SOURCES).answer())


def _entry(folder: Path) -> Path:
    (entry,) = (path for path in folder.iterdir() if path.is_dir())
    return entry


def test_a_library_is_built_once_and_is_private(folder: Path) -> None:
    assert [_answer(), _answer()] == [42, 42]
    assert _builds() == 1
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in _entry(folder).iterdir()} == {"answer.c", "answer.h", "kernel.so", "sha256"}


def test_sixteen_racing_processes_build_once(folder: Path) -> None:
    racers = [subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, text=True) for _ in range(16)]
    assert {racer.communicate(timeout=120)[0].strip() for racer in racers} == {"42"}
    assert _builds() == 1


def test_a_build_that_is_killed_makes_nobody_wait(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMNET_TEST_SLEEP", "60")
    victim = subprocess.Popen([sys.executable, "-c", SCRIPT], start_new_session=True)
    deadline = time.monotonic() + 60
    while _builds() == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(victim.pid, signal.SIGKILL)
    victim.wait(timeout=30)
    assert any(path.name.endswith(".part") for path in folder.iterdir())
    monkeypatch.delenv("SYMNET_TEST_SLEEP")
    start = time.monotonic()
    assert _answer() == 42
    assert time.monotonic() - start < 30
    assert not any(path.name.endswith(".part") for path in folder.iterdir())


@pytest.mark.parametrize("damage", ["cut", "empty", "gone", "swapped"])
def test_a_damaged_library_is_built_again(folder: Path, damage: str) -> None:
    build_once = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120)
    assert build_once.stdout.strip() == "42"
    library = _entry(folder) / "kernel.so"
    whole = library.read_bytes()
    if damage == "gone":
        library.unlink()
    else:
        library.write_bytes({"cut": whole[: len(whole) // 2], "empty": b"", "swapped": whole[::-1]}[damage])
    assert _answer() == 42
    assert _builds() == 2
    assert hashlib.sha256(library.read_bytes()).hexdigest() == (_entry(folder) / "sha256").read_text()


def test_a_full_disk_is_named_and_leaves_nothing(folder: Path) -> None:
    full = Path(os.environ["SYMNET_TEST_LOG"] + ".full")
    full.write_text("")
    with pytest.raises(KernelError, match=r"does not run|No space left on device"):
        _answer()
    full.unlink()
    build._identified.cache_clear()
    assert _answer() == 42


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "No space left"), (errno.EROFS, "Read-only file system")])
def test_a_folder_that_takes_no_files_is_named(
    folder: Path, code: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(build.tempfile, "mkdtemp", refuse)
    with pytest.raises(KernelError, match=words):
        _answer()


def test_a_finished_entry_needs_no_writing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _answer() == 42
    monkeypatch.setattr(build, "_locked", lambda path: pytest.fail("locked"))
    assert _answer() == 42


def test_a_folder_of_somebody_else_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _answer() == 42
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(KernelError, match=r"belongs to user \d+, not to you \(4242\)"):
        _answer()


def test_a_folder_that_others_may_write_to_is_refused(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    with pytest.raises(KernelError, match="can be written by others"):
        _answer()


def test_a_file_in_the_place_of_the_folder_is_an_error(folder: Path) -> None:
    folder.parent.write_text("")
    with pytest.raises(KernelError, match="cannot be made"):
        _answer()


def test_no_compiler_is_an_error_that_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(KernelError, match="no-such-compiler not found; install one"):
        _answer()


def test_code_that_does_not_compile_shows_the_compilers_words(folder: Path) -> None:
    with pytest.raises(KernelError, match=r"failed with code 1:\n.*answer\.c"):
        build.load({"answer.c": "int answer(void) { return x; }\n"})
    assert not any(path.is_dir() for path in folder.iterdir())


def test_the_key_knows_source_flags_and_compiler(folder: Path) -> None:
    one, other = build.Compiler(("/bin/cc",), "gcc 12"), build.Compiler(("/bin/cc",), "gcc 13")
    plain, native = build.flags(native=False), build.flags(native=True)
    keys = {build.key(s, f, c) for s in ("a", "b") for f in (plain, native) for c in (one, other)}
    assert len(keys) == 8
    assert build.key("a", plain, one) == build.key("a", plain, one)
    assert "-ffast-math" not in (*plain, *native)


def test_native_code_is_asked_for(folder: Path) -> None:
    assert build.load(SOURCES, native=True).answer() == 42
    assert isinstance(build.load(SOURCES), ctypes.CDLL)
    assert _builds() == 2


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (r"case $1 in -v) printf '\377 version 1\n';; *) printf '\377\303 wrong\n' >&2; exit 1;; esac", "wrong"),
        ("exit 0", "made no library"),
    ],
)
def test_a_compiler_that_says_or_does_odd_things_is_named(
    folder: Path, script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "odd compiler"
    odd.write_text(f"#!/bin/sh\n{script}\n")
    odd.chmod(0o700)
    monkeypatch.setenv("CC", shlex.quote(str(odd)))
    with pytest.raises(KernelError, match=f"(?s)odd compiler.*{message}"):
        _answer()
    assert not any(path.name.endswith(".part") for path in folder.iterdir())


def test_a_compiler_in_half_a_quotation_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "gcc 'half")
    with pytest.raises(KernelError, match="No closing quotation"):
        _answer()


def test_a_checksum_of_odd_bytes_is_no_checksum(folder: Path) -> None:
    build_once = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120)
    assert build_once.stdout.strip() == "42"
    (_entry(folder) / "sha256").write_bytes(b"\377\376")
    assert _answer() == 42
    assert _builds() == 2


def test_a_kernel_without_room_for_any_file_is_refused_in_one_line(tmp_path: Path) -> None:
    code = (
        "import resource, symnet; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: symnet.represent('m*v^2/2').kernel().compile('c')\n"
        "except symnet.errors.KernelError as error: print(error)"
    )
    env = {**os.environ, "SYMNET_CACHE_DIR": str(tmp_path)}
    answer = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=120)
    assert "File too large" in answer.stdout, answer.stderr
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".part", ".tmp")]
