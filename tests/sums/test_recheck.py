"""The re-checker: independent, small, and not to be talked into anything."""

from __future__ import annotations

import ast
import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

from symnet.notation import symbols as s
from symnet.sums import decide, recheck
from symnet.sums.finite import prove

FILE = Path(recheck.__file__)
N, n, k, j, w, dt = s.N, s.n, s.k_, s.j, s.w, s.dt
V = sp.Function("V")


def path(n: sp.Expr) -> sp.Expr:
    return s.x_ini + dt * sp.Sum(k * w[n - k + 1], (k, 0, n))


STATEMENTS = {
    "partial sums": (sp.Sum(sp.Sum(w[k], (k, 1, n)), (n, 1, N)), sp.Sum((N - k + 1) * w[k], (k, 1, N))),
    "a square": (
        sp.Sum(w[k], (k, 1, N)) ** 2,
        sp.Sum(w[k] ** 2, (k, 1, N)) + 2 * sp.Sum(sp.Sum(w[k] * w[j], (j, 1, k - 1)), (k, 1, N)),
    ),
    "squares": (sp.Sum(k**2, (k, 1, N)), N * (N + 1) * (2 * N + 1) / 6),
    "two upper ends": (
        sp.Sum(sp.Max(0, N - k), (k, 0, n)),
        2 * N - 1 + sp.Sum(sp.Max(0, N - k), (k, 2, n)),
    ),
    "a potential along the path": (
        sp.Sum(V(path(n)), (n, 0, N)),
        V(s.x_ini) + sp.Sum(V(s.x_ini + dt * sp.Sum((n - k + 1) * w[k], (k, 1, n))), (n, 1, N)),
    ),
    "a delta": (
        sp.Sum(sp.KroneckerDelta(k, n) * w[k], (k, 1, N)),
        sp.Piecewise((w[n], (n >= 1) & (n <= N)), (0, True)),
    ),
}


def certificate(name: str) -> dict[str, Any]:
    found = prove(*STATEMENTS[name], n >= 1).data["certificate"]
    assert found is not None
    return json.loads(json.dumps(found))


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_certificate_survives_as_json_and_is_accepted(name: str) -> None:
    recheck.verify(certificate(name))


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_certificate_is_small(name: str) -> None:
    assert len(json.dumps(certificate(name))) < 1024 * len(certificate(name)["cases"])


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_smaller_bound_is_refused(name: str) -> None:
    tampered = certificate(name)
    tampered["cases"][0]["bound"] -= 1
    with pytest.raises(recheck.RefusedError, match="too small"):
        recheck.verify(tampered)


@pytest.mark.parametrize("name", STATEMENTS)
def test_another_statement_under_the_same_certificate_is_refused(name: str) -> None:
    tampered = certificate(name)
    tampered["cases"][0]["right"] += " + Ind(N - 2)"
    with pytest.raises(recheck.RefusedError, match="is not 0 at"):
        recheck.verify(tampered)


def test_a_larger_domain_is_refused() -> None:
    found = prove(sp.Sum(w[k], (k, 3, N)) + w[1] + w[2], sp.Sum(w[k], (k, 1, N)), N >= 2).data["certificate"]
    recheck.verify(found)
    found["cases"][0]["domain"] = ["N - 1"]
    with pytest.raises(recheck.RefusedError, match="is not 0 at"):
        recheck.verify(found)


@pytest.mark.parametrize(
    "change",
    [
        lambda case: case["steps"][-1].update(at=["n + 1"]),
        lambda case: case["families"].update({"V__1": ["V", ["n"], ["x_ini"]]}),
        lambda case: case["steps"][0].update(family="w"),
        lambda case: case.update(steps=[]),
        lambda case: case.update(left=case["left"].replace("Sum(k,", "Sum(n,").replace("Sum(k_2,", "Sum(n,")),
    ],
    ids=["another place", "another family", "a name in use", "no steps", "a name bound twice"],
)
def test_a_function_is_a_sequence_only_where_its_arguments_say_so(change: Any) -> None:
    tampered = certificate("a potential along the path")
    case = tampered["cases"][0]
    case["families"]["w"] = copy.deepcopy(case["families"]["V__1"])
    change(case)
    with pytest.raises((ValueError, KeyError)):
        recheck.verify(tampered)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Sum(k, 1, N, Ind(2-k))", "N"), ("Sum(k, 1, N, Ind(9-k))", "N"), ("Sum(k, 1, N, Ind(k-N+7))", "N")],
)
def test_a_false_statement_that_begins_well_is_refused_whatever_bound_is_claimed(left: str, right: str) -> None:
    case = {"left": left, "right": right, "parameters": ["N"], "domain": ["N-1"], "height": ["N"]}
    with pytest.raises(recheck.RefusedError, match="is not 0 at"):
        recheck.verify({"cases": [{**case, "bound": 10**6, "steps": [], "families": {}}]})


def test_a_height_that_may_be_negative_is_refused() -> None:
    tampered = certificate("squares")
    tampered["cases"][0]["domain"] = ["N + 5"]
    with pytest.raises((ValueError, KeyError)):
        recheck.verify(tampered)


def test_a_statement_in_code_is_not_executed(tmp_path: Path) -> None:
    target = tmp_path / "made"
    tampered = certificate("squares")
    tampered["cases"][0]["right"] = f"__import__('os').mkdir({str(target)!r})"
    with pytest.raises((ValueError, KeyError)):
        recheck.verify(tampered)
    assert not target.exists()


def test_it_has_at_most_two_hundred_lines_and_imports_only_python() -> None:
    source = FILE.read_text()
    assert len(source.splitlines()) <= 200
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] in sys.stdlib_module_names
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= set(sys.stdlib_module_names)


def test_it_runs_where_neither_sympy_nor_symnet_is(tmp_path: Path) -> None:
    (tmp_path / "recheck.py").write_text(FILE.read_text())
    (tmp_path / "certificate.json").write_text(json.dumps(certificate("a square")))
    code = (
        "import sys; sys.path.insert(0, '.'); import json, recheck; recheck.verify(json.load(open('certificate.json')))"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, check=True)


def test_the_decision_hands_the_certificate_on() -> None:
    assert decide(*STATEMENTS["a square"]).certificate == prove(*STATEMENTS["a square"]).data["certificate"]
