"""Certificates edited at random: what the re-checker still accepts is true."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest

from symnet.sums.finite import prove
from symnet.sums.recheck import RefusedError, parse, verify

from .printed import value
from .statements import TRUE

HIGH = 7
"""How high an accepted forgery is evaluated."""


def certificates() -> list[dict[str, Any]]:
    """The certificates of the table that the re-checker covers and that do not say X = X."""
    found = (prove(lhs, rhs, given).data.get("certificate") for lhs, rhs, _, given in TRUE.values())
    whole = [json.loads(json.dumps(one)) for one in found if one and one["cases"]]
    return [one for one in whole if any(case["left"] != case["right"] for case in one["cases"])]


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all texts and numbers in a certificate."""
    if isinstance(node, dict | list):
        for key in node if isinstance(node, dict) else range(len(node)):
            yield from leaves(node[key], (*path, key))
    else:
        yield path


def edited(random: Random, text: str, words: list[str]) -> str:
    """One token of a text replaced, or a summand added."""
    tokens = [m.span() for m in re.finditer(r"\w+|[-+*]", text)]
    if not tokens or random.random() < 0.1:
        return text + random.choice(["+1", "-1", f"+{random.choice(words)}", "*2"])
    start, end = random.choice(tokens)
    token = text[start:end]
    if token.isdigit():
        new = str(max(0, int(token) + random.choice((-1, 1))))
    elif token in "+-*":
        new = random.choice("+-*")
    else:
        new = random.choice([*words, "1"])
    return text[:start] + new + text[end:]


def forgery(random: Random, original: dict[str, Any]) -> dict[str, Any]:
    """A certificate with one to three edits: of the statement, its domain, families, steps, heights or bounds."""
    forged = copy.deepcopy(original)
    words = sorted(set(re.findall(r"[A-Za-z_]\w*", json.dumps(original["cases"]))))
    for _ in range(random.choice((1, 1, 2, 3))):
        case = random.choice(forged["cases"])
        if case["steps"] and random.random() < 0.1:
            case["steps"].pop(random.randrange(len(case["steps"])))
            continue
        *path, last = random.choice([path for path in leaves(case) if path])
        place = case
        for key in path:
            place = place[key]
        place[last] = place[last] + 5 if isinstance(place[last], int) else edited(random, place[last], words)
    return forged


def points(case: dict[str, Any]) -> Iterator[dict[str, int]]:
    """The points of a case's domain with small parameters."""
    forms = [parse(form) for form in case["domain"]]
    for values in product(range(HIGH + 1), repeat=len(case["parameters"])):
        point = dict(zip(case["parameters"], values, strict=True))
        if all(value(form, point) >= 0 for form in forms):
            yield point


def is_true(case: dict[str, Any]) -> bool:
    difference = parse(f"({case['left']}) - ({case['right']})")
    return not any(value(difference, point) for point in points(case))


def attack(forgeries: int) -> Counter[str]:
    """How many forgeries of all certificates were accepted and refused; what is accepted is true."""
    counts: Counter[str] = Counter()
    for number, original in enumerate(certificates()):
        for seed in range(forgeries):
            forged = forgery(Random(f"{number} {seed}"), original)
            try:
                verify(forged)
            except RefusedError:
                counts["refused"] += 1
                continue
            assert all(map(is_true, forged["cases"])), json.dumps(forged, indent=1)
            counts["changed, and true" if forged != original else "unchanged"] += 1
    print(dict(counts))
    return counts


def test_an_edited_certificate_is_refused_unless_its_statement_is_true() -> None:
    assert attack(10)["refused"] > 100


@pytest.mark.long
def test_a_certificate_edited_in_many_ways_is_refused_unless_its_statement_is_true() -> None:
    assert attack(400)["refused"] > 4000
