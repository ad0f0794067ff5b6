"""PyTorch: cumulative sums on tensors, with our adjoint as the backward pass of an ``autograd.Function``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symnet.errors import InputError
from symnet.kernels.extras import extra
from symnet.kernels.function import KernelFunction, Numbers, as_weights
from symnet.kernels.gaussian import has_sampler
from symnet.kernels.programs import Layout
from symnet.kernels.shell import Arrays, python_file
from symnet.kernels.state_function import StateFunction
from symnet.kernels.targets import numpy as arrays
from symnet.templating import render

ARRAYS = Arrays(
    library="torch",
    traced="isinstance(value, torch.Tensor) and value.requires_grad",
    package="torch",
)


def source(layout: Layout) -> str:
    """The array form on the tensors' memory; the gradient flows through torch's own graph."""
    sampler = has_sampler(layout)
    return arrays.source(layout) + render("kernels/tensors.py.jinja", axes=layout.axes, sampler=sampler)


@dataclass(slots=True)
class TorchFunction(KernelFunction):
    """Takes and returns tensors of doubles in main memory; parameters that require a gradient get one."""

    def _weights(self, w: Any) -> Any:
        tensor = _tensor(w)
        if tensor.ndim == 0 or self.layout.ends.steps(tensor.shape[-1]) < 1:
            least = self.layout.ends.count(1)
            raise InputError(f"the weights have shape {tuple(tensor.shape)}; the last axis needs at least {least}")
        return tensor

    def _numbers(self, parameters: Any) -> Numbers:
        """A tensor can change later: it is read at each call."""
        if any(hasattr(value, "detach") for value in parameters.values()):
            return self._checked(parameters)
        return KernelFunction._numbers(self, parameters)

    def _number(self, name: str, value: Any) -> Any:
        return _kept(value, KernelFunction._number(self, name, _looked_into(value)))

    def _positive(self, name: str, value: Any) -> Any:
        return _kept(value, KernelFunction._positive(self, name, _looked_into(value)))


def _looked_into(value: Any) -> Any:
    return value.detach() if hasattr(value, "detach") else value


def _kept(value: Any, number: float) -> Any:
    return value if getattr(value, "requires_grad", False) else number


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

    _number = TorchFunction._number
    _positive = TorchFunction._positive


def compile_layout(layout: Layout, *, name: str) -> KernelFunction:
    """The kernel as functions of tensors."""
    made = TorchStateFunction if layout.has_rows else TorchFunction
    return made(layout, "torch", arrays.ArrayBackend(source(layout), name, torch=extra("torch")))


def files(layout: Layout, *, name: str, certificate: dict[str, Any] | None = None) -> dict[str, str]:
    """One file of functions of tensors, on NumPy's arrays."""
    text = python_file(
        layout,
        name,
        core=source(layout),
        imports="import numpy as np\nimport torch",
        needs="Needs torch and NumPy. Takes and returns tensors of doubles in main memory; backward is the adjoint.",
        file=f"{name}_torch.py",
        certificate=certificate,
        arrays=ARRAYS,
    )
    return {f"{name}_torch.py": text}


def provenance() -> dict[str, Any]:
    """What runs it."""
    return {name: extra(name).__version__ for name in ("torch", "numpy")}
