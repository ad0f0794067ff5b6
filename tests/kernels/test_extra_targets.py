"""JAX and torch differentiate through our adjoint, samplers draw what NumPy's does, what is missing is named."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from symnet.errors import KernelError, MissingExtraError, UnboundedError
from symnet.kernels import Kernel
from symnet.kernels.extras import extra
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import build, numbers_for, weights_for

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
PACKAGES = ("jax", "numba", "torch")


TARGETS = [pytest.param(name, marks=pytest.mark.extra(name)) for name in PACKAGES]


@pytest.fixture(autouse=True)
def sixty_four_bits() -> None:
    if find_spec("jax"):
        extra("jax").config.update("jax_enable_x64", True)


@pytest.mark.extra("jax")
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


DRAWN: list[tuple[str, tuple[str, ...] | None]] = [
    ("m*v^2/2 - k*x^2/2 + a*x", None),
    ("m*(vx^2 + vy^2 + vx*vy)/2 - k*(x - y)^2/2 - k*x^2 + a*y", ("x", "y")),
]
FIELD = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 + a*phi"


def _gaussian(text: str, coordinates: tuple[str, ...] | None, boundary: str) -> Any:
    system = FieldLagrangian.parse(text) if text == FIELD else text
    return represent(system, "relu", "zigzag", "euclidean", boundary, coordinates=coordinates).kernel()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("text", "coordinates"), [*DRAWN, (FIELD, None)])
def test_a_target_draws_what_numpy_does(text: str, coordinates: tuple[str, ...] | None, target: str) -> None:
    for boundary in ("fixed", "halfline", "ring", "free"):
        kernel = _gaussian(text, coordinates, boundary)
        found, reference, numbers = kernel.compile(target), kernel.compile("numpy"), numbers_for(kernel, seed=1)
        for steps in (1, 4):
            rows = (2,) if kernel.layout.has_rows else ()
            z = np.random.default_rng(steps).normal(size=(3, *rows, kernel.layout.ends.count(steps)))
            drawn = np.asarray(found.sample(z, hbar=0.7, **numbers))
            np.testing.assert_allclose(drawn, reference.sample(z, hbar=0.7, **numbers), rtol=1e-12, atol=1e-13)
        if kernel.layout.ends.origin:
            with pytest.raises(UnboundedError, match="not positive"):
                found.sample(z, hbar=0.7, **numbers | {"k" if "k" in numbers else "m": 0.0})


@pytest.mark.extra("jax")
@pytest.mark.parametrize(("text", "coordinates"), DRAWN)
def test_jax_differentiates_a_drawn_path_by_the_parameters(text: str, coordinates: tuple[str, ...] | None) -> None:
    jax = extra("jax")
    kernel = _gaussian(text, coordinates, "ring")
    function, reference, numbers = kernel.compile("jax"), kernel.compile("numpy"), numbers_for(kernel, seed=1)
    z = np.random.default_rng(1).normal(size=(2, 4) if coordinates else 4)

    def drawn(k: Any, hbar: Any) -> Any:
        return function.sample(z, hbar=hbar, **numbers | {"k": k})

    by_k, by_hbar = jax.jit(jax.jacfwd(drawn, argnums=(0, 1)))(numbers["k"], 0.7)
    k, h = numbers["k"], 1e-5
    sides = [reference.sample(z, hbar=0.7, **numbers | {"k": k + s * h}) for s in (1, -1)]
    np.testing.assert_allclose(by_k, (sides[0] - sides[1]) / (2 * h), rtol=1e-6, atol=1e-8)
    middle = reference.sample(0 * z, hbar=0.7, **numbers)
    np.testing.assert_allclose(2 * 0.7 * by_hbar, reference.sample(z, hbar=0.7, **numbers) - middle, rtol=1e-10)
    assert np.isnan(jax.jit(drawn)(0.0, 0.7)).all()


@pytest.mark.extra("jax")
def test_jax_in_32_bits_is_refused() -> None:
    extra("jax").config.update("jax_enable_x64", False)
    with pytest.raises(KernelError, match="jax_enable_x64"):
        build(QUARTIC).compile("jax")


@pytest.mark.extra("torch")
def test_torch_differentiates_through_our_adjoint() -> None:
    torch = extra("torch")
    kernel = build(QUARTIC)
    numbers, w = (
        numbers_for(kernel, seed=1),
        torch.tensor(weights_for(kernel, 6, seed=1, batch=(2,)), requires_grad=True),
    )
    kernel.compile("torch").action(w, **numbers).sum().backward()
    np.testing.assert_allclose(w.grad, kernel.compile("numpy").value_and_grad(w.detach().numpy(), **numbers)[1])


def _phi4() -> Kernel:
    density = FieldLagrangian.parse("phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4")
    return represent(density, "relu", "trapezoid", "euclidean", "ring").kernel()  # type: ignore[no-any-return]


@pytest.mark.extra("jax")
def test_jax_differentiates_a_field_by_our_adjoint_inside_jit() -> None:
    jax = extra("jax")
    kernel, rows = _phi4(), 3
    function, numbers = kernel.compile("jax"), {"dt": 0.2, "dx": 0.5, "m": 0.8}
    w = np.random.default_rng(2).normal(size=(rows, 4))

    @jax.jit
    def action(w: Any, g: Any) -> Any:
        return function.action(w, g=g, **numbers)

    by_weights, by_coupling = jax.grad(action, argnums=(0, 1))(w, 0.3)
    reference = kernel.compile("numpy")
    np.testing.assert_allclose(by_weights, reference.value_and_grad(w, g=0.3, **numbers)[1], rtol=1e-11)
    np.testing.assert_allclose(by_coupling, reference.parameter_gradient(w, g=0.3, **numbers)["g"], rtol=1e-11)


@pytest.mark.extra("torch")
def test_torch_differentiates_a_field_by_our_adjoint() -> None:
    torch = extra("torch")
    kernel, rows = _phi4(), 3
    numbers = {"dt": 0.2, "dx": 0.5, "m": 0.8, "g": 0.3}
    w = torch.from_numpy(np.random.default_rng(2).normal(size=(2, rows, 4))).requires_grad_()
    kernel.compile("torch").action(w, **numbers).sum().backward()
    reference = kernel.compile("numpy").value_and_grad(w.detach().numpy(), **numbers)[1]
    np.testing.assert_allclose(w.grad.numpy(), reference, rtol=1e-11)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_missing_extra_says_how_to_install_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(wanted: str) -> Any:
        raise ImportError(f"No module named {wanted!r}")

    monkeypatch.setattr("symnet.kernels.extras.import_module", absent)
    with pytest.raises(MissingExtraError, match=rf"pip install 'symnet\[{name}\]'"):
        build(QUARTIC).compile(name)
