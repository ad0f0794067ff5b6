"""What a verdict depends on, as one hash: symnet, the libraries under it, the claim's own text and what it rests on."""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import symnet
from symnet.caching import sources_digest
from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in, collect, module_name, paper, systems
from symnet.claims.reading import VOCABULARY

Stated = tuple[Path, Claim]

LIBRARIES = ("sympy", "mpmath", "python-flint", "islpy")
"""What the proofs calculate with, beside Python."""

PURE = frozenset({"__future__", "symnet", "sympy"}) | frozenset(
    {"collections", "dataclasses", "enum", "fractions", "functools", "itertools", "math", "operator", "types", "typing"}
)
"""What a derivation file may import so that its text alone decides its verdicts."""


def engine() -> str:
    """The hash of symnet's own sources, of Python and of the libraries."""
    digest = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        digest.update(f"\0{name} {_version(name)}".encode())
    digest.update(f"\0{sources_digest((Path(symnet.__file__).parent, '.toml'))}".encode())
    return digest.hexdigest()


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def fingerprints(stated: Sequence[Stated]) -> dict[str, str]:
    """The fingerprint of each claim by its id; without one are claims whose text alone does not decide them."""
    known = {claim.id: (file, claim) for file, claim in stated}
    if any(premise not in known for _, claim in stated for premise in claim.premises):
        known = {**collect([paper(), systems()]), **known}
    under = engine()
    own: dict[str, str | None] = {}
    for file in {file for file, _ in known.values()}:
        here = {id: claim for id, (place, claim) in known.items() if place == file}
        own.update(_own(file, here))
    found = {claim.id: _joint(under, sorted(_rests_on(claim.id, known)), own) for _, claim in stated}
    return {id: fingerprint for id, fingerprint in found.items() if fingerprint is not None}


def _rests_on(id: str, known: Mapping[str, Stated]) -> set[str]:
    """The claim itself, its premises, theirs, and so on."""
    reached: set[str] = set()
    waiting = [id]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += known[here][1].premises if here in known else ()
    return reached


def _joint(under: str, ids: list[str], own: Mapping[str, str | None]) -> str | None:
    """The hash of all that is under a claim; a premise that nobody states counts by its name."""
    texts = [own.get(id, "") for id in ids]
    if None in texts:
        return None
    return hashlib.sha256(
        "\0".join([under, *(f"{id} {text}" for id, text in zip(ids, texts, strict=True))]).encode()
    ).hexdigest()


def _own(file: Path, claims: Mapping[str, Claim]) -> Iterator[tuple[str, str | None]]:
    """Each claim's hash of its own lines, of what its file has in common, and of the vocabulary beside it."""
    content = file.read_bytes()
    name = module_name(file, content)
    tree = ast.parse(content)
    lines = content.splitlines()
    alone = _alone(tree, {_line(claim) for claim in claims_in(file)})
    apart = {number for start, end in alone.values() for number in range(start, end)}
    common = b"\n".join(line for number, line in enumerate(lines) if number not in apart and line.strip())
    vocabulary = file.parent / VOCABULARY
    words = vocabulary.read_bytes() if vocabulary.exists() else b""
    for id, claim in claims.items():
        if not _imports(tree) <= PURE or claim.derive.__module__ != name:
            yield id, None
            continue
        start, end = alone.get(_line(claim), (0, len(lines)))
        yield id, hashlib.sha256(b"\0".join([common, words, *lines[start:end]])).hexdigest()


def _line(claim: Claim) -> int:
    return int(claim.place.rpartition(":")[2])


def _alone(tree: ast.Module, places: set[int]) -> dict[int, tuple[int, int]]:
    """First line of a claim -> its lines, for the claims that nothing else in the file mentions."""
    mentioned = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stated = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list)
    found = {node.decorator_list[0].lineno: node for node in stated if node.name not in mentioned}
    return {line: (line - 1, node.end_lineno or line) for line, node in found.items() if line in places}


def _imports(tree: ast.Module) -> set[str]:
    """The packages that a file imports anywhere."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("" if node.level else (node.module or "").partition(".")[0])
    return names
