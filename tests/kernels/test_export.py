"""Exported artifacts: deterministic, self-contained, certified, and clean under every warning and sanitizer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from symnet.cli import main
from symnet.errors import InputError, KernelError
from symnet.kernels.certificate import blank, digest
from symnet.kernels.inputs import draw
from symnet.kernels.module import module_from
from symnet.kernels.recheck import recheck
from symnet.kernels.statements import Judged
from tests.kernels.brute_force import NOTHING_ELSE, build, needs_compiler, numbers_for, weights_for

QUARTIC, MAGNETIC = "m*v^2/2 - k*x^2/2 - g*x^4", "m*v^2/2 + a*v*x - cos(x)"
CASES = [
    (QUARTIC, "relu", "fixed", "real"),
    (MAGNETIC, "step", "ring", "euclidean"),
    (MAGNETIC, "relu", "free", "real"),
    ("m*v^2/2 - abs(x)", "step", "halfline", "euclidean"),
]
WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Werror"]


def _run(*command: str, cwd: Path, **environment: str) -> str:
    answer = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, env=environment or None)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("artifacts")
    for i, (text, activation, boundary, time) in enumerate(CASES):
        kernel = build(text, activation, time=time, boundary=boundary)
        kernel.export(folder, "numpy", name=f"kernel{i}")
        if needs_compiler.args[0] is False:
            kernel.export(folder, "c", name=f"kernel{i}")
    return folder


HASHES = """
import hashlib, json
from symnet.theory.represent import represent
from symnet.kernels.targets import c, numpy
whole = []
for text, activation, boundary, time in json.loads('''CASES'''):
    layout = represent(text, activation, "midpoint", time, boundary).kernel().layout
    for target in (c, numpy):
        whole += [name + text for name, text in target.files(layout, name="kernel").items()]
print(hashlib.sha256("".join(whole).encode()).hexdigest())
"""


def test_the_text_is_the_same_under_every_hash_seed() -> None:
    script = HASHES.replace("CASES", json.dumps(CASES))
    root = Path(__file__).parents[2]
    seeds = ("0", "1", "2", "3", "12345")
    found = {_run(sys.executable, "-c", script, cwd=root, PYTHONPATH=str(root), PYTHONHASHSEED=s) for s in seeds}
    assert len(found) == 1


def test_two_exports_are_equal_but_for_the_times_measured(tmp_path: Path) -> None:
    first, second = (build(QUARTIC).export(tmp_path / name, "numpy") for name in "ab")
    for one, other in zip(first, second, strict=True):
        if not one.name.endswith(".json"):
            assert one.read_bytes() == other.read_bytes()
    certificates = [json.loads((tmp_path / name / "kernel.numpy.certificate.json").read_text()) for name in "ab"]
    for certificate in certificates:
        del certificate["cost"], certificate["seal"]
    assert certificates[0] == certificates[1]


ALONE = (
    NOTHING_ELSE
    + """module = importlib.import_module(sys.argv[1])
numbers = {name: 0.7 for name in module.PARAMETERS[:-1]}
w = [[0.1, 0.2, 0.3], [0.3, 0.1, 0.2]]
value, gradient = module.value_and_grad(w, **numbers)
print(repr([module.action(w, **numbers), value, gradient, module.hvp(w, w, **numbers),
            module.parameter_gradient(w, **numbers), module.log_weight(w, hbar=2.0, **numbers)]))
"""
)


@pytest.mark.parametrize("ending", ["", pytest.param("_c", marks=[pytest.mark.compiler, needs_compiler])])
def test_an_artifact_runs_where_symnet_and_sympy_cannot_be_imported(artifacts: Path, ending: str) -> None:
    for i in range(len(CASES)):
        text = _run(sys.executable, "-c", ALONE, f"kernel{i}{ending}", cwd=artifacts)
        assert "array" in text
        assert "nan" not in text


def test_the_numpy_file_imports_nothing_but_numpy(artifacts: Path) -> None:
    lines = (artifacts / "kernel0.py").read_text().splitlines()
    assert [line for line in lines if line.startswith(("import ", "from "))] == ["import numpy as np"]


@pytest.mark.parametrize("case", range(len(CASES)))
def test_the_numpy_file_computes_what_the_kernel_does(artifacts: Path, case: int) -> None:
    text, activation, boundary, time = CASES[case]
    kernel = build(text, activation, time=time, boundary=boundary)
    module = module_from((artifacts / f"kernel{case}.py").read_text(), "artifact")
    numbers, function = numbers_for(kernel, seed=4), kernel.compile("numpy")
    w, u = weights_for(kernel, 6, seed=1, batch=(3,)), weights_for(kernel, 6, seed=2, batch=(3,))
    np.testing.assert_array_equal(module.action(w, **numbers), function.action(w, **numbers))
    for found, expected in (
        (module.value_and_grad(w, **numbers), function.value_and_grad(w, **numbers)),
        (module.log_weight(w, hbar=1.5, **numbers), function.log_weight(w, hbar=1.5, **numbers)),
    ):
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(module.hvp(w, u, **numbers), function.hvp(w, u, **numbers))
    table = function.parameter_gradient(w, **numbers)
    for name, found in module.parameter_gradient(w, **numbers).items():
        np.testing.assert_array_equal(found, table[name])
    for wrong in ({"dt": -1.0}, {"dt": float("nan")}, {"mass": 1.0}):
        with pytest.raises((TypeError, ValueError), match=r"dt|mass"):
            module.action(w, **(numbers | wrong))
    with pytest.raises(TypeError, match="missing parameter"):
        module.action(w)


def test_an_artifact_measures_itself_as_its_certificate_says(artifacts: Path) -> None:
    rechecked = list(recheck(artifacts))
    assert len(rechecked) == len(list(artifacts.glob("*.certificate.json"))) >= len(CASES)
    for found in rechecked:
        assert found.unchanged, found.certificate
        assert found.good, found.report
        for row in json.loads((artifacts / found.certificate).read_text())["errors"]:
            shown = " ".join(f"{row[name]:>10.3f}" for name in ("value", "gradient", "hvp", "batch", "allowed"))
            assert f"{row['steps']:>6} {shown}" in found.report


def test_the_certificate_names_its_claims_inputs_and_hash(artifacts: Path) -> None:
    certificate = json.loads((artifacts / "kernel0.numpy.certificate.json").read_text())
    assert {claim["id"]: claim["status"] for claim in certificate["claims"]} == {
        **dict.fromkeys(("kernel.variation", "kernel.step", "kernel.force", "kernel.momentum"), "proved"),
        "kernel.path": "proved",
        "kernel.velocity": "proved",
        "kernel.adjoint": "proved",
    }
    assert certificate["note"] == "measured on these inputs"
    assert certificate["sha256"] == digest({"kernel0.py": (artifacts / "kernel0.py").read_text()})
    assert certificate["cost"]["gradient"] > 0


def test_a_changed_artifact_is_noticed(artifacts: Path, tmp_path: Path) -> None:
    for name in ("kernel0.py", "kernel0.numpy.certificate.json"):
        shutil.copy(artifacts / name, tmp_path)
    changed = tmp_path / "kernel0.py"
    changed.write_text(changed.read_text().replace("4.0 * p_g", "3.0 * p_g"))
    (found,) = recheck(tmp_path)
    assert not found.unchanged
    assert not found.good


def test_a_wrong_step_is_caught_by_the_artifacts_own_measurement(artifacts: Path, tmp_path: Path) -> None:
    text = (artifacts / "kernel0.py").read_text()
    wrong = tmp_path / "wrong.py"
    wrong.write_text(text.replace("(0.5 * p_m * ", "(0.500000001 * p_m * "))
    assert wrong.read_text() != text
    answer = subprocess.run([sys.executable, str(wrong), "--verify"], capture_output=True, text=True, timeout=120)
    assert answer.returncode == 1
    assert "LARGER" in answer.stdout


def test_a_refuted_claim_stops_an_export_unless_it_is_forced(tmp_path: Path) -> None:
    refuted = [Judged("quartic.energy", "refuted", "E = 1", ())]
    with pytest.raises(KernelError, match=r"these claims are refuted: quartic\.energy"):
        build(QUARTIC).export(tmp_path, "numpy", verdicts=refuted)
    assert not list(tmp_path.iterdir())
    build(QUARTIC).export(tmp_path, "numpy", verdicts=refuted, force=True)
    assert (
        "these claims are refuted: quartic.energy" in (tmp_path / "kernel.py").read_text().partition("import numpy")[0]
    )


def test_the_blank_of_a_certified_file_is_the_file_before_it_was_certified(artifacts: Path) -> None:
    text = (artifacts / "kernel0.py").read_text()
    assert "CERTIFICATE = None\n# certificate ends" in blank(text)
    assert blank(blank(text)) == blank(text)


@pytest.mark.parametrize("name", ["", "9a", "A", "a-b", "a/b", "x" * 42, "a\n", "ä"])
def test_a_name_that_cannot_begin_a_c_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(KernelError, match="cannot name a kernel"):
        build("m*v^2/2").export(tmp_path, "numpy", name=name)


def test_an_export_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KernelError, match="cannot write to"):
        build("m*v^2/2").export(tmp_path / "file", "numpy")
    with pytest.raises(InputError, match="no such folder"):
        list(recheck(tmp_path / "none"))


def test_drawn_inputs_are_those_of_the_artifact(artifacts: Path) -> None:
    for case, (text, activation, boundary, time) in enumerate(CASES):
        layout = build(text, activation, time=time, boundary=boundary).layout
        module = module_from((artifacts / f"kernel{case}.py").read_text(), "artifact")
        for steps in (1, 2, 9):
            ours, (w, u, numbers) = draw(layout, steps, 5), module._draw(steps, 5)
            np.testing.assert_array_equal(ours.w, w)
            np.testing.assert_array_equal(ours.u, u)
            assert ours.numbers == numbers


@pytest.mark.compiler
@needs_compiler
class TestTheCArtifact:
    def test_compiles_without_a_warning_as_c17_and_its_header_as_cpp17(self, artifacts: Path) -> None:
        for i in range(len(CASES)):
            _run("cc", "-std=c17", "-O2", *WARNINGS, "-c", f"kernel{i}.c", "-o", "unit.o", cwd=artifacts)
            _run("cc", "-std=c17", *WARNINGS, "-fsyntax-only", "-x", "c", f"kernel{i}.h", cwd=artifacts)
            if shutil.which("c++"):
                _run("c++", "-std=c++17", *WARNINGS, "-fsyntax-only", "-x", "c++", f"kernel{i}.h", cwd=artifacts)

    def test_an_error_in_its_batch_entry_point_is_measured(self, artifacts: Path, tmp_path: Path) -> None:
        for name in ("kernel0.c", "kernel0.h", "kernel0_c.py"):
            shutil.copy(artifacts / name, tmp_path)
        head, batch, body = (tmp_path / "kernel0.c").read_text().partition("int kernel0_grad_batch(")
        slip = "{ double other[6]; for (int i = 0; i < 6; i++) other[i] = par[i] * (1 + 1e-9 * (i == 5)); par = other;"
        (tmp_path / "kernel0.c").write_text(head + batch + body.replace("{", slip, 1))
        answer = subprocess.run([sys.executable, "kernel0_c.py", "--verify"], cwd=tmp_path, capture_output=True)
        assert answer.returncode == 1, answer.stdout + answer.stderr

    def test_shows_its_prefix_and_nothing_else(self, artifacts: Path) -> None:
        if not shutil.which("nm"):
            pytest.skip("no nm")
        flags = ["-std=c17", "-O2", "-fvisibility=hidden", "-fPIC", "-shared"]
        _run("cc", *flags, "kernel1.c", "-o", "shown.so", "-lm", cwd=artifacts)
        lines = _run("nm", "-D", "--defined-only", "shown.so", cwd=artifacts).splitlines()
        names = {line.split()[-1] for line in lines}
        functions = ("abi", "manifest", "param", "work", "action", "grad", "hvp", "pgrad", "logw", "grad_batch")
        assert {f"kernel1_{f}" for f in functions} <= names
        assert {name for name in names if not name.startswith(("kernel1_", "_"))} == set()

    def test_refuses_fast_math(self, artifacts: Path) -> None:
        command = ["cc", "-std=c17", "-ffast-math", "-c", "kernel0.c", "-o", "fast.o"]
        answer = subprocess.run(command, cwd=artifacts, capture_output=True, text=True)
        assert answer.returncode != 0
        assert "fast-math" in answer.stderr

    def test_is_clean_under_the_sanitizers(self, artifacts: Path) -> None:
        (artifacts / "driver.c").write_text(DRIVER)
        flags = ["-std=c17", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
        probe = subprocess.run(["cc", *flags, "-x", "c", "-", "-o", "probe"], input="int main(void){return 0;}",
                               cwd=artifacts, text=True, capture_output=True)  # fmt: skip
        if probe.returncode:
            pytest.skip("no sanitizers")
        for i in (0, 1):
            define = [f'-DHEADER="kernel{i}.h"', f"-DP(x)=kernel{i}_##x", f"-DE(x)=KERNEL{i}_##x"]
            _run("cc", *flags, *define, "driver.c", f"kernel{i}.c", "-o", "driver", "-lm", cwd=artifacts)
            assert "done" in _run("./driver", cwd=artifacts)

    def test_its_manifest_is_json_with_the_certificate(self, artifacts: Path) -> None:
        script = (
            "import ctypes, json, kernel1_c as k; f = k._LIBRARY.kernel1_manifest; f.restype = ctypes.c_char_p;"
            "print(json.dumps(json.loads(f())))"
        )
        manifest = json.loads(_run(sys.executable, "-c", script, cwd=artifacts))
        assert manifest["parameters"] == ["dt", "a", "m", "hbar"]
        assert manifest["channels"] == 2
        assert manifest["certificate"]["note"] == "measured on these inputs"


DRIVER = r"""
#include HEADER
#include <stdio.h>
#include <stdlib.h>
#include <math.h>
int main(void)
{
    double par[16];
    for (int i = 0; i < 16; i++) par[i] = 0.5 + 0.05 * i;
    if (P(abi)() != E(ABI) || P(param)(99) != NULL || P(work)(0, E(GRAD)) != 0) return 1;
    for (size_t n = 1; n < 40; n++) {
        const size_t count = n + 1, walkers = 19, c = E(CHANNELS);
        double *w = malloc(walkers * count * sizeof *w), *u = malloc(count * sizeof *u);
        double *value = malloc(walkers * c * sizeof *value), *grad = malloc(walkers * c * count * sizeof *grad);
        double *work = malloc(P(work)(n, E(GRAD)) * sizeof *work), *table = malloc(c * 16 * sizeof *table);
        double *wide = malloc(2 * P(work)(n, E(GRAD_BATCH)) * sizeof *wide);
        for (size_t i = 0; i < walkers * count; i++) w[i] = sin((double)i) / (double)n;
        for (size_t i = 0; i < count; i++) u[i] = cos((double)i);
        if (P(action)(n, w, par, value) || P(grad)(n, w, par, value, grad, work)) return 2;
        if (P(hvp)(n, w, u, par, grad, work) || P(pgrad)(n, w, par, table) || P(logw)(n, w, par, table)) return 3;
        if (P(grad_batch)(walkers, n, w, par, value, grad, wide, 2)) return 4;
        w[0] = NAN;
        if (P(grad)(n, w, par, value, grad, work) < 0 || P(grad)(0, w, par, value, grad, work) >= 0) return 5;
        if (P(action)(n, w, NULL, value) >= 0 || P(grad)(n, w, par, NULL, grad, work) >= 0) return 6;
        free(w); free(u); free(value); free(grad); free(work); free(table); free(wide);
    }
    puts("done");
    return 0;
}
"""


def test_the_command_writes_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["export", "free_particle", "--to", "numpy", "-o", str(tmp_path)])
    assert exit.value.code == 0
    assert {Path(line).name for line in capsys.readouterr().out.split()} == {path.name for path in tmp_path.iterdir()}
    with pytest.raises(SystemExit) as exit:
        main(["export", "--verify", str(tmp_path)])
    assert exit.value.code == 0


@pytest.mark.parametrize(("words", "message"), [
    (["quartik"], "did you mean 'quartic'"),
    (["m*v^2/2 - V(x)"], "'V' written out"),
    (["m*v^2/2 - coss(x)"], "did you mean 'cos'"),
    (["quartic", "--to", "fortran"], "no target 'fortran'"),
    (["quartic", "--to", "mpmath"], "no source to export"),
    (["quartic", "--boundary", "open"], "unknown boundary 'open'"),
    (["quartic", "--name", "9"], "cannot name a kernel"),
    ([], "give a system"),
])  # fmt: skip
def test_the_command_refuses_in_one_line(
    words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["export", *words, "-o", str(tmp_path)])
    assert exit.value.code == 4
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
