"""Choosing claims: by id, by section, by file or folder; nothing named is the whole paper."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from symnet.claims.claim import Claim
from symnet.claims.collecting import collect, paper, systems
from symnet.errors import InputError

Stated = tuple[Path, Claim]


def select(words: Sequence[str]) -> list[Stated]:
    """The claims that the words name, each once, in the order of their files."""
    if not words:
        return list(collect([paper()]).values())
    paths = [Path(word) for word in words if _is_path(word)]
    known = collect([paper(), systems()])
    chosen: dict[str, Stated] = dict(collect(paths))
    for word in words:
        if not _is_path(word):
            chosen.update({claim.id: (file, claim) for file, claim in _named(word, known)})
    return list(chosen.values())


def _is_path(word: str) -> bool:
    return word.endswith(".py") or "\\" in word or ("/" in word and Path(word).exists())


def _named(word: str, known: dict[str, Stated]) -> list[Stated]:
    if word == "systems":
        return [stated for stated in known.values() if systems() in stated[0].parents]
    exact = [stated for id, stated in known.items() if id == word]
    if exact:
        return exact
    section = word.removesuffix(".")
    found = [
        stated
        for stated in known.values()
        if stated[1].section == section or stated[1].section.startswith(f"{section}.")
    ]
    if found:
        return found
    names = [*known, *dict.fromkeys(claim.section for _, claim in known.values()), "systems"]
    close = get_close_matches(word, names, n=1)
    hint = f"; did you mean '{close[0]}'?" if close else "; `symnet list` lists them"
    raise InputError(f"no claim, section or file is called '{word}'{hint}")


def with_neighbours(chosen: Sequence[Stated]) -> list[Stated]:
    """The chosen claims with the claims they use, and with all that rest on them, directly or through others."""
    known = collect([paper(), systems(), *(file for file, _ in chosen)])
    resting = {claim.id for _, claim in chosen}
    wanted = resting | {premise for _, claim in chosen for premise in claim.premises}
    while more := {id for id, (_, claim) in known.items() if resting & set(claim.premises)} - resting:
        resting |= more
    return [stated for id, stated in known.items() if id in wanted | resting]
