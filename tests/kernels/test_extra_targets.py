"""JAX, Numba and torch agree with NumPy, differentiate through our adjoint, and are missed in one clear line."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from symnet.errors import KernelError, MissingExtraError
from symnet.kernels import ReIm
from symnet.kernels.extras import extra
from tests.kernels.brute_force import build, numbers_for, weights_for

QUARTIC, MAGNETIC = "m*v^2/2 - k*x^2/2 - g*x^4", "m*v^2/2 + a*v*x - cos(x)"
CASES = [
    (QUARTIC, "relu", "fixed", "real"),
    (MAGNETIC, "step", "ring", "euclidean"),
    (MAGNETIC, "relu", "free", "real"),
    ("m*v^2/2 - abs(x)", "step", "halfline", "euclidean"),
]
PACKAGES = ("jax", "numba", "torch")


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(find_spec(name) is None, reason=f"{name} is not installed")


TARGETS = [pytest.param(name, marks=needs(name)) for name in PACKAGES]


@pytest.fixture(autouse=True)
def sixty_four_bits() -> None:
    if find_spec("jax"):
        extra("jax").config.update("jax_enable_x64", True)


def _flat(result: Any) -> Any:
    if isinstance(result, dict):
        return np.concatenate([_flat(value) for value in result.values()])
    if isinstance(result, (ReIm, tuple)):
        return np.concatenate([_flat(part) for part in result])
    return np.asarray(result, dtype=float).ravel()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("text", "activation", "boundary", "time"), CASES)
def test_a_target_agrees_with_numpy(text: str, activation: str, boundary: str, time: str, target: str) -> None:
    kernel = build(text, activation, time=time, boundary=boundary)
    function, reference, numbers = kernel.compile(target), kernel.compile("numpy"), numbers_for(kernel, seed=1)
    for steps, batch in ((1, ()), (2, ()), (7, ()), (5, (2, 3))):
        w, u = (weights_for(kernel, steps, seed=s, batch=batch) for s in (1, 2))
        for method, arguments in (
            ("action", (w,)),
            ("value_and_grad", (w,)),
            ("hvp", (w, u)),
            ("parameter_gradient", (w,)),
        ):
            found = _flat(getattr(function, method)(*arguments, **numbers))
            np.testing.assert_allclose(found, _flat(getattr(reference, method)(*arguments, **numbers)), 1e-12, 1e-12)
        weight = _flat(function.log_weight(w, hbar=2.0, **numbers))
        np.testing.assert_allclose(weight, _flat(reference.log_weight(w, hbar=2.0, **numbers)), 1e-12, 1e-12)


@needs("jax")
def test_jax_transformations_go_through_our_adjoint() -> None:
    jax = extra("jax")
    kernel = build(QUARTIC)
    function, reference, numbers = kernel.compile("jax"), kernel.compile("numpy"), numbers_for(kernel, seed=1)
    w = weights_for(kernel, 6, seed=1, batch=(3,))

    def action(row: Any, m: Any) -> Any:
        return function.action(row, **(numbers | {"m": m}))

    by_w, by_m = jax.jit(jax.grad(action, argnums=(0, 1)))(w[0], numbers["m"])
    np.testing.assert_allclose(by_w, reference.value_and_grad(w[0], **numbers)[1], rtol=1e-12)
    np.testing.assert_allclose(by_m, reference.parameter_gradient(w[0], **numbers)["m"], rtol=1e-12)
    np.testing.assert_allclose(jax.vmap(lambda row: action(row, numbers["m"]))(w), reference.action(w, **numbers))


@needs("jax")
def test_jax_in_32_bits_is_refused() -> None:
    extra("jax").config.update("jax_enable_x64", False)
    with pytest.raises(KernelError, match="jax_enable_x64"):
        build(QUARTIC).compile("jax")


@needs("torch")
def test_torch_differentiates_through_our_adjoint() -> None:
    torch = extra("torch")
    kernel = build(QUARTIC)
    numbers, w = (
        numbers_for(kernel, seed=1),
        torch.tensor(weights_for(kernel, 6, seed=1, batch=(2,)), requires_grad=True),
    )
    kernel.compile("torch").action(w, **numbers).sum().backward()
    np.testing.assert_allclose(w.grad, kernel.compile("numpy").value_and_grad(w.detach().numpy(), **numbers)[1])


@pytest.mark.parametrize("name", PACKAGES)
def test_a_missing_extra_says_how_to_install_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(wanted: str) -> Any:
        raise ImportError(f"No module named {wanted!r}")

    monkeypatch.setattr("symnet.kernels.extras.import_module", absent)
    with pytest.raises(MissingExtraError, match=rf"pip install 'symnet\[{name}\]'"):
        build(QUARTIC).compile(name)
