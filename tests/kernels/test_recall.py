"""A kernel that is recalled is the kernel that would be derived; whatever does not fit is derived anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import symnet
from symnet.errors import InputError, NotQuadraticError
from symnet.kernels import build as building
from symnet.kernels import recall
from symnet.kernels.recall import Question, Recalled, compiled
from tests.kernels.brute_force import needs_compiler

pytestmark = [pytest.mark.compiler, needs_compiler]
TEXT, OPTIONS = "m*v^2/2 - k*x^2/2", {"activation": "step", "time": "euclidean", "boundary": "ring"}
NUMBERS = {"dt": 0.3, "m": 1.1, "k": 0.7}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SYMNET_CACHE_DIR", str(tmp_path))
    return tmp_path / "kernels"


def is_recalled(function: Any) -> bool:
    return isinstance(function.layout, Recalled)


def test_a_recalled_kernel_gives_what_the_derived_one_gives() -> None:
    derived = symnet.represent(TEXT, "step", "midpoint", "euclidean", "ring").kernel().compile("c")
    assert not is_recalled(compiled(TEXT, **OPTIONS))
    again = compiled(TEXT, **OPTIONS)
    assert is_recalled(again)
    rng = np.random.default_rng(1)
    for shape in ((5,), (9, 5)):
        w, u = rng.normal(size=(2, *shape))
        for name, given in (("action", (w,)), ("hvp", (w, u)), ("value_and_grad", (w,))):
            for ours, theirs in zip(
                *(
                    np.atleast_1d(getattr(f, name)(*given, **NUMBERS))
                    if name != "value_and_grad"
                    else getattr(f, name)(*given, **NUMBERS)
                    for f in (again, derived)
                ),
                strict=True,
            ):
                np.testing.assert_array_equal(ours, theirs)
        assert str(again.parameter_gradient(w, **NUMBERS)) == str(derived.parameter_gradient(w, **NUMBERS))
        np.testing.assert_array_equal(*(f.sample(w, hbar=1.0, **NUMBERS) for f in (again, derived)))
    assert again.log_weight(w, hbar=2.0, **NUMBERS) == pytest.approx(-again.action(w, **NUMBERS) / 2)
    with pytest.raises(InputError, match="did you mean 'k'"):
        again.action(w, **(NUMBERS | {"kk": 1.0}))


def test_a_recalled_kernel_is_refused_what_it_cannot_do() -> None:
    for _ in range(2):
        function = compiled("m*v^2/2 - x^4", **OPTIONS)
        with pytest.raises(NotQuadraticError):
            function.sample(np.ones(3), hbar=1.0, dt=0.1, m=1.0)
    with pytest.raises(InputError):
        compiled(TEXT, activation="tanh")
    with pytest.raises(InputError, match="at least one thread"):
        compiled(TEXT, threads=0)


def test_every_option_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = ("m*v^2/2", "relu", "midpoint", "real", "fixed")
    other = ("m*v^2/3", "step", "endpoint", "euclidean", "ring")
    keys = {Question(*plain).key}
    for i in range(5):
        keys.add(Question(*plain[:i], other[i], *plain[i + 1 :]).key)
    for name in ("sources_digest", "_foundations"):
        with monkeypatch.context() as patch:
            patch.setattr(recall, name, lambda *_, name=name: "changed" if name == "sources_digest" else ["changed"])
            keys.add(Question(*plain).key)
    assert len(keys) == 8


@pytest.mark.parametrize("harm", ["recipe", "checksum", "library", "no library", "compiler"])
def test_what_does_not_fit_is_derived_anew(harm: str, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    value = compiled(TEXT, **OPTIONS).action([0.1, 0.2], **NUMBERS)
    (recipe,), (library,) = cache.glob("*.recipe"), cache.glob("*/kernel.so")
    if harm == "recipe":
        recipe.write_text("")
    elif harm == "checksum":
        recipe.write_text(recipe.read_text().replace('"shift": 0', '"shift": 1'))
    elif harm == "library":
        library.unlink()
        library.write_bytes(b"not a library")
    elif harm == "no library":
        library.unlink()
    else:
        monkeypatch.setattr(building, "compiler_marks", lambda: ["another"])
    function = compiled(TEXT, **OPTIONS)
    assert not is_recalled(function)
    assert function.action([0.1, 0.2], **NUMBERS) == value


NEW = f"""
import sys, symnet
function = symnet.compiled({TEXT!r}, **{OPTIONS!r})
print(function.action([0.1, 0.2], **{NUMBERS!r}), any(name.startswith("symnet.theory") for name in sys.modules))
"""


def test_a_new_process_derives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    value = compiled(TEXT, **OPTIONS).action([0.1, 0.2], **NUMBERS)
    run = subprocess.run([sys.executable, "-c", NEW], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [str(value), "False"]
