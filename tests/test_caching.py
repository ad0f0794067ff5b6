"""What is kept is there whole, under its own name, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from symnet import caching


def test_what_was_kept_is_there_as_it_was(tmp_path: Path) -> None:
    for content in (b"", b"\n", b"a\nb\x00", os.urandom(5000)):
        caching.keep(tmp_path / "entry", content)
        assert caching.kept(tmp_path / "entry") == content
    assert [path.name for path in tmp_path.iterdir()] == ["entry"]


def test_what_was_not_kept_here_is_not_there(tmp_path: Path) -> None:
    caching.keep(tmp_path / "entry", b"content")
    whole = (tmp_path / "entry").read_bytes()
    (tmp_path / "other").write_bytes(whole)
    (tmp_path / "short").write_bytes(whole[:-1])
    (tmp_path / "folder").mkdir()
    assert [caching.kept(tmp_path / name) for name in ("other", "short", "folder", "nothing")] == [None] * 4


def test_a_full_disk_leaves_the_old_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    caching.keep(tmp_path / "entry", b"old")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="space"):
        caching.keep(tmp_path / "entry", b"new")
    assert caching.kept(tmp_path / "entry") == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_source_that_changes_changes_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "symnet" / "kernels").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    module, template = tmp_path / "symnet" / "kernels" / "recall.py", tmp_path / "templates" / "walk.c.jinja"
    module.write_text("a")
    template.write_text("b")
    monkeypatch.setattr(caching, "_PACKAGE", tmp_path / "symnet")
    more = tmp_path / "templates", ".jinja"
    seen = {caching.sources_digest(more)}
    for changed in (module, template):
        changed.write_text("c")
        seen.add(caching.sources_digest(more))
    (tmp_path / "symnet" / "new.py").write_text("")
    seen.add(caching.sources_digest(more))
    module.rename(module.with_name("renamed.py"))
    seen.add(caching.sources_digest(more))
    assert len(seen) == 5
    assert caching.sources_digest() not in seen
