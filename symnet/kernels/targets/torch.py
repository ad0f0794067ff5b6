"""PyTorch: cumulative sums on tensors, with our adjoint as the backward pass of an ``autograd.Function``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symnet.errors import InputError, KernelError
from symnet.kernels.extras import extra
from symnet.kernels.function import KernelFunction, as_weights
from symnet.kernels.programs import Layout
from symnet.kernels.state_function import StateFunction
from symnet.kernels.targets import numpy as arrays


class TorchBackend:
    """The array form on the tensors' memory; the gradient flows through torch's own graph."""

    def __init__(self, layout: Layout, name: str) -> None:
        self._torch = extra("torch")
        self._arrays = arrays.ArrayBackend(arrays.source(layout), name)
        self._axes = layout.axes
        self._value = self._function()

    def _function(self) -> Any:
        torch, backend, axes = self._torch, self._arrays, self._axes

        class Action(torch.autograd.Function):  # type: ignore[name-defined]
            """S of each path; backward is the suffix-sum adjoint."""

            @staticmethod
            def forward(context: Any, w: Any, numbers: Any) -> Any:
                value, gradient = backend.grad(w.detach().cpu().numpy(), numbers)
                context.save_for_backward(torch.from_numpy(gradient))
                return torch.from_numpy(value)

            @staticmethod
            def backward(context: Any, cotangent: Any) -> Any:
                (gradient,) = context.saved_tensors
                spread = cotangent.reshape(*cotangent.shape, *(1,) * axes)
                return (spread * gradient).sum(-1 - axes), None

        return Action.apply

    def action(self, w: Any, numbers: Any) -> Any:
        """The action, differentiable by w."""
        return self._value(w, numbers)

    def grad(self, w: Any, numbers: Any) -> Any:
        """The action and its gradient."""
        return tuple(map(self._torch.from_numpy, self._arrays.grad(w.detach().numpy(), numbers)))

    def hvp(self, w: Any, u: Any, numbers: Any) -> Any:
        """The Hessian times u."""
        return self._torch.from_numpy(self._arrays.hvp(w.detach().numpy(), u.detach().numpy(), numbers))

    def pgrad(self, w: Any, numbers: Any) -> Any:
        """The derivatives by the keywords."""
        return self._torch.from_numpy(self._arrays.pgrad(w.detach().numpy(), numbers))

    def sample(self, z: Any, numbers: Any) -> Any:
        """Weights from standard normals; the last number is hbar."""
        return self._torch.from_numpy(self._arrays.sample(z.detach().numpy(), numbers))


@dataclass(slots=True)
class TorchFunction(KernelFunction):
    """Takes and returns tensors of doubles in main memory."""

    def _weights(self, w: Any) -> Any:
        tensor = _tensor(w)
        if tensor.ndim == 0 or self.layout.ends.steps(tensor.shape[-1]) < 1:
            least = self.layout.ends.count(1)
            raise InputError(f"the weights have shape {tuple(tensor.shape)}; the last axis needs at least {least}")
        return tensor


def _tensor(w: Any) -> Any:
    torch = extra("torch")
    if isinstance(w, torch.Tensor) and w.device.type != "cpu":
        raise InputError(f"the weights are on {w.device}; this target computes in main memory")
    if isinstance(w, torch.Tensor) and w.is_complex():
        raise InputError(f"the weights are no array of real numbers: entries of the kind {w.dtype}")
    return w.to(torch.float64) if isinstance(w, torch.Tensor) else torch.tensor(as_weights(w, float))


@dataclass(slots=True)
class TorchStateFunction(StateFunction):
    """The same for several coordinates."""

    def _weights(self, w: Any) -> Any:
        return self._shaped(_tensor(w))


def compile_layout(layout: Layout, *, name: str) -> KernelFunction:
    """The kernel as functions of tensors."""
    made = TorchStateFunction if layout.has_rows else TorchFunction
    return made(layout, "torch", TorchBackend(layout, name))


def files(layout: Layout, *, name: str, certificate: dict[str, Any] | None = None) -> dict[str, str]:
    """Nothing: the NumPy file serves torch too.

    Raises:
        KernelError: always.
    """
    raise KernelError("the torch target runs the NumPy form under autograd: export numpy and wrap it")


def provenance() -> dict[str, Any]:
    """What runs it."""
    return {"torch": extra("torch").__version__}
