"""What is kept between runs: the user's folder, files that are there whole or not, a hash of symnet's sources."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from symnet.errors import SymnetError

_PACKAGE = Path(__file__).parent


def cache_folder(name: str) -> Path:
    """The folder ``name`` in ``$SYMNET_CACHE_DIR``, else in the user's cache; private to the user.

    Raises:
        SymnetError: it cannot be made, or belongs to or can be written by someone else.
    """
    given = os.environ.get("SYMNET_CACHE_DIR")
    base = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "symnet"
    folder = base / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except OSError as error:
        raise SymnetError(f"the cache folder {folder} cannot be made: {error.strerror}; set SYMNET_CACHE_DIR") from None
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise SymnetError(f"the cache folder {folder} belongs to user {status.st_uid}, not to you ({os.geteuid()})")
    if status.st_mode & 0o022 and os.name == "posix":
        raise SymnetError(f"the cache folder {folder} can be written by others (mode {status.st_mode & 0o777:o})")
    return folder


def keep(place: Path, content: bytes) -> None:
    """Write the content under its checksum, beside its place, and move it there whole.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    handle, part = tempfile.mkstemp(dir=place.parent, prefix=f"{place.name}.", suffix=".part")
    try:
        with open(handle, "wb") as file:
            file.write(_seal(place, content) + b"\n" + content)
        os.replace(part, place)
    except OSError:
        with suppress(OSError):
            os.unlink(part)
        raise


def kept(place: Path) -> bytes | None:
    """What was kept there; None where nothing was, or it is not what was kept under this name."""
    try:
        seal, _, content = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if _seal(place, content) == seal else None


def _seal(place: Path, content: bytes) -> bytes:
    return hashlib.sha256(place.name.encode() + b"\0" + content).hexdigest().encode()


def sources_digest(*more: tuple[Path, str]) -> str:
    """A hash of every module of symnet and of more files, each by folder and ending: their names and contents."""
    digest = hashlib.sha256()
    for root, ending in ((_PACKAGE, ".py"), *more):
        for path in _files(str(root), ending):
            with open(path, "rb") as file:
                text = file.read()
            digest.update(f"{path[len(str(root)) :]}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def _files(folder: str, ending: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.is_dir():
            yield from _files(entry.path, ending)
        elif entry.name.endswith(ending):
            yield entry.path
