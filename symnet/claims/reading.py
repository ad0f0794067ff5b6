"""The printed TeX of a claim, read with the vocabulary that lies beside its derivation file."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from symnet.claims.tex import Reading, Vocabulary, read
from symnet.errors import InputError

VOCABULARY = "vocabulary.toml"

BOUND_LETTERS = frozenset({"j", "l"})
"""The letters that derived formulas sum over: whoever types one in may use them, unless the paper does otherwise."""


Letters = tuple[tuple[str, str, str], ...]
"""Forms as printed, each with its kind and its name."""


@lru_cache(maxsize=256)
def vocabulary_of(file: Path, id: str, letters: Letters = ()) -> Vocabulary:
    """The words declared for the claim ``id`` of a derivation file, and ``letters`` beside them."""
    declared = file.parent / VOCABULARY
    if not declared.exists():
        raise InputError(f"claim {id} is read from its TeX, so '{declared}' must declare its symbols")
    vocabulary = Vocabulary.load(declared, scope=id)
    taken = {entry.head for entry in vocabulary.entries}
    vocabulary = replace(vocabulary, indices=vocabulary.indices | (BOUND_LETTERS - taken))
    return vocabulary.extended({form: {"is": kind, "name": name} for form, kind, name in letters})


@lru_cache(maxsize=256)
def reading_of(tex: str, file: Path, id: str, letters: Letters = ()) -> Reading:
    """What ``tex`` says, in the words declared for the claim ``id`` and ``letters``.

    Raises:
        ReadingError: the TeX is no statement, uses what is not declared, or can be read in two ways.
    """
    return read(tex, vocabulary_of(file, id, letters))
