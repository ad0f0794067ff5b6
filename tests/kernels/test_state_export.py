"""Artifacts of several coordinates and of the sampler, from the command line to their own measurement."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from symnet.cli import main
from symnet.kernels.module import module_from
from symnet.kernels.statements import gathering
from symnet.notation import symbols
from symnet.sums import decide
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import needs_compiler

PLANE = "m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*x^2*y^2/2"
PHI4 = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
FREE = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2"
CASES = {
    "plane": [PLANE, "--coordinates", "x, y", "--time", "euclidean", "--activation", "step"],
    "ring": [PHI4, "--field", "--time", "euclidean", "--boundary", "ring"],
    "held": [PHI4, "--field", "--rule", "trapezoid"],
    "box": [PHI4, "--field", "--dimensions", "2", "--time", "euclidean"],
    "free_box": [FREE, "--field", "--dimensions", "2", "--time", "euclidean", "--boundary", "ring"],
    "coupled": ["m*(vx^2 + vy^2 + vx*vy)/2 - k*x^2 - k*(x - y)^2/2", "--coordinates", "x,y", "--time", "euclidean"],
    "free": [FREE, "--field", "--time", "euclidean", "--boundary", "ring"],
    "waves": ["m*v^2/2 - k*x^2/2 + a*x", "--time", "euclidean", "--boundary", "free", "--activation", "cosine"],
    "chain": ["m*v^2/2 - k*x^2/2 + a*x", "--time", "euclidean", "--boundary", "free"],
}
SIZES = (1, 2, 7, 32)
WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Werror"]


def _run(*command: str, cwd: Path, **environment: str) -> str:
    answer = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, env=environment or None)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def _export(*words: str) -> int:
    with pytest.raises(SystemExit) as exit:
        main(["export", *words])
    return int(exit.value.code or 0)


@pytest.fixture(scope="module")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Measured at short paths only: the oracle takes a minute for all rows of 300 steps."""
    folder = tmp_path_factory.mktemp("states")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("symnet.kernels.certificate.SIZES", SIZES)
        for name, words in CASES.items():
            for target in ("numpy", "c") if needs_compiler.args[0] is False else ("numpy",):
                assert _export(*words, "--to", target, "--name", name, "-o", str(folder)) == 0
    return folder


def test_every_artifact_measures_itself_within_rounding(artifacts: Path) -> None:
    certificates = [json.loads(path.read_text()) for path in sorted(artifacts.glob("*.certificate.json"))]
    assert {claim["status"] for c in certificates for claim in c["claims"]} == {"proved"}
    assert sum("sampler" in row for c in certificates for row in c["errors"]) >= len(SIZES) * len(certificates) // 2
    for row in (row for c in certificates for row in c["errors"]):
        assert max(row["value"], row["gradient"], row["hvp"], row.get("sampler", 0.0)) <= row["allowed"]
    assert _export("--verify", str(artifacts)) == 0


def test_what_a_site_gathers_is_proved_and_its_mirror_image_is_not(artifacts: Path) -> None:
    claims = {
        claim["id"]: claim for claim in json.loads((artifacts / "ring.numpy.certificate.json").read_text())["claims"]
    }
    assert {claims[name]["status"] for name in ("kernel.gather", "kernel.gather.first")} == {"proved"}
    statement = next(gathering())
    mirrored = symbols.force[symbols.j] + symbols.reach[symbols.j + 1]
    assert decide(statement.lhs, statement.rhs, statement.assumptions).answer == "equal"
    assert decide(statement.lhs, mirrored, statement.assumptions).answer == "different"


def test_a_wrong_neighbour_or_gain_is_caught_by_the_artifacts_own_measurement(artifacts: Path, tmp_path: Path) -> None:
    for name, true, wrong in (
        ("ring", "np.roll(x0, 1, axis=-2)", "np.roll(x0, 2, axis=-2)"),
        ("box", "steps)), 1, axis=-3)", "steps)), 1, axis=-2)"),
        ("chain", "np.sqrt(hbar / (dt * g))", "np.sqrt(hbar / (dt * g)) * (1 + 1e-9)"),
        ("coupled", "np.sqrt(hbar / dt)", "(np.sqrt(hbar / dt) * (1 + 1e-9))"),
        ("plane", "= p_k * x0 * t1", "= 1.000000001 * p_k * x0 * t1"),
    ):
        text = (artifacts / f"{name}.py").read_text()
        assert true in text
        (tmp_path / f"{name}.py").write_text(text.replace(true, wrong))
        answer = subprocess.run([sys.executable, f"{name}.py", "--verify"], cwd=tmp_path, capture_output=True)
        assert answer.returncode == 1, name


def test_the_numpy_files_compute_what_the_kernels_do(artifacts: Path) -> None:
    rng = np.random.default_rng(1)
    cases = {
        "plane": (
            represent(PLANE, "step", time="euclidean", coordinates=("x", "y")),
            (5, 2, 3),
            {"m": 1.2, "b": 0.3, "k": 0.5, "x_ini": [0.1, -0.2], "x_fin": 0.4},
        ),
        "held": (
            represent(FieldLagrangian.parse(PHI4), rule="trapezoid"),
            (2, 4, 3),
            {"m": 0.8, "g": 0.1, "dx": 0.5, "x_ini": rng.normal(size=4), "x_fin": 0.0},
        ),
        "box": (
            represent(FieldLagrangian.parse(PHI4, 2), time="euclidean"),
            (3, 2, 4, 3),
            {"m": 0.8, "g": 0.1, "dx": 0.5, "x_ini": rng.normal(size=(2, 4)), "x_fin": 0.0},
        ),
    }
    for name, (representation, shape, numbers) in cases.items():
        module, function = module_from((artifacts / f"{name}.py").read_text(), name), representation.kernel().compile()
        w, u, given = rng.normal(size=shape), rng.normal(size=shape), numbers | {"dt": 0.2}
        for method in ("action", "value_and_grad"):
            for one, other in zip(
                getattr(module, method)(w, **given), getattr(function, method)(w, **given), strict=True
            ):
                np.testing.assert_array_equal(one, other)
        np.testing.assert_array_equal(module.hvp(w, u, **given), function.hvp(w, u, **given))
        table = function.parameter_gradient(w, **given)
        for keyword, found in module.parameter_gradient(w, **given).items():
            np.testing.assert_array_equal(found, table[keyword])
        with pytest.raises(ValueError, match="the weights have shape"):
            module.action(w[0, 0], **given)
        with pytest.raises(ValueError, match="shape"):
            module.action(w, **given | {"x_ini": [0.0] * 7})


def test_no_part_of_a_file_takes_the_name_of_another(artifacts: Path) -> None:
    for path in artifacts.glob("*.py"):
        names = [each.name for each in ast.parse(path.read_text()).body if isinstance(each, ast.FunctionDef)]
        assert len(set(names)) == len(names), path.name


@pytest.mark.parametrize("name", ["free", pytest.param("free_c", marks=[pytest.mark.compiler, needs_compiler])])
def test_an_exported_file_draws_where_neither_symnet_nor_sympy_can_be_imported(name: str, artifacts: Path) -> None:
    z = np.random.default_rng(4).normal(size=(2, 3, 5))
    numbers = {"hbar": 0.7, "dt": 0.2, "dx": 0.5, "m": 0.9}
    script = (
        "import sys\nsys.modules.update(symnet=None, sympy=None, mpmath=None)\n"
        f"import {name}\nprint({name}.sample({z.tolist()}, **{numbers}).tolist())\n"
        f"try:\n    {name}.sample({z.tolist()}, **{numbers | {'m': 0.0}})\n"
        "except ArithmeticError as error:\n    print(error)"
    )
    drawn, refused = _run(sys.executable, "-c", script, cwd=artifacts).splitlines()
    density = FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2")
    function = represent(density, time="euclidean", boundary="ring").kernel().compile("mpmath")
    np.testing.assert_allclose(json.loads(drawn), np.array(function.sample(z, **numbers), float), rtol=1e-12)
    assert "not positive" in refused or "not bounded below" in refused


def test_the_text_is_the_same_under_every_hash_seed() -> None:
    script = (
        "import hashlib\nfrom symnet.theory.field import FieldLagrangian\n"
        "from symnet.theory.represent import represent\n"
        "from symnet.kernels.targets import c, numpy\n"
        f"fields = [represent(FieldLagrangian.parse({PHI4!r}, d)) for d in (1, 3)]\n"
        f"made = [represent({PLANE!r}, coordinates=('x', 'y')), *fields]\n"
        "texts = [text for m in made for t in (c, numpy) for text in t.files(m.kernel().layout, name='k').values()]\n"
        "print(hashlib.sha256(''.join(texts).encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    found = {_run(sys.executable, "-c", script, cwd=root, PYTHONPATH=str(root), PYTHONHASHSEED=s) for s in "07"}
    assert len(found) == 1
    assert len(found.pop().strip()) == len(hashlib.sha256().hexdigest())


@pytest.mark.compiler
@needs_compiler
class TestTheCArtifact:
    def test_compiles_without_a_warning_as_c17_and_its_header_as_cpp17(self, artifacts: Path) -> None:
        for name in CASES:
            _run("cc", "-std=c17", "-O2", *WARNINGS, "-c", f"{name}.c", "-o", "unit.o", cwd=artifacts)
            if shutil.which("c++"):
                _run("c++", "-std=c++17", *WARNINGS, "-fsyntax-only", "-x", "c++", f"{name}.h", cwd=artifacts)

    def test_is_clean_under_the_sanitizers(self, artifacts: Path) -> None:
        (artifacts / "driver.c").write_text(DRIVER)
        flags = ["-std=c17", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
        probe = subprocess.run(["cc", *flags, "-x", "c", "-", "-o", "probe"], input="int main(void){return 0;}",
                               cwd=artifacts, text=True, capture_output=True)  # fmt: skip
        if probe.returncode:
            pytest.skip("no sanitizers")
        for name, rows in (
            ("plane", ["-DROWS=2"]),
            ("ring", ["-DSITES"]),
            ("held", ["-DSITES"]),
            ("box", ["-DSITES", "-DBOX"]),
            ("free_box", ["-DSITES", "-DBOX", "-DDRAWS"]),
            ("coupled", ["-DROWS=2", "-DDRAWS"]),
            ("free", ["-DSITES", "-DDRAWS"]),
        ):
            define = [f'-DHEADER="{name}.h"', f"-DP(x)={name}_##x", f"-DE(x)={name.upper()}_##x", *rows]
            _run("cc", *flags, *define, "driver.c", f"{name}.c", "-o", "driver", "-lm", cwd=artifacts)
            assert "done" in _run("./driver", cwd=artifacts)
        (artifacts / "draw.c").write_text(DRAW)
        _run("cc", *flags, "draw.c", "chain.c", "-o", "draw", "-lm", cwd=artifacts)
        assert "done" in _run("./draw", cwd=artifacts)


DRIVER = r"""
#include HEADER
#include <stdio.h>
#include <stdlib.h>
#include <math.h>
#ifdef BOX
#define SIZES sites, 2, n
#define ROWS (2 * sites)
#define NONE 0, 1, n
#define HUGE_ONE ((size_t)1 << 31), ((size_t)1 << 31), 4
#elif defined(SITES)
#define SIZES sites, n
#define ROWS sites
#define NONE 0, n
#define HUGE_ONE ((size_t)1 << 40), ((size_t)1 << 20)
#else
#define SIZES n
#define NONE 0
#define HUGE_ONE ((size_t)1 << 62)
#endif
int main(void)
{
    for (size_t sites = 1; sites < 5; sites++) for (size_t n = 1; n < 259; n += n == 11 ? 245 : 1) {
        const size_t count = ROWS * (n + 1), walkers = 5, c = E(CHANNELS), numbers = 2 * ROWS + 8;
        double *w = malloc(walkers * count * sizeof *w), *u = malloc(count * sizeof *u);
        double *par = malloc(numbers * sizeof *par), *table = malloc(c * numbers * sizeof *table);
        double *value = malloc(walkers * c * sizeof *value), *grad = malloc(walkers * c * count * sizeof *grad);
        double *work = malloc(P(work)(SIZES, E(HVP)) * sizeof *work);
        double *wide = malloc(2 * P(work)(SIZES, E(GRAD_BATCH)) * sizeof *wide);
        for (size_t i = 0; i < numbers; i++) par[i] = 0.5 + 0.05 * (double)i;
        for (size_t i = 0; i < walkers * count; i++) w[i] = sin((double)i) / (double)n;
        for (size_t i = 0; i < count; i++) u[i] = cos((double)i);
        if (P(action)(SIZES, w, par, value, work) || P(grad)(SIZES, w, par, value, grad, work)) return 2;
        if (P(hvp)(SIZES, w, u, par, grad, work) || P(pgrad)(SIZES, w, par, table, work)) return 3;
        if (P(logw)(SIZES, w, par, table, work)) return 4;
        if (P(grad_batch)(walkers, SIZES, w, par, value, grad, wide, 2)) return 5;
#ifdef DRAWS
        double *room = malloc((P(work)(SIZES, E(SAMPLE)) + 2 * P(work)(SIZES, E(SAMPLE_BATCH))) * sizeof *room);
        double *exact = malloc(P(work)(SIZES, E(SAMPLE)) * sizeof *exact), *drawn = malloc(5 * count * sizeof *drawn);
        if (P(sample)(SIZES, u, par, drawn, exact) || P(sample_batch)(walkers, SIZES, w, par, drawn, room, 2)) return 8;
        if (P(sample)(NONE, u, par, drawn, exact) >= 0 || P(sample)(SIZES, u, NULL, drawn, exact) >= 0) return 9;
        if (P(sample_batch)(walkers, SIZES, w, par, drawn, room, 0) >= 0) return 10;
        if (P(sample_batch)(0, SIZES, w, par, drawn, room, 2)) return 10;
        if (P(sample_batch)(((size_t)-1) / 2, SIZES, w, par, drawn, room, 2) >= 0) return 11;
        if (P(sample)(SIZES, w, par, drawn, NULL) >= 0 || P(work)(HUGE_ONE, E(SAMPLE))) return 12;
        if (P(sample)(HUGE_ONE, w, par, drawn, exact) >= 0) return 13;
        free(room); free(exact); free(drawn);
#endif
        w[0] = NAN;
        if (P(grad)(SIZES, w, par, value, grad, work) < 0 || P(grad)(NONE, w, par, value, grad, work) >= 0) return 6;
        if (P(action)(SIZES, w, NULL, value, work) >= 0 || P(grad)(SIZES, w, par, value, grad, NULL) >= 0) return 7;
        free(w); free(u); free(par); free(table); free(value); free(grad); free(work); free(wide);
    }
    puts("done");
    return 0;
}
"""

DRAW = r"""
#include "chain.h"
#include <stdio.h>
#include <stdlib.h>
int main(void)
{
    const double par[] = {0.1, 0.2, 0.7, 1.1, 0.9}, hill[] = {0.1, 0.2, -9.0, 1.1, 0.9};
    for (size_t n = 1; n < 40; n++) {
        double *z = calloc(n + 1, sizeof *z), *w = malloc((n + 1) * sizeof *w);
        double *work = malloc(chain_work(n, CHAIN_SAMPLE) * sizeof *work);
        if (chain_sample(n, z, par, w, work) || chain_sample(n, z, hill, w, work) != 2) return 1;
        if (chain_sample_batch(1, n, z, par, w, work, 3) || chain_sample_batch(0, n, z, par, w, work, 1)) return 3;
        if (chain_sample(0, z, par, w, work) >= 0 || chain_sample(n, NULL, par, w, work) >= 0) return 2;
        free(z); free(w); free(work);
    }
    puts("done");
    return 0;
}
"""


@pytest.mark.parametrize(("words", "message"), [
    (["m*v^2/2", "--coordinates", "x,y"], "contains v; its coordinates and their velocities are x, vx, y, vy"),
    ([PHI4, "--field", "--coordinates", "x"], "two systems"),
    (["phi_dot^2/2 - phi_grad", "--field"], "not even in the gradient"),
    (["m*vx^2/2", "--coordinates", "x,"], "cannot be called ''"),
])  # fmt: skip
def test_the_command_refuses_in_one_line(
    words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _export(*words, "-o", str(tmp_path)) == 4
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
