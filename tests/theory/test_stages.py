"""The page that is the program runs as it is printed."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("module", ["symnet.theory", "symnet.theory.rules"])
def test_the_examples_in_the_text_are_true(module: str) -> None:
    results = doctest.testmod(importlib.import_module(module))
    assert results.attempted > 0
    assert results.failed == 0
