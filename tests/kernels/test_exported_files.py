"""Exported files on their own: the same bytes on every run, clean under every compiler, usable without symnet."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import symnet
from symnet.cli import cli

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
POINT = {"dt": 0.1, "x_ini": -0.3, "x_fin": 0.7, "m": 1.3, "k": 0.8, "g": 0.2}
needs_gcc = pytest.mark.skipif(shutil.which("gcc") is None, reason="no C compiler (gcc) on this machine")
needs_gxx = pytest.mark.skipif(shutil.which("g++") is None, reason="no C++ compiler (g++) on this machine")

MAIN = """
#include "quartic.h"
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  const double par[] = {0.1, -0.3, 0.7, 0.2, 0.8, 1.3, 1.0};
  for (size_t n = 1; n < 300; n += n == 39 ? 210 : 1) { /* short paths, and long ones around whole vectors */
    double *w = malloc(n * sizeof *w), *g = malloc(n * sizeof *g), *u = malloc(n * sizeof *u);
    double *h = malloc(n * sizeof *h), s, t, l[2], p[6];
    double *gw = malloc(quartic_work(n, QUARTIC_GRAD) * sizeof *gw);
    double *hw = malloc(quartic_work(n, QUARTIC_HVP) * sizeof *hw);
    for (size_t i = 0; i < n; i++) { w[i] = 0.01 * (double)i; u[i] = 1.0; }
    if (quartic_action(n, w, par, &s) || quartic_grad(n, w, par, &t, g, gw)) return 1;
    if (quartic_hvp(n, w, u, par, h, hw) || quartic_pgrad(n, w, par, p) || quartic_logw(n, w, par, l)) return 2;
    if (n == 39) printf("%.17g %.17g %.17g\\n", s, t, g[0]);
    free(w); free(g); free(u); free(h); free(gw); free(hw);
  }
  return quartic_action(0, NULL, par, NULL) < 0 ? 0 : 3;
}
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    for target in ("c", "numpy"):
        words = ["export", QUARTIC, "--name", "quartic", "--to", target, "-o", str(folder)]
        CliRunner().invoke(cli, words, standalone_mode=False, catch_exceptions=False)
    (folder / "main.c").write_text(MAIN)
    return folder


def run(*words: str, **options: str | Path | dict[str, str]) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


def test_the_text_is_the_same_under_every_hash_seed(tmp_path: Path) -> None:
    digests = set()
    for seed in ("0", "1", "7", "42", "4294967295"):
        folder = tmp_path / seed
        for target in ("c", "numpy"):
            words = ("export", QUARTIC, "--name", "quartic", "--to", target, "-o", str(folder))
            run(sys.executable, "-m", "symnet", *words, env={**os.environ, "PYTHONHASHSEED": seed})
        texts = b"".join((folder / name).read_bytes() for name in ("quartic.c", "quartic.h", "quartic.py"))
        digests.add(hashlib.sha256(texts).hexdigest())
    assert len(digests) == 1


@needs_gcc
@pytest.mark.compiler
def test_c_is_clean_under_the_sanitizers_and_agrees_with_numpy(exported: Path) -> None:
    sanitize = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g", "-O1")
    strict = ("-std=c17", "-Wall", "-Wextra", "-pedantic", "-Werror", "-ffp-contract=off")
    run("gcc", *strict, *sanitize, "main.c", "quartic.c", "-o", "main", "-lm", cwd=exported)
    printed = run(str(exported / "main"))
    action, same, slope = map(float, printed.split())
    weights = 0.01 * np.arange(38)
    value, gradient = symnet.represent(QUARTIC).kernel().compile("numpy").value_and_grad(weights, **POINT)
    assert action == same
    assert np.isclose(action, value, rtol=1e-13)
    assert np.isclose(slope, gradient[0], rtol=1e-12)


@needs_gxx
@pytest.mark.compiler
def test_the_header_is_c_plus_plus_too(exported: Path) -> None:
    (exported / "use.cpp").write_text(
        '#include "quartic.h"\nint main() { return quartic_abi() == QUARTIC_ABI ? 0 : 1; }\n'
    )
    run("g++", "-std=c++17", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only", "use.cpp", cwd=exported)


@needs_gcc
@pytest.mark.compiler
def test_a_library_shows_only_names_with_its_prefix(exported: Path) -> None:
    run("gcc", "-shared", "-fPIC", "-fvisibility=hidden", "quartic.c", "-o", "libquartic.so", "-lm", cwd=exported)
    shown = run("nm", "-D", "--defined-only", "libquartic.so", cwd=exported).split()[2::3]
    assert shown
    assert all(name.startswith("quartic_") for name in shown)


@needs_gcc
@pytest.mark.compiler
def test_fast_math_is_refused(exported: Path) -> None:
    words = ["gcc", "-ffast-math", "-fsyntax-only", "quartic.c"]
    done = subprocess.run(words, cwd=exported, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "fast-math" in done.stderr


def test_the_numpy_file_runs_where_neither_symnet_nor_sympy_can_be_imported(exported: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules.update(symnet=None, sympy=None, mpmath=None)\n"
        "import numpy as np, quartic\n"
        f"value, gradient = quartic.value_and_grad(np.linspace(-1, 1, 9), **{POINT})\n"
        "print(repr(float(value)))\n"
    )
    printed = run(sys.executable, "-c", program, cwd=exported)
    value = symnet.represent(QUARTIC).kernel().compile("numpy").action(np.linspace(-1, 1, 9), **POINT)
    assert float(printed) == pytest.approx(float(value), rel=1e-14)


def test_the_gradient_at_width_five_is_the_exact_derivative() -> None:
    """Differentiated by SymPy at N = 5 with rational weights, against the oracle at 30 digits."""
    import mpmath as mp
    import sympy as sp

    rep = symnet.represent(QUARTIC)
    action = rep.action("w", N=5, last="eliminated")
    names = symnet.symbols
    exact = {
        names.dt: "1/10",
        names.x_ini: "-3/10",
        names.x_fin: "7/10",
        names.m: "13/10",
        names.k: "4/5",
        names.g: "1/5",
    }
    values = {symbol: sp.Rational(text) for symbol, text in exact.items()}
    weights = [sp.Rational(j, 7) for j in range(1, 5)]
    at = values | {names.w[j + 1]: weight for j, weight in enumerate(weights)}
    slopes = [action.diff(names.w[j]).subs(at) for j in range(1, 5)]
    with mp.workdps(30):
        point = {str(symbol): mp.mpf(value.p) / value.q for symbol, value in values.items()}
        _, gradient = rep.kernel().compile("mpmath").value_and_grad([mp.mpf(w.p) / w.q for w in weights], **point)
        for mine, exactly in zip(gradient, slopes, strict=True):
            assert mp.almosteq(mine, mp.mpf(exactly.p) / exactly.q, rel_eps=mp.mpf(10) ** -25)
