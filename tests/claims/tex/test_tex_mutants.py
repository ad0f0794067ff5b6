"""Each token of each equation deleted, doubled, swapped, the text cut: no crash, and no other text reads the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tex_paper import PRINTED, reading, vocabulary

from symnet.claims.tex import ReadingError, read

PIECE = re.compile(r"\\[A-Za-z]+|\\.|\s+|\d+|.", re.DOTALL)
"""TeX's own pieces, cut here without the reader's lexer."""
LAYOUT = re.compile(r"\s+|\\[,;:! ]|\\quad|\\\\")
"""What prints nothing, or only space."""


def mutants(tex: str) -> Iterator[str]:
    pieces = PIECE.findall(tex)
    for place, piece in enumerate(pieces):
        before, after = pieces[:place], pieces[place + 1 :]
        yield "".join(before + after)
        yield "".join(
            [*before, piece, " ", piece, *after] if piece.startswith("\\") else [*before, piece, piece, *after]
        )
        yield "".join(before)
        if after:
            yield "".join([*before, after[0], " ", piece, *after[1:]])


def without_layout(tex: str) -> str:
    """The text without spacing, and without the punctuation between and behind statements (outside all brackets)."""
    kept, depth = [], 0
    for character in LAYOUT.sub("", tex):
        depth += (character in "([{") - (character in ")]}")
        if depth > 0 or character not in ",.":
            kept.append(character)
    return "".join(kept)


def check(identity: str, texts: list[str]) -> None:
    original, plain = reading(identity).object, without_layout(PRINTED[identity])
    for tex in texts:
        try:
            found = read(tex, vocabulary(identity)).object
        except ReadingError:
            continue
        assert found != original or without_layout(tex) == plain, tex


@pytest.mark.parametrize("identity", PRINTED)
def test_no_mutant_is_read_as_the_equation(identity: str) -> None:
    check(identity, list(mutants(PRINTED[identity]))[sum(map(ord, identity)) % 5 :: 5])


@pytest.mark.long
@pytest.mark.parametrize("identity", PRINTED)
def test_no_mutant_at_all_is_read_as_the_equation(identity: str) -> None:
    check(identity, list(mutants(PRINTED[identity])))


def test_there_are_many_mutants() -> None:
    assert sum(len(set(mutants(tex))) for tex in PRINTED.values()) > 15_000
