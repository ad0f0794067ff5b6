"""The table of this machine's times."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symnet.cli import main

SMALL = ("--target", "numpy", "--steps", "8", "--batch", "1")
FORMS = {
    "--activation": ("relu", "step", "cosine"),
    "--rule": ("midpoint", "zigzag"),
    "--time": ("real", "euclidean"),
    "--boundary": ("fixed", "ring"),
}


@pytest.fixture(autouse=True)
def one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symnet.kernels.bench._BUDGET", 0.0)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([*words])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def measured_layout(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is measured, caught on its way."""
    caught: list[Any] = []
    monkeypatch.setattr("symnet.kernels.bench.measured", lambda kernel, *_: caught.append(kernel.layout) or [])
    return caught


def test_the_bench_puts_every_target_beside_numpy(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "bench", "free_particle", *SMALL, "--json")
    document = json.loads(out)
    assert (code, document["schema"]) == (0, "symnet.bench/1")
    assert [(row["target"], row["steps"], row["of_numpy"]) for row in document["rows"]] == [("numpy", 8, 1.0)]


@pytest.mark.parametrize(("option", "name"), [(option, name) for option in FORMS for name in FORMS[option]])
def test_the_bench_measures_the_kernel_that_the_options_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, option: str, name: str
) -> None:
    layouts = measured_layout(monkeypatch)
    code, out, _ = run(capsys, "bench", "quartic", *SMALL, option, name)
    (layout,) = layouts
    said = {"--activation": layout.activation, "--time": layout.time, "--boundary": layout.boundary}
    rule = layout.title.rpartition(", ")[2].removesuffix(" rule")
    assert code == 0
    assert (said | {"--rule": rule})[option] == name
    choices = f"{layout.activation}, {rule} rule, {layout.time} time, boundary {layout.boundary}"
    assert out.startswith(f"value and gradient, quartic: {choices}\n")


def test_coefficients_of_a_field_are_timed_and_the_document_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        "phi_dot^2/2 - phi_grad^2/2 - g*phi^4",
        "--field",
        "--activation",
        "cosine",
        "--boundary",
        "ring",
        "--json",
    )
    code, out, _ = run(capsys, "bench", *words, *SMALL)
    document = json.loads(out)
    assert (code, document["activation"], document["boundary"]) == (0, "cosine", "ring")
    assert document["rows"][0]["microseconds"] > 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("quartik",), "did you mean 'quartic'"),
        (("quartic", "--activation", "cosin"), "unknown activation 'cosin'; known: relu, step, cosine"),
        (("quartic", "--boundary", ""), "unknown boundary ''; known: fixed, halfline, ring, free"),
        (("quartic", "--time", "REAL"), "unknown time 'REAL'; known: real, euclidean"),
        (("quartic", "--rule", "0"), "unknown rule '0'; known: midpoint, endpoint, trapezoid, zigzag"),
        (("quartic", "--activation", "cosine", "--boundary", "halfline"), "modes for the boundaries fixed, ring, free"),
        (("quartic", "--steps", "0"), "0 is not in the range"),
    ],
)
def test_absurd_words_are_refused_by_name(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    code, _, said = run(capsys, "bench", *words)
    assert (code, message in said) == (4, True)


def test_a_lagrangian_with_a_minus_sign_is_no_option_and_an_option_no_lagrangian(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    upside_down = "-k*x^2/2 + m*v^2/2"
    code, out, _ = run(capsys, "bench", upside_down, *SMALL)
    assert (code, out.startswith(f"value and gradient, {upside_down}: relu")) == (0, True)
    for folder in (("-o", str(tmp_path / "apart")), (f"-o{tmp_path / 'attached'}",)):
        assert run(capsys, "export", upside_down, *folder)[0] == 0
    assert (tmp_path / "apart" / "kernel.py").read_text() == (tmp_path / "attached" / "kernel.py").read_text()
