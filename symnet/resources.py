"""Where ``templates/`` and ``derivations/`` lie, in the wheel or beside the package; and where a user's cache lies."""

from __future__ import annotations

import os
from pathlib import Path

from symnet.errors import SymnetError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The file or folder ``parts``; the package is asked first, then its parent folder."""
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise SymnetError(f"'{'/'.join(parts)}' is neither in {_PACKAGE} nor beside it: the installation is incomplete")


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
