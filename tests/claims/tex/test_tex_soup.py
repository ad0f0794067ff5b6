"""Equations torn apart and mixed: the reader reads or refuses, never breaks, and what it shows it can read again."""

from __future__ import annotations

import random
import re

import pytest
from test_tex_physics import CASES, FIELDS
from test_tex_physics import reading as physics
from tex_paper import PRINTED, vocabulary

from symnet.claims.tex import ReadingError, evaluated, read

PIECE = re.compile(r"\\[A-Za-z]+|\\.|\d+|\S")
TEXTS = [(FIELDS[field]["equations"][name], physics(field, name).vocabulary) for field, name in CASES]
TEXTS += [(tex, vocabulary(identity)) for identity, tex in PRINTED.items()]


def torn(dice: random.Random, tex: str, other: str) -> str:
    pieces, more = PIECE.findall(tex), PIECE.findall(other)
    for _ in range(dice.randint(1, 6)):
        place, start, length = dice.randrange(len(pieces) + 1), dice.randrange(len(more)), dice.randint(1, 8)
        match dice.randrange(4):
            case 0:
                del pieces[place : place + dice.randint(1, 2)]
            case 1:
                pieces[place:place] = more[start : start + length]
            case 2:
                pieces[place:place] = pieces[start : start + length]
            case _ if pieces:
                one, two = dice.randrange(len(pieces)), dice.randrange(len(pieces))
                pieces[one], pieces[two] = pieces[two], pieces[one]
    return " ".join(pieces)


def check(seed: int, texts: int) -> int:
    dice, count = random.Random(seed), 0
    for _ in range(texts):
        tex, words = dice.choice(TEXTS)
        try:
            found = read(torn(dice, tex, dice.choice([tex, dice.choice(TEXTS)[0]])), words)
        except ReadingError:
            continue
        count += 1
        assert evaluated(read(found.understood, words).object) == evaluated(found.object), found.tex
    return count


def test_torn_equations_are_read_or_refused() -> None:
    assert check(1, 3000) > 30


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 14))
def test_very_many_torn_equations_are_read_or_refused(seed: int) -> None:
    assert check(seed, 50_000) > 500
