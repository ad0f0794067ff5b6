"""Each of the paper's 72 numbered equations is read as what it says."""

from __future__ import annotations

import ast
import json
import pickle
import tomllib
from pathlib import Path

import pytest
import sympy as sp
from tex_expected import EXPECTED
from tex_paper import LOCKED, PRINTED, reading

import symnet.claims.tex
from symnet.claims.tex import evaluated, read, show
from symnet.claims.tex.objects import Statement
from symnet.resources import resource

SHARED = Path(__file__).resolve().parents[4] / "shared" / "equations.json"
CODE = sorted(Path(symnet.claims.tex.__file__).parent.glob("*.py"))
every_equation = pytest.mark.parametrize("identity", PRINTED)


@pytest.mark.skipif(not SHARED.exists(), reason=f"{SHARED} is not here: the copy cannot be compared with its source")
def test_the_locked_copy_is_the_printed_text() -> None:
    assert json.loads(LOCKED.read_text("utf-8")) == json.loads(SHARED.read_text("utf-8"))


def test_every_equation_has_an_object_written_by_hand() -> None:
    assert len(PRINTED) == 72
    assert EXPECTED.keys() == PRINTED.keys()


@every_equation
def test_an_equation_is_read_as_the_object_written_by_hand(identity: str) -> None:
    assert evaluated(reading(identity).object) == evaluated(EXPECTED[identity])


@every_equation
def test_a_reading_is_a_statement_and_its_tree_spans_the_text(identity: str) -> None:
    found = reading(identity)
    assert isinstance(found.object, Statement | sp.Eq)
    start, end = found.tree.span
    assert PRINTED[identity][:start].strip() == ""
    assert PRINTED[identity][end:].replace("\\,", "").replace("\\quad", "").strip() in ("", ".", ",", ")")


@every_equation
def test_what_is_shown_as_understood_reads_the_same(identity: str) -> None:
    found = reading(identity)
    plain = evaluated(found.object)
    for tex in (found.understood, show(plain, found.vocabulary)):
        assert evaluated(read(tex, found.vocabulary).object) == plain, tex


@every_equation
def test_a_reading_survives_the_way_to_another_process(identity: str) -> None:
    assert pickle.loads(pickle.dumps(reading(identity))) == reading(identity)


def test_every_declared_form_occurs_where_it_is_declared() -> None:
    table = tomllib.loads(resource("derivations", "paper", "vocabulary.toml").read_text("utf-8"))
    used = {identity: reading(identity).used for identity in PRINTED}
    scopes = {"": table["symbols"], **table["scope"]}
    for keys, entries in scopes.items():
        names = [key.strip() for key in keys.split(",")]
        inside = [id_ for id_ in PRINTED if any(not n or id_ == n or id_.startswith(f"{n}.") for n in names)]
        assert all(any(id_ == n or id_.startswith(f"{n}.") for id_ in PRINTED) for n in names if n), keys
        for form in set(entries) - {"indices"}:
            assert any(form in used[identity] for identity in inside), f"{form} occurs nowhere in {keys or 'the paper'}"


def test_the_code_of_the_reader_holds_nothing_of_the_paper() -> None:
    strings = {node.value for path in CODE for node in ast.walk(ast.parse(path.read_text("utf-8"))) if _is_text(node)}
    for identity, tex in PRINTED.items():
        assert not any(identity in text.split() for text in strings), identity
        assert not any(tex.rstrip(" .,\\") in text for text in strings), identity
    assert not any("equations.json" in text or "hashlib" in text for text in strings)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
