"""Equations from other parts of physics are read with a fresh vocabulary and no change to the code."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from tex_physics import PHYSICS

from symnet.claims.tex import Reading, Vocabulary, evaluated, read, show

FIELDS = tomllib.loads(Path(__file__).with_name("physics.toml").read_text("utf-8"))
CASES = [(field, name) for field, content in FIELDS.items() for name in content["equations"]]
every_equation = pytest.mark.parametrize(("field", "name"), CASES)


@cache
def reading(field: str, name: str) -> Reading:
    return read(FIELDS[field]["equations"][name], Vocabulary.load(FIELDS[field]["vocabulary"]))


def test_there_are_enough_equations_and_the_vocabularies_are_short() -> None:
    assert len(CASES) >= 20
    assert {(field, name) for field, wanted in PHYSICS.items() for name in wanted} == set(CASES)
    assert all(len(content["vocabulary"].strip().splitlines()) <= 40 for content in FIELDS.values())


@every_equation
def test_it_is_read_as_written_by_hand(field: str, name: str) -> None:
    assert evaluated(reading(field, name).object) == evaluated(PHYSICS[field][name])


@every_equation
def test_what_is_shown_as_understood_reads_the_same(field: str, name: str) -> None:
    found = reading(field, name)
    plain = evaluated(found.object)
    for tex in (found.understood, show(plain, found.vocabulary)):
        assert evaluated(read(tex, found.vocabulary).object) == plain, tex


def test_no_vocabulary_has_a_word_too_many() -> None:
    for field, content in FIELDS.items():
        used = [form for name in content["equations"] for form in reading(field, name).used]
        assert not Vocabulary.load(content["vocabulary"]).unused(used), field
