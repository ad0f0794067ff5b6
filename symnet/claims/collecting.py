"""Collecting claims: a derivation file is a Python module of statements; the collector looks for its claims."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from symnet.claims.claim import Claim, ClaimError
from symnet.errors import InputError, SymnetError
from symnet.resources import resource


def load(file: Path) -> ModuleType:
    """Run a derivation file and return its module. The file is code: run only files you trust, as with tests."""
    name = module_name(file, file.read_bytes())
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise InputError(f"'{file}' is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        del sys.modules[name]
        if isinstance(error, SymnetError) or not isinstance(error, Exception):
            raise
        raise ClaimError(f"'{file}' cannot be run: {type(error).__name__}: {error}") from error
    return module


def module_name(file: Path, content: bytes) -> str:
    """The name under which a derivation file with this content is loaded."""
    digest = hashlib.sha256(str(file.resolve()).encode() + content).hexdigest()
    return f"symnet_derivation_{file.stem}_{digest[:16]}"


def claims_in(file: Path) -> list[Claim]:
    """The claims of one derivation file, in the order in which they stand there."""
    found = [value for value in vars(load(file)).values() if isinstance(value, Claim)]
    return sorted(found, key=lambda claim: int(claim.place.rpartition(":")[2]))


def derivation_files(where: Path) -> list[Path]:
    """The Python files in a folder, but hidden ones and those that begin with an underscore; or the file itself."""
    if not where.exists():
        raise InputError(f"no such file or folder: '{where}'")
    if not where.is_dir():
        return [where]
    files = ((file, file.relative_to(where).parts) for file in sorted(where.rglob("*.py")))
    return [file for file, parts in files if not any(part.startswith((".", "_")) for part in parts)]


def collect(places: Iterable[Path]) -> dict[str, tuple[Path, Claim]]:
    """All claims of the places, by id; two claims with one id are an error."""
    found: dict[str, tuple[Path, Claim]] = {}
    files = dict.fromkeys(file.resolve() for place in places for file in _stating(place))
    for file in files:
        for claim in claims_in(file):
            if claim.id in found:
                raise ClaimError(f"claim {claim.id} is stated twice: {found[claim.id][1].place} and {claim.place}")
            found[claim.id] = (file, claim)
    return found


def _stating(place: Path) -> list[Path]:
    """The files of a folder that state claims, since others are not ours to run; a file that is named is taken."""
    files = derivation_files(place)
    return [file for file in files if "@claim(" in file.read_text("utf-8", "replace")] if place.is_dir() else files


def paper() -> Path:
    """The folder of the paper's derivation files."""
    return resource("derivations", "paper")


def systems() -> Path:
    """The folder of the systems' files."""
    return resource("derivations", "systems")
