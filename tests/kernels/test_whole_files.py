"""The files for JAX, Numba and torch: functions like NumPy's, derivatives by the adjoint, measuring themselves."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from symnet.kernels import Kernel
from symnet.kernels.certificate import SCHEMA, digest, sealed, without_cost
from symnet.kernels.extras import extra
from symnet.kernels.inputs import by_keyword, draw
from symnet.kernels.module import module_from
from symnet.kernels.recheck import recheck
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import NOTHING_ELSE

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
PLANE = "m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*x^2*y^2/2"
COUPLED = "m*(vx^2 + vy^2 + vx*vy)/2 - k*x^2 - k*(x - y)^2/2"
PHI4 = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
FREE = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2"
Case = tuple[Any, str, str, str, tuple[str, ...] | None]
CASES: dict[str, Case] = {
    "held": (QUARTIC, "relu", "real", "fixed", None),
    "magnetic": ("m*v^2/2 + a*v*x - cos(x)", "step", "euclidean", "ring", None),
    "corner": ("m*v^2/2 - abs(x)", "step", "euclidean", "halfline", None),
    "drawn": ("m*v^2/2 - k*x^2/2 + a*x", "relu", "euclidean", "free", None),
    "sines": (QUARTIC, "cosine", "real", "fixed", None),
    "waves": ("m*v^2/2 - k*x^2/2 + a*x", "cosine", "euclidean", "ring", None),
    "cosines": (PLANE, "cosine", "euclidean", "free", ("x", "y")),
    "plane": (PLANE, "step", "euclidean", "fixed", ("x", "y")),
    "coupled": (COUPLED, "relu", "euclidean", "halfline", ("x", "y")),
    "chain": (FieldLagrangian.parse(PHI4), "relu", "real", "fixed", None),
    "box": (FieldLagrangian.parse(PHI4, 2), "step", "euclidean", "halfline", None),
    "free_box": (FieldLagrangian.parse(FREE, 2), "relu", "euclidean", "ring", None),
    "field_waves": (FieldLagrangian.parse(PHI4), "cosine", "euclidean", "fixed", None),
}
PACKAGES = ("jax", "numba", "torch")
QUICK = {"jax": ("held", "coupled"), "numba": ("held", "drawn", "cosines", "box"), "torch": tuple(CASES)}
INPUTS = {"steps": [1, 6], "seed": 7}


@cache
def _kernel(case: str) -> Kernel:
    system, activation, time, boundary, coordinates = CASES[case]
    return represent(system, "relu", time=time, boundary=boundary, coordinates=coordinates).kernel(activation)


@cache
def _text(case: str, target: str) -> str:
    """The file with the inputs of a certificate, and without its claims."""
    module = import_module(f"symnet.kernels.targets.{target}")
    (text,) = module.files(_kernel(case).layout, name="k", certificate={"inputs": INPUTS, "claims": []}).values()
    return str(text)


@cache
def _module(case: str, target: str) -> ModuleType:
    return _loaded(_text(case, target), target)


def _loaded(text: str, target: str) -> ModuleType:
    if target == "jax":
        extra("jax").config.update("jax_enable_x64", True)
    return module_from(text, f"file_{target}")


def _both(target: str, case: str) -> Any:
    """Few of those that are long in compiling."""
    slow = [] if case in QUICK[target] else [pytest.mark.long]
    return pytest.param(target, case, marks=[pytest.mark.extra(target), *slow])


EVERY = [_both(target, case) for target in PACKAGES for case in CASES]
TARGETS = [pytest.param(name, marks=pytest.mark.extra(name)) for name in PACKAGES]


def _arrays(result: Any) -> list[np.ndarray]:
    if isinstance(result, dict):
        return [array for value in result.values() for array in _arrays(value)]
    if isinstance(result, tuple):
        return [array for part in result for array in _arrays(part)]
    return [np.asarray(result)]


def _calls(kernel: Kernel, steps: int, batch: tuple[int, ...]) -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Every public function with ordinary arguments."""
    point = draw(kernel.layout, steps, 3)
    numbers, more = by_keyword(kernel.layout, point), np.random.default_rng(steps).normal(size=(*batch, *point.w.shape))
    w, u = point.w + 0.1 * more, point.u + 0.1 * more
    names = ("action", "value_and_grad", "parameter_gradient")
    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [(name, (w,), numbers) for name in names]
    return [*calls, ("hvp", (w, u), numbers), ("log_weight", (w,), numbers | {"hbar": 0.7})]


@pytest.mark.parametrize(("target", "case"), EVERY)
def test_every_function_of_a_file_is_numpys(target: str, case: str) -> None:
    module, reference, kernel = _module(case, target), _module(case, "numpy"), _kernel(case)
    for steps, batch in ((1, ()), (6, ()), (6, (2, 3))):
        calls = _calls(kernel, steps, batch)
        if hasattr(reference, "sample"):
            _, (_, z), numbers = calls[3]
            calls.append(("sample", (z,), numbers | {"hbar": 0.7}))
        for name, arguments, numbers in calls:
            found, true = (_arrays(getattr(m, name)(*arguments, **numbers)) for m in (module, reference))
            for one, other in zip(found, true, strict=True):
                np.testing.assert_allclose(one, other, 1e-10, 1e-10 * np.max(np.abs(other), initial=1), err_msg=name)
                assert one.shape == other.shape, name
    assert hasattr(module, "sample") == hasattr(reference, "sample")


@pytest.mark.parametrize(("target", "case"), EVERY)
def test_a_file_measures_itself_and_sees_a_gradient_that_is_a_little_wrong(
    target: str, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, kernel = _module(case, target), _kernel(case)
    errors = module.verify()
    assert [row[0] for row in errors] == INPUTS["steps"]
    assert all(max(e for e in row[1:-1] if e is not None) <= row[-1] for row in errors), errors
    for name, axes in (("_grad", 0), ("_grad", kernel.layout.axes + 1), ("_hvp", 0), ("_sample", 0)):
        if hasattr(module, name):
            with monkeypatch.context() as patch:
                patch.setattr(module, name, _slightly_wrong(getattr(module, name), axes))
                row = module.verify()[-1]
                assert max(e for e in row[1:-1] if e is not None) > row[-1], (name, axes)


def _slightly_wrong(program: Any, axes: int) -> Any:
    """The same with an error of 1e-9 for arrays of so many axes or more."""

    def wrong(*arguments: Any) -> Any:
        found = program(*arguments)
        if arguments[0].ndim < axes:
            return found
        return (found[0], found[1] * (1 + 1e-9)) if isinstance(found, tuple) else found * (1 + 1e-9)

    return wrong


WRONG = """
_right = _grad


def _grad(w, numbers):
    value, gradient = _right(w, numbers)
    return value, gradient * (1 + 1e-9)


def verify("""


@pytest.mark.parametrize("target", TARGETS)
def test_an_export_measures_itself_and_what_is_wrong_is_not_called_good(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("symnet.kernels.certificate.SIZES", (1, 6))
    _kernel("held").export(tmp_path, target, "held")
    certificate = json.loads((tmp_path / f"held.{target}.certificate.json").read_text())
    assert certificate["note"] == "measured on these inputs"
    assert certificate["built"][target] == extra(target).__version__
    (found,) = recheck(tmp_path)
    assert found.unchanged, found.report
    assert found.good, found.report
    for row in certificate["errors"]:
        shown = " ".join(f"{row[name]:>10.3f}" for name in ("value", "gradient", "hvp", "batch", "allowed"))
        assert f"{row['steps']:>6} {shown}" in found.report
    path = tmp_path / f"held_{target}.py"
    path.write_text(path.read_text().replace("\ndef verify(", WRONG, 1))
    certificate["sha256"] = digest({path.name: path.read_text()})
    sealed_again, text = sealed(certificate), path.read_text()
    begin, end = text.index("CERTIFICATE = "), text.index("# certificate ends")
    path.write_text(f"{text[:begin]}CERTIFICATE = {without_cost(sealed_again)!r}\n{text[end:]}")
    (tmp_path / f"held.{target}.certificate.json").write_text(json.dumps(sealed_again))
    (found,) = recheck(tmp_path)
    assert found.unchanged, found.report
    assert not found.good
    assert "LARGER" in found.report


SLIPS = {
    "numpy": [
        ("def _action(w, numbers):", "def _action(w, numbers):\n    w = w * (1 + 1e-9)"),
        ("_parts(gradient, 1)", "(1 + 1e-9) * _parts(gradient, 1)"),
        ("in wanted)\n\n", "in sorted(wanted))\n\n"),
    ],
    "numba": [("given = numbers", "given = (1.000000001 * numbers[0], *numbers[1:])")],
    "jax": [
        ('return _of_one_path["action"](w,', 'return _of_one_path["action"]((1 + 1e-9) * w,'),
        ("cotangent, each,", "(1 + 1e-9) * cotangent, each,"),
    ],
    "torch": [
        ('_of_arrays["action"](array', '_of_arrays["action"]((1 + 1e-9) * array'),
        ("value, slopes = map(torch.from_numpy,", "value, slopes = map(lambda a: torch.from_numpy(a) * (1 + 1e-9),"),
        ("* slopes).sum(", "* slopes * (1 + 1e-9)).sum("),
    ],
}
"""Errors in the action alone, in the public functions, and in what a package's own derivatives go through."""


@pytest.mark.parametrize("target", ["numpy", *TARGETS])
def test_a_slip_in_the_action_or_its_derivatives_is_measured(target: str) -> None:
    for right, wrong in SLIPS[target]:
        assert _text("held", target).count(right) >= 1, right
        slipped = _loaded(_text("held", target).replace(right, wrong, 1), target)
        slipped.CERTIFICATE["inputs"] = INPUTS | {"steps": [6]}
        (errors,) = slipped.verify()
        assert max(errors[1:-1]) > errors[-1], right


@pytest.mark.parametrize("target", ["numpy", *TARGETS])
def test_what_is_no_real_number_is_refused_by_every_file(target: str) -> None:
    numbers = dict.fromkeys(("dt", "x_ini", "x_fin", "m", "k", "g"), 0.5)
    masked = np.ma.masked_array([1.0, 2.0], [True, False])
    for wrong in ([1j, 0.0], np.array([1j]), masked, ["0.5"], [[1.0], [1.0, 2.0]]):
        with pytest.raises((ValueError, TypeError)):
            _module("held", target).action(wrong, **numbers)
    for wrong in ({"k": "1"}, {"k": 1j}, {"k": [1.0]}, {"k": np.inf}, {"dt": 0.0}, {"l": 1.0}):
        with pytest.raises((ValueError, TypeError), match=r"parameter|complex"):
            _module("held", target).action([0.1], **numbers | wrong)


@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("case", CASES)
def test_every_export_measures_itself_in_a_process_of_its_own(
    case: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("symnet.kernels.certificate.SIZES", (1, 2, 7, 32))
    _kernel(case).export(tmp_path, target, case)
    (found,) = recheck(tmp_path)
    assert found.unchanged, found.report
    assert found.good, found.report
    rows = json.loads((tmp_path / f"{case}.{target}.certificate.json").read_text())["errors"]
    names = ("value", "gradient", "hvp", "batch", *["sampler"] * ("sampler" in rows[-1]), "allowed")
    for row, line in zip(rows, found.report.splitlines()[2:], strict=False):
        shown = [float(number) for number in line.split()[1:]]
        assert np.allclose(shown, [row[name] for name in names], rtol=0.2, atol=0.3), line


def test_a_file_without_a_measurement_is_not_called_good(tmp_path: Path) -> None:
    texts = {"mute.py": "print('every error is within what is allowed')\n"}
    (tmp_path / "mute.py").write_text(texts["mute.py"])
    certificate = sealed({"schema": SCHEMA, "files": ["mute.py"], "sha256": digest(texts)})
    (tmp_path / "mute.numpy.certificate.json").write_text(json.dumps(certificate))
    (found,) = recheck(tmp_path)
    assert found.unchanged
    assert not found.good
    assert "nothing was measured" in found.report


ALONE = (
    NOTHING_ELSE
    + """if len(sys.argv) > 3:
    importlib.import_module("jax").config.update("jax_enable_x64", True)
module = importlib.import_module("k_" + sys.argv[1])
import numpy as np
w = np.array(eval(sys.argv[2]))
numbers = {name: 0.7 for name in module.PARAMETERS[:-1]}
value, gradient = module.value_and_grad(w, **numbers)
found = [module.action(w, **numbers), value, gradient, module.hvp(w, w, **numbers),
         *module.parameter_gradient(w, **numbers).values(), module.log_weight(w, hbar=2.0, **numbers),
         module.sample(w, hbar=2.0, **numbers)]
assert all(np.isfinite(np.asarray(each)).all() for each in found)
try:
    module.verify()
except ImportError as error:
    print(error)
"""
)


@pytest.mark.parametrize("target", [pytest.param(name, marks=pytest.mark.extra(name)) for name in ("numba", "torch")])
def test_a_file_runs_where_symnet_and_sympy_cannot_be_imported(target: str, tmp_path: Path) -> None:
    _alone(target, "drawn", "[[0.1, 0.2, 0.3], [0.3, 0.1, 0.2]]", tmp_path)


@pytest.mark.extra("jax")
def test_the_jax_file_runs_where_symnet_and_sympy_cannot_be_imported(tmp_path: Path) -> None:
    _alone("jax", "drawn", "[0.1, 0.2]", tmp_path, "64")


def _alone(target: str, case: str, w: str, folder: Path, *words: str) -> None:
    (folder / f"k_{target}.py").write_text(_text(case, target))
    command = [sys.executable, "-c", ALONE, target, w, *words]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stderr
    assert "mpmath is not to be imported" in answer.stdout


@pytest.mark.parametrize("target", PACKAGES)
def test_a_file_without_its_package_says_in_one_line_what_to_install(target: str, tmp_path: Path) -> None:
    path = tmp_path / f"k_{target}.py"
    path.write_text(_text("held", target))
    hidden = f"import sys, runpy\nsys.modules[{target!r}] = None\nsys.argv = ['k', '--verify']\n"
    for name, code in (("__main__", 4), ("imported", 1)):
        script = f"{hidden}runpy.run_path({str(path)!r}, run_name={name!r})"
        answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
        assert answer.returncode == code
        if code == 4:
            (line,) = answer.stdout.splitlines()
            assert line == f"import of {target} halted; None in sys.modules: pip install {target}"
            assert not answer.stderr
        else:
            assert "ModuleNotFoundError" in answer.stderr


@pytest.mark.extra("jax")
def test_the_jax_file_asks_for_64_bits_by_name() -> None:
    jax, module = extra("jax"), _module("held", "jax")
    jax.config.update("jax_enable_x64", False)
    try:
        with pytest.raises(RuntimeError, match="jax_enable_x64"):
            module.action([0.1], dt=0.1, x_ini=0.0, x_fin=0.0, m=1.0, k=1.0, g=0.1)
    finally:
        jax.config.update("jax_enable_x64", True)


@pytest.mark.extra("jax")
@pytest.mark.parametrize("case", [pytest.param(case, marks=[pytest.mark.long] * (case != "held")) for case in CASES])
def test_jit_grad_and_vmap_go_through_every_function_of_the_jax_file(case: str) -> None:
    jax, module, reference, kernel = extra("jax"), _module(case, "jax"), _module(case, "numpy"), _kernel(case)
    point = draw(kernel.layout, 4, 3)
    numbers, batch = by_keyword(kernel.layout, point), np.stack([point.w, point.w + 0.1 * point.u])

    def one(of: ModuleType, w: Any, numbers: Any) -> Any:
        found = [of.value_and_grad(w, **numbers), of.hvp(w, point.u, **numbers), of.action(w, **numbers)]
        found += [of.parameter_gradient(w, **numbers), of.log_weight(w, hbar=numbers["dt"], **numbers)]
        if hasattr(module, "sample"):
            found.append(of.sample(w, hbar=0.7, **numbers))
        return jax.tree.leaves(found)

    mapped = jax.vmap(jax.jit(partial(one, module)), (0, None))(batch, numbers)
    for i, row in enumerate(batch):
        for found, true in zip(mapped, one(reference, row, numbers), strict=True):
            np.testing.assert_allclose(found[i], true, 1e-10, 1e-10 * np.max(np.abs(true), initial=1))

    def total(w: Any, numbers: Any) -> Any:
        return sum(part.sum() for part in jax.tree.leaves(module.action(w, **numbers)))

    by_w, by_numbers = jax.jit(jax.grad(total, argnums=(0, 1)))(batch[0], numbers)
    gradient = sum(jax.tree.leaves(reference.value_and_grad(batch[0], **numbers)[1]))
    np.testing.assert_allclose(by_w, gradient, 1e-10, 1e-10)
    for name, true in reference.parameter_gradient(batch[0], **numbers).items():
        np.testing.assert_allclose(by_numbers[name], sum(jax.tree.leaves(true)), 1e-9, 1e-9)


@pytest.mark.extra("torch")
@pytest.mark.parametrize("case", CASES)
def test_backward_goes_through_the_adjoint_of_the_torch_file(case: str) -> None:
    torch, module, reference, kernel = extra("torch"), _module(case, "torch"), _module(case, "numpy"), _kernel(case)
    point = draw(kernel.layout, 4, 3)
    numbers = by_keyword(kernel.layout, point)
    w = torch.tensor(np.stack([point.w, point.u]), requires_grad=True)
    given = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in numbers.items()}
    found = module.action(w, **given)
    parts, weights = found if isinstance(found, tuple) else (found,), torch.tensor([1.0, -2.0], dtype=torch.float64)
    assert all(part.dtype == torch.float64 for part in parts)
    sum((part * weights).sum() for part in parts).backward()
    slopes = sum(_arrays(reference.value_and_grad(w.detach().numpy(), **numbers)[1]))
    np.testing.assert_allclose(w.grad, slopes * weights.numpy().reshape(-1, *[1] * point.w.ndim), 1e-10, 1e-10)
    for name, true in reference.parameter_gradient(w.detach().numpy(), **numbers).items():
        by_name = np.tensordot(weights.numpy(), sum(_arrays(true)), 1)
        np.testing.assert_allclose(given[name].grad, by_name, 1e-9, 1e-9, err_msg=name)


@pytest.mark.extra("torch")
def test_a_second_derivative_and_a_wrong_parameter_in_torch_are_refused() -> None:
    torch, module = extra("torch"), _module("held", "torch")
    numbers = {"dt": 0.1, "x_ini": 0.0, "x_fin": 0.1, "m": 1.0, "k": 1.0, "g": 0.1}
    w = torch.ones(3, dtype=torch.float64, requires_grad=True)
    (slopes,) = torch.autograd.grad(module.action(w, **numbers) ** 2, w, create_graph=True)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        slopes.sum().backward()
    for wrong in ({"dt": torch.tensor(-0.1, requires_grad=True)}, {"k": torch.tensor(np.nan, requires_grad=True)}):
        with pytest.raises(ValueError, match="finite"):
            module.action(w, **numbers | wrong)
    with pytest.raises(ValueError, match="real numbers"):
        module.action(w + 1j, **numbers)


@pytest.mark.extra("torch")
def test_a_tensor_parameter_that_was_changed_is_read_again() -> None:
    torch = extra("torch")
    function, reference = _kernel("held").compile("torch"), _kernel("held").compile("numpy")
    numbers = {"dt": 0.1, "x_ini": 0.0, "x_fin": 0.1, "m": 1.0, "k": 1.0}
    g = torch.tensor(0.25, dtype=torch.float64)
    for _ in range(2):
        value = function.action([0.1, 0.2, 0.3], g=g, **numbers)
        assert float(value) == pytest.approx(reference.action([0.1, 0.2, 0.3], g=float(g), **numbers), rel=1e-14)
        g.mul_(2.0)


@pytest.mark.parametrize("target", PACKAGES)
def test_no_part_of_a_file_takes_the_name_of_another(target: str) -> None:
    for case in CASES:
        names = [each.name for each in ast.parse(_text(case, target)).body if isinstance(each, ast.FunctionDef)]
        assert len(set(names)) == len(names), case


def test_the_text_is_the_same_under_every_hash_seed() -> None:
    script = (
        "from tests.kernels import test_whole_files as t; import hashlib\n"
        "cases = ('held', 'waves', 'coupled', 'free_box')\n"
        "texts = [t._text(case, target) for case in cases for target in t.PACKAGES]\n"
        "print(hashlib.sha256(''.join(texts).encode()).hexdigest())"
    )
    root, found = str(Path(__file__).parents[2]), set()
    for seed in "09":
        seeded, command = {"PYTHONPATH": root, "PYTHONHASHSEED": seed}, [sys.executable, "-c", script]
        answer = subprocess.run(command, cwd=root, env=seeded, capture_output=True, text=True, timeout=300)
        assert answer.returncode == 0, answer.stderr
        found.add(answer.stdout.strip())
    assert len(found) == 1
    assert len(found.pop()) == len(hashlib.sha256().hexdigest())
