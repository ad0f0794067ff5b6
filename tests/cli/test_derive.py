"""``symnet derive``, as it is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest

from symnet.cli import main

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["derive", *words])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def test_it_prints_three_actions_the_measure_and_the_term_that_is_not_gaussian(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, QUARTIC)
    assert (code, err) == (0, "")
    for line in (
        "real parameters: g, k, m",
        "x_n = x_ini + dt*Σ_{j=1}^{n} (n - j + 1)*w_j",
        "Action in the positions x",
        "Action in the weights w",
        "Action in the weights W",
        "measure: dt^(N - 1) δ(c) Π_{n=1}^{N} dw_n",
        "with c = (x_ini - x_fin)/dt + Σ_{j=1}^{N} (N - j + 1)*w_j",
        "measure: dt^(N - 1) Π_{n=1}^{N-1} dW_n",
        "no: the term -g*x^4 of L is not at most quadratic in x and v",
    ):
        assert line in out


def test_a_quadratic_action_is_gaussian(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "m*v^2/2 - k*x^2/2 - f*x", "--boundary", "ring", "--time", "euclidean")
    assert code == 0
    assert "yes: L is at most quadratic" in out
    assert "exp(-S_E/hbar)" in out
    assert "dx_0 Π_{n=1}^{N} dw_n" in out


def test_a_lagrangian_may_begin_with_a_minus_sign(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("-k*x^2/2 + m*v^2/2",), ("--rule", "endpoint", "-h*x"), ("-x",), ("--", "-x")):
        code, out, _ = run(capsys, *words)
        assert code == 0
        assert out.startswith("L = ")


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("rule", ["midpoint", "endpoint", "trapezoid", "zigzag"])
def test_every_line_fits_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, rule: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for boundary in ("fixed", "ring", "halfline"):
        _, out, _ = run(capsys, QUARTIC, "--rule", rule, "--boundary", boundary)
        assert max(map(len, out.splitlines())) <= columns


def test_the_record_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "m*v^2/2 - V(x)", "--activation", "step", "--json")
    record = json.loads(out)
    assert code == 0
    assert record["schema"] == "symnet.derive/1"
    assert [action["variables"] for action in record["actions"]] == ["x", "w", "W"]
    assert record["actions"][1]["last"] == "kept"
    assert record["actions"][1]["measure"]["constraint"]["sympy"] is not None
    assert record["gaussian"]["obstacles"][0]["text"] == "-V(x)"
    assert record["path"]["sympy"] == "dt*Sum(W[j], (j, 1, n)) + x_ini"


COSINES = {
    "free": ("a_n*cos(pi*n*(t - t_ini)/(dt*N))", "measure: 4*(N/2)^((N + 1)/2) Π_{n=0}^{N} da_n"),
    "fixed": ("a_n*sin(pi*n*(t - t_ini)/(dt*N))", "measure: (N/2)^((N - 1)/2) Π_{n=1}^{N-1} da_n"),
    "ring": ("a_n*cos(pi/4 - 2*pi*n*(t - t_ini)/(dt*N))", "measure: N^(N/2) Π_{n=0}^{N-1} da_n"),
}


@pytest.mark.parametrize("boundary", COSINES)
@pytest.mark.parametrize("lagrangian", [QUARTIC, "m*v^2/2 - k*x^2/2", "x"])
def test_cosines_are_printed_beside_positions_and_velocities(
    capsys: pytest.CaptureFixture[str], lagrangian: str, boundary: str
) -> None:
    code, out, err = run(capsys, lagrangian, "--activation", "cosine", "--boundary", boundary)
    assert (code, err) == (0, "")
    for line in ("cosine network", "Action in the weights W", "Action in the weights a", *COSINES[boundary]):
        assert line in out
    _, out, _ = run(capsys, lagrangian, "--activation", "cosine", "--boundary", boundary, "--json")
    actions = json.loads(out)["actions"]
    assert [action["variables"] for action in actions] == ["x", "w", "W", "a"]
    assert actions[-1]["measure"]["lower"] == ("1" if boundary == "fixed" else "0")


HOSTILE = ['__import__("os").system("x")', "9^9^9^9", "m*v^2/2 - coss(x)", "", "(" * 300 + "x" + ")" * 300]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_bad_input_is_one_line_and_a_caret_in_under_a_second(typed: str) -> None:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "symnet", "derive", typed],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"},
    )
    seconds = time.perf_counter() - start
    said = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert done.returncode == 4
    assert done.stdout == ""
    assert said[0].startswith("error: ")
    assert len(said) == 3
    assert said[2].strip() == "^"
    assert " sympy\n" not in done.stderr
    assert seconds < 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("x", "--rule", "simpson"), "unknown rule 'simpson'; known: midpoint, endpoint, trapezoid, zigzag"),
        (("x", "--activation", "sine"), "unknown activation 'sine'; known: relu, step, cosine"),
        (("x", "--activation", "cosine", "--boundary", "halfline"), "modes for the boundaries fixed, ring, free"),
        (("x", "--boundary", "open"), "unknown boundary 'open'"),
        (("abs(v)", "--time", "euclidean"), "where Abs(v) is not analytic"),
        (("1/(x-x)",), "not a real number"),
    ],
)
def test_what_the_theory_does_not_define_is_refused_by_name(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (4, "")
    assert message in err
