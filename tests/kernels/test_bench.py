"""The table of this machine's times."""

from __future__ import annotations

import json

import pytest

from symnet.cli import main


def test_the_bench_puts_every_target_beside_numpy(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["bench", "free_particle", "--target", "numpy", "--steps", "8", "--batch", "1", "--json"])
    assert exit.value.code == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "symnet.bench/1"
    assert [(row["target"], row["steps"], row["of_numpy"]) for row in document["rows"]] == [("numpy", 8, 1.0)]


def test_the_bench_refuses_a_name_that_is_no_system(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["bench", "quartik"])
    assert exit.value.code == 4
    assert "did you mean 'quartic'" in capsys.readouterr().err
