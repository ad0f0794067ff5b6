"""Actions as compiled functions: one scan form, one adjoint, one row and one template for each target.

The stages, each in the module of its name:

    step        LatticeAction -> StepBody       a step's Lagrangian, forces and momenta (StateAction: of rows)
    programs    StepBody -> Program             action, gradient, Hessian-vector product, parameter gradient
    lowering    Program -> Function             the scalar body as text in a target's dialect
    targets     Function -> KernelFunction      loops (C), cumulative sums (NumPy), an interpreter (mpmath)

Source:
    the gradient is the suffix-sum adjoint, stated and decided in `symnet.kernels.adjoint`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symnet.kernels.function import KernelFunction, ReIm
    from symnet.kernels.record import TARGETS, Kernel, kernel

_PUBLIC = {
    "KernelFunction": "symnet.kernels.function",
    "ReIm": "symnet.kernels.function",
    "TARGETS": "symnet.kernels.record",
    "Kernel": "symnet.kernels.record",
    "kernel": "symnet.kernels.record",
}
"""Public name -> its module, imported at first use: a kernel that is recalled needs few of them."""

__all__ = ["TARGETS", "Kernel", "KernelFunction", "ReIm", "kernel"]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'symnet.kernels' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)
