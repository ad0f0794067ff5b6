"""The cache of verdicts: warm runs say what cold ones say, and nothing that changed is taken from before."""

import json
import os
import stat
import subprocess
import sys

import pytest

from symnet.claims.collecting import collect, paper
from symnet.claims.verdict import Status
from symnet.judge import fingerprints as prints
from symnet.judge import running
from symnet.judge.judging import judge
from symnet.judge.rechecking import rechecked
from symnet.judge.running import RunOptions, run

CLAIM = """
@claim({id!r}, section="own", printed="T = …", premises={premises},
       states=Equation(sp.Eq(total, {claimed}, evaluate=False)))
def derive_{id}():
    return {body}
"""
HEAD = """
import sympy as sp
from symnet.claims import Equation, claim
from symnet.notation.symbols import N, n
total = sp.Symbol("T")
first = sp.Sum(n, (n, 1, N))
"""
TRIANGLE, FALSE, ALONE = "N*(N + 1)/2", "N**2", "N"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMNET_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "verdicts"


@pytest.fixture
def judged(monkeypatch):
    """Runs in this process; the ids that were judged and not recalled are counted."""
    ids = []

    def here(stated, options, progress):
        ids.extend(claim.id for _, claim in stated)
        return [judge(claim) for _, claim in stated]

    monkeypatch.setattr(running, "_in_processes", here)
    return ids


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "own.py")


def write(path, head=HEAD, triangle=TRIANGLE, alone="sp.Sum(1, (n, 1, N))", middle=""):
    claims = [
        CLAIM.format(id="a", premises="()", claimed=triangle, body="first"),
        middle,
        CLAIM.format(id="b", premises="('a',)", claimed=FALSE, body="first"),
        CLAIM.format(id="c", premises="()", claimed=ALONE, body=alone),
    ]
    path.write_text(head + "".join(claims))
    return path


def runs(file, cache=True):
    return run(list(collect([file]).values()), RunOptions(cache=cache))


def documents(verdicts):
    return json.dumps([verdict.as_json() for verdict in verdicts])


def test_a_second_run_judges_nothing_and_says_the_same(file, judged):
    cold = runs(file)
    assert [verdict.status for verdict in cold] == [Status.PROVED, Status.REFUTED, Status.PROVED]
    warm = runs(file)
    assert judged == ["a", "b", "c"]
    assert all(verdict.remembered for verdict in warm)
    assert documents(warm) == documents(cold)
    again = [(rechecked(verdict).verdict, rechecked(old).verdict) for verdict, old in zip(warm, cold, strict=True)]
    assert all(one.evidence == other.evidence for one, other in again)


def test_without_the_cache_everything_is_judged_and_nothing_kept(file, folder, judged):
    runs(file, cache=False)
    runs(file, cache=False)
    assert judged == ["a", "b", "c"] * 2
    assert not folder.exists()


@pytest.mark.parametrize(
    ("changed", "anew"),
    [
        ({"triangle": "N*(N + 1)/3"}, ["a", "b"]),
        ({"alone": "N"}, ["c"]),
        ({"head": HEAD.replace("n, 1, N", "n, 0, N")}, ["a", "b", "c"]),
        ({"head": HEAD + "# a remark\n"}, ["a", "b", "c"]),
        ({"middle": "\n\n\n"}, []),
        ({"middle": CLAIM.format(id="d", premises="()", claimed="0", body="sp.S.Zero")}, ["d"]),
    ],
    ids=["a premise", "a claim alone", "what all share", "a remark in it", "empty lines", "a new claim"],
)
def test_what_changed_is_judged_anew_with_what_rests_on_it(file, judged, changed, anew):
    runs(file)
    judged.clear()
    write(file, **changed)
    warm = runs(file)
    assert judged == anew
    assert documents(runs(file, cache=False)).count("own.py:") == len(warm)
    assert [verdict.place for verdict in warm] == [verdict.place for verdict in runs(file, cache=False)]


def test_a_changed_premise_takes_its_false_verdict_with_it(file, judged):
    runs(file)
    write(file, triangle="N*(N + 1)/3")
    assert [verdict.status for verdict in runs(file)] == [Status.REFUTED, Status.REFUTED, Status.PROVED]


def test_a_claim_that_another_one_names_belongs_to_both(tmp_path, judged):
    use = CLAIM.format(id="user", premises="()", claimed="N", body="derive_used.derive()")
    for body, anew in (("N", ["used", "user"]), ("N + 1", ["used", "user"]), ("N + 1", [])):
        path = tmp_path / "own.py"
        path.write_text(HEAD + CLAIM.format(id="used", premises="()", claimed="N", body=body) + use)
        judged.clear()
        runs(path)
        assert judged == anew


@pytest.mark.parametrize("what", ["engine", "vocabulary"])
def test_another_engine_or_vocabulary_makes_everything_anew(file, judged, monkeypatch, what):
    runs(file)
    judged.clear()
    if what == "engine":
        monkeypatch.setattr(prints, "engine", lambda: "another")
    else:
        (file.parent / "vocabulary.toml").write_text("# more\n")
    runs(file)
    assert judged == ["a", "b", "c"]


def test_the_engine_is_symnets_sources_and_the_libraries_versions(monkeypatch):
    known = prints.engine()
    assert prints.engine() == known
    with monkeypatch.context() as patch:
        patch.setattr(prints, "sources_digest", lambda *_: "others")
        assert prints.engine() != known
    with monkeypatch.context() as patch:
        patch.setattr(prints, "_version", lambda name: "99" if name == "sympy" else "0")
        one = prints.engine()
        patch.setattr(prints, "_version", lambda name: "98" if name == "sympy" else "0")
        assert prints.engine() != one


@pytest.mark.parametrize(
    "line", ["import os", "from random import random", "import numpy as np", "from . import other"]
)
def test_a_file_that_may_depend_on_more_than_its_text_is_never_remembered(tmp_path, line):
    path = write(tmp_path / "own.py", head=f"def unused():\n    {line}\n" + HEAD)
    assert prints.fingerprints(list(collect([path]).values())) == {}


DAMAGES = {
    "empty": lambda content: b"",
    "truncated": lambda content: content[:-9],
    "a bit flipped": lambda content: content.replace(b'"refuted"', b'"proved!"').replace(b"proved", b"limits"),
    "not JSON": lambda content: b"\x00\xff" * 50,
    "another's": lambda content: b"0" * 64 + b'\n{"id": "a"}',
    "deep": lambda content: b"0" * 64 + b"\n" + b"[" * 100000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_entry_is_judged_anew_and_mended(file, folder, judged, damage):
    cold = runs(file)
    for entry in folder.iterdir():
        entry.write_bytes(damage(entry.read_bytes()))
    warm = runs(file)
    assert not any(verdict.remembered for verdict in warm)
    assert [verdict.status for verdict in warm] == [verdict.status for verdict in cold]
    assert all(verdict.remembered for verdict in runs(file))


def test_entries_that_changed_places_are_not_believed(file, folder, judged):
    runs(file)
    first, second, *_ = sorted(folder.iterdir())
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    assert sum(verdict.remembered for verdict in runs(file)) == 1


def test_a_folder_in_the_place_of_an_entry_is_no_entry(file, folder, judged):
    runs(file)
    for entry in list(folder.iterdir()):
        entry.unlink()
        entry.mkdir()
    assert not any(verdict.remembered for verdict in runs(file))


@pytest.mark.parametrize("mode", [0o777, None], ids=["writable by all", "a file in its place"])
def test_a_cache_that_is_not_the_users_alone_is_not_used(file, folder, judged, mode):
    if mode is None:
        folder.parent.mkdir()
        folder.write_text("")
    else:
        runs(file)
        folder.chmod(mode)
    assert not any(verdict.remembered for verdict in runs(file))


def test_a_full_disk_is_no_error_and_leaves_no_rubbish(file, folder, judged, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert [verdict.status for verdict in runs(file)] == [Status.PROVED, Status.REFUTED, Status.PROVED]
    assert list(folder.iterdir()) == []


def test_what_is_not_final_is_not_kept(tmp_path, judged):
    path = tmp_path / "own.py"
    path.write_text(HEAD + CLAIM.format(id="broken", premises="()", claimed="N", body="1/0"))
    for _ in range(2):
        (verdict,) = runs(path)
        assert verdict.status is Status.ERROR
        assert not verdict.remembered


def test_the_oldest_half_goes_when_there_are_too_many(file, folder, judged, monkeypatch):
    monkeypatch.setattr("symnet.judge.remembering.MOST_ENTRIES", 2)
    runs(file)
    assert len(list(folder.iterdir())) == 2


def test_two_runs_at_once_agree(file, folder):
    command = [sys.executable, "-m", "symnet", "verify", str(file), "--json"]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    found = [json.loads(each.communicate(timeout=120)[0]) for each in started]
    assert found[0]["counts"] == found[1]["counts"]
    third = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    assert third["from_cache"] == 3
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    quiet = subprocess.run([*command[:-1]], capture_output=True, text=True, check=False).stdout
    assert "3 from the cache" in " ".join(quiet.split())
    anew = json.loads(subprocess.run([*command, "--no-cache"], capture_output=True, check=False).stdout)
    assert anew["from_cache"] == 0


def test_every_claim_of_the_paper_can_be_remembered():
    stated = collect([paper()]).values()
    assert {claim.id for _, claim in stated} == set(prints.fingerprints(list(stated)))
