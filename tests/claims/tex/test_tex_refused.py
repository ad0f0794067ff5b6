"""Hostile and malformed TeX is refused, quickly, by an error that points into the text."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from symnet.claims.tex import ReadingError, Vocabulary, read

CORPUS = tomllib.loads(Path(__file__).with_name("refused.toml").read_text("utf-8"))
WORDS = Vocabulary.load(CORPUS["vocabulary"])
MOST_SECONDS = 0.05


def strings() -> Iterator[tuple[str, str]]:
    for table in ("refused", "escaped"):
        for group, texts in CORPUS[table].items():
            yield from ((group, tex) for tex in texts)
    for group, pieces in CORPUS["repeated"].items():
        yield from ((group, before + piece * times + after) for before, piece, times, after in pieces)


CASES = list(strings())


def test_the_corpus_is_large_and_has_no_string_twice() -> None:
    assert len({tex for _, tex in CASES}) == len(CASES) >= 200


@pytest.mark.parametrize(("group", "tex"), CASES, ids=[f"{group}-{place}" for place, (group, _) in enumerate(CASES)])
def test_a_malformed_text_is_refused(group: str, tex: str) -> None:
    seconds = []
    for _ in range(3):
        start = time.process_time()
        with pytest.raises(ReadingError) as caught:
            read(tex, WORDS)
        seconds.append(time.process_time() - start)
    assert min(seconds) < MOST_SECONDS
    message, window, caret, *hint = str(caught.value).split("\n")
    assert message.strip()
    assert len(window) <= 2 + 70
    assert caret.strip() == "^"
    assert len(hint) <= 1


@pytest.mark.parametrize(
    ("tex", "understood"),
    [
        ("x = y", "Eq(x, y)"),
        ("x = y.", "Eq(x, y)"),
        ("x_n = w_n, \\quad x = y", "Claims(Eq(x[n], w[n]), Eq(x, y))"),
        ("y = x(t) + V(x)", "Eq(y, V(x) + x(t))"),
    ],
)
def test_the_same_vocabulary_reads_what_is_well_formed(tex: str, understood: str) -> None:
    assert str(read(tex, WORDS).object) == understood
