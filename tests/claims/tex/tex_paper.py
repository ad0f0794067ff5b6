"""The paper's equations and vocabulary, for the tests of the reader."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from symnet.claims.tex import Reading, Vocabulary, read
from symnet.resources import resource

LOCKED = Path(__file__).with_name("printed.json")
PRINTED: dict[str, str] = json.loads(LOCKED.read_text("utf-8"))


@cache
def vocabulary(identity: str | None) -> Vocabulary:
    return Vocabulary.load(resource("derivations", "paper", "vocabulary.toml"), scope=identity)


@cache
def reading(identity: str) -> Reading:
    return read(PRINTED[identity], vocabulary(identity))
