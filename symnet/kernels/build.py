"""C source to a loaded library, through a cache that races, crashes and strangers cannot corrupt.

One entry is one folder ``<key>`` with the library and its checksum, moved into place whole. The key is a hash of all
that decides the bytes: source, flags, compiler (path, version, target), ABI.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from symnet.caching import cache_folder
from symnet.errors import KernelError, SymnetError
from symnet.kernels.abi import ABI

try:
    import fcntl
except ImportError:  # no advisory locks here: the atomic move alone keeps entries whole
    fcntl = None  # type: ignore[assignment]

FLAGS = ("-std=c17", "-O2", "-ffp-contract=off", "-fno-math-errno", "-fvisibility=hidden", "-fPIC", "-shared")
NATIVE_FLAGS = ("-O3", "-march=native")
TIME_LIMIT = 120.0
_LIBRARY, _CHECKSUM = "kernel.so", "sha256"


@dataclass(frozen=True, slots=True)
class Compiler:
    """A C compiler: the command that runs it, and what it says of itself (version, target, configuration)."""

    command: tuple[str, ...]
    identity: str


def find_compiler() -> Compiler:
    """The compiler of ``$CC``, else cc, gcc or clang.

    Raises:
        KernelError: there is none, or it does not run.
    """
    command = _command()
    return _identified(command, os.stat(command[0]).st_mtime_ns)


def _command() -> tuple[str, ...]:
    chosen = os.environ.get("CC", "").strip()
    names = [chosen] if chosen else ["cc", "gcc", "clang"]
    for name in names:
        try:
            command = shlex.split(name)
        except ValueError as error:
            raise KernelError(f"the C compiler cannot be read from CC={name!r}: {error}") from None
        path = shutil.which(command[0])
        if path:
            return (path, *command[1:])
    raise KernelError(
        f"no C compiler: {' and '.join(names)} not found; install one (Debian: apt install gcc) or set CC"
    )


def compiler_marks() -> list[str]:
    """Which compiler would be asked and when it was last changed, without running it.

    Raises:
        KernelError: there is none.
    """
    command = _command()
    path = os.path.realpath(command[0])
    status = os.stat(path)
    return [*command, path, str(status.st_mtime_ns), str(status.st_size), platform.machine()]


@cache
def _identified(command: tuple[str, ...], modified: int) -> Compiler:
    try:
        answer = subprocess.run([*command, "-v"], capture_output=True, timeout=TIME_LIMIT, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise KernelError(f"the C compiler '{shlex.join(command)}' does not run: {error}") from None
    return Compiler(command, (answer.stdout + answer.stderr).decode(errors="replace"))


def cache_directory() -> Path:
    """Where libraries are kept.

    Raises:
        KernelError: it cannot be made, or is not the user's alone.
    """
    try:
        return cache_folder("kernels")
    except SymnetError as error:
        raise KernelError(str(error)) from None


def flags(*, native: bool, wide: bool = True) -> tuple[str, ...]:
    """What the compiler is told; native code is asked for, never assumed. Code for one path only compiles faster."""
    return (*FLAGS, *(NATIVE_FLAGS if native else ()), *(() if wide else ("-DNARROW",)))


def key(source: str, told: tuple[str, ...], compiler: Compiler) -> str:
    """The name of the cache entry."""
    parts = [source, "c", "float64", *told, *compiler.command, compiler.identity, str(ABI), platform.machine()]
    if "-march=native" in told:
        parts.append(_processor())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


def _processor() -> str:
    with suppress(OSError), open("/proc/cpuinfo") as lines:
        return next((line for line in lines if line.startswith("flags")), "")
    return platform.processor()


def load(sources: dict[str, str], *, native: bool = False, wide: bool = True) -> ctypes.CDLL:
    """The library of ``sources`` (file name -> text; those ending in .c are compiled), built at most once.

    Raises:
        KernelError: there is no compiler, it fails, or the cache folder cannot be used.
    """
    compiler, told = find_compiler(), flags(native=native, wide=wide)
    place = entry(sources, told)
    if not _intact(place):
        try:
            with _locked(place.with_suffix(".lock")):
                if not _intact(place):
                    _build(place, sources, compiler, told)
        except OSError as error:
            raise KernelError(
                f"the cache folder {place.parent} cannot be used: {error.strerror}; set SYMNET_CACHE_DIR"
            ) from None
    return _opened(place)


def entry(sources: dict[str, str], told: tuple[str, ...]) -> Path:
    """Where the library of ``sources`` is kept, or will be."""
    text = "\0".join(f"{name}\0{text}" for name, text in sorted(sources.items()))
    return cache_directory() / key(text, told, find_compiler())


def open_intact(place: Path) -> ctypes.CDLL | None:
    """The library of a cache entry; None if it is not there, or not as it was written."""
    return _opened(place) if _intact(place) else None


def _opened(place: Path) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(str(place / _LIBRARY))
    except OSError as error:
        raise KernelError(f"the library {place / _LIBRARY} cannot be loaded: {error}") from None


def _intact(entry: Path) -> bool:
    try:
        return hashlib.sha256((entry / _LIBRARY).read_bytes()).hexdigest().encode() == (entry / _CHECKSUM).read_bytes()
    except OSError:
        return False


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of one key; a process that dies gives it back by dying."""
    with open(path, "w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build(entry: Path, sources: dict[str, str], compiler: Compiler, told: tuple[str, ...]) -> None:
    """Build in a private folder and move it into place; whoever holds the lock clears what a dead build left."""
    for stale in entry.parent.glob(f"{entry.name}.*.part"):
        shutil.rmtree(stale, ignore_errors=True)
    if entry.exists():
        aside = Path(tempfile.mkdtemp(prefix=f"{entry.name}.", suffix=".part", dir=entry.parent))
        entry.rename(aside / "damaged")
        shutil.rmtree(aside, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{entry.name}.", suffix=".part", dir=entry.parent))
    try:
        for name, text in sources.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(text, encoding="utf-8")
        units = [name for name in sources if name.endswith(".c")]
        run_compiler(compiler, told, work, units, _LIBRARY)
        (work / _CHECKSUM).write_text(hashlib.sha256((work / _LIBRARY).read_bytes()).hexdigest())
        os.replace(work, entry)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def run_compiler(compiler: Compiler, told: tuple[str, ...], folder: Path, units: Sequence[str], output: str) -> None:
    """Compile ``units`` to a shared library, with OpenMP where the compiler has it.

    Raises:
        KernelError: the compiler fails; its first lines are in the message.
    """
    for threads in (("-fopenmp",), ()):
        command = [*compiler.command, *told, *threads, "-I.", *units, "-o", output, "-lm"]
        try:
            answer = subprocess.run(command, cwd=folder, capture_output=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise KernelError(f"the C compiler '{shlex.join(compiler.command)}' failed: {error}") from None
        if answer.returncode == 0:
            if not (folder / output).is_file():
                raise KernelError(f"the C compiler '{shlex.join(compiler.command)}' ended well and made no library")
            return
    first = "\n".join(answer.stderr.decode(errors="replace").strip().splitlines()[:5])
    raise KernelError(f"the C compiler '{shlex.join(compiler.command)}' failed with code {answer.returncode}:\n{first}")
