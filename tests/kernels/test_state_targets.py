"""The optional targets agree with NumPy on several components and on the lattice field."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from symnet.kernels import Kernel, ReIm
from symnet.kernels.extras import extra
from symnet.theory.field import FieldLagrangian
from symnet.theory.represent import represent

TARGETS = [pytest.param(name, marks=pytest.mark.extra(name)) for name in ("jax", "numba", "torch")]
PLANE = "m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - cos(x - y)"
PHI4 = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2 - g*phi^4"
CASES = [
    ("plane", "relu", "fixed", "euclidean"),
    ("plane", "step", "free", "real"),
    ("phi4", "relu", "ring", "euclidean"),
    ("phi4", "step", "halfline", "real"),
    ("box", "relu", "fixed", "euclidean"),
    ("box", "step", "ring", "real"),
]


def _kernel(name: str, activation: str, boundary: str, time: str) -> tuple[Kernel, int]:
    if name == "plane":
        return represent(PLANE, activation, "midpoint", time, boundary, coordinates=("x", "y")).kernel(), 2
    return represent(
        FieldLagrangian.parse(PHI4, 1 + (name == "box")), activation, "trapezoid", time, boundary
    ).kernel(), 3


def _arrays(value: Any) -> list[np.ndarray]:
    parts = value if isinstance(value, ReIm) else (value,)
    return [np.asarray(part.detach() if hasattr(part, "detach") else part) for part in parts]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("name", "activation", "boundary", "time"), CASES)
def test_a_target_agrees_with_numpy(name: str, activation: str, boundary: str, time: str, target: str) -> None:
    if target == "jax":
        extra("jax").config.update("jax_enable_x64", True)
    kernel, rows = _kernel(name, activation, boundary, time)
    found, expected = kernel.compile(target), kernel.compile("numpy")
    rng = np.random.default_rng(1)
    numbers: dict[str, Any] = {p.name: float(rng.uniform(0.3, 1.2)) for p in kernel.layout.params[:-1]}
    shape = (2, rows)[-kernel.layout.axes + 1 :]
    numbers |= {name: rng.uniform(size=shape).tolist() for name in kernel.layout.ends.keywords[:1]}
    w, u = rng.normal(size=(2, 4, *shape, kernel.layout.ends.count(5)))
    pairs = [
        (found.action(w, **numbers), expected.action(w, **numbers)),
        (found.value_and_grad(w, **numbers)[1], expected.value_and_grad(w, **numbers)[1]),
        (found.hvp(w, u, **numbers), expected.hvp(w, u, **numbers)),
        (found.log_weight(w[0], hbar=0.7, **numbers), expected.log_weight(w[0], hbar=0.7, **numbers)),
        *zip(found.parameter_gradient(w, **numbers).values(), expected.parameter_gradient(w, **numbers).values(),
             strict=True),
    ]  # fmt: skip
    for ours, theirs in pairs:
        for one, other in zip(_arrays(ours), _arrays(theirs), strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-11)


@pytest.mark.extra("jax")
def test_jax_differentiates_a_field_by_our_adjoint_inside_jit() -> None:
    jax = extra("jax")
    jax.config.update("jax_enable_x64", True)
    kernel, rows = _kernel("phi4", "relu", "ring", "euclidean")
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
    kernel, rows = _kernel("phi4", "relu", "ring", "euclidean")
    numbers = {"dt": 0.2, "dx": 0.5, "m": 0.8, "g": 0.3}
    w = torch.from_numpy(np.random.default_rng(2).normal(size=(2, rows, 4))).requires_grad_()
    kernel.compile("torch").action(w, **numbers).sum().backward()
    reference = kernel.compile("numpy").value_and_grad(w.detach().numpy(), **numbers)[1]
    np.testing.assert_allclose(w.grad.numpy(), reference, rtol=1e-11)
