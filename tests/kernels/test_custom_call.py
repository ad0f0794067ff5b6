"""The compiled library as a custom call of XLA: what it computes, under jit, grad and vmap; what it refuses."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symnet.errors import KernelError
from symnet.kernels import Kernel, ReIm
from symnet.kernels.extras import extra
from symnet.kernels.inputs import by_keyword, draw
from symnet.kernels.targets import c
from symnet.kernels.targets.xla import registered
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import build, needs_compiler, numbers_for, weights_for

pytestmark = [pytest.mark.compiler, needs_compiler]
JAX = pytest.mark.extra("jax")
QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"


@pytest.fixture(autouse=True)
def sixty_four_bits() -> None:
    if find_spec("jax"):
        extra("jax").config.update("jax_enable_x64", True)


def _field(dimensions: int, **options: Any) -> Any:
    density = FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2 - g*phi^4", dimensions=dimensions)
    return represent(density, time="euclidean", **options)


def _kernel(kind: str) -> Kernel:
    if kind in ("sites", "plane"):
        return _field(2 if kind == "plane" else 1, boundary="fixed" if kind == "plane" else "ring").kernel()
    if kind == "components":
        charged = "m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*(x^2 + y^2)^2"
        return represent(charged, coordinates=("x", "y"), time="euclidean").kernel()
    if kind == "complex":
        return build("m*v^2/2 + a*v*x - cos(x)", "step", boundary="free", time="euclidean")
    return represent(QUARTIC, "cosine" if kind == "modes" else "relu", boundary="ring", time="euclidean").kernel()


def _parts(result: Any) -> list[np.ndarray]:
    return [np.asarray(part) for part in (result if isinstance(result, ReIm) else (result,))]


@JAX
@pytest.mark.parametrize("kind", ["one coordinate", "complex", "modes", "components", "sites", "plane"])
def test_it_computes_what_the_library_does_for_one_path_and_a_batch(kind: str) -> None:
    kernel = _kernel(kind)
    found, library = kernel.compile("xla"), kernel.compile("c")
    for steps in (1, 2, 6):
        point = draw(kernel.layout, steps, seed=3)
        numbers = by_keyword(kernel.layout, point)
        for w in (point.w, np.stack([point.w, 0.5 * point.w, -point.w]), np.zeros((0, *point.w.shape))):
            pairs = zip(found.value_and_grad(w, **numbers), library.value_and_grad(w, **numbers), strict=True)
            for ours, theirs in pairs:
                for one, other in zip(_parts(ours), _parts(theirs), strict=True):
                    np.testing.assert_allclose(one, other, rtol=1e-13, atol=1e-13)


@JAX
def test_transformations_go_through_it() -> None:
    jax, kernel = extra("jax"), build(QUARTIC)
    function, scans, numbers = kernel.compile("xla"), kernel.compile("jax"), numbers_for(kernel, seed=1)
    w, masses = weights_for(kernel, 6, seed=1, batch=(4, 3)), np.array([0.5, 1.0, 2.0])

    def action(of: Any) -> Any:
        return lambda row, m: of.action(row, **(numbers | {"m": m}))

    for transformed in (
        lambda f: jax.jit(jax.grad(f, argnums=(0, 1)))(w[0, 0], 1.3),
        lambda f: jax.jit(jax.vmap(jax.vmap(f), in_axes=(0, None)))(w, masses),  # a mass for each path
        lambda f: jax.vmap(jax.vmap(jax.grad(f), in_axes=(0, None)), in_axes=(0, None))(w, 0.7),
    ):
        ours, theirs = (jax.tree.leaves(transformed(action(of))) for of in (function, scans))
        for one, other in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-12)


@JAX
def test_samplers_of_jax_take_it() -> None:
    kernel = build(QUARTIC, time="euclidean")
    numbers = numbers_for(kernel, seed=1) | {"hbar": 0.7}
    w = weights_for(kernel, 5, seed=2)
    for door in ("for_blackjax", "for_numpyro"):
        ours, theirs = (extra("jax").value_and_grad(getattr(kernel, door)(t, **numbers))(w) for t in ("xla", "jax"))
        np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-13)
        np.testing.assert_allclose(ours[1], theirs[1], rtol=1e-12)


@JAX
def test_buffers_of_another_kind_or_shape_are_refused() -> None:
    jax, target = extra("jax"), registered(_kernel("components").layout, "kernel")
    w, par = np.zeros((2, 2, 5)), np.ones((2, 7 + 1))

    def refused(w: Any, par: Any, *shapes: tuple[int, ...]) -> str:
        outputs = [jax.ShapeDtypeStruct(shape, "float64") for shape in shapes]
        with pytest.raises(Exception, match="kernel") as caught:
            jax.block_until_ready(jax.ffi.ffi_call(target, outputs)(w, par))
        return str(caught.value)

    good = (2, 2), (2, 2, 2, 5)
    assert "doubles" in refused(w.astype("float32"), par, *good)
    assert "par holds other numbers" in refused(w, par[:, :3], *good)
    assert "axes of a batch" in refused(w, par[0], *good)
    assert "axes of a batch" in refused(w[0, 0], par, *good)
    assert "another size" in refused(w, par, (2, 2), (2, 2, 2, 4))
    assert "two results" in refused(w, par, (2, 2))


@pytest.mark.parametrize("kind", ["one coordinate", "components", "plane", "modes"])
def test_the_unit_is_strict_c_with_the_headers_of_xla_and_without(kind: str, tmp_path: Path) -> None:
    layout = _kernel(kind).layout
    for name, text in {**c.unit(layout, "whole"), **c.custom_call(layout, "whole")}.items():
        (tmp_path / name).write_text(text)
    strict = [shutil.which("gcc") or "cc", "-std=c17", "-Wall", "-Wextra", "-pedantic", "-Werror", "-c", "whole_xla.c"]
    folders: list[list[str]] = [[], *([["-I", extra("jax").ffi.include_dir()]] if find_spec("jax") else [])]
    for told in folders:
        made = subprocess.run([*strict, *told], cwd=tmp_path, capture_output=True, text=True)
        assert made.returncode == 0, made.stderr


def test_it_is_not_exported_by_itself(tmp_path: Path) -> None:
    with pytest.raises(KernelError, match="comes with the C artifact"):
        build(QUARTIC).export(tmp_path, "xla", "whole")
